"""Planes of a picture and their reduction."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]
"""One component of a picture, usually luma: shape (height, width), 0 to 255; rows may be padded."""

Bgr = NDArray[np.uint8]
"""A colour picture: shape (height, width, 3), blue, green, red."""


def luma_of(bgr: Bgr) -> Plane:
    """Luma of a colour picture, full range (0 to 255), weights of BT.601 as in JPEG."""
    return np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY), np.uint8)


def halved(plane: Plane) -> Plane:
    """Half the width and height; every pixel is the mean of four. An odd last row or column is left out.

    Halving step by step is much quicker in OpenCV than one reduction by 4 or more.
    """
    height, width = plane.shape[0] // 2, plane.shape[1] // 2
    even = plane[: height * 2, : width * 2]
    return np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def reduced(plane: Plane, max_width_px: int) -> Plane:
    """The plane halved until it is at most that wide; the plane itself when it is."""
    while plane.shape[1] > max_width_px and min(plane.shape) >= 2:
        plane = halved(plane)
    return plane


def reduced_copy(plane: Plane, max_width_px: int) -> Plane:
    """The same as `reduced`, in memory of its own: the plane's owner may use his buffer again."""
    small = reduced(plane, max_width_px)
    return small.copy() if small is plane else small
