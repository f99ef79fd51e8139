"""A-weighting after IEC 61672-1, as weights for a spectrum."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# IEC 61672-1:2013, Annex E: the corners follow from the reference frequency of 1 kHz, from where the low and the
# high end shall lie (10^1.5 and 10^3.9 Hz) and from 10^2.45 Hz of the A-curve: 20.6, 107.7, 737.9 and 12194 Hz.
_REFERENCE_HZ = 1_000.0
_LOW_HZ, _HIGH_HZ, _A_HZ = 10.0**1.5, 10.0**3.9, 10.0**2.45
_ROOT_HALF = 0.5**0.5


def _outer_corners() -> tuple[float, float]:
    """The double poles at both ends, f1 and f4 of the standard, Hz."""
    b = (
        _REFERENCE_HZ**2 + _LOW_HZ**2 * _HIGH_HZ**2 / _REFERENCE_HZ**2 - _ROOT_HALF * (_LOW_HZ**2 + _HIGH_HZ**2)
    ) / (1.0 - _ROOT_HALF)
    c = _LOW_HZ**2 * _HIGH_HZ**2
    root = (b * b - 4.0 * c) ** 0.5
    return ((-b - root) / 2.0) ** 0.5, ((-b + root) / 2.0) ** 0.5


_F1_HZ, _F4_HZ = _outer_corners()
_F2_HZ, _F3_HZ = _A_HZ * (3.0 - 5.0**0.5) / 2.0, _A_HZ * (3.0 + 5.0**0.5) / 2.0


def _unnormalised(hz: NDArray[np.float64]) -> NDArray[np.float64]:
    """The power response but for a factor."""
    square = np.square(hz)
    ends = np.square((square + _F1_HZ**2) * (square + _F4_HZ**2))
    weights: NDArray[np.float64] = square**4 / (ends * (square + _F2_HZ**2) * (square + _F3_HZ**2))
    return weights


def a_weighting_power(hz: NDArray[np.float64]) -> NDArray[np.float64]:
    """By what A-weighting multiplies the power at each frequency (Hz, any shape); 1 at 1 kHz, 0 at 0 Hz.

    The formula of IEC 61672-1:2013, Annex E, itself: no filter stands between, so that there is no error towards
    half the sampling rate.
    """
    return _unnormalised(hz) / _unnormalised(np.array(_REFERENCE_HZ))
