"""Whether a picture is black, at the least cost: the question a whole file is asked, frame by frame."""

from __future__ import annotations

from dataclasses import dataclass

import cv2

from meters.video.exposure import measure_exposure
from meters.video.planes import Plane

_WHITE = 255
_BRIGHT_SHARE = 0.01
"""`Exposure.is_black` leaves the brightest 1 % out."""


@dataclass(frozen=True)
class LumaRange:
    """Darkest, lightest and mean luma of one picture, of all pixels, 0 to 255."""

    luma_min: int
    luma_max: int
    luma_mean: float


def measure_luma_range(luma: Plane) -> LumaRange:
    """Measure one luma plane, shape (height, width)."""
    low, high, _, _ = cv2.minMaxLoc(luma)
    return LumaRange(int(low), int(high), float(cv2.mean(luma)[0]))


def is_black(luma: Plane, measured: LumaRange, threshold_luma: float) -> bool:
    """What `Exposure.is_black` says of the picture; percentiles are counted only when the range leaves it open.

    99 % of the pixels below the threshold and the rest white is the brightest that black can be on average. The
    percentile comes from every 4th row, so a picture on the edge is given twice the room.
    """
    if measured.luma_max < threshold_luma:
        return True
    if measured.luma_mean > threshold_luma + 2 * _BRIGHT_SHARE * _WHITE:
        return False
    return measure_exposure(luma).is_black(threshold_luma)
