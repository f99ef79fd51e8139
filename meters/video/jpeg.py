"""Motion JPEG packets: their size without decoding, and quick reduced decoding for the live picture."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from meters.video.planes import Bgr

MAX_SIDE_PX = 8192
"""Larger pictures are refused: a broken header must not ask for gigabytes."""

_SOI = b"\xff\xd8"
# Start-of-frame markers of ITU-T T.81 table B.1 that OpenCV can decode: baseline, extended, progressive.
_FRAME_MARKERS = frozenset((0xC0, 0xC1, 0xC2))
_SCAN_MARKER = 0xDA


def jpeg_size(packet: NDArray[np.uint8]) -> tuple[int, int] | None:
    """Width and height in pixels from the header of a JPEG, shape (n,); None when it has no readable header."""
    head = packet[:65_536].tobytes()
    if not head.startswith(_SOI):
        return None
    at = 2
    while at + 9 <= len(head) and head[at] == 0xFF:
        marker = head[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker in _FRAME_MARKERS:
            height, width = int.from_bytes(head[at + 5 : at + 7]), int.from_bytes(head[at + 7 : at + 9])
            return (width, height) if width and height else None
        if marker == _SCAN_MARKER:
            return None
        at += 2 + int.from_bytes(head[at + 2 : at + 4])
    return None


def decode_reduced(packet: NDArray[np.uint8]) -> Bgr | None:
    """A JPEG at a quarter of its width and height (1080p: 480 × 270), or None when it is broken. Never raises.

    A quarter, because entropy decoding is nearly all of the cost: a half takes longer, an eighth saves nothing
    that matters. A packet that was cut short counts as broken; what a card pads it with behind its end does not.
    """
    size = jpeg_size(packet)
    if size is None or max(size) > MAX_SIDE_PX:
        return None
    try:
        picture = cv2.imdecode(packet, cv2.IMREAD_REDUCED_COLOR_4 | cv2.IMREAD_IGNORE_ORIENTATION)
    except cv2.error:
        return None
    return None if picture is None else np.asarray(picture, np.uint8)
