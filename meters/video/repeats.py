"""Repeated frames: pictures shown twice although something moves."""

from __future__ import annotations

from collections import deque

import numpy as np

REACH_FRAMES = 6
"""How far around a frame real change is looked for; also the longest cadence, and the delay of the count."""

MIN_CHANGE = 0.05
"""Change (grey levels, mean of the picture) below which nothing moves and nothing can be told."""

_REPEAT_RATIO = 0.15
"""A frame that changed less than this share of its surroundings shows the same picture again. Copies are exact
zeros in a card's MJPEG; camera noise keeps honest frames above 0.67 of each other, moving ones vary more."""

_CADENCE_RATIO = 0.4
"""The same for the median of every Nth change. Re-encoded copies differ by the encoder's noise: up to 0.34 seen in
intra H.264 at 80 Mbit/s; honest pictures 0.67 or more."""

_CADENCE_FRAMES = 60
"""Frames looked at for a cadence: a multiple of every N up to 6."""

_MIN_JUDGED = 24


class RepeatCounter:
    """Counts repeated frames from the change between each frame and the one before.

    Two rules. A frame that hardly changed while there was change within 6 frames on *both* sides is a repeat;
    so neither a freeze nor the stillness after a gesture counts. And where in 60 frames every 2nd to 6th change
    is markedly weak, there was one repeat for each of these. Sources without any noise (a computer's screen) show
    repeats that are nobody's fault: whatever draws them drew nothing new.
    """

    def __init__(self) -> None:
        self._around: deque[float] = deque(maxlen=2 * REACH_FRAMES + 1)
        self._window: list[float] = []
        self._window_repeats = 0
        self._judged = 0
        self._repeated = 0

    def feed(self, change: float) -> None:
        """Take the change of the next frame against the one before it, in grey levels, mean of the picture."""
        around = self._around
        around.append(change)
        if len(around) == 2 * REACH_FRAMES + 1:
            self._judge(around[REACH_FRAMES], _reference(list(around)))

    @property
    def repeated(self) -> int:
        """Repeated frames so far."""
        return self._repeated

    @property
    def share(self) -> float | None:
        """Repeated frames as a share of those that could be judged; None when they were fewer than 24."""
        return self._repeated / self._judged if self._judged >= _MIN_JUDGED else None

    def _judge(self, change: float, reference: float) -> None:
        if reference < MIN_CHANGE:
            self._window.clear()
            self._window_repeats = 0
            return
        self._judged += 1
        if change <= _REPEAT_RATIO * reference:
            self._repeated += 1
            self._window_repeats += 1
        self._window.append(change)
        if len(self._window) == _CADENCE_FRAMES:
            cadence = find_cadence(self._window)
            if cadence is not None:
                self._repeated += max(0, _CADENCE_FRAMES // cadence - self._window_repeats)
            self._window.clear()
            self._window_repeats = 0


def _reference(around: list[float]) -> float:
    """The change that is usual here: the lesser of the strongest before and the strongest after the middle one."""
    return min(max(around[:REACH_FRAMES]), max(around[REACH_FRAMES + 1 :]))


def find_cadence(changes: list[float]) -> int | None:
    """N when every Nth change (2 to 6) is markedly weaker than the others, None when there is no such pattern."""
    for cadence in range(2, REACH_FRAMES + 1):
        usable = len(changes) // cadence * cadence
        medians = np.sort(np.median(np.reshape(changes[:usable], (-1, cadence)), axis=0))
        others = float(np.median(medians[1:]))
        if others >= MIN_CHANGE and float(medians[0]) <= _CADENCE_RATIO * others:
            return cadence
    return None
