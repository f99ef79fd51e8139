"""Quasi-peak programme meters after IEC 60268-10: type I (DIN) and type IIa (BBC)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meters.audio.ballistics.falling import Falling
from meters.audio.levels import dbfs
from meters.audio.samples import Samples, to_float


@dataclass(frozen=True)
class PpmType:
    """A quasi-peak meter: two peak rectifiers side by side, which charge quickly and slowly and fall alike.

    One rectifier alone does not bend as the standard's bursts ask. The sum is ``fast_weight`` of the fast one and
    the rest of the slow one. ``sag_db`` is how far below its peak a steady sine settles, because the rectifiers
    charge only at the tips of the wave; it is added to what is read.
    """

    fast_s: float
    slow_s: float
    fast_weight: float
    return_db_per_s: float
    sag_db: float


TYPE_I = PpmType(fast_s=0.00100, slow_s=0.0032, fast_weight=0.70, return_db_per_s=20.0 / 1.7, sag_db=0.20)
"""Fitted to 5 kHz bursts of 10, 5, 3 and 0.4 ms, which must read -1 ± 0.5, -2 ± 1, -4 ± 1 and -15 ± 4 dB below the
steady tone. Returns 20 dB in 1.7 s."""

TYPE_IIA = PpmType(fast_s=0.00125, slow_s=0.0059, fast_weight=0.59, return_db_per_s=24.0 / 2.8, sag_db=0.24)
"""Fitted to 5 kHz bursts of 100, 10, 5, 1.5 and 0.5 ms, which must read 0 ± 0.5, -2 ± 0.5, -4 ± 0.75, -9 ± 1 and
-17 ± 2 dB. Returns 24 dB (from mark 7 to mark 1) in 2.8 s."""


class PpmMeter:
    """Quasi-peak level per channel, 1 channel or more, 8 kHz or more.

    A peak shorter than the meter's integration time reads less than it is, as on the pointer instruments: what
    cannot be heard as distortion should not make anybody turn the level down.
    """

    def __init__(self, rate_hz: int, channels: int, kind: PpmType = TYPE_I) -> None:
        self._kind = kind
        self._falling = Falling(rate_hz, kind.return_db_per_s)
        self._fast_step = 1.0 - float(np.exp(-1.0 / (rate_hz * kind.fast_s)))
        self._slow_step = 1.0 - float(np.exp(-1.0 / (rate_hz * kind.slow_s)))
        self._levels = [(0.0, 0.0)] * channels  # fast and slow, as `Falling` sees them

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        for raised, factor in self._falling.feed(to_float(samples)):
            self._levels = [
                self._charge(channel[channel > slow].tolist(), fast, slow, factor)
                for channel, (fast, slow) in zip(raised, self._levels, strict=True)
            ]

    def _charge(self, reaching: list[float], fast: float, slow: float, factor: float) -> tuple[float, float]:
        """Both rectifiers after these samples, times ``factor``; the slow one is never above the fast one."""
        fast_step, slow_step = self._fast_step, self._slow_step
        for level in reaching:
            if level > slow:
                slow += slow_step * (level - slow)
                if level > fast:
                    fast += fast_step * (level - fast)
        return fast * factor, slow * factor

    def read(self) -> tuple[float, ...]:
        """Level per channel now, dBFS of the sine that would read the same."""
        weight, gain = self._kind.fast_weight, 10.0 ** (self._kind.sag_db / 20.0)
        return tuple(
            dbfs(self._falling.seen(weight * fast + (1.0 - weight) * slow) * gain) for fast, slow in self._levels
        )
