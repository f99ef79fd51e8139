"""Gating blocks of a whole programme in bounded memory."""

from __future__ import annotations

import math

import numpy as np

ABSOLUTE_GATE_LUFS = -70.0
RELATIVE_GATE_LU = -10.0
_OFFSET_LUFS = -0.691
FLOOR_LUFS = -200.0
"""What digital silence reads instead of minus infinity."""

_BINS_PER_LU = 100
_TOP_LUFS = 30.0


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
        bins = round((_TOP_LUFS - ABSOLUTE_GATE_LUFS) * _BINS_PER_LU)
        self._counts = np.zeros(bins, np.int64)
        self._energies = np.zeros(bins)

    def add(self, mean_square: float) -> None:
        """Take one block; it is dropped when it is not above the absolute gate."""
        loudness = loudness_lufs(mean_square)
        if loudness <= ABSOLUTE_GATE_LUFS:
            return
        number = min(int((loudness - ABSOLUTE_GATE_LUFS) * _BINS_PER_LU), len(self._counts) - 1)
        self._counts[number] += 1
        self._energies[number] += mean_square

    def integrated_lufs(self, relative_gate_lu: float = RELATIVE_GATE_LU) -> float | None:
        """Loudness of the blocks above both gates; None when there are none."""
        filled = np.flatnonzero(self._counts)
        if not len(filled):
            return None
        counts, energies = self._counts[filled], self._energies[filled]
        gate = energies.sum() / counts.sum() * 10.0 ** (relative_gate_lu / 10.0)
        passed = energies / counts > gate
        return loudness_lufs(float(energies[passed].sum() / counts[passed].sum()))
