"""A take from the roll to its name: what was captured is in the file, what was not is counted."""

import errno
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from studio_tui.capture.picture import Frame, PictureFormat
from studio_tui.capture.sound import SoundFormat
from studio_tui.course.take import Take
from studio_tui.recording import recorder as recorder_module
from studio_tui.recording import take_file
from studio_tui.recording.claim import claim_take
from studio_tui.recording.container import MovWriter
from studio_tui.recording.holding import hold_left
from studio_tui.recording.recovery import recover
from studio_tui.recording.sidecar import read_sidecar
from tests.rigs.recorded_feed import (
    PICTURE,
    ROLL_S,
    SLATE,
    SMALL,
    blocks,
    claim,
    drain,
    ffprobe,
    frames,
    in_time_order,
    jpegs,
    known_sound,
    offer,
    packets_of,
    picture_times_s,
    roll,
    sound_of,
)

ROOT = Path(__file__).parents[2]


def record(library: Path, items: list, cut_s: float, **formats: PictureFormat | SoundFormat) -> Take:
    recorder = roll(claim(library), **{"picture": SMALL, **formats})
    offer(recorder, [item for item in items if item.at_s < cut_s])
    recorder.cut(cut_s)
    offer(recorder, [item for item in items if item.at_s >= cut_s])
    return recorder.finish()


def movie(library: Path, take: Take) -> Path:
    return library.joinpath(*take.file.split("/"))


def test_a_take_holds_what_was_captured_between_roll_and_cut(tmp_path: Path):
    samples = known_sound(48_000 * 4)
    items = in_time_order(frames(SMALL, 100, start_s=ROLL_S - 0.79), blocks(samples, start_s=ROLL_S - 1))
    claimed = claim(tmp_path)
    recorder = roll(claimed, picture=SMALL)
    cut_s = ROLL_S + 2
    offer(recorder, [item for item in items if item.at_s < cut_s])
    recorder.cut(cut_s)
    offer(recorder, [item for item in items if item.at_s >= cut_s])
    take = recorder.finish()

    first_s = 0.01  # frame 20 is the first after the roll
    assert (take.state, take.problem) == ("recorded", "")
    assert take.file == "К1/M1/К1_M1_С1_В5_Жасуша құрылысы_T01.mov"
    assert (take.frames, take.lost_frames, take.lost_samples) == (50, 0, 0)
    path = movie(tmp_path, take)
    assert packets_of(path)["video"] == take.frames
    sound = sound_of(path)
    assert take.samples == len(sound)
    begin = round((1 + first_s) * 48_000)
    assert np.array_equal(sound, samples[begin : begin + len(sound)])
    assert read_sidecar(claimed.sidecar) == take
    assert recorder.ended
    assert not claimed.part.exists()
    assert hold_left(path)


def test_both_streams_end_with_the_last_frame_before_the_cut(tmp_path: Path):
    samples = known_sound(48_000 * 5)
    items = in_time_order(frames(SMALL, 120), blocks(samples))
    take = record(tmp_path, items, ROLL_S + 3)
    assert (take.frames, take.samples, take.duration_s) == (75, 3 * 48_000, 3.0)
    streams = ffprobe(movie(tmp_path, take), "-show_entries", "stream=duration")["streams"]
    assert [float(stream["duration"]) for stream in streams] == [3.0, 3.0]
    assert np.array_equal(sound_of(movie(tmp_path, take)), samples[: 3 * 48_000])


def test_gaps_leave_sound_and_picture_together(tmp_path: Path):
    samples = known_sound(48_000 * 5)
    lost_frames = [10, 11, 40]
    lost_blocks = range(100, 130)  # 0.6 s from 2.0 s on
    sound = [block for number, block in enumerate(blocks(samples)) if number not in lost_blocks]
    items = in_time_order(frames(SMALL, 120, missing=lost_frames), iter(sound))
    take = record(tmp_path, items, ROLL_S + 4)
    path = movie(tmp_path, take)
    assert (take.frames, take.lost_frames, take.lost_samples) == (97, 3, 30 * 960)
    expected = samples[: 4 * 48_000].copy()
    expected[100 * 960 : 130 * 960] = 0
    assert np.array_equal(sound_of(path), expected)
    shown_s = [n / 25 for n in range(100) if n not in lost_frames]
    assert picture_times_s(path) == pytest.approx(shown_s, abs=1e-6)
    data = jpegs(SMALL.width_px, SMALL.height_px)
    assert take.video_bitrate_mbps == pytest.approx(
        sum(data[n % 8].size for n in range(100) if n not in lost_frames) * 8e-6 / 4, abs=0.001
    )


