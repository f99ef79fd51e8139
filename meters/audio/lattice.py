"""The lattice that a coarser word leaves behind: steps of equal size, found even after gain and dither.

Samples of 16 bits, turned up or down and dithered into 24, use all 24 bits, but their differences still gather
around the multiples of one step. The histogram of the differences is then a comb, and its Fourier transform has a
peak near 1 at one over the step; sound that never was so coarse has nothing there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.fft import rfft

from meters.audio.reading import Reading, told, untold
from meters.audio.samples import IntSamples

UNIT_BITS = 24
"""Differences are counted in steps of a word of so many bits; a lattice finer than two of them is not seen."""

COHERENT = 0.95
"""Coherence from which a comb is a lattice. Seen: 0.99 and more on 16 bits after gain and dither, and nothing above
0.6 on sound of 24 bits."""

_BINS = 1 << 15
"""Differences below this many units count: 128 steps of a word of 16 bits."""
_TRANSFORM = _BINS * 4
_SPREAD = 0.5
"""The transform starts at 1 and falls with the width of the histogram. Only what comes back after falling below
this is a comb; a histogram that is not even so wide (next to no sound) says nothing."""
_MIN_DIFFERENCES = 300
_MIN_DISTINCT = 32
_MIN_STEPS = 12
_OCCUPIED = 0.8
"""Noise and speech come by every step of a lattice. A tone with a short period has few differences, and some
lattice holds them all, but with empty steps between them; those about its peaks are a lattice for a few steps."""
_NATIVE_MEDIAN = 64
"""Median difference, in units, from which a lattice of 16 bits would have shown."""
_DEPTHS_BITS = (8, 12, 16, 20, UNIT_BITS)
"""Words that converters deliver."""
_UNSCALED, _WHOLE_BITS = 0.9999, 0.002
"""A coherence and a step like this, near a whole power of two, are those of words that nobody scaled."""

Histogram = NDArray[np.int64]
"""Shape (`_BINS` + 1,): how often two neighbouring samples differ by so many units; the last bin holds the rest."""


@dataclass(frozen=True)
class _Comb:
    """The first place where the transform comes back: the step in units, and how coherent the comb is there."""

    step: float
    coherence: float


def difference_histograms(words: IntSamples) -> tuple[Histogram, ...]:
    """Per channel, the histogram of the differences in one window, shape (frames, channels)."""
    units = words >> (32 - UNIT_BITS)
    return tuple(_histogram(np.ascontiguousarray(units[:, channel])) for channel in range(words.shape[1]))


def _histogram(units: NDArray[np.int32]) -> Histogram:
    steps = np.minimum(np.abs(np.diff(units)), _BINS)
    return np.bincount(steps, minlength=_BINS + 1)


def bits_before_gain(histograms: Sequence[Histogram]) -> Reading[int]:
    """Bits that one channel had before gain or dither filled the word, from the histograms of its windows.

    A whole power of two is a word that nobody scaled; else it is the converter's word that is nearest, which holds
    for gains within ±12 dB. `UNIT_BITS` stands for that and everything finer.
    """
    moving: Histogram = np.zeros(_BINS, np.int64)
    for histogram in histograms:
        moving += histogram[:_BINS]
    moving[0] = 0  # samples held or silent would drown the rest
    running = np.cumsum(moving)
    count = int(running[-1])
    if count < _MIN_DIFFERENCES or np.count_nonzero(moving) < _MIN_DISTINCT:
        far = sum(int(histogram[_BINS]) for histogram in histograms)
        return untold("unclear" if far >= _MIN_DIFFERENCES else "too_quiet")
    spectrum = np.abs(rfft(moving.astype(np.float64), _TRANSFORM)) / count
    spread = int(np.argmax(spectrum < _SPREAD))
    if spectrum[spread] >= _SPREAD:
        return untold("too_quiet")
    comb = _first_comb(spectrum, spread)
    if comb is not None:
        if not _is_occupied(moving, running, comb.step):
            return untold("unclear")
        return told(_depth_bits(comb), 0.5 + 0.5 * (comb.coherence - COHERENT) / (1.0 - COHERENT))
    if int(np.searchsorted(running, count / 2)) < _NATIVE_MEDIAN:
        return untold("too_quiet")
    return told(UNIT_BITS, 1.0 - (float(spectrum[spread:].max()) - _SPREAD))


def _first_comb(spectrum: NDArray[np.float64], spread: int) -> _Comb | None:
    """The lowest peak that is coherent enough: those above it are its multiples."""
    inner = spectrum[spread:-1]
    peaks = np.flatnonzero((inner[1:-1] >= inner[:-2]) & (inner[1:-1] > inner[2:]) & (inner[1:-1] > _SPREAD)) + 1
    for at in (peaks + spread).tolist():
        before, top, after = spectrum[at - 1 : at + 2].tolist()
        # A parabola through three points: the transform is fine enough for it.
        offset = 0.5 * (before - after) / (before - 2.0 * top + after)
        coherence = top - 0.25 * (before - after) * offset
        if coherence >= COHERENT:
            return _Comb(_TRANSFORM / (at + offset), min(coherence, 1.0))
    return None


def _is_occupied(moving: Histogram, running: Histogram, step: float) -> bool:
    last = round(int(np.searchsorted(running, 0.8 * running[-1])) / step)
    steps = np.unique(np.rint(np.flatnonzero(moving) / step))
    occupied = int(np.count_nonzero((steps > 0) & (steps <= last)))
    return last >= _MIN_STEPS and occupied >= _OCCUPIED * last


def _depth_bits(comb: _Comb) -> int:
    bits = UNIT_BITS - float(np.log2(comb.step))
    if comb.coherence >= _UNSCALED and abs(bits - round(bits)) < _WHOLE_BITS:
        return round(bits)
    return min(_DEPTHS_BITS, key=lambda depth: abs(depth - bits))
