"""Exposure: how light and how dark a picture is, and whether it is black."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from meters.interval import Interval, IntervalTracker
from meters.video.planes import Plane

_ROW_STEP = 4
"""Percentiles come from every 4th row: a quarter of the work, and no row of a lecture shot stands alone."""


@dataclass(frozen=True)
class Exposure:
    """Luma of one picture, 0 to 255 in whatever range its file uses (limited video range: black 16, white 235).

    ``luma_min``, ``luma_max`` and ``luma_mean`` are of all pixels; ``luma_p1``, ``luma_p50`` and ``luma_p99``
    are the levels that 1, 50 and 99 % of the pixels do not exceed.
    """

    luma_min: int
    luma_max: int
    luma_mean: float
    luma_p1: int
    luma_p50: int
    luma_p99: int

    def is_black(self, threshold_luma: float) -> bool:
        """Whether even the brightest 1 % lies below the threshold: a clock or a logo does not make a picture."""
        return self.luma_p99 < threshold_luma


def measure_exposure(luma: Plane) -> Exposure:
    """Measure one luma plane, shape (height, width)."""
    low, high, _, _ = cv2.minMaxLoc(luma)
    counts = cv2.calcHist([luma[::_ROW_STEP]], [0], None, [256], [0, 256]).ravel()
    share = np.cumsum(counts, dtype=np.float64) / counts.sum(dtype=np.float64)
    p1, p50, p99 = np.searchsorted(share, (0.01, 0.5, 0.99)).tolist()
    return Exposure(int(low), int(high), float(cv2.mean(luma)[0]), p1, p50, p99)


class BlackMeter:
    """Finds stretches of black picture that last at least ``min_s``."""

    def __init__(self, threshold_luma: float = 20.0, min_s: float = 1.0) -> None:
        self._threshold_luma = threshold_luma
        self._tracker = IntervalTracker(min_s)

    def feed(self, exposure: Exposure, at_s: float) -> None:
        """Take the exposure of the next frame and its time."""
        self._tracker.feed(at_s, holds=exposure.is_black(self._threshold_luma))

    def finish(self, end_s: float) -> None:
        """Say when the last frame ended."""
        self._tracker.finish(end_s)

    @property
    def intervals(self) -> tuple[Interval, ...]:
        """Black stretches so far, with the one that still goes on."""
        return self._tracker.intervals

    @property
    def black_for_s(self) -> float:
        """How long the picture has been black by now; 0 when it is not."""
        return self._tracker.holding_for_s