def test_an_unplugged_camera_does_not_end_the_sound(tmp_path: Path):
    samples = known_sound(48_000 * 5)
    items = in_time_order(frames(SMALL, 50), blocks(samples))
    take = record(tmp_path, items, ROLL_S + 4)
    assert (take.frames, take.samples) == (50, 4 * 48_000)
    assert take.problem == "There is no picture in the last 2.0 seconds of the take."
    assert np.array_equal(sound_of(movie(tmp_path, take)), samples[: 4 * 48_000])


def test_sound_alone_is_a_take(tmp_path: Path):
    samples = known_sound(48_000 * 3)
    take = record(tmp_path, list(blocks(samples)), ROLL_S + 2)
    assert (take.frames, take.samples, take.lost_samples) == (0, 2 * 48_000, 0)
    assert np.array_equal(sound_of(movie(tmp_path, take)), samples[: 2 * 48_000])


def test_picture_alone_is_a_take_with_silence(tmp_path: Path):
    take = record(tmp_path, list(frames(SMALL, 60)), ROLL_S + 2)
    assert (take.frames, take.samples, take.lost_samples) == (50, 2 * 48_000, 2 * 48_000)
    assert not sound_of(movie(tmp_path, take)).any()


def test_a_take_of_nothing_keeps_its_number_and_leaves_no_movie(tmp_path: Path):
    recorder = roll(claim(tmp_path), picture=SMALL)
    take = recorder.finish()
    assert (take.state, take.frames, take.samples) == ("rejected", 0, 0)
    assert take.problem.startswith("Nothing was recorded")
    assert [path.suffix for path in (tmp_path / "К1" / "M1").iterdir()] == [".toml"]
    assert claim_take(tmp_path, "A", SLATE).take.number == 2


def test_raw_pictures_become_h264(tmp_path: Path):
    raw = PictureFormat(128, 72, 25.0, "bgr24")
    noise = np.random.default_rng(5).integers(0, 255, (60, 72, 128, 3), dtype=np.uint8)
    shots = [Frame(picture, "bgr24", n, ROLL_S + n / 25) for n, picture in enumerate(noise)]
    items = in_time_order(iter(shots), blocks(known_sound(48_000 * 3)))
    take = record(tmp_path, items, ROLL_S + 2, picture=raw)
    assert packets_of(movie(tmp_path, take))["video"] == take.frames == 50
    (stream,) = ffprobe(movie(tmp_path, take), "-select_streams", "v", "-show_entries", "stream=codec_name")[
        "streams"
    ]
    assert stream["codec_name"] == "h264"


def test_the_file_says_the_size_that_the_card_really_gave(tmp_path: Path):
    claims_more = PictureFormat(1920, 1080, 25.0, "mjpeg")
    items = in_time_order(frames(SMALL, 60), blocks(known_sound(48_000 * 3)))
    take = record(tmp_path, items, ROLL_S + 2, picture=claims_more)
    (stream,) = ffprobe(movie(tmp_path, take), "-select_streams", "v", "-show_entries", "stream=width,height")[
        "streams"
    ]
    assert (stream["width"], stream["height"]) == (128, 72)


def test_a_card_that_changes_its_picture_is_named_and_no_sound_is_lost(tmp_path: Path):
    before = list(frames(SMALL, 25))
    black = np.zeros((72, 128, 3), np.uint8)
    after = [Frame(black, "bgr24", n, ROLL_S + n / 25) for n in range(25, 60)]
    samples = known_sound(48_000 * 3)
    items = in_time_order(iter(before), iter(after), blocks(samples))
    take = record(tmp_path, items, ROLL_S + 2)
    assert (take.frames, take.lost_frames) == (25, 25)
    assert "changed its picture from 128×72 mjpeg to 128×72 bgr24" in take.problem
    assert np.array_equal(sound_of(movie(tmp_path, take)), samples[: 2 * 48_000])


def test_what_does_not_fit_into_the_queue_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    disk_moves = threading.Event()
    write_picture = MovWriter.write_picture

    def write_when_the_disk_moves(self: MovWriter, data: np.ndarray, slot: int) -> int:
        assert disk_moves.wait(20)
        return write_picture(self, data, slot)

    monkeypatch.setattr(MovWriter, "write_picture", write_when_the_disk_moves)
    monkeypatch.setattr(recorder_module, "BACKLOG_S", 0.4)
    samples = known_sound(48_000 * 3)
    first, *others = in_time_order(frames(SMALL, 60), blocks(samples))
    recorder = roll(claim(tmp_path), picture=SMALL)
    offer(recorder, [first])
    drain(recorder)
    for item in others:
        (recorder.offer_frame if isinstance(item, Frame) else recorder.offer_sound)(item)
    assert recorder.progress().queue_share == 1.0
    disk_moves.set()
    drain(recorder)
    recorder.cut(ROLL_S + 2.4)
    take = recorder.finish()

    path = movie(tmp_path, take)
    assert packets_of(path)["video"] == take.frames
    assert take.frames in {10, 11}  # what waited, and the one that was being written
    assert take.frames + take.lost_frames == 60
    sound = sound_of(path)
    assert len(sound) == take.samples
    missing = ~sound.any(axis=1)
    assert missing.sum() == take.lost_samples
    assert np.array_equal(sound[~missing], samples[: len(sound)][~missing])


