"""Frame rates as fractions: 29.97 means 30000/1001."""

from __future__ import annotations

from fractions import Fraction

_NTSC_TOLERANCE = 2e-4
"""Cards write 23.976 as 23.98 too; 24 itself is 1e-3 away."""


def exact_rate(rate_hz: float) -> Fraction:
    """The rate that a rounded one stands for: a whole number, n·1000/1001, or the number itself."""
    whole = round(rate_hz)
    if rate_hz == whole:
        return Fraction(whole)
    slowed = Fraction(round(rate_hz * 1.001) * 1000, 1001)
    if slowed and abs(rate_hz / slowed - 1) < _NTSC_TOLERANCE:
        return slowed
    return Fraction(rate_hz).limit_denominator(1000)
