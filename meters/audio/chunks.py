"""Cutting a stream of blocks into stretches, whatever the blocks' size: of so many frames, or so many a second."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meters.audio.samples import FloatSamples
from meters.audio.sampling_rate import require_rate


class _Cut:
    """Holds back what is not yet a whole stretch."""

    def __init__(self, channels: int) -> None:
        self._rest: FloatSamples = np.empty((0, channels))

    @property
    def rest(self) -> FloatSamples:
        """What waits for the next block: the beginning of a stretch."""
        return self._rest

    def _joined(self, samples: FloatSamples) -> FloatSamples:
        """What waited, and the next samples."""
        return np.concatenate((self._rest, samples)) if len(self._rest) else samples

    def _whole(self, joined: FloatSamples, end: int) -> FloatSamples:
        """What lies before the end of the last whole stretch; the rest waits."""
        self._rest = joined[end:].copy(order="K")
        return joined[:end]


class Stretches(_Cut):
    """Cuts a stream into stretches of ``frames`` frames; what is left of a block waits for the next."""

    def __init__(self, frames: int, channels: int) -> None:
        super().__init__(channels)
        self._frames = frames

    def feed(self, samples: FloatSamples) -> FloatSamples:
        """The samples of the stretches that are now whole, one after the other; may be empty."""
        joined = self._joined(samples)
        return self._whole(joined, len(joined) // self._frames * self._frames)


class Chunks(_Cut):
    """Cuts a stream at ``per_second`` places a second; what is left of a block waits for the next.

    Stretches differ by one frame where the rate is no multiple of ``per_second`` (44.1 kHz), so that they keep
    time for ever.
    """

    def __init__(self, rate_hz: int, channels: int, per_second: int) -> None:
        require_rate(rate_hz)
        super().__init__(channels)
        self._rate_hz = rate_hz
        self._per_second = per_second
        self._done = 0

    def feed(self, samples: FloatSamples) -> tuple[FloatSamples, NDArray[np.intp]]:
        """Whole stretches so far: their samples, and where each begins (for ``ufunc.reduceat``); may be empty."""
        joined = self._joined(samples)
        origin = self._edge(self._done)
        last = ((origin + len(joined)) * self._per_second) // self._rate_hz
        while self._edge(last + 1) <= origin + len(joined):
            last += 1
        edges = np.arange(self._done, last + 1, dtype=np.int64) * self._rate_hz // self._per_second - origin
        self._done = last
        return self._whole(joined, int(edges[-1])), edges[:-1].astype(np.intp, copy=False)

    def _edge(self, number: int) -> int:
        return number * self._rate_hz // self._per_second
