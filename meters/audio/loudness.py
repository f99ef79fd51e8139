"""Loudness after ITU-R BS.1770-5 and EBU Tech 3341 and 3342: momentary, short-term, integrated, range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import sub

import numpy as np

from meters.audio.channel_weights import usual_weights
from meters.audio.gating import GatedHistogram, loudness_lufs
from meters.audio.kweighting import KWeightedEnergy
from meters.audio.samples import Samples, to_float

_STEPS_PER_S = 100
"""Hop of the windows, 10 ms. EBU Tech 3341 case 13 fails with hops above 20 ms."""

_MOMENTARY_STEPS = 40
_SHORT_TERM_STEPS = 300
_GATING_HOP_STEPS = 10
"""Both the gating blocks of 400 ms and the windows of 3 s for the range are taken every 100 ms."""

# Energies are kept as whole numbers of 2⁻⁶⁴ so that their running sum is exact: nothing drifts in hours, silence
# after a loud passage is silence, and the size of the blocks leaves no trace.
_UNIT_BITS = 64
_MAX_ENERGY = 2.0**300

_MOST_WAITING = 1_000
"""Windows are put into the histograms when somebody reads, or when there are so many: one by one costs far more."""

_PIECE_FRAMES = 48_000
"""Larger blocks are worked on in pieces that stay in the processor's cache."""


@dataclass(frozen=True)
class Loudness:
    """Loudness in LUFS, its range in LU.

    None until the window (0.4 s, 3 s) has been filled once, or until one has passed the gates. Integrated
    loudness, range and maxima are since the start or the last `restart`.
    """

    momentary_lufs: float | None
    short_term_lufs: float | None
    integrated_lufs: float | None
    momentary_max_lufs: float | None
    short_term_max_lufs: float | None
    range_lu: float | None


class LoudnessMeter:
    """Measures loudness as a stream, the same for any size of blocks.

    Windows move in steps of 10 ms. Memory is bounded; for the precision of the integrated loudness and the range
    see `GatedHistogram`.
    """

    def __init__(self, rate_hz: int, channels: int, weights: Sequence[float] | None = None) -> None:
        """Measure ``channels`` channels.

        Args:
            rate_hz: sampling rate, 8 kHz or more.
            channels: number of channels.
            weights: their weights, see `meters.audio.channel_weights`; by default `usual_weights`.
        """
        chosen = tuple(weights) if weights is not None else usual_weights(channels)
        if len(chosen) != channels:
            raise ValueError(f"{len(chosen)} weights for {channels} channels")
        self._rate_hz = rate_hz
        self._energy = KWeightedEnergy(rate_hz, chosen, _STEPS_PER_S)
        self._sums = [0]  # energy since the start after each of the last 300 steps, and before them
        self.restart()

    def restart(self) -> None:
        """Begin a new programme: integrated loudness, range and maxima start over, the windows go on."""
        self._programme_at = len(self._sums) - 1  # where in the sums it began; below 0 when that is long ago
        self._momentary_blocks = _Blocks(self._rate_hz, _MOMENTARY_STEPS)
        self._short_term_blocks = _Blocks(self._rate_hz, _SHORT_TERM_STEPS)
        self._integrated_lufs: float | None = None
        self._range_lu: float | None = None
        self._is_stale = False
        self._momentary_max = -1
        self._short_term_max = -1

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        energies: list[float] = []
        for at in range(0, len(samples), _PIECE_FRAMES):
            stretches = self._energy.feed(to_float(samples[at : at + _PIECE_FRAMES]))
            energies += np.ldexp(np.minimum(stretches, _MAX_ENERGY), _UNIT_BITS).tolist()
        if energies:
            self._advance(list(map(int, energies)))

    def read(self) -> Loudness:
        """Loudness now."""
        if self._is_stale:
            self._integrated_lufs = self._momentary_blocks.histogram().integrated_lufs()
            self._range_lu = self._short_term_blocks.histogram().range_lu()
            self._is_stale = False
        return Loudness(
            momentary_lufs=self._newest_lufs(_MOMENTARY_STEPS),
            short_term_lufs=self.short_term_lufs,
            integrated_lufs=self._integrated_lufs,
            momentary_max_lufs=self._max_lufs(self._momentary_max, _MOMENTARY_STEPS),
            short_term_max_lufs=self._max_lufs(self._short_term_max, _SHORT_TERM_STEPS),
            range_lu=self._range_lu,
        )

    @property
    def short_term_lufs(self) -> float | None:
        """The same as in `read`, for those who want nothing else."""
        return self._newest_lufs(_SHORT_TERM_STEPS)

    def _advance(self, energies: list[int]) -> None:
        """Move the windows on by these steps."""
        first = len(self._sums)
        self._sums[-1:] = accumulate(energies, initial=self._sums[-1])
        begin, momentary = self._windows(first, _MOMENTARY_STEPS)
        if momentary:
            self._momentary_max = max(self._momentary_max, *momentary)
            self._is_stale |= self._momentary_blocks.add(momentary[-begin % _GATING_HOP_STEPS :])
        begin, short_term = self._windows(first, _SHORT_TERM_STEPS)
        if short_term:
            self._short_term_max = max(self._short_term_max, *short_term)
            self._is_stale |= self._short_term_blocks.add(short_term[-begin % _GATING_HOP_STEPS :])
        excess = len(self._sums) - (_SHORT_TERM_STEPS + 1)
        if excess > 0:
            del self._sums[:excess]
            self._programme_at -= excess

    def _windows(self, first: int, steps: int) -> tuple[int, list[int]]:
        """Energies of the windows that end in the sums from ``first`` on and lie inside the programme.

        Also says how many steps of the programme there were when the first of them ended.
        """
        start = max(first, self._programme_at + steps)
        return start - self._programme_at, list(map(sub, self._sums[start:], self._sums[start - steps :]))

    def _newest_lufs(self, steps: int) -> float | None:
        if len(self._sums) <= steps:
            return None
        return self._lufs(self._sums[-1] - self._sums[-1 - steps], steps)

    def _max_lufs(self, energy: int, steps: int) -> float | None:
        return self._lufs(energy, steps) if energy >= 0 else None

    def _lufs(self, energy: int, steps: int) -> float:
        return loudness_lufs(math.ldexp(float(energy), -_UNIT_BITS) / _frames(self._rate_hz, steps))


class _Blocks:
    """Gating blocks: every tenth of the windows of so many steps."""

    def __init__(self, rate_hz: int, steps: int) -> None:
        self._window_frames = _frames(rate_hz, steps)
        self._histogram = GatedHistogram()
        self._waiting: list[int] = []

    def add(self, windows: list[int]) -> bool:
        """Take the energies of windows, of which the first is a block; says whether there is any."""
        self._waiting += windows[::_GATING_HOP_STEPS]
        if len(self._waiting) >= _MOST_WAITING:
            self._put_away()
        return bool(windows)

    def histogram(self) -> GatedHistogram:
        """All blocks so far."""
        if self._waiting:
            self._put_away()
        return self._histogram

    def _put_away(self) -> None:
        energies = np.array(list(map(float, self._waiting)))
        self._histogram.add(np.ldexp(energies, -_UNIT_BITS) / self._window_frames)
        self._waiting.clear()


def _frames(rate_hz: int, steps: int) -> float:
    return rate_hz * steps / _STEPS_PER_S
