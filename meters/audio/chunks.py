"""Cutting a stream of blocks into equal stretches of time, whatever the blocks' size."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meters.audio.samples import FloatSamples

MIN_RATE_HZ = 8_000
"""Lowest sampling rate the meters take: below it the shortest stretch holds less than one frame."""


class Chunks:
    """Cuts a stream at ``per_second`` places a second; what is left of a block waits for the next.

    Stretches differ by one frame where the rate is no multiple of ``per_second`` (44.1 kHz), so that they keep
    time for ever.
    """

    def __init__(self, rate_hz: int, channels: int, per_second: int) -> None:
        if rate_hz < MIN_RATE_HZ:
            raise ValueError(f"sampling rate {rate_hz} Hz is below {MIN_RATE_HZ} Hz")
        self._rate_hz = rate_hz
        self._per_second = per_second
        self._done = 0
        self._rest: FloatSamples = np.empty((0, channels))

    def feed(self, samples: FloatSamples) -> tuple[FloatSamples, NDArray[np.intp]]:
        """Whole stretches so far: their samples, and where each begins (for ``ufunc.reduceat``); may be empty."""
        joined = np.concatenate((self._rest, samples)) if len(self._rest) else samples
        origin = self._edge(self._done)
        last = ((origin + len(joined)) * self._per_second) // self._rate_hz
        while self._edge(last + 1) <= origin + len(joined):
            last += 1
        edges = np.arange(self._done, last + 1, dtype=np.int64) * self._rate_hz // self._per_second - origin
        self._done = last
        self._rest = joined[edges[-1] :].copy(order="K")
        return joined[: edges[-1]], edges[:-1].astype(np.intp, copy=False)

    @property
    def rest(self) -> FloatSamples:
        """What waits for the next block: the beginning of a stretch."""
        return self._rest

    def _edge(self, number: int) -> int:
        return number * self._rate_hz // self._per_second