def test_another_file_of_that_name_is_not_overwritten(tmp_path: Path):
    claimed = claim(tmp_path)
    claimed.movie.write_bytes(b"somebody put this here during the take")
    recorder = roll(claimed, picture=SMALL)
    offer(recorder, in_time_order(frames(SMALL, 30), blocks(known_sound(48_000 * 2))))
    recorder.cut(ROLL_S + 1)
    take = recorder.finish()
    assert claimed.movie.read_bytes() == b"somebody put this here during the take"
    assert packets_of(claimed.part)["video"] == take.frames
    assert claimed.part.name in take.problem


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with 64 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", place], check=True)
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def fill_with_takes(disk: Path) -> tuple[Take, np.ndarray]:
    samples = known_sound(48_000 * 20)
    recorder = roll(claim(disk / "library"))
    offer(recorder, in_time_order(frames(PICTURE, 480), blocks(samples)))
    drain(recorder)
    take = recorder.finish()
    return take, samples


def assert_all_there(library: Path, take: Take, samples: np.ndarray) -> None:
    assert take.state == "recorded"
    path = movie(library, take)
    assert packets_of(path)["video"] == take.frames > 20
    sound = sound_of(path)
    assert len(sound) == take.samples > 48_000
    assert np.array_equal(sound, samples[: len(sound)])


def test_a_disk_that_fills_up_ends_the_take_in_order(small_disk: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(recorder_module, "_ROOM_INTERVAL_S", 0.0)  # the feed here is faster than time
    take, samples = fill_with_takes(small_disk)
    assert_all_there(small_disk / "library", take, samples)
    assert take.problem.startswith("The disk is full, so the take was ended.")
    assert read_sidecar(next(small_disk.glob("library/*/*/*.toml"))) == take
    assert recover(small_disk / "library") == ()
    assert shutil.disk_usage(small_disk).free > 8_000_000


def test_a_disk_without_a_byte_left_keeps_what_was_written(small_disk: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(take_file, "RESERVE_BYTES", -1)  # somebody else fills it between two looks
    take, samples = fill_with_takes(small_disk)
    assert_all_there(small_disk / "library", take, samples)
    assert "The disk is full" in take.problem
    # Once there is room, the next start finds a whole take, with its sidecar.
    subprocess.run(["mount", "-o", "remount,size=128m", small_disk], check=True)
    recovered = recover(small_disk / "library")
    kept = read_sidecar(next(small_disk.glob("library/*/*/*.toml")))
    assert [found.outcome for found in recovered] in ([], ["recovered"])
    assert (kept.state, kept.frames, kept.samples) == ("recorded", take.frames, take.samples)


FILE_LIMIT = """
import json, resource, sys
from pathlib import Path
from tests.rigs.recorded_feed import *
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000_000, 20_000_000))
recorder = roll(claim(Path(sys.argv[1])))
offer(recorder, in_time_order(frames(PICTURE, 200), blocks(known_sound(48_000 * 8))))
drain(recorder)
progress = recorder.progress()
take = recorder.finish()
print(json.dumps([recorder.ended, take.file, take.frames, take.samples, take.problem]))
"""


def test_any_failed_write_ends_the_take_and_keeps_it(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-c", FILE_LIMIT, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    import json  # noqa: PLC0415 - as the child above

    ended, file, frame_count, sample_count, problem = json.loads(done.stdout)
    assert ended
    assert os.strerror(errno.EFBIG) in problem
    path = tmp_path.joinpath(*file.split("/"))
    assert 15_000_000 < path.stat().st_size <= 20_000_000
    assert packets_of(path)["video"] == frame_count > 40
    sound = sound_of(path)
    assert np.array_equal(sound, known_sound(48_000 * 8)[: len(sound)])
    assert len(sound) == sample_count


def test_progress_counts_while_it_rolls(tmp_path: Path):
    recorder = roll(claim(tmp_path), picture=SMALL)
    offer(recorder, in_time_order(frames(SMALL, 100), blocks(known_sound(48_000 * 4))))
    while recorder.progress().frames < 100:
        time.sleep(0.001)
    progress = recorder.progress()
    assert progress.elapsed_s == pytest.approx(4.0, abs=0.05)
    assert progress.bytes_written > 500_000
    assert progress.video_bitrate_mbps == pytest.approx(0.4, abs=0.02)
    assert progress.problem is None
    assert read_sidecar(next(tmp_path.glob("*/*/*.toml"))).state == "rolling"
    recorder.finish()
    assert recorder.progress().bytes_written == next(tmp_path.glob("*/*/*.mov")).stat().st_size
