"""Loudness after ITU-R BS.1770-5 and EBU Tech 3341: momentary, short-term, integrated."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from meters.audio.chunks import Chunks
from meters.audio.gating import GatedHistogram, loudness_lufs
from meters.audio.kweighting import KWeighting
from meters.audio.samples import Samples, to_float

_STEPS_PER_S = 100
"""Hop of the windows, 10 ms. EBU Tech 3341 case 13 fails with hops above 20 ms."""

_MOMENTARY_STEPS = 40
_SHORT_TERM_STEPS = 300
_GATING_HOP_STEPS = 10

# Energies are kept as whole numbers of 2⁻⁶⁴ so that a window's running sum is exact: nothing drifts in hours,
# silence after a loud passage is silence, and the size of the blocks leaves no trace.
_UNIT = 2.0**64
_MAX_ENERGY = 2.0**300

_SURROUND_WEIGHT = 1.41
_WEIGHTS = {
    5: (1.0, 1.0, 1.0, _SURROUND_WEIGHT, _SURROUND_WEIGHT),
    6: (1.0, 1.0, 1.0, 0.0, _SURROUND_WEIGHT, _SURROUND_WEIGHT),
}


@dataclass(frozen=True)
class Loudness:
    """Loudness in LUFS; None until the window (0.4 s, 3 s) has been filled once or a block has passed the gates.

    The maxima are since the start or the last `restart`.
    """

    momentary_lufs: float | None
    short_term_lufs: float | None
    integrated_lufs: float | None
    momentary_max_lufs: float | None
    short_term_max_lufs: float | None


class LoudnessMeter:
    """Measures loudness as a stream, the same for any size of blocks.

    Windows move in steps of 10 ms, gating blocks of 400 ms in steps of 100 ms. Memory is bounded; for the
    precision of the integrated loudness see `GatedHistogram`.
    """

    def __init__(self, rate_hz: int, channels: int, weights: Sequence[float] | None = None) -> None:
        """Measure ``channels`` channels.

        Args:
            rate_hz: sampling rate, 8 kHz or more.
            channels: number of channels.
            weights: their weights; by default 1.0 each, with 5 channels L R C Ls Rs and with 6 L R C LFE Ls Rs
                as in BS.1770.
        """
        chosen = tuple(weights) if weights is not None else _WEIGHTS.get(channels, (1.0,) * channels)
        if len(chosen) != channels:
            raise ValueError(f"{len(chosen)} weights for {channels} channels")
        self._gains = None if set(chosen) == {1.0} else np.sqrt(np.array(chosen))
        self._rate_hz = rate_hz
        self._filter = KWeighting(rate_hz, channels)
        self._chunks = Chunks(rate_hz, channels, _STEPS_PER_S)
        self._steps: deque[int] = deque(maxlen=_SHORT_TERM_STEPS)
        self._momentary = 0
        self._short_term = 0
        self.restart()

    def restart(self) -> None:
        """Begin a new programme: integrated loudness and maxima start over, the windows go on."""
        self._programme_steps = 0
        self._histogram = GatedHistogram()
        self._integrated_lufs: float | None = None
        self._is_stale = False
        self._momentary_max = -1
        self._short_term_max = -1

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        weighted = self._filter.feed(to_float(samples))
        if self._gains is not None:
            weighted = weighted * self._gains
        whole, starts = self._chunks.feed(weighted)
        if not len(starts):
            return
        channels = whole.shape[1]
        energies = np.add.reduceat(np.square(whole).ravel(), starts * channels)
        for energy in energies.tolist():
            self._step(int(min(energy, _MAX_ENERGY) * _UNIT))

    def read(self) -> Loudness:
        """Loudness now."""
        if self._is_stale:
            self._integrated_lufs = self._histogram.integrated_lufs()
            self._is_stale = False
        filled = len(self._steps)
        return Loudness(
            momentary_lufs=self._lufs(self._momentary, _MOMENTARY_STEPS) if filled >= _MOMENTARY_STEPS else None,
            short_term_lufs=self._lufs(self._short_term, filled) if filled == _SHORT_TERM_STEPS else None,
            integrated_lufs=self._integrated_lufs,
            momentary_max_lufs=self._max_lufs(self._momentary_max, _MOMENTARY_STEPS),
            short_term_max_lufs=self._max_lufs(self._short_term_max, _SHORT_TERM_STEPS),
        )

    def _step(self, energy: int) -> None:
        steps = self._steps
        if len(steps) >= _MOMENTARY_STEPS:
            self._momentary -= steps[-_MOMENTARY_STEPS]
        if len(steps) == _SHORT_TERM_STEPS:
            self._short_term -= steps[0]
        steps.append(energy)
        self._momentary += energy
        self._short_term += energy
        self._programme_steps += 1
        if self._programme_steps >= _MOMENTARY_STEPS:
            self._momentary_max = max(self._momentary_max, self._momentary)
            if self._programme_steps % _GATING_HOP_STEPS == 0:
                self._histogram.add(self._mean_square(self._momentary, _MOMENTARY_STEPS))
                self._is_stale = True
        if self._programme_steps >= _SHORT_TERM_STEPS:
            self._short_term_max = max(self._short_term_max, self._short_term)

    def _mean_square(self, energy: int, steps: int) -> float:
        frames = self._rate_hz * steps / _STEPS_PER_S
        return math.ldexp(float(energy), -64) / frames

    def _lufs(self, energy: int, steps: int) -> float:
        return loudness_lufs(self._mean_square(energy, steps))

    def _max_lufs(self, energy: int, steps: int) -> float | None:
        return self._lufs(energy, steps) if energy >= 0 else None
