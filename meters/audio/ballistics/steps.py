"""Means of a rectified signal over equal steps of time, for meters slow enough to be stepped."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from meters.audio.chunks import Chunks
from meters.audio.samples import Samples, to_float

STEP_S = 0.001
"""A mean over 1 ms loses nothing that a needle of some tenths of a second could show."""


class StepMeans:
    """Means per step of ``rectify`` of the samples (its size, its square).

    Up to 1 ms of samples waits for the next block.
    """

    def __init__(
        self, rate_hz: int, channels: int, rectify: Callable[[NDArray[np.float64]], NDArray[np.float64]]
    ) -> None:
        self._chunks = Chunks(rate_hz, channels, round(1.0 / STEP_S))
        self._rectify = rectify

    def feed(self, samples: Samples) -> list[list[float]]:
        """Means of the steps that are now whole, for each channel; may be empty."""
        whole, starts = self._chunks.feed(to_float(samples))
        if not len(starts):
            return [[] for _ in range(whole.shape[1])]
        frames = np.diff(starts, append=len(whole))
        return [
            (np.add.reduceat(self._rectify(whole[:, channel]), starts) / frames).tolist()
            for channel in range(whole.shape[1])
        ]
