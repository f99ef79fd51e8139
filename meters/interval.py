"""Stretches of time during which something holds: silence, black, freeze."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """A stretch of time, in seconds from where the measurement counts."""

    start_s: float
    end_s: float

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.end_s - self.start_s


class IntervalTracker:
    """Collects the intervals, at least ``min_s`` long, during which a condition holds.

    It is told the condition at instants (frames) and takes it to last until the next one.
    """

    def __init__(self, min_s: float) -> None:
        self._min_s = min_s
        self._closed: list[Interval] = []
        self._since_s: float | None = None
        self._last_s = 0.0

    def feed(self, at_s: float, *, holds: bool, since_s: float | None = None) -> None:
        """Say whether the condition holds at ``at_s``; ``since_s`` if it is known to have begun earlier."""
        self._last_s = at_s
        if holds:
            if self._since_s is None:
                self._since_s = at_s if since_s is None else since_s
        else:
            self._closed.extend(self._open())
            self._since_s = None

    def finish(self, end_s: float) -> None:
        """Say when the last frame ended. What held then held until ``end_s``."""
        self._last_s = max(self._last_s, end_s)

    @property
    def holding_for_s(self) -> float:
        """How long the condition has held by now, however short; 0 when it does not."""
        return 0.0 if self._since_s is None else self._last_s - self._since_s

    @property
    def intervals(self) -> tuple[Interval, ...]:
        """All intervals so far, with the one that still goes on."""
        return (*self._closed, *self._open())

    def _open(self) -> tuple[Interval, ...]:
        if self._since_s is None or self._last_s - self._since_s < self._min_s:
            return ()
        return (Interval(self._since_s, self._last_s),)
