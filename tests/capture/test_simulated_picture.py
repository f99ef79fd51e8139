"""The simulated camera gives moving, noisy 1080p, loses frames as a card does, and has the faults it is asked."""

import os
import time
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from studio_tui.capture.picture import Frame, PictureFormat
from studio_tui.capture.problem import DeviceError
from studio_tui.capture.simulated.faults import parse_fault
from studio_tui.capture.simulated.lecturer import LecturerPool, lecturer_pool
from studio_tui.capture.simulated.picture import BUFFERS, SimulatedPicture
from studio_tui.capture.simulated.rig import SimulatedRig

ASKED = PictureFormat(1920, 1080, 25.0)
SMALL = PictureFormat(160, 90, 25.0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def pool(folder: Path) -> LecturerPool:
    return lecturer_pool(ASKED, folder)


@pytest.fixture(scope="module")
def small(folder: Path) -> LecturerPool:
    return lecturer_pool(SMALL, folder)


def _decoded(jpeg: NDArray[np.uint8]) -> NDArray[np.uint8]:
    picture = cv2.imdecode(jpeg, cv2.IMREAD_COLOR)
    assert picture is not None
    return picture.astype(np.uint8, copy=False)


def test_is_1080p_above_the_bitrate_the_client_asks_for(pool: LecturerPool) -> None:
    assert len(pool.frames) == 125
    assert _decoded(pool.frames[0]).shape == (1080, 1920, 3)
    bits_per_second = 8 * sum(len(frame) for frame in pool.frames) / 5.0
    assert 52e6 < bits_per_second < 62e6


def test_every_picture_differs_and_the_lecturer_moves_without_a_seam(pool: LecturerPool) -> None:
    pictures = [
        cv2.GaussianBlur(_decoded(pool.frames[number]), (9, 9), 0).astype(int) for number in (0, 1, 124, 40)
    ]
    step, seam, far = (np.abs(pictures[0] - other).mean() for other in pictures[1:])
    assert step > 0
    assert seam == pytest.approx(step, rel=0.5)  # from the last to the first is a step like any other
    assert far > 2 * step
    assert len({frame.tobytes() for frame in pool.frames}) == 125


def test_noise_is_native_to_the_pixels(pool: LecturerPool) -> None:
    """Scaled-up pictures have noise that neighbours share."""
    wall = [_decoded(pool.frames[number])[60:200, 60:600, 1].astype(float) for number in (10, 11)]
    noise = wall[1] - wall[0]
    neighbours = np.corrcoef(noise[:, :-1].ravel(), noise[:, 1:].ravel())[0, 1]
    assert noise.std() > 3
    assert abs(neighbours) < 0.4


def test_is_made_once(folder: Path, small: LecturerPool) -> None:
    (kept,) = folder.glob("*160x90*")
    before = kept.stat()
    again = lecturer_pool(SMALL, folder)
    assert list(folder.glob("*160x90*")) == [kept]
    assert kept.stat().st_mtime_ns == before.st_mtime_ns
    assert all(np.array_equal(one, other) for one, other in zip(small.frames, again.frames, strict=True))


@pytest.mark.parametrize("damage", [b"", b"\x00", b"\xff\xff\xff\xff\xff\xd8", b"\x04\x00\x00\x00\xff\xd8\xff\xd9"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, small: LecturerPool, damage: bytes) -> None:
    lecturer_pool(SMALL, tmp_path)
    (kept,) = tmp_path.iterdir()
    size = kept.stat().st_size
    kept.write_bytes(damage)
    assert len(lecturer_pool(SMALL, tmp_path).frames) == len(small.frames)
    assert kept.stat().st_size == size


def test_a_file_cut_short_is_made_anew(tmp_path: Path, small: LecturerPool) -> None:
    lecturer_pool(SMALL, tmp_path)
    (kept,) = tmp_path.iterdir()
    os.truncate(kept, kept.stat().st_size - 5)
    assert len(lecturer_pool(SMALL, tmp_path).frames) == len(small.frames)


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, small: LecturerPool) -> None:
    not_a_folder = tmp_path / "file"
    not_a_folder.touch()
    assert len(lecturer_pool(SMALL, not_a_folder).frames) == len(small.frames)


def _opened(pool: LecturerPool, *faults: str, age_s: float = 0.0) -> SimulatedPicture:
    rig = SimulatedRig(tuple(parse_fault(fault) for fault in faults), time.monotonic() - age_s)
    return SimulatedPicture(SMALL, pool, rig)


def _frames(source: SimulatedPicture, count: int) -> list[Frame]:
    frames = [source.read(1.0) for _ in range(count)]
    assert all(frames)
    return [frame for frame in frames if frame is not None]


def test_keeps_the_cadence_and_copies_nothing(small: LecturerPool) -> None:
    source = _opened(small)
    frames = _frames(source, 10)
    assert [frame.index for frame in frames] == list(range(10))
    assert np.diff([frame.at_s for frame in frames]) == pytest.approx(0.04)
    assert all(frame.at_s <= time.monotonic() for frame in frames)
    assert all(any(np.shares_memory(frame.data, kept) for kept in small.frames) for frame in frames)
    assert not frames[0].data.flags.writeable
    assert source.format == PictureFormat(160, 90, 25.0, "mjpeg")


def test_a_late_reader_gets_what_was_buffered_and_then_a_jump(small: LecturerPool) -> None:
    source = _opened(small)
    _frames(source, 1)
    time.sleep(0.5)
    indices = [frame.index for frame in _frames(source, BUFFERS + 1)]
    assert indices[:BUFFERS] == list(range(1, BUFFERS + 1))
    assert indices[BUFFERS] >= 12


def test_freeze_repeats_one_picture(small: LecturerPool) -> None:
    frozen = _frames(_opened(small, "freeze@1+9", age_s=2.0), 5)
    assert len({frame.data.tobytes() for frame in frozen}) == 1
    assert [frame.index for frame in frozen] == list(range(5))  # the card goes on


def test_black_is_black(small: LecturerPool) -> None:
    (frame,) = _frames(_opened(small, "black@0+9"), 1)
    assert _decoded(frame.data).max() == 0


def test_drop_frames_jumps_over_every_fifth(small: LecturerPool) -> None:
    assert [frame.index for frame in _frames(_opened(small, "drop-frames@0+9"), 8)] == [0, 1, 2, 3, 5, 6, 7, 8]


def test_unplug_ends_reading_and_refuses_opening_until_it_is_over(small: LecturerPool) -> None:
    rig = SimulatedRig((parse_fault("unplug-video@0.2+0.3"),))
    source = SimulatedPicture(SMALL, small, rig)
    with pytest.raises(DeviceError):
        _frames(source, 100)
    with pytest.raises(DeviceError):
        SimulatedPicture(SMALL, small, rig)
    time.sleep(max(0.0, rig.started_s + 0.5 - time.monotonic()))
    with pytest.raises(DeviceError):
        source.read(0.0)  # the cable is back, but this descriptor is of the device that went
    assert _frames(SimulatedPicture(SMALL, small, rig), 2)


def test_close_may_be_called_twice_and_ends_reading(small: LecturerPool) -> None:
    source = _opened(small)
    source.close()
    source.close()
    with pytest.raises(DeviceError):
        source.read(1.0)


def test_nothing_comes_before_it_is_due(small: LecturerPool) -> None:
    source = SimulatedPicture(PictureFormat(160, 90, 2.0), small, SimulatedRig())
    assert source.read(0.0) is not None
    assert source.read(0.01) is None
