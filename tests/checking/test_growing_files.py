"""A take is judged while it is written: same findings as afterwards, soon after the cut, and never in its way."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from studio_tui.checking.child import EXIT_ABANDONED
from studio_tui.checking.findings import Judgement
from studio_tui.checking.follower import Follower
from studio_tui.checking.judge import judge_file, judge_growing
from studio_tui.checking.signals import TakeFacts, measure
from studio_tui.checking.source import AbandonedError, GrowingFile, open_growing
from studio_tui.presets import Measuring, load_preset
from tests.rigs.movies import jpegs_of, write_growing

PRESET = "bmg-coursera-source"
SIZE = (640, 360)


@pytest.fixture(scope="module")
def pictures(small: Path) -> list[bytes]:
    return jpegs_of(small)


def start_of(path: Path, pictures: list[bytes], bits: int = 24):
    """A take of which the first pictures are on the disk."""
    writer = write_growing(path, pictures, SIZE, bits)
    for number in writer:
        if number == 10:
            break
    return writer


def result_of(follower: Follower) -> Judgement:
    judgement = follower.result(60.0)
    follower.kill()
    assert judgement is not None
    return judgement


def test_pictures_are_measured_before_the_take_is_over(tmp_path: Path, pictures: list[bytes]):
    path = tmp_path / "take.mov"
    writer = start_of(path, pictures)
    file = GrowingFile(path)
    measured_half, outcome = threading.Event(), []

    def progress(seconds: float, _: float | None) -> None:
        if seconds > 0.8:
            measured_half.set()

    def follow() -> None:
        with open_growing(file) as container:
            outcome.append(measure(container, Measuring(), progress))

    reader = threading.Thread(target=follow)
    reader.start()
    for number in writer:
        if number == 40:
            break
    assert measured_half.wait(30)
    assert not outcome
    list(writer)
    file.complete()
    reader.join(60)
    file.close()
    assert outcome[0].picture.frames == len(pictures)
    assert outcome[0].sound.samples == len(pictures) * 1920


def test_the_verdict_is_that_of_the_finished_file(tmp_path: Path, pictures: list[bytes]):
    path = tmp_path / "take.part.mov"
    writer = start_of(path, pictures, bits=16)
    follower = Follower.start(path, PRESET)
    list(writer)
    final = tmp_path / "take.mov"
    path.rename(final)
    follower.complete(TakeFacts(lost_frames=3), final)
    followed = result_of(follower)
    assert followed == judge_file(final, load_preset(PRESET), TakeFacts(lost_frames=3))
    assert followed.measurements["used_bits"] == 16
    assert followed.measurements["lost_frames"] == 3


def test_a_take_that_ends_before_its_checker_starts_is_judged_all_the_same(tmp_path: Path, pictures: list[bytes]):
    path = tmp_path / "take.mov"
    list(write_growing(path, pictures, SIZE))
    file = GrowingFile(path)
    file.complete()
    preset = load_preset(PRESET)
    assert judge_growing(path, file, preset, TakeFacts) == judge_file(path, preset)
    file.close()


def test_what_the_recorder_knows_is_judged_too(small: Path):
    facts = TakeFacts(lost_frames=3, lost_samples=480, lost_samples_at_s=((0.5, 0.51),))
    findings = {finding.rule: finding for finding in judge_file(small, load_preset(PRESET), facts).findings}
    assert (findings["lost_frames"].status, findings["lost_frames"].measured) == ("fail", 3)
    assert (findings["lost_samples"].status, findings["lost_samples"].measured) == ("fail", 480)
    assert findings["lost_samples"].at_s == ((0.5, 0.51),)


def test_a_checker_that_dies_leaves_the_file_to_be_judged_again(tmp_path: Path, pictures: list[bytes]):
    path = tmp_path / "take.mov"
    writer = start_of(path, pictures)
    follower = Follower.start(path, PRESET)
    os.kill(follower.pid, signal.SIGKILL)
    list(writer)
    follower.complete()
    assert follower.result(30.0) is None
    assert not follower.alive
    follower.kill()
    assert judge_file(path, load_preset(PRESET)).measurements["frames"] == len(pictures)


def test_a_result_that_is_not_there_yet_is_none(tmp_path: Path, pictures: list[bytes]):
    path = tmp_path / "take.mov"
    writer = start_of(path, pictures)
    follower = Follower.start(path, PRESET)
    assert follower.result(0.0) is None
    assert follower.alive
    follower.kill()
    follower.kill()
    assert not follower.alive
    list(writer)


def child(path: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "studio_tui.checking.child", str(path), PRESET]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_a_checker_whose_station_is_gone_ends(tmp_path: Path, pictures: list[bytes]):
    path = tmp_path / "take.mov"
    writer = start_of(path, pictures)
    process = child(path)
    out, _ = process.communicate(timeout=60)
    assert (out, process.returncode) == (b"", EXIT_ABANDONED)
    list(writer)


@pytest.mark.parametrize("content", [b"", b"\0" * 40, b"not a take at all" * 100])
def test_a_take_with_nothing_in_it_is_unreadable(tmp_path: Path, content: bytes):
    path = tmp_path / "take.mov"
    path.write_bytes(content)
    file = GrowingFile(path)
    file.complete()
    judgement = judge_growing(path, file, load_preset(PRESET), TakeFacts)
    file.close()
    assert judgement.verdict == "unreadable"


def test_reading_waits_for_more_and_ends_when_complete(tmp_path: Path):
    path = tmp_path / "grows"
    path.write_bytes(b"one")
    file = GrowingFile(path)
    assert file.read(10) == b"one"
    with path.open("ab") as more:
        timer = threading.Timer(0.1, lambda: (more.write(b"two"), more.flush()))
        timer.start()
        assert file.read(10) == b"two"
        timer.join()
        more.write(b"three")
    file.complete()
    assert file.read(10) == b"three"
    assert file.read(10) == b""
    file.close()


def test_what_is_written_just_before_completion_is_not_missed(tmp_path: Path):
    """The reader finds nothing, then the last bytes are written and completion is announced, before it looks."""
    path = tmp_path / "grows"
    path.touch()
    file = GrowingFile(path)
    disk = file._file

    class LateWriter:
        def read(self, size: int) -> bytes:
            found = disk.read(size)
            if not found and not file._complete.is_set():
                path.write_bytes(b"last")
                file.complete()
            return found

    file._file = LateWriter()
    assert file.read(10) == b"last"
    assert file.read(10) == b""
    disk.close()


def test_an_abandoned_file_wakes_its_reader(tmp_path: Path):
    path = tmp_path / "grows"
    path.touch()
    file = GrowingFile(path)
    timer = threading.Timer(0.1, file.abandon)
    timer.start()
    with pytest.raises(AbandonedError):
        file.read(10)
    timer.join()
    file.close()


def test_a_killed_recorders_file_is_judged_up_to_its_last_fragment(tmp_path: Path, pictures: list[bytes]):
    path = tmp_path / "take.mov"
    writer = start_of(path, pictures)
    for number in writer:
        if number == 50:
            break
    orphan = tmp_path / "orphan.mov"
    shutil.copy(path, orphan)
    list(writer)
    frames = judge_file(orphan, load_preset(PRESET)).measurements["frames"]
    assert isinstance(frames, int)
    assert 40 <= frames <= 50
