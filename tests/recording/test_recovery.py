"""What a crash leaves behind is found at the next start, mended in place, and told; nothing is thrown away."""

import fcntl
import os
import signal
import struct
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio_tui.course.take import Take
from studio_tui.recording.claim import ClaimedTake
from studio_tui.recording.container import MovWriter
from studio_tui.recording.fragments import boxes, is_closed, read_fragments
from studio_tui.recording.index import Indexing
from studio_tui.recording.mending import mend
from studio_tui.recording.recovery import recover
from studio_tui.recording.sidecar import read_sidecar, write_sidecar
from tests.rigs.recorded_feed import (
    ROLL_S,
    SMALL,
    SOUND,
    blocks,
    claim,
    drain,
    frames,
    in_time_order,
    jpegs,
    known_sound,
    offer,
    packets_of,
    roll,
    sound_of,
)

ROOT = Path(__file__).parents[2]
SLOTS = 40
PER_FRAME = 1920

RECORDS_IN_REAL_TIME = """
import sys, time
from pathlib import Path
from tests.rigs.recorded_feed import *
pictures, samples = jpegs(1920, 1080), known_sound(48_000 * 20)
start_s = time.monotonic()
recorder = roll(claim(Path(sys.argv[1])), rolled_at_s=start_s)
for n in range(20 * 25):
    time.sleep(max(0, start_s + (n + 1) / 25 - time.monotonic()))
    for half in (0, 960):
        at = n * 1920 + half
        recorder.offer_sound(SoundBlock(samples[at : at + 960], at, start_s + at / 48_000))
    recorder.offer_frame(Frame(pictures[n % 8], "mjpeg", n, start_s + n / 25))
    print(n + 1, flush=True)
"""


@cache
def fragmented_and_closed() -> tuple[bytes, bytes]:
    """A small take as it lay on the disk just before it was closed, and after."""
    with tempfile.TemporaryDirectory() as folder:
        return _fragmented_and_closed(Path(folder) / "take.mov")


def _fragmented_and_closed(scratch: Path) -> tuple[bytes, bytes]:
    writer = MovWriter(scratch, SOUND, SMALL, intra_bitrate_mbps=80, fragment_s=0.2, metadata={})
    data, samples = jpegs(SMALL.width_px, SMALL.height_px), known_sound(SLOTS * PER_FRAME)
    for slot in range(SLOTS):
        writer.write_picture(data[slot % 8], slot)
        writer.write_sound(samples[slot * PER_FRAME : (slot + 1) * PER_FRAME], slot * PER_FRAME)
    growing = scratch.read_bytes()
    writer.close()
    return growing, scratch.read_bytes()


def dead_take(library: Path, data: bytes) -> ClaimedTake:
    """A take whose process has gone, with these bytes in its ``.part``."""
    claimed = claim(library)
    write_sidecar(library, msgspec.structs.replace(claimed.take, state="rolling"))
    claimed.part.write_bytes(data)
    claimed.holding.release()
    return claimed


def assert_starts_as_recorded(path: Path) -> None:
    sound = sound_of(path)
    assert np.array_equal(sound, known_sound(SLOTS * PER_FRAME)[: len(sound)])


class RecordingChild:
    """A process that records a full-size take in real time."""

    def __init__(self, library: Path) -> None:
        command = [sys.executable, "-c", RECORDS_IN_REAL_TIME, str(library)]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        self._frames = map(int, self._process.stdout)

    def wait_for_frame(self, number: int) -> None:
        for frame in self._frames:
            if frame >= number:
                return
        raise AssertionError("the child ended")

    def kill(self) -> int:
        """Returns the frames that it had handed in by then."""
        self._process.send_signal(signal.SIGKILL)
        offered = max(self._frames, default=0)
        self._process.wait()
        return offered


def assert_at_most_half_a_second_lost(take: Take, offered: int) -> None:
    assert max(offered / 25 - take.frames / 25, offered / 25 - take.samples / 48_000) <= 0.5


