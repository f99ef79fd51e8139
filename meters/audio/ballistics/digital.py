"""Digital peak level meter after IEC 60268-18."""

from __future__ import annotations

from meters.audio.ballistics.falling import Falling
from meters.audio.levels import dbfs
from meters.audio.samples import Samples, to_float

RETURN_DB_PER_S = 20.0 / 1.7
"""IEC 60268-18, 2.3: 20 dB below the reference after 1.7 s ± 0.3 s, at an about constant speed."""


class DigitalPeakMeter:
    """Sample peak per channel: one sample is enough to rise, the return is that of the standard.

    It shows what the converter delivers and nothing between the samples; true peak is another meter.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._falling = Falling(rate_hz, RETURN_DB_PER_S)
        self._levels = [0.0] * channels

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        for raised, factor in self._falling.feed(to_float(samples)):
            highest = raised.max(axis=1).tolist()
            self._levels = [max(level, peak) * factor for level, peak in zip(self._levels, highest, strict=True)]

    def read(self) -> tuple[float, ...]:
        """Level per channel now, dBFS."""
        return tuple(dbfs(self._falling.seen(level)) for level in self._levels)
