"""Keeps what the prompter does while one take rolls."""

from __future__ import annotations

import threading

import msgspec

from studio_tui.course.script import Script
from studio_tui.prompter.clock import PrompterClock
from studio_tui.prompter.run import MAX_CLOCKS, Reading, Run


class RunLog:
    """Told of every change of the prompter from the roll to the cut; safe to use from several threads."""

    def __init__(self, rolled_at_s: float) -> None:
        """Begin at the roll, ``time.monotonic()``."""
        self.rolled_at_s = rolled_at_s
        self._lock = threading.Lock()
        self._readings: list[Reading] = []
        self._clocks: list[PrompterClock] = []
        self._revision = 0
        self._is_over = False

    @property
    def revision(self) -> int:
        """Grows with every change."""
        return self._revision

    def script(self, script: Script, stage_speeds: tuple[float, ...], clock: PrompterClock, at_s: float) -> None:
        """Another script is on the prompter, or the same with other texts or speeds."""
        with self._lock:
            if self._is_over:
                return
            self._end_reading(at_s)
            self._readings.append(Reading(script=script, stage_speeds=stage_speeds))
            self._clocks = [self._from_roll(clock)]
            self._revision += 1

    def clock(self, clock: PrompterClock) -> None:
        """The prompter runs by another clock."""
        with self._lock:
            if self._readings and not self._is_over and len(self._clocks) < MAX_CLOCKS:
                self._clocks.append(self._from_roll(clock))
                self._revision += 1

    def run(self, until_s: float) -> Run:
        """What there was until a monotonic time."""
        with self._lock:
            if not self._readings:
                return Run()
            return Run(readings=(*self._readings[:-1], self._ended(until_s)))

    def end(self, at_s: float) -> Run:
        """What there was until the cut. What the prompter does after it is no part of the take and not kept."""
        found = self.run(at_s)
        with self._lock:
            self._is_over = True
        return found

    def _end_reading(self, at_s: float) -> None:
        if self._readings:
            self._readings[-1] = self._ended(at_s)

    def _ended(self, at_s: float) -> Reading:
        return msgspec.structs.replace(
            self._readings[-1], clocks=tuple(self._clocks), end_s=max(0.0, at_s - self.rolled_at_s)
        )

    def _from_roll(self, clock: PrompterClock) -> PrompterClock:
        begun_s = None if clock.begun_s is None else clock.begun_s - self.rolled_at_s
        return msgspec.structs.replace(clock, anchor_s=clock.anchor_s - self.rolled_at_s, begun_s=begun_s)
