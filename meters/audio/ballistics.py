"""Meter ballistics: quasi-peak (PPM) after IEC 60268-10 type I, and peak hold."""

from __future__ import annotations

from collections import deque

import numpy as np

from meters.audio.chunks import Chunks
from meters.audio.levels import FLOOR_DBFS, dbfs
from meters.audio.samples import Samples, to_float

PPM_STANDARD = "IEC 60268-10 type I"
"""Shown beside the meter: a PPM level means nothing without its standard."""

PPM_RETURN_DB_PER_S = 20.0 / 1.7
"""The standard's return time: 20 dB in 1.7 s."""

# Two integrators side by side, fitted to the standard's bursts of 5 kHz: 10, 5, 3 and 0.4 ms must read
# -1 ± 0.5, -2 ± 1, -4 ± 1 and -15 ± 4 dB. They rectify the highest sample of every 1/6000 s, which keeps the
# attack's shape and takes an eighth of the steps of a loop over samples.
_STEPS_PER_S = 6_000
_FAST_S, _SLOW_S = 0.0023, 0.020
_FAST_WEIGHT, _SLOW_WEIGHT = 0.84, 0.16
# A steady 1 kHz tone settles 0.17 dB below its peak, because the integrators fall a little between half waves.
_ALIGNMENT = 10.0 ** (0.17 / 20.0)

_FALL = 10.0 ** (-PPM_RETURN_DB_PER_S / 20.0 / _STEPS_PER_S)
_FAST_STEP = 1.0 - float(np.exp(-1.0 / (_STEPS_PER_S * _FAST_S)))
_SLOW_STEP = 1.0 - float(np.exp(-1.0 / (_STEPS_PER_S * _SLOW_S)))

_HOLD_STEPS_PER_S = 100


class PpmMeter:
    """Quasi-peak level per channel; a steady sine reads its peak level.

    What it reads does not depend on the size of the blocks, but for up to 1/6000 s that waits for the next one.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._chunks = Chunks(rate_hz, channels, _STEPS_PER_S)
        self._state = [(0.0, 0.0)] * channels

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        whole, starts = self._chunks.feed(to_float(samples))
        if not len(starts):
            return
        for channel, state in enumerate(self._state):
            peaks = np.maximum.reduceat(np.abs(whole[:, channel]), starts)
            self._state[channel] = _follow(peaks.tolist(), *state)

    def read(self) -> tuple[float, ...]:
        """Level per channel now, dBFS."""
        return tuple(dbfs((_FAST_WEIGHT * fast + _SLOW_WEIGHT * slow) * _ALIGNMENT) for fast, slow in self._state)


def _follow(peaks: list[float], fast: float, slow: float) -> tuple[float, float]:
    """Both integrators after these peaks."""
    for peak in peaks:
        fast *= _FALL
        slow *= _FALL
        if peak > slow:
            slow += _SLOW_STEP * (peak - slow)
        if peak > fast:
            fast += _FAST_STEP * (peak - fast)
    return fast, slow


class PeakHold:
    """Highest sample per channel of the last ``hold_s`` seconds (of the signal, not of the clock).

    When the mark has stood its time it drops to the highest sample that came after it. Resolution 10 ms.
    """

    def __init__(self, rate_hz: int, channels: int, hold_s: float = 2.0) -> None:
        self._chunks = Chunks(rate_hz, channels, _HOLD_STEPS_PER_S)
        self._hold_steps = max(1, round(hold_s * _HOLD_STEPS_PER_S))
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
