"""The luma of a decoded frame as the meters take it, without conversion wherever the format allows."""

from __future__ import annotations

import cv2
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from meters.video.planes import Plane

_BYTE = 8
_TOP_ALIGNED = ("p010", "p012", "p016", "p210", "p212", "p216", "p410", "p412", "p416")
"""Formats whose 10 or 12 bits stand at the top of a 16-bit word."""


def luma_plane(frame: VideoFrame) -> Plane:
    """Luma, shape (height, width), 8 bit; a view on the frame's own memory when that is what it holds."""
    pixels = frame.format
    first = pixels.components[0]
    own_plane = first.is_luma and not pixels.is_rgb and sum(part.plane == 0 for part in pixels.components) == 1
    if own_plane and first.bits == _BYTE:
        return _bytes_of(frame)
    if own_plane and _BYTE < first.bits <= 16 and not pixels.is_big_endian:
        used = 16 if pixels.name.startswith(_TOP_ALIGNED) else first.bits
        # The same scale in 8 bits, so that black is at 16 whatever the depth; saturates, and is quick.
        return np.asarray(cv2.convertScaleAbs(_words_of(frame), alpha=2.0 ** (_BYTE - used)), np.uint8)
    return _bytes_of(frame.reformat(format="gray")).copy()


def _bytes_of(frame: VideoFrame) -> Plane:
    plane = frame.planes[0]
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    return rows[: frame.height, : frame.width]


def _words_of(frame: VideoFrame) -> NDArray[np.uint16]:
    plane = frame.planes[0]
    rows = np.frombuffer(memoryview(plane), np.uint16).reshape(-1, plane.line_size // 2)
    return rows[: frame.height, : frame.width]
