"""What the two channels have had to do with each other lately: a cable that was changed must show."""

from __future__ import annotations

from dataclasses import dataclass

from meters.audio.reading import Reading, untold
from meters.audio.samples import Samples
from meters.audio.stereo import StereoMeter

_WINDOW_S = 20.0
_LEAST_S = 5.0
"""A window that has just begun is believed from here on: before, some words of it decide."""

_SURE = 0.7
"""An alarm stops a take from being rolled. An inverted microphone beside an honest one stands at 0.7 and above."""


@dataclass(frozen=True)
class RecentStereo:
    """Correlation and balance of the last 400 ms as in `meters.audio.stereo`; the rest of the last seconds."""

    correlation: float | None = None
    balance_db: float | None = None
    dual_mono: bool = False
    inverted: bool = False


class RecentStereoMeter:
    """A stereo meter whose programme begins anew every 20 s; until the new one can tell, the last answer stands."""

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._meter = StereoMeter(rate_hz, channels)
        self._window_frames, self._least_frames = round(_WINDOW_S * rate_hz), round(_LEAST_S * rate_hz)
        self._frames = 0
        self._dual_mono: Reading[bool] = untold("too_short")
        self._inverted: Reading[bool] = untold("too_short")

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        self._meter.feed(samples)
        self._frames += len(samples)
        if self._frames >= self._window_frames:
            self.read()
            self._meter.restart()
            self._frames = 0

    def read(self) -> RecentStereo:
        """As it is now."""
        now = self._meter.read()
        self._dual_mono = self._newer(now.dual_mono, self._dual_mono)
        self._inverted = self._newer(now.inverted, self._inverted)
        return RecentStereo(now.correlation, now.balance_db, _is_sure(self._dual_mono), _is_sure(self._inverted))

    def _newer(self, now: Reading[bool], last: Reading[bool]) -> Reading[bool]:
        if now.doubt == "not_stereo" or last.value is None:
            return now
        return last if now.value is None or self._frames < self._least_frames else now


def _is_sure(reading: Reading[bool]) -> bool:
    return reading.value is True and reading.confidence >= _SURE
