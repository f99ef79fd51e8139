"""The K-weighting filter of ITU-R BS.1770-5, for any sampling rate."""

from __future__ import annotations

import math
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from meters.audio.samples import FloatSamples

# BS.1770-5 Annex 1, tables 1 (shelf: the head) and 2 (high-pass), as b0 b1 b2 a0 a1 a2 at 48 kHz.
_TABLE_RATE_HZ = 48_000
_TABLE = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585),
    (1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621),
)

Numbers = NDArray[np.inexact[Any]]
"""float64, or complex128 for two signals at once."""

_SILENT_STATE = 1e-30
"""States below this are set to 0: a filter that rings out into denormal numbers runs many times slower."""


def k_weighting_sections(rate_hz: int) -> NDArray[np.float64]:
    """Second-order sections, shape (2, 6), for `scipy.signal.sosfilt`.

    At 48 kHz the standard's own figures. At other rates each section is taken back through the bilinear transform
    to its analogue form and forth again at the new rate, its corner frequency kept where it is.
    """
    if rate_hz == _TABLE_RATE_HZ:
        return np.array(_TABLE)
    return np.array([_rederive(section, rate_hz) for section in _TABLE])


def _rederive(section: tuple[float, ...], rate_hz: int) -> tuple[float, ...]:
    zeros, poles = _to_analogue(section[:3]), _to_analogue(section[3:])
    # Corner of the poles, as the tangent that the bilinear transform knows it by.
    corner = math.sqrt(poles[0] / poles[2])
    corner_hz = math.atan(corner) * _TABLE_RATE_HZ / math.pi
    stretch = corner / math.tan(math.pi * corner_hz / rate_hz)
    b, a = _to_digital(zeros, stretch), _to_digital(poles, stretch)
    return tuple(value / a[0] for value in (*b, *a))


def _to_analogue(c: tuple[float, ...]) -> tuple[float, float, float]:
    """Coefficients of s⁰, s¹, s² of a polynomial in z⁻¹, with z⁻¹ = (1 - s) / (1 + s)."""
    return c[0] + c[1] + c[2], 2.0 * (c[0] - c[2]), c[0] - c[1] + c[2]


def _to_digital(c: tuple[float, float, float], stretch: float) -> tuple[float, float, float]:
    """The way back, with s stretched."""
    c0, c1, c2 = c[0], c[1] * stretch, c[2] * stretch**2
    return (c0 + c1 + c2) / 4.0, (c0 - c2) / 2.0, (c0 - c1 + c2) / 4.0


class InPlaceFilter(Protocol):
    """Second-order sections over rows, in place."""

    def __call__(self, sections: Numbers, rows: Numbers, state: Numbers) -> None:
        """Filter.

        Args:
            sections: shape (sections, 6).
            rows: shape (signals, samples); become what the filter gives.
            state: shape (signals, sections, 2); becomes that after the last sample. All three are of one type.
        """


def by_sosfilt(sections: Numbers, rows: Numbers, state: Numbers) -> None:
    """The public way: `scipy.signal.sosfilt` and its copies."""
    signals, before = cast("NDArray[np.complex128]", rows), cast("NDArray[np.complex128]", state)
    filtered, after = signal.sosfilt(sections.real, signals, axis=1, zi=np.moveaxis(before, 0, 1))
    rows[:], state[:] = filtered, np.moveaxis(after, 1, 0)


def quickest_filter() -> InPlaceFilter:
    """What `scipy.signal.sosfilt` itself calls; its checks take four times as long as filtering 20 ms of sound.

    SciPy does not promise the name, so where it is gone the public way does.
    """
    try:
        found: InPlaceFilter = getattr(import_module("scipy.signal._sosfilt"), "_sosfilt")  # noqa: B009 - private
    except (ImportError, AttributeError):
        return by_sosfilt
    return found


class KWeightedEnergy:
    """Energy of a stream behind the filter, all channels together."""

    def __init__(self, rate_hz: int, weights: Sequence[float], steps_per_s: int) -> None:
        """Measure so many stretches a second.

        ``weights`` are BS.1770's, one a channel; a channel of weight 0 is not looked at.
        """
        # Where all stretches are of one length there is a faster way to sum. It is one way or the other for all
        # the stream, so that rounding does not tell where it was cut.
        self._is_even = rate_hz % steps_per_s == 0
        sections = k_weighting_sections(rate_hz)
        self._gains = [(channel, math.sqrt(weight)) for channel, weight in enumerate(weights) if weight > 0.0]
        # Two channels go through the filter as one complex signal, which takes little longer than one real one:
        # most of the time goes into waiting for the sample before. Without a partner a channel stays real.
        self._per_signal = 2 if len(self._gains) % 2 == 0 else 1
        self._dtype = np.dtype(np.complex128 if self._per_signal == 2 else np.float64)
        signals = len(self._gains) // self._per_signal
        # A stereo pair whose channels stand side by side already is such a signal.
        self._is_pair = list(weights) == [1.0, 1.0]
        self._state = np.zeros((signals, len(sections), 2), self._dtype)
        self._filter_in_place = quickest_filter()
        self._typed_sections = sections.astype(self._dtype)

    def feed(self, samples: FloatSamples, starts: NDArray[np.intp]) -> NDArray[np.float64]:
        """Weighted sums of the squares of the stretches of ``samples`` that begin at ``starts``, the first at 0."""
        total = np.zeros(len(starts))
        if not len(starts) or not self._gains:
            return total
        # One signal after the other: the order in which a sum over an axis goes depends on the number of stretches.
        for row in self._filter(samples):
            total += self._energies(row, starts * self._per_signal)
        return total

    def _energies(self, row: NDArray[np.float64], starts: NDArray[np.intp]) -> NDArray[np.float64]:
        """Sums of the squares of the stretches of a signal."""
        if self._is_even:
            stretches = row.reshape(len(starts), -1)
            return np.asarray(np.vecdot(stretches, stretches))
        return np.add.reduceat(np.square(row), starts)

    def _filter(self, samples: FloatSamples) -> NDArray[np.float64]:
        """The samples weighted, a row for each signal; in it a frame's channels stand side by side."""
        if self._is_pair and samples.flags.c_contiguous:
            return self._weighted(samples.reshape(1, -1))
        width = self._per_signal
        rows = np.empty((len(self._gains) // width, len(samples) * width))
        for number, (channel, gain) in enumerate(self._gains):
            np.multiply(samples[:, channel], gain, out=rows[number // width, number % width :: width])
        return self._weighted(rows)

    def _weighted(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Filter the rows where they are; nobody else has them."""
        self._filter_in_place(self._typed_sections, rows.view(self._dtype), self._state)
        parts = self._state.view(np.float64)
        parts[np.abs(parts) < _SILENT_STATE] = 0.0
        return rows
