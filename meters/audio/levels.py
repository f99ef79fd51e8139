"""Levels: decibels below full scale, sample peak, RMS."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from meters.audio.samples import Samples, to_float

FLOOR_DBFS = -200.0
"""What digital silence reads instead of minus infinity, so that every level is a number."""


def dbfs(amplitude: float) -> float:
    """Level of an amplitude (full scale 1.0) in dBFS, not below `FLOOR_DBFS`."""
    return max(FLOOR_DBFS, 20.0 * math.log10(amplitude)) if amplitude > 0.0 else FLOOR_DBFS


def dbfs_of_power(mean_square: float) -> float:
    """Level of a mean square (full scale 1.0) in dBFS, not below `FLOOR_DBFS`."""
    return max(FLOOR_DBFS, 10.0 * math.log10(mean_square)) if mean_square > 0.0 else FLOOR_DBFS


def amplitude(level_dbfs: float) -> float:
    """Amplitude (full scale 1.0) of a level in dBFS."""
    return float(10.0 ** (level_dbfs / 20.0))


@dataclass(frozen=True)
class Levels:
    """Levels per channel in dBFS.

    ``rms_dbfs`` is relative to a full-scale *constant*: a full-scale sine reads -3.01. (AES17 adds 3.01.)
    """

    peak_dbfs: tuple[float, ...]
    rms_dbfs: tuple[float, ...]


class LevelMeter:
    """Highest sample and RMS per channel since the start or the last `reset`."""

    def __init__(self, channels: int) -> None:
        self._peak = np.zeros(channels)
        self._energy = np.zeros(channels)
        self._frames = 0

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        if not len(samples):
            return
        floats = to_float(samples)
        np.maximum(self._peak, np.abs(floats).max(axis=0), out=self._peak)
        self._energy += np.einsum("ij,ij->j", floats, floats)
        self._frames += len(floats)

    def read(self) -> Levels:
        """Levels so far."""
        frames = max(self._frames, 1)
        return Levels(
            peak_dbfs=tuple(dbfs(float(peak)) for peak in self._peak),
            rms_dbfs=tuple(dbfs_of_power(float(energy) / frames) for energy in self._energy),
        )

    def reset(self) -> None:
        """Start over."""
        self._peak[:] = 0.0
        self._energy[:] = 0.0
        self._frames = 0
