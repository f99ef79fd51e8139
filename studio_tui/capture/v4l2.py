"""What a Linux video device says about itself (V4L2), asked without OpenCV and without starting it."""

from __future__ import annotations

import fcntl
import os
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from studio_tui.capture.devices import CameraDevice, CameraFormat
from studio_tui.capture.names import plain_name

# Request numbers and layouts as in the kernel's linux/videodev2.h, on a 64-bit system.
_QUERYCAP = 0x80685600
_ENUM_FMT = 0xC0405602
_ENUM_FRAMESIZES = 0xC02C564A
_ENUM_FRAMEINTERVALS = 0xC034564B
_CAPABILITY = struct.Struct("=16s32s32s3I12x")  # driver, card, bus, version, capabilities, device_caps
_FORMAT = struct.Struct("=3I32sI16x")  # index, type, flags, description, pixel format
_SIZE = struct.Struct("=9I8x")  # index, pixel format, type, then width and height, or min, max and step of both
_INTERVAL = struct.Struct("=11I8x")  # index, pixel format, width, height, type, then seconds as fractions
_VIDEO_CAPTURE = 1
_DEVICE_CAPS_ARE_SET = 0x8000_0000
_DISCRETE = 1
_MOST_ENTRIES = 256  # a driver that never ends its list must not hang us


def describe_card(path: Path) -> CameraDevice | None:
    """What the device at a path offers; None when it delivers no pictures (many cards have a second such node).

    Raises:
        OSError: it cannot be opened, or is no video device.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK)
    try:
        answer = fcntl.ioctl(descriptor, _QUERYCAP, bytes(_CAPABILITY.size))
        _, card, _, _, capabilities, device_caps = _CAPABILITY.unpack(answer)
        if not (device_caps if capabilities & _DEVICE_CAPS_ARE_SET else capabilities) & _VIDEO_CAPTURE:
            return None
        return CameraDevice("opencv", _text(card), str(path), tuple(_formats(descriptor)))
    finally:
        os.close(descriptor)


def _text(field: bytes) -> str:
    return plain_name(field.partition(b"\0")[0].decode("utf-8", "replace"))


def _formats(descriptor: int) -> Iterator[CameraFormat]:
    for answer in _listed(descriptor, _ENUM_FMT, lambda index: _FORMAT.pack(index, _VIDEO_CAPTURE, 0, b"", 0)):
        pixel_format = _FORMAT.unpack(answer)[4]
        encoding = _text(struct.pack("<I", pixel_format & 0x7FFF_FFFF)).strip()
        for width_px, height_px in _sizes(descriptor, pixel_format):
            rates_hz = tuple(sorted(set(_rates_hz(descriptor, pixel_format, width_px, height_px))))
            yield CameraFormat(encoding, width_px, height_px, rates_hz)


def _sizes(descriptor: int, pixel_format: int) -> Iterator[tuple[int, int]]:
    """Every size of a list; of a range only the largest."""
    blank = (0,) * 7
    for answer in _listed(descriptor, _ENUM_FRAMESIZES, lambda index: _SIZE.pack(index, pixel_format, *blank)):
        _, _, kind, first, second, _, fourth, fifth, _ = _SIZE.unpack(answer)
        if kind != _DISCRETE:
            yield second, fifth or fourth
            return
        yield first, second


def _rates_hz(descriptor: int, pixel_format: int, width_px: int, height_px: int) -> Iterator[float]:
    """Every rate of a list; of a range only the highest."""
    wanted = (pixel_format, width_px, height_px)
    blank = (0,) * 7
    for answer in _listed(descriptor, _ENUM_FRAMEINTERVALS, lambda index: _INTERVAL.pack(index, *wanted, *blank)):
        fields = _INTERVAL.unpack(answer)
        kind, numerator, denominator = fields[4:7]
        if numerator:
            yield round(denominator / numerator, 3)
        if kind != _DISCRETE:
            return


def _listed(descriptor: int, request: int, question: Callable[[int], bytes]) -> Iterator[bytes]:
    """Answers for 0, 1, 2 … until the driver has no more."""
    for index in range(_MOST_ENTRIES):
        try:
            yield fcntl.ioctl(descriptor, request, question(index))
        except OSError:
            return
