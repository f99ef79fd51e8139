"""Peak hold: the mark that stays above a moving meter."""

from __future__ import annotations

from collections import deque

import numpy as np

from meters.audio.chunks import Chunks
from meters.audio.levels import FLOOR_DBFS, dbfs
from meters.audio.samples import Samples, to_float

_STEPS_PER_S = 100


class PeakHold:
    """Highest sample per channel of the last ``hold_s`` seconds (of the signal, not of the clock).

    When the mark has stood its time it drops to the highest sample that came after it. Resolution 10 ms.
    """

    def __init__(self, rate_hz: int, channels: int, hold_s: float = 2.0) -> None:
        self._chunks = Chunks(rate_hz, channels, _STEPS_PER_S)
        self._hold_steps = max(1, round(hold_s * _STEPS_PER_S))
        self._step = 0
        # Per channel (step, peak), peaks falling: everything a later, higher peak has not made irrelevant.
        self._marks: list[deque[tuple[int, float]]] = [deque() for _ in range(channels)]

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        whole, starts = self._chunks.feed(to_float(samples))
        if not len(starts):
            return
        for channel, marks in enumerate(self._marks):
            peaks = np.maximum.reduceat(np.abs(whole[:, channel]), starts)
            for step, peak in enumerate(peaks.tolist(), self._step):
                while marks and marks[-1][1] <= peak:
                    marks.pop()
                marks.append((step, peak))
                while marks[0][0] <= step - self._hold_steps:
                    marks.popleft()
        self._step += len(starts)

    def read(self) -> tuple[float, ...]:
        """Held level per channel, dBFS."""
        return tuple(dbfs(marks[0][1]) if marks else FLOOR_DBFS for marks in self._marks)

    def read_last(self, seconds: float) -> tuple[float, ...]:
        """Highest sample per channel of the last ``seconds``, at most ``hold_s``, dBFS."""
        first = self._step - max(1, round(seconds * _STEPS_PER_S))
        return tuple(
            dbfs(next((peak for step, peak in marks if step >= first), 0.0)) if marks else FLOOR_DBFS
            for marks in self._marks
        )