def test_a_killed_station_loses_half_a_second_at_most(tmp_path: Path):
    child = RecordingChild(tmp_path)
    child.wait_for_frame(60)
    offered = child.kill()

    (found,) = recover(tmp_path)
    assert found.outcome == "recovered"
    take = found.take
    assert take
    assert (take.state, take.lost_frames) == ("recorded", 0)
    assert take.problem.startswith(f"The take {found.path.name} was interrupted and is recovered: ")
    assert packets_of(found.path)["video"] == take.frames
    sound = sound_of(found.path)
    assert len(sound) == take.samples
    assert np.array_equal(sound, known_sound(48_000 * 20)[: len(sound)])
    assert_at_most_half_a_second_lost(take, offered)
    assert read_sidecar(next(tmp_path.glob("*/*/*.toml"))) == take
    assert is_closed(found.path)
    assert recover(tmp_path) == ()


def test_a_power_cut_loses_half_a_second_at_most(tmp_path: Path):
    """A disk that stops at once: what the system had not yet written is gone, as after pulling the plug."""
    disk, image = tmp_path / "disk", tmp_path / "image"
    disk.mkdir()
    with image.open("wb") as file:
        file.truncate(200_000_000)
    subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True)
    subprocess.run(["mount", "-o", "loop", image, disk], check=True)
    try:
        child = RecordingChild(disk / "library")
        child.wait_for_frame(60)
        pull_the_plug(disk)
        offered = child.kill()
        subprocess.run(["umount", disk], check=True)
        subprocess.run(["mount", "-o", "loop", image, disk], check=True)

        (found,) = recover(disk / "library")
        assert found.take
        assert packets_of(found.path)["video"] == found.take.frames
        sound = sound_of(found.path)
        assert np.array_equal(sound, known_sound(48_000 * 20)[: len(sound)])
        assert_at_most_half_a_second_lost(found.take, offered)
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


def pull_the_plug(mount_point: Path) -> None:
    """ext4's shutdown without flushing its journal (EXT4_IOC_SHUTDOWN, EXT4_GOING_FLAGS_NOLOGFLUSH)."""
    descriptor = os.open(mount_point, os.O_RDONLY)
    try:
        fcntl.ioctl(descriptor, 0x8004587D, struct.pack("I", 2))
    finally:
        os.close(descriptor)


@settings(max_examples=40, deadline=None)
@given(cut_at=st.integers(0, 340_000))
def test_a_file_cut_off_at_any_byte_gives_back_all_that_is_whole(
    tmp_path_factory: pytest.TempPathFactory, cut_at: int
):
    library = tmp_path_factory.mktemp("library")
    growing, _ = fragmented_and_closed()
    data = growing[:cut_at]
    claimed = dead_take(library, data)
    (found,) = recover(library)
    head_ends = growing.index(b"moof") - 4
    if cut_at == 0:
        assert found.outcome == "empty"
        return
    if cut_at < head_ends:
        assert found.outcome == "left"
        assert claimed.part.read_bytes() == data
        return
    whole = [chunk.offset + chunk.size for chunk in video_chunks(growing, library)]
    heads = [box.end for box in boxes_of(growing, library) if box.kind == b"moof"]
    expected = sum(1 for end in whole if end <= cut_at and any(head < end and head <= cut_at for head in heads))
    assert found.outcome == "recovered"
    assert found.take
    assert found.take.frames == expected
    # Nothing but the head and what stands behind the end is touched.
    mended = claimed.movie.read_bytes()
    assert mended[36 : len(data)] == data[36:]
    if expected:
        assert packets_of(claimed.movie)["video"] == expected
        assert_starts_as_recorded(claimed.movie)


def video_chunks(data: bytes, folder: Path):
    (folder / "whole.mov").write_bytes(data)
    track = read_fragments(folder / "whole.mov").track("video")
    assert track
    return track.chunks


