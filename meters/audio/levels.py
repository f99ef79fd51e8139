"""Levels: decibels below full scale, sample peak, RMS, DC offset, crest factor."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meters.audio.chunks import Stretches
from meters.audio.samples import FloatSamples, Samples, peaks_of, to_float

FLOOR_DBFS = -200.0
"""What digital silence reads instead of minus infinity, so that every level is a number."""

# Sums are taken over stretches of 480 frames and added up one after the other: the size of the blocks leaves no
# trace in them, not even of rounding.
_STRETCH_FRAMES = 480
_ONES = np.ones(_STRETCH_FRAMES)


def dbfs(amplitude: float) -> float:
    """Level of an amplitude (full scale 1.0) in dBFS, not below `FLOOR_DBFS`."""
    return max(FLOOR_DBFS, 20.0 * math.log10(amplitude)) if amplitude > 0.0 else FLOOR_DBFS


def dbfs_of_power(mean_square: float) -> float:
    """Level of a mean square (full scale 1.0) in dBFS, not below `FLOOR_DBFS`."""
    return max(FLOOR_DBFS, 10.0 * math.log10(mean_square)) if mean_square > 0.0 else FLOOR_DBFS


def amplitude(level_dbfs: float) -> float:
    """Amplitude (full scale 1.0) of a level in dBFS."""
    return float(10.0 ** (level_dbfs / 20.0))


SOUND = amplitude(-60.0)
"""Amplitude above which there is sound, to the meters that ask whether there is any."""

SOUND_POWER = SOUND**2
"""And the mean square."""


@dataclass(frozen=True)
class Levels:
    """Levels per channel.

    ``rms_dbfs`` is relative to a full-scale *constant*: a full-scale sine reads -3.01. (AES17 adds 3.01.)
    ``dc_offset`` is the mean, full scale ±1.0. ``crest_db`` is the peak over the RMS, None for digital silence.
    """

    peak_dbfs: tuple[float, ...]
    rms_dbfs: tuple[float, ...]
    dc_offset: tuple[float, ...]
    crest_db: tuple[float | None, ...]


class LevelMeter:
    """Highest sample, RMS, mean and crest factor per channel since the start or the last `reset`."""

    def __init__(self, channels: int) -> None:
        self._channels = channels
        self._peak: list[float]
        self._sums: NDArray[np.float64]
        self._frames: int
        self._stretches: Stretches
        self.reset()

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        if not len(samples):
            return
        self._peak = list(map(max, self._peak, peaks_of(samples).tolist()))
        floats = to_float(samples)
        self._sums = _added(self._sums, self._stretches.feed(floats))
        self._frames += len(floats)

    def read(self) -> Levels:
        """Levels so far."""
        frames = max(self._frames, 1)
        rest = self._stretches.rest
        energies = self._sums[0] + np.array([np.dot(column, column) for column in rest.T])
        means = (self._sums[1] + np.array([column.sum() for column in rest.T])) / frames
        peaks = tuple(dbfs(peak) for peak in self._peak)
        rms = tuple(dbfs_of_power(float(energy) / frames) for energy in energies)
        crest = tuple(
            peak_dbfs - rms_dbfs if peak > 0.0 else None
            for peak, peak_dbfs, rms_dbfs in zip(self._peak, peaks, rms, strict=True)
        )
        return Levels(peaks, rms, tuple(means.tolist()), crest)

    def reset(self) -> None:
        """Start over."""
        self._peak = [0.0] * self._channels
        self._sums = np.zeros((2, self._channels))
        self._frames = 0
        self._stretches = Stretches(_STRETCH_FRAMES, self._channels)


def _added(sums: NDArray[np.float64], whole: FloatSamples) -> NDArray[np.float64]:
    """Sums of squares and of samples, shape (2, channels), after these whole stretches."""
    if not len(whole):
        return sums
    # In one piece of memory, or the sums would go another way round.
    columns = [np.ascontiguousarray(column).reshape(-1, _STRETCH_FRAMES) for column in whole.T]
    fresh = [[np.vecdot(rows, rows) for rows in columns], [np.vecdot(rows, _ONES) for rows in columns]]
    steps = np.concatenate((sums[:, :, None], fresh), axis=2)
    added: NDArray[np.float64] = np.add.accumulate(steps, axis=2)[:, :, -1]
    return added
