"""Loudness over time: the short-term loudness at the end of every second."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from meters.audio.loudness import Loudness, LoudnessMeter
from meters.audio.samples import Samples, checked

MAX_SECONDS = 36_000
"""Ten hours are kept; of longer sound, the last ten."""


class LoudnessHistory:
    """A `LoudnessMeter` that remembers."""

    def __init__(
        self, rate_hz: int, channels: int, weights: Sequence[float] | None = None, max_seconds: int = MAX_SECONDS
    ) -> None:
        self._rate_hz = rate_hz
        self._meter = LoudnessMeter(rate_hz, channels, weights)
        self._left = rate_hz
        self._seconds: deque[float | None] = deque(maxlen=max_seconds)

    def restart(self) -> None:
        """Begin a new programme: what was is forgotten, and the first second begins now."""
        self._meter.restart()
        self._left = self._rate_hz
        self._seconds.clear()

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        sound = checked(samples)
        at = 0
        while len(sound) - at >= self._left:
            self._meter.feed(sound[at : at + self._left])
            self._seconds.append(self._meter.short_term_lufs)
            at += self._left
            self._left = self._rate_hz
        if at < len(sound):
            self._meter.feed(sound[at:])
            self._left -= len(sound) - at

    def read(self) -> Loudness:
        """Loudness now."""
        return self._meter.read()

    @property
    def short_term_lufs(self) -> tuple[float | None, ...]:
        """Loudness of the three seconds before the end of each second; None in the first two."""
        return tuple(self._seconds)