def boxes_of(data: bytes, folder: Path):
    (folder / "whole.mov").write_bytes(data)
    with (folder / "whole.mov").open("rb") as file:
        return list(boxes(file, 0, len(data)))


def test_a_power_cut_while_closing_loses_nothing(tmp_path: Path):
    _, closed = fragmented_and_closed()
    claimed = dead_take(tmp_path, closed[: closed.rindex(b"moov") + 100])  # new head on the disk, index not
    (found,) = recover(tmp_path)
    assert found.take
    assert (found.take.frames, found.take.samples) == (SLOTS, SLOTS * PER_FRAME)
    assert packets_of(claimed.movie)["video"] == SLOTS
    assert_starts_as_recorded(claimed.movie)


def test_a_closed_file_only_gets_its_name_and_notes(tmp_path: Path):
    _, closed = fragmented_and_closed()
    claimed = dead_take(tmp_path, closed)
    (found,) = recover(tmp_path)
    assert claimed.movie.read_bytes() == closed
    assert found.take
    assert (found.take.state, found.take.frames, found.take.duration_s) == ("recorded", SLOTS, 1.6)
    assert "was complete" in found.take.problem


@pytest.mark.parametrize("names", ["both", "new"])
def test_a_power_cut_while_renaming_leaves_one_take(tmp_path: Path, names: str):
    _, closed = fragmented_and_closed()
    claimed = dead_take(tmp_path, closed)
    if names == "both":
        os.link(claimed.part, claimed.movie)
    else:
        claimed.part.rename(claimed.movie)
    (found,) = recover(tmp_path)
    assert found.outcome == "recovered"
    assert set(claimed.movie.parent.iterdir()) == {claimed.movie, claimed.sidecar}
    assert claimed.movie.read_bytes() == closed
    assert recover(tmp_path) == ()


@pytest.mark.parametrize("step", ["journal", "half an index", "index", "head"])
def test_a_power_cut_while_mending_is_mended_too(tmp_path: Path, step: str):
    growing, _ = fragmented_and_closed()
    cut_at = 200_000  # within a picture or its sound
    claimed = dead_take(tmp_path, growing[:cut_at])
    whole = read_fragments(claimed.part)
    Indexing(claimed.part).apply()  # and never kept: the power went
    mended = claimed.part.read_bytes()
    if step == "journal":
        claimed.part.write_bytes(growing[:cut_at])
    elif step == "half an index":
        claimed.part.write_bytes(growing[:36] + mended[36 : cut_at + 300])
    elif step == "index":
        claimed.part.write_bytes(growing[:36] + mended[36:])
    (found,) = recover(tmp_path)
    assert found.take
    video, sound = whole.track("video"), whole.track("sound")
    assert video
    assert sound
    assert (found.take.frames, found.take.samples) == (video.length, sound.length)
    assert claimed.movie.read_bytes() == mended
    assert not list(claimed.movie.parent.glob(".*"))


def test_a_take_that_somebody_records_is_left_alone(tmp_path: Path):
    claimed = claim(tmp_path)
    assert recover(tmp_path) == ()
    recorder = roll(claimed, picture=SMALL)
    offer(recorder, in_time_order(frames(SMALL, 50), blocks(known_sound(48_000 * 2))))
    drain(recorder)
    assert recover(tmp_path) == ()
    recorder.cut(ROLL_S + 1)
    assert recorder.finish().problem == ""
    assert recover(tmp_path) == ()


def test_a_claim_of_a_dead_process_is_marked_and_its_number_stays_taken(tmp_path: Path):
    claimed = dead_take(tmp_path, b"")
    (found,) = recover(tmp_path)
    assert found.outcome == "empty"
    assert read_sidecar(claimed.sidecar).state == "rejected"
    assert not claimed.part.exists()
    assert recover(tmp_path) == ()
    assert claim(tmp_path).take.number == 2


