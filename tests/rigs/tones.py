"""Test signals for the sound meters: sines of stated level, put one after the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 48_000


def tone(
    segments: Sequence[tuple[float, float | None]],
    *,
    hz: float = 1000.0,
    rate_hz: int = RATE_HZ,
    channels: int = 2,
) -> NDArray[np.float64]:
    """A sine through (seconds, peak dBFS) segments without a break in phase; None is digital silence."""
    gains = np.concatenate(
        [
            np.full(round(seconds * rate_hz), 0.0 if level is None else 10.0 ** (level / 20.0))
            for seconds, level in segments
        ]
    )
    sine = gains * np.sin(2.0 * np.pi * hz / rate_hz * np.arange(len(gains)))
    return np.repeat(sine[:, None], channels, axis=1)


def as_int24(samples: NDArray[np.float64]) -> NDArray[np.int32]:
    """Samples as 24-bit words in the upper bits of int32."""
    words = np.clip(np.rint(samples * 2.0**23), -(2**23), 2**23 - 1).astype(np.int32)
    return words << 8
