"""Files that cannot be judged: each gets the verdict ``unreadable`` and one sentence that says what to do."""

import os
import random
import struct
from pathlib import Path

import av
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio_tui.checking.judge import judge_file
from studio_tui.checking.source import UnreadableError, open_finished
from studio_tui.checking.truncation import missing_bytes
from studio_tui.i18n import Translator
from studio_tui.presets import load_preset
from tests.rigs.movies import ffmpeg, movie, scene

SOURCE = load_preset("bmg-coursera-source")
MJPEG = "-c:v mjpeg -q:v 2 -pix_fmt yuvj422p"
INTRA_H264 = "-c:v libx264 -preset ultrafast -g 1 -b:v 16M"
CONTAINERS = ["plain.mov", "whole.mkv", "whole.avi", "whole.wav"]
SAME_FILE = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("whole")
    files = {}
    for name in CONTAINERS:
        picture = None if name.endswith("wav") else scene("160x120", seconds=1.2)
        files[name] = movie(folder / name, picture=picture).read_bytes()
    return files


def sentence_of(path: Path) -> str:
    judgement = judge_file(path, SOURCE)
    assert judgement.verdict == "unreadable"
    assert [finding.rule for finding in judgement.findings] == ["file"]
    return Translator("en").say(judgement.findings[0].message)


def test_a_missing_file(tmp_path: Path):
    assert "There is no file" in sentence_of(tmp_path / "nowhere.mov")


def test_a_folder(tmp_path: Path):
    assert "is a folder" in sentence_of(tmp_path)


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.mov")
    assert "device or a pipe" in sentence_of(tmp_path / "pipe.mov")


def test_an_empty_file(tmp_path: Path):
    (tmp_path / "empty.mov").touch()
    assert "is empty" in sentence_of(tmp_path / "empty.mov")


@pytest.mark.parametrize(
    "content",
    [
        "Дәріс мәтіні: бейне емес, жай ғана хат.\n" * 50,
        "\x1b[31mart of terminals, which FFmpeg would play\x1b[0m\n" * 50,
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nother.ts\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile other.mov\n",
    ],
)
def test_text_and_play_lists_are_no_media(tmp_path: Path, content: str):
    path = tmp_path / "talk.txt"
    path.write_text(content, encoding="utf-8")
    assert "no video or sound" in sentence_of(path)


def test_a_still_image_is_no_media(tmp_path: Path):
    path = tmp_path / "slide.png"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=64x64", "-frames:v", "1", path)
    assert "no video or sound" in sentence_of(path)


def test_a_name_is_not_taken_for_a_protocol(tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("concat:a.mov|b.mov").write_bytes(small.read_bytes())
    assert judge_file(Path("concat:a.mov|b.mov"), SOURCE).verdict == "fail"


def test_a_name_of_undecodable_and_direction_characters_can_be_shown(tmp_path: Path):
    path = Path(os.fsdecode(os.fsencode(tmp_path / "k\u202e1-") + b"\xff\n.mov"))
    path.write_bytes(b"no video")
    sentence = sentence_of(path)
    assert sentence.isprintable()
    sentence.encode("utf-8")


def test_a_recording_without_its_index(tmp_path: Path, whole: dict[str, bytes]):
    path = tmp_path / "cut.mov"
    path.write_bytes(whole["plain.mov"][:20_000])
    assert "cut short" in sentence_of(path)


@pytest.mark.parametrize("name", CONTAINERS)
def test_whole_files_miss_nothing(tmp_path: Path, whole: dict[str, bytes], name: str):
    (tmp_path / name).write_bytes(whole[name])
    assert missing_bytes(tmp_path / name) == 0


@pytest.mark.parametrize("name", CONTAINERS)
@given(share=st.floats(0.05, 0.999))
@SAME_FILE
def test_a_file_cut_anywhere_is_told_to_be_cut_short(
    tmp_path: Path, whole: dict[str, bytes], name: str, share: float
):
    path = tmp_path / name
    path.write_bytes(whole[name][: int(len(whole[name]) * share)])
    assert "cut short" in sentence_of(path)


def test_a_stated_duration_that_was_never_written_is_a_cut(tmp_path: Path, whole: dict[str, bytes]):
    """As a full disk leaves it: a Matroska of unknown size whose head says more than there is."""
    content = bytearray(whole["whole.mkv"])
    at = content.index(b"\x44\x89\x88") + 3  # Duration, a float of 8 bytes, in milliseconds
    content[at : at + 8] = struct.pack(">d", 60_000.0)
    (tmp_path / "full.mkv").write_bytes(content)
    assert "it says 60.0 s and holds 2.4 s" in sentence_of(tmp_path / "full.mkv")


@given(
    head=st.sampled_from([b"", b"\0\0\0\x14ftypqt  ", b"\x1a\x45\xdf\xa3", b"RIFF\xff\0\0\0AVI "]),
    seed=st.integers(),
)
@SAME_FILE
def test_noise_never_breaks_the_check(tmp_path: Path, head: bytes, seed: int):
    path = tmp_path / "noise.bin"
    path.write_bytes(head + random.Random(seed).randbytes(3000))
    missing_bytes(path)
    judge_file(path, SOURCE)


@pytest.mark.parametrize("coding", [MJPEG, INTRA_H264])
def test_a_damaged_frame_is_found_at_its_place(tmp_path: Path, coding: str):
    path = movie(tmp_path / "damaged.mov", picture=scene(seconds=1.6), picture_coding=coding, sound=None)
    with av.open(str(path)) as container:
        packet = [packet for packet in container.demux(video=0) if packet.size][25]
        place, size = packet.pos or 0, packet.size
    content = bytearray(path.read_bytes())
    content[place + size // 8 : place + size] = random.Random(1).randbytes(size - size // 8)
    path.write_bytes(content)
    findings = {finding.rule: finding for finding in judge_file(path, SOURCE).findings}
    assert (findings["damage"].status, findings["damage"].measured) == ("fail", 1)
    assert findings["damage"].at_s[0][0] == pytest.approx(1.0, abs=0.1)


def test_only_the_named_error_leaves_opening(tmp_path: Path):
    with pytest.raises(UnreadableError):
        open_finished(tmp_path / "zero\0byte.mov")
