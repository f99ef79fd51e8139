"""The rate at which something really comes, by the clock: frames of sound, pictures of a card."""

from __future__ import annotations

from collections import deque

import numpy as np

_POINTS = 64
"""Points kept of a window. The estimate compares each with each, so this bounds its cost (about 0.2 ms)."""


class RateMeter:
    """Measures a rate from pairs of a running count and the clock, over a sliding window.

    Stamps are never early but often late, when a machine is busy. So of every 64th of the window the least late
    stamp is kept, and the estimate is the repeated median of the slopes between them (Siegel 1982), which up to
    half of the points cannot move far, however late they are.
    """

    def __init__(self, window_s: float = 10.0, min_span_s: float = 1.0) -> None:
        """Measure over ``window_s`` seconds; say nothing before ``min_span_s`` seconds have been seen."""
        self._spacing_s = window_s / _POINTS
        self._window_s = window_s
        self._min_span_s = min_span_s
        self._points: deque[tuple[int, float]] = deque(maxlen=_POINTS + 1)
        self._slot_s = 0.0
        self._last: tuple[int, float] | None = None
        self._rate_hz: float | None = None

    def feed(self, count: int, at_s: float) -> None:
        """Take the number of things that came before ``at_s`` (seconds of a monotonic clock).

        A count or a clock that runs backwards means that the device was opened anew: the window starts over.
        """
        if self._last is not None and (count < self._last[0] or at_s < self._last[1]):
            self.reset()
        self._last = (count, at_s)
        points = self._points
        if points and at_s - self._slot_s < self._spacing_s:
            kept_count, kept_s = points[-1]
            if self._rate_hz is not None and (at_s - kept_s) * self._rate_hz < count - kept_count:
                points[-1] = (count, at_s)
            return
        self._rate_hz = self._estimate()
        self._slot_s = at_s
        points.append((count, at_s))
        while at_s - points[0][1] > self._window_s:
            points.popleft()

    def read(self) -> float | None:
        """The rate per second; None while too little has been seen."""
        return self._rate_hz

    def reset(self) -> None:
        """Forget everything."""
        self._points.clear()
        self._last = None
        self._rate_hz = None

    def _estimate(self) -> float | None:
        points = self._points
        if len(points) < 3 or points[-1][1] - points[0][1] < self._min_span_s:
            return None
        count = np.array([c - points[0][0] for c, _ in points], np.float64)
        at_s = np.array([s - points[0][1] for _, s in points], np.float64)
        rise = count[:, None] - count[None, :]
        run = at_s[:, None] - at_s[None, :]
        off_diagonal = ~np.eye(len(points), dtype=bool)
        slopes = (rise[off_diagonal] / run[off_diagonal]).reshape(len(points), -1)
        return float(np.median(np.median(slopes, axis=1)))
