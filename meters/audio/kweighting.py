"""The K-weighting filter of ITU-R BS.1770-5, for any sampling rate."""

from __future__ import annotations

import math

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


class KWeighting:
    """The filter as a stream."""

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._sections = k_weighting_sections(rate_hz)
        self._state: NDArray[np.float64] = np.zeros((len(self._sections), 2, channels))

    def feed(self, samples: FloatSamples) -> FloatSamples:
        """The next samples weighted, shape (frames, channels)."""
        if not len(samples):
            return samples
        weighted, state = signal.sosfilt(self._sections, samples, axis=0, zi=self._state)
        state[np.abs(state) < _SILENT_STATE] = 0.0
        self._state = state
        return np.asarray(weighted)
