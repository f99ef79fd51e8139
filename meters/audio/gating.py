"""Gating blocks of a whole programme in bounded memory."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

ABSOLUTE_GATE_LUFS = -70.0
RELATIVE_GATE_LU = -10.0
RANGE_GATE_LU = -20.0
"""Relative gates of integrated loudness (BS.1770-5 equation 6) and of loudness range (EBU Tech 3342, section 3)."""
_RANGE_PERCENTILES = (0.10, 0.95)

_OFFSET_LUFS = -0.691
FLOOR_LUFS = -200.0
"""What digital silence reads instead of minus infinity."""

_BINS_PER_LU = 100
_TOP_LUFS = 30.0
_BINS = round((_TOP_LUFS - ABSOLUTE_GATE_LUFS) * _BINS_PER_LU)
# Lower edges as mean squares. Blocks find their bin by comparison with these: a logarithm may differ in its last
# digit with the number of values it is taken of, and then the size of the blocks would show.
_EDGES = 10.0 ** ((ABSOLUTE_GATE_LUFS - _OFFSET_LUFS + np.arange(_BINS) / _BINS_PER_LU) / 10.0)


def loudness_lufs(mean_square: float) -> float:
    """Loudness of a K-weighted, channel-summed mean square (BS.1770-5 equation 2), not below `FLOOR_LUFS`."""
    return max(FLOOR_LUFS, _OFFSET_LUFS + 10.0 * math.log10(mean_square)) if mean_square > 0.0 else FLOOR_LUFS


class GatedHistogram:
    """Loudness of all blocks above the absolute gate, in bins of 0.01 LU from -70 to +30 LUFS: 160 kB for ever.

    A bin holds the number of its blocks and the exact sum of their energies, so the gated mean is exact but for
    blocks in the one bin that the relative gate falls into, which go in or out together: with speech and music
    that is below 0.001 LU.
    """

    def __init__(self) -> None:
        self._counts = np.zeros(_BINS, np.int64)
        self._energies = np.zeros(_BINS)

    def add(self, mean_squares: NDArray[np.float64]) -> None:
        """Take blocks, shape (blocks,); those not above the absolute gate are dropped."""
        bins = np.searchsorted(_EDGES, mean_squares) - 1
        above = bins >= 0
        # One after the other, as they came: sums of sums would round differently.
        np.add.at(self._counts, bins[above], 1)
        np.add.at(self._energies, bins[above], mean_squares[above])

    def integrated_lufs(self, relative_gate_lu: float = RELATIVE_GATE_LU) -> float | None:
        """Loudness of the blocks above both gates; None when there are none."""
        counts, energies = self._passed(relative_gate_lu)
        return loudness_lufs(float(energies.sum() / counts.sum())) if len(counts) else None

    def range_lu(self, relative_gate_lu: float = RANGE_GATE_LU) -> float | None:
        """From the 10th to the 95th percentile of the blocks above both gates (Tech 3342); None without any."""
        counts, energies = self._passed(relative_gate_lu)
        if not len(counts):
            return None
        ends = np.cumsum(counts)
        low, high = (
            # The rounding that Tech 3342's own MATLAB code has: halves go up.
            int(np.searchsorted(ends, math.floor((int(ends[-1]) - 1) * share + 0.5), side="right"))
            for share in _RANGE_PERCENTILES
        )
        return loudness_lufs(float(energies[high] / counts[high])) - loudness_lufs(
            float(energies[low] / counts[low])
        )

    def _passed(self, relative_gate_lu: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Counts and energies of the bins above both gates, the quietest first."""
        filled = np.flatnonzero(self._counts)
        counts, energies = self._counts[filled], self._energies[filled]
        if not len(filled):
            return counts, energies
        gate = energies.sum() / counts.sum() * 10.0 ** (relative_gate_lu / 10.0)
        passed = energies / counts > gate
        return counts[passed], energies[passed]
