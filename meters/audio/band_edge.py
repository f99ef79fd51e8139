"""The edge of a spectrum above which there is nothing but the rounding of the samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Density = NDArray[np.float64]
"""Shape (bands,): dBFS per Hz (full scale² is 0 dB), bands of equal width from 0 Hz on."""

VOID_DBFS_HZ = -170.0
"""No converter and no room is so quiet: below this there is a digital void."""

_ABOVE_FLOOR_DB = 6.0
_RUN_BANDS = 4
"""So many bands in a row stand above the floor where sound ends; a whistle in the void is narrower."""
_KNEE_DB = 12.0
_STEP_DB = 8.0
"""How much further the level falls within a fifth of an octave than within the quarter before. Filters of rooms,
microphones and interfaces fall by 5 dB there at most (24 dB an octave)."""
_CLIFF_DB = 40.0
"""No slope before it excuses a fall like this."""
_ARRIVED_DB = 50.0
"""A converter has fallen by so much, or to the floor, just above its edge; a filter that took its time has not."""
_STOPBAND_DB = 45.0
"""The weakest filter of a converter that is known (SciPy's default) leaves images 55 dB down."""
_FILLED_SHARE = 0.9
"""So much of the upper octave below the edge is sound; a few tones have no edge."""
_FLOOR = (0.97, 0.995)
_OCTAVE, _BEFORE, _BELOW, _ABOVE, _NEXT = (0.5, 0.95), (0.70, 0.76), (0.84, 0.92), (1.03, 1.10), (1.03, 1.06)
"""Shares of the edge's frequency; `_FLOOR` is of the Nyquist frequency."""
_INSIDE, _STEPS_DOWN = (0.88, 0.94), 4
"""Shares of a frequency that lie before the fall, if that is the edge; while they lie in it, the edge is below. The
window of the spectrum makes any fall some 1 kHz long."""


@dataclass(frozen=True)
class Edge:
    """Where sound ends: in Hz, by how much it falls there, and whether at once, as a converter's filter does."""

    hz: float
    step_db: float
    steep: bool


def level_between(density: Density, from_hz: float, to_hz: float, band_hz: float) -> float:
    """Median of the bands between two frequencies, at least of one band; dBFS per Hz."""
    first = min(int(from_hz / band_hz), len(density) - 1)
    return float(np.median(density[first : max(int(to_hz / band_hz), first + 1)]))


def floor_of(density: Density, band_hz: float) -> float:
    """Level just below the Nyquist frequency, where no sound is left if there is an edge."""
    return _level_around(density, len(density) * band_hz, _FLOOR, band_hz)


def find_edge(density: Density, band_hz: float) -> Edge | None:
    """The edge, or None where the spectrum ends gently, holds a few tones, or ends at the Nyquist frequency."""
    smooth = np.median(np.stack((density[:-2], density[1:-1], density[2:])), axis=0)
    smooth = np.concatenate((density[:1], smooth, density[-1:]))
    floor = floor_of(smooth, band_hz)
    end_hz = _end_hz(smooth, floor, band_hz)
    if end_hz is None or end_hz * _ABOVE[0] >= len(smooth) * band_hz * _FLOOR[1]:
        return None
    hz, last = end_hz, int(end_hz / band_hz) + 1
    for _ in range(_STEPS_DOWN):  # from where the floor is reached to where the fall begins
        below = _level_around(smooth, hz, _INSIDE, band_hz)
        hz = _last_above(smooth[:last], below - min(_KNEE_DB, (below - floor) / 2.0), band_hz)
    below = _level_around(smooth, hz, _INSIDE, band_hz)
    step_db = below - _level_around(smooth, hz, _ABOVE, band_hz)
    slope_db = _level_around(smooth, hz, _BEFORE, band_hz) - _level_around(smooth, hz, _BELOW, band_hz)
    if step_db < min(_STEP_DB + max(slope_db, 0.0), _CLIFF_DB) or not _is_filled(smooth, hz, floor, band_hz):
        return None
    steep = _level_around(smooth, hz, _NEXT, band_hz) <= max(floor + _ABOVE_FLOOR_DB, below - _ARRIVED_DB)
    return Edge(hz, step_db, steep)


def is_explained(density: Density, floor: float, nyquist_hz: float, band_hz: float) -> bool:
    """Whether a floor is so far below the sound under an old Nyquist frequency that it is what a filter leaves."""
    return floor <= _level_around(density, nyquist_hz, _BELOW, band_hz) - _STOPBAND_DB


def rounding_density(bits: int, rate_hz: int) -> float:
    """Noise of rounding to words of so many bits, dBFS per Hz: a uniform error of one step, up to rate/2."""
    step = 2.0 ** (1 - bits)
    return float(10.0 * np.log10(step * step / 12.0 / (rate_hz / 2.0)))


def converted_from(edge: Edge, source_rates_hz: Sequence[int]) -> int | None:
    """The rate whose converter has its edge here, or None when it is that of another filter.

    A converter without images has fallen by 12 dB at 0.95 to 0.96 of the old Nyquist frequency (libsoxr, all its
    qualities), or a little below where the sound itself falls there. Codecs like to cut near 15 and 16 kHz, but
    never above 20.7: there the edge may lie anywhere near.
    """
    edges = {32_000: (0.944, 0.968), 44_100: (0.94, 1.01)}
    for source_rate_hz in source_rates_hz if edge.steep else ():
        lowest, highest = edges.get(source_rate_hz, (0.91, 0.975))
        if lowest <= edge.hz / (source_rate_hz / 2) <= highest:
            return source_rate_hz
    return None


def near_nyquist_of(edge: Edge, source_rates_hz: Sequence[int]) -> int | None:
    """The rate of which an edge is as near to the Nyquist frequency as that of any converter, leaky ones too."""
    near = [rate_hz for rate_hz in source_rates_hz if 0.93 <= edge.hz / (rate_hz / 2) <= 1.03]
    return near[0] if near else None


def _last_above(density: Density, level: float, band_hz: float) -> float:
    """Upper end of the last band above a level; 0 when there is none."""
    above = np.flatnonzero(density > level)
    return (int(above[-1]) + 1) * band_hz if len(above) else 0.0


def _is_filled(smooth: Density, hz: float, floor: float, band_hz: float) -> bool:
    octave = smooth[int(_OCTAVE[0] * hz / band_hz) : max(int(_OCTAVE[1] * hz / band_hz), 1)]
    return int(np.count_nonzero(octave > floor + _ABOVE_FLOOR_DB)) >= _FILLED_SHARE * len(octave)


def _level_around(density: Density, hz: float, shares: tuple[float, float], band_hz: float) -> float:
    return level_between(density, hz * shares[0], hz * shares[1], band_hz)


def _end_hz(smooth: Density, floor: float, band_hz: float) -> float | None:
    """Upper end of the highest run of bands that stand above the floor."""
    above = smooth > floor + _ABOVE_FLOOR_DB
    runs = np.convolve(above, np.ones(_RUN_BANDS), "valid") > _RUN_BANDS - 0.5
    at = np.flatnonzero(runs)
    return (int(at[-1]) + _RUN_BANDS) * band_hz if len(at) else None
