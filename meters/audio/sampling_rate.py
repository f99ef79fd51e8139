"""The sampling rates that the meters take."""

from __future__ import annotations

MIN_RATE_HZ = 8_000
"""Lowest sampling rate the meters take: below it the shortest stretch holds less than one frame."""


def require_rate(rate_hz: int) -> None:
    """Raise ValueError when a sampling rate is too low for the meters."""
    if rate_hz < MIN_RATE_HZ:
        raise ValueError(f"sampling rate {rate_hz} Hz is below {MIN_RATE_HZ} Hz")
