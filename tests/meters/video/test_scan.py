import re
import subprocess
from pathlib import Path

import numpy as np
import pytest

from meters.video.scan import Scan, ScanMeter
from tests.rigs.lecture_shot import INTRA, LectureShot, decode_luma, encode


def measured(frames: list[np.ndarray], every: int = 2) -> Scan:
    meter = ScanMeter(every)
    for luma in frames:
        meter.feed(luma)
    return meter.read()


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (720, 576), (640, 480)])
def test_tells_interlaced_from_progressive(size: tuple[int, int]):
    shot = LectureShot(*size)
    progressive, interlaced = measured(shot.run(40)), measured(shot.fields(40))
    assert progressive.scan_type == "progressive"
    assert progressive.combed_frame_share == 0.0
    assert interlaced.scan_type == "interlaced"
    assert interlaced.combed_frame_share > 0.5  # where the speaker turns, little moves


def test_cannot_tell_where_nothing_moves():
    shot = LectureShot()
    assert measured([shot.at(0.0) for _ in range(24)]) == Scan(0, None, None)


def test_cannot_tell_from_a_few_frames():
    assert measured(LectureShot().fields(4)).scan_type is None


def test_pictures_too_small_to_tell_are_passed_over():
    assert measured([np.zeros((40, 40), np.uint8)] * 20) == Scan(0, None, None)


@pytest.mark.parametrize("scan", ["progressive", "interlaced"])
def test_agrees_with_ffmpeg_idet_on_a_file(scan: str, tmp_path: Path):
    shot = LectureShot()
    frames = shot.fields(40) if scan == "interlaced" else shot.run(40)
    path = encode(frames, tmp_path / "shot.mov", INTRA)
    command = ["ffmpeg", "-nostdin", "-i", str(path), "-vf", "idet", "-an", "-f", "null", "-"]
    log = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    tff, bff, progressive = (
        int(n)
        for n in re.findall(r"Multi frame detection: TFF:\s*(\d+) BFF:\s*(\d+) Progressive:\s*(\d+)", log)[-1]
    )
    assert ("interlaced" if tff + bff > progressive else "progressive") == scan
    assert measured(list(map(np.copy, decode_luma(path)))).scan_type == scan
