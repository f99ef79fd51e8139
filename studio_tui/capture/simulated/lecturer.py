"""The simulated camera's pictures: a few seconds of a lecturer as JPEGs, made once and kept on the disk."""

from __future__ import annotations

import mmap
import os
import struct
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from studio_tui.capture.picture import PictureFormat
from studio_tui.capture.simulated.scene import Bgr, Scene

_VERSION = 1
"""Part of the file's name; raise it when the pictures change."""

_LOOP_S = 5.0
_MOST_FRAMES = 150

# With this noise and quality a picture of 1920 x 1080 has about 290 kB: 58 Mbit/s at 25 a second.
_NOISE = 5.0
_JPEG_QUALITY = 78
_NOISE_FIELDS = 3
_MARGIN = 61
_LENGTH = struct.Struct("<I")
_JPEG_START, _JPEG_END = b"\xff\xd8", b"\xff\xd9"


@dataclass(frozen=True)
class LecturerPool:
    """A loop of JPEGs, and the one that a card gives when it has no input; read-only uint8, shape (n,)."""

    frames: tuple[NDArray[np.uint8], ...]
    black: NDArray[np.uint8]


def lecturer_pool(picture: PictureFormat, folder: Path | None = None) -> LecturerPool:
    """The loop at a size and frame rate.

    The first call on a machine draws and encodes it (about 2 s on two cores); later ones map the file into memory.
    Where the cache cannot be written the pictures are made anew and kept in memory.

    Args:
        picture: size and rate; the rate sets how many frames the loop has, at most 150.
        folder: where the file is kept; the user's cache folder unless given.
    """
    folder = folder or user_cache_path("studio-tui")
    size = f"{picture.width_px}x{picture.height_px}"
    path = folder / f"lecturer-v{_VERSION}-{size}-{picture.frame_rate_hz:g}.jpegs"
    count = max(1, min(_MOST_FRAMES, round(_LOOP_S * picture.frame_rate_hz)))
    # The file is each JPEG after its length as a little-endian u32; the last one is the black picture.
    jpegs = _load(path, count + 1) or _make(path, picture, count)
    return LecturerPool(jpegs[:-1], jpegs[-1])


def _load(path: Path, count: int) -> tuple[NDArray[np.uint8], ...] | None:
    """The file's pictures, mapped; None when there is no file or it is not whole."""
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # ValueError: the file is empty
        return None
    return _split(mapped, count)


def _split(data: mmap.mmap | bytes, count: int) -> tuple[NDArray[np.uint8], ...] | None:
    everything = np.frombuffer(data, np.uint8)
    jpegs = []
    at = 0
    while at + _LENGTH.size <= len(everything):
        start = at + _LENGTH.size
        at = start + _LENGTH.unpack_from(data, at)[0]
        if data[start : start + 2] != _JPEG_START or data[at - 2 : at] != _JPEG_END:
            return None
        jpegs.append(everything[start:at])
    return tuple(jpegs) if at == len(everything) and len(jpegs) == count else None


def _make(path: Path, picture: PictureFormat, count: int) -> tuple[NDArray[np.uint8], ...]:
    jpegs = _encoded(picture, count)
    with suppress(OSError):  # a full disk or a read-only home must not stop a simulated station
        _write_at_once(path, jpegs)
    return _load(path, count + 1) or tuple(np.frombuffer(jpeg, np.uint8) for jpeg in jpegs)


def _write_at_once(path: Path, jpegs: list[bytes]) -> None:
    """The file appears whole or not at all, even when two stations make it at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        written = Path(file.name)
        try:
            file.writelines(part for jpeg in jpegs for part in (_LENGTH.pack(len(jpeg)), jpeg))
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            written.unlink()
            raise
    written.replace(path)


def _encoded(picture: PictureFormat, count: int) -> list[bytes]:
    scene = Scene(picture.width_px, picture.height_px)
    noise = _noise_fields(picture.width_px, picture.height_px)

    def frame(number: int) -> bytes:
        rng = np.random.default_rng(number)
        field = noise[number % len(noise)]
        top, left = rng.integers(0, _MARGIN, 2)
        grain = field[top : top + picture.height_px, left : left + picture.width_px]
        return _jpeg(cv2.add(scene.draw(number / count), grain, dtype=cv2.CV_8U).astype(np.uint8, copy=False))

    # OpenCV draws, adds and encodes without the interpreter's lock.
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        jpegs = list(pool.map(frame, range(count)))
    return [*jpegs, _jpeg(np.zeros((picture.height_px, picture.width_px, 3), np.uint8))]


def _noise_fields(width_px: int, height_px: int) -> list[NDArray[np.int16]]:
    """Sensor noise; every frame cuts its own piece, so that no two frames are alike."""
    rng = np.random.default_rng(5)
    shape = (height_px + _MARGIN, width_px + _MARGIN, 1)
    grey = [rng.normal(0.0, _NOISE, shape) for _ in range(_NOISE_FIELDS)]
    return [np.repeat(np.rint(field), 3, axis=2).astype(np.int16) for field in grey]


def _jpeg(picture: Bgr) -> bytes:
    """4:2:2 as capture cards give."""
    options = [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY]
    options += [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_422]
    _, jpeg = cv2.imencode(".jpg", picture, options)
    return jpeg.tobytes()