@pytest.mark.parametrize("notes", ["missing", "damaged"])
def test_media_without_readable_notes_get_new_ones(tmp_path: Path, notes: str):
    growing, _ = fragmented_and_closed()
    claimed = dead_take(tmp_path, growing)
    if notes == "missing":
        claimed.sidecar.unlink()
    else:
        claimed.sidecar.write_bytes(b"\x00" * 300)
    (found,) = recover(tmp_path, "A")
    assert found.outcome == "recovered"
    take = read_sidecar(claimed.sidecar)
    assert (take.identity, take.title, take.state) == ("A/K1M1C1B5/T01", "Жасуша құрылысы", "recorded")
    assert packets_of(claimed.movie)["video"] == take.frames
    if notes == "damaged":
        assert claimed.sidecar.with_name(claimed.sidecar.name + ".damaged").read_bytes() == b"\x00" * 300


@pytest.mark.parametrize("kind", ["noise", "another format"])
def test_what_cannot_be_repaired_stays_where_it_is_and_is_told(tmp_path: Path, kind: str):
    data = np.random.default_rng(2).bytes(50_000) if kind == "noise" else b"\x1aE\xdf\xa3" + b"matroska" * 2000
    claimed = dead_take(tmp_path, data)
    (found,) = recover(tmp_path)
    assert (found.outcome, found.take, found.path) == ("left", None, claimed.part)
    assert claimed.part.read_bytes() == data
    assert found.text.args["file"] == str(claimed.part)
    assert read_sidecar(claimed.sidecar).state == "rolling"


def test_one_bad_take_does_not_keep_the_others_from_being_mended(tmp_path: Path):
    growing, _ = fragmented_and_closed()
    dead_take(tmp_path, b"\x00" * 5000)
    good = dead_take(tmp_path, growing)
    outcomes = {found.path.name: found.outcome for found in recover(tmp_path)}
    assert outcomes[good.movie.name] == "recovered"
    assert sorted(outcomes.values()) == ["left", "recovered"]


def test_an_old_recording_is_not_touched(tmp_path: Path):
    _, closed = fragmented_and_closed()
    claimed = dead_take(tmp_path, closed)
    take: Take = msgspec.structs.replace(claimed.take, state="accepted")
    claimed.part.rename(claimed.movie)
    write_sidecar(tmp_path, take)
    assert recover(tmp_path) == ()
    assert recover(tmp_path / "no library") == ()


def test_takes_longer_than_four_gigabytes_are_mended_in_place(tmp_path: Path):
    """The second half of the fragments moved behind a hole of 5 GB: offsets and the head need 64 bits."""
    growing, _ = fragmented_and_closed()
    heads = [box.start for box in boxes_of(growing, tmp_path) if box.kind == b"moof"]
    middle, hole = heads[len(heads) // 2], 5_000_000_000
    path = tmp_path / "long.mov"
    with path.open("wb") as file:
        file.write(growing[:middle])
        file.write(struct.pack(">I4sQ", 1, b"free", hole))
        file.seek(middle + hole)
        file.write(_moved(growing[middle:], hole))
    fragments = mend(path)
    video = fragments.track("video")
    assert video
    assert is_closed(path)
    assert packets_of(path)["video"] == video.length >= 30
    assert_starts_as_recorded(path)
    assert len(sound_of(path)) == video.length * PER_FRAME
    with path.open("rb") as file:
        assert [box.kind for box in boxes(file, 0, path.stat().st_size)] == [b"ftyp", b"mdat", b"moov"]


def _moved(fragments: bytes, by: int) -> bytes:
    """Fragments with the place that their data are counted from (``tfhd``) moved."""
    moved = bytearray(fragments)
    at = moved.find(b"tfhd")
    while at >= 0:
        (base,) = struct.unpack_from(">Q", moved, at + 12)
        struct.pack_into(">Q", moved, at + 12, base + by)
        at = moved.find(b"tfhd", at + 4)
    return bytes(moved)
