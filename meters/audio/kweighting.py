"""The K-weighting filter of ITU-R BS.1770-5, for any sampling rate."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from meters.audio.block_filter import BlockFilter, block_frames
from meters.audio.chunks import Chunks, Stretches
from meters.audio.samples import FloatSamples
from meters.audio.sampling_rate import require_rate

# BS.1770-5 Annex 1, tables 1 (shelf: the head) and 2 (high-pass), as b0 b1 b2 a0 a1 a2 at 48 kHz.
_TABLE_RATE_HZ = 48_000
_TABLE = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585),
    (1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621),
)

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


class KWeightedEnergy:
    """Energy of a stream behind the filter, all channels together, in equal stretches of time.

    What is left of a block waits for the next.
    """

    def __init__(self, rate_hz: int, weights: Sequence[float], steps_per_s: int) -> None:
        """Measure so many stretches a second.

        ``weights`` are BS.1770's, one a channel; a channel of weight 0 is not looked at.

        Raises:
            ValueError: the rate is below 8 kHz.
        """
        require_rate(rate_hz)
        weighty = np.flatnonzero(np.asarray(weights) > 0.0)
        # There is time in sound that nobody hears, too.
        self._heard = weighty if len(weighty) else np.array([0])
        self._weights = [weights[channel] for channel in self._heard.tolist()]
        self._are_all_heard = len(self._heard) == len(weights)
        sections = k_weighting_sections(rate_hz)
        # It is one way or the other for all the stream, so that rounding does not tell where it was cut.
        frames, over = divmod(rate_hz, steps_per_s)
        self._energies = (
            _OfEqualStretches(sections, len(self._weights), frames)
            if over == 0 and block_frames(frames)
            else _OfAnyStretches(sections, len(self._weights), Chunks(rate_hz, len(self._weights), steps_per_s))
        )

    def feed(self, samples: FloatSamples) -> NDArray[np.float64]:
        """Weighted sums of the squares of the stretches that are now whole, shape (stretches,)."""
        heard = samples if self._are_all_heard else samples.T[self._heard].T
        energies = self._energies.feed(heard)
        total = np.zeros(energies.shape[1])
        # One signal after the other: the order in which a sum over an axis goes depends on the number of stretches.
        for weight, own in zip(self._weights, energies, strict=True):
            total += weight * own
        return total


class _OfEqualStretches:
    """Energies where all stretches are of one length, as at nearly every rate in use."""

    def __init__(self, sections: NDArray[np.float64], signals: int, frames: int) -> None:
        self._stretches = Stretches(frames, signals)
        self._filter = BlockFilter(sections, signals, frames)

    def feed(self, samples: FloatSamples) -> NDArray[np.float64]:
        """Shape (signals, stretches)."""
        weighted = self._filter.feed(self._stretches.feed(samples).T)
        return np.asarray(np.vecdot(weighted, weighted)).T


class _OfAnyStretches:
    """Energies where a stretch may be a frame longer than the one before."""

    def __init__(self, sections: NDArray[np.float64], signals: int, chunks: Chunks) -> None:
        self._sections = sections
        self._chunks = chunks
        self._state = np.zeros((len(sections), signals, 2))

    def feed(self, samples: FloatSamples) -> NDArray[np.float64]:
        """Shape (signals, stretches)."""
        whole, starts = self._chunks.feed(samples)
        if not len(starts):
            return np.empty((whole.shape[1], 0))
        weighted, self._state = signal.sosfilt(self._sections, whole.T, axis=1, zi=self._state)
        self._state[np.abs(self._state) < _SILENT_STATE] = 0.0
        return np.add.reduceat(np.square(weighted), starts, axis=1)
