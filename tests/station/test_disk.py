"""Room on the disk, in minutes of what the devices deliver now; a disk that is gone has none."""

from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path

import msgspec
import pytest

from studio_tui.station.disk import DiskGauge
from tests.rigs.example_sound import SOUND
from tests.rigs.fake_station import CAMERA

Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 - what shutil.disk_usage gives
GB = 10**9


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What the disk says is free, one answer after the other."""
    answers: list[int] = []
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 0, answers.pop(0)))
    return answers


def test_minutes_follow_from_what_the_devices_deliver(tmp_path: Path, free: list[int]) -> None:
    free.append(100_200_000_000)
    state = DiskGauge(tmp_path).read(0.0, CAMERA, SOUND)
    # 53.1 Mbit/s of picture, 48 kHz × 2 × 24 bit of sound, 0.2 GB kept for other things.
    assert state.minutes_left == pytest.approx(100e9 * 8 / ((53.1e6 + 2.304e6) * 60))
    assert state.free_bytes == 100_200_000_000


def test_a_picture_that_is_not_compressed_counts_as_it_will_be_written(tmp_path: Path, free: list[int]) -> None:
    free.append(10 * GB)
    raw = msgspec.structs.replace(CAMERA, bitrate_mbps=None)
    assert DiskGauge(tmp_path).read(0.0, raw, SOUND).minutes_left == pytest.approx(9.8e9 * 8 / (82.304e6 * 60))


def test_the_reserve_is_no_room(tmp_path: Path, free: list[int]) -> None:
    free.append(200_000_000)
    assert DiskGauge(tmp_path).read(0.0, CAMERA, SOUND).minutes_left == 0.0


def test_the_disk_is_asked_once_a_second(tmp_path: Path, free: list[int]) -> None:
    free.extend([10 * GB, 9 * GB])
    gauge = DiskGauge(tmp_path)
    read = [gauge.read(now_s, CAMERA, SOUND).free_bytes for now_s in (5.0, 5.5, 5.99, 6.0, 6.5)]
    assert read == [10 * GB, 10 * GB, 10 * GB, 9 * GB, 9 * GB]


def test_a_real_disk_has_room_and_one_that_is_gone_has_none(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    gauge = DiskGauge(library)
    assert gauge.read(0.0, CAMERA, SOUND).free_bytes > 0
    library.rmdir()
    gone = gauge.read(2.0, CAMERA, SOUND)
    assert (gone.free_bytes, gone.minutes_left) == (0, 0.0)
