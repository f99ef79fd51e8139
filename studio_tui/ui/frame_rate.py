"""How many pictures a second a terminal can take: fewer where they pile up, more again once they do not."""

from __future__ import annotations

from textual.driver import Driver

RATES_PER_S = (30, 15, 8)
_JUDGED_S = 2.0
_TOO_MANY_LATE = 0.3
_FIRST_TRIAL_S, _LAST_TRIAL_S = 10.0, 160.0
_WAITING_WRITES = 2  # one is being written, one comes next; more than that is a terminal that does not keep up
_LATE_INTERVALS = 2.5


class FrameRate:
    """Judges two seconds at a time. A faster rate that fails is tried again later and later."""

    def __init__(self) -> None:
        self._step = 0
        self._next_s = float("-inf")
        self._judged_from_s = float("-inf")
        self._wanted = self._late = 0
        self._good_since_s = float("-inf")
        self._trial_s = _FIRST_TRIAL_S

    @property
    def per_s(self) -> int:
        """Pictures a second now."""
        return RATES_PER_S[self._step]

    @property
    def full(self) -> bool:
        """Whether the terminal takes all that is offered."""
        return self._step == 0

    def due(self, now_s: float, waiting: int) -> bool:
        """Whether a picture is to be drawn now; asked `RATES_PER_S`[0] times a second.

        Args:
            now_s: monotonic time.
            waiting: writes to the terminal that have not been done.
        """
        interval_s = 1 / self.per_s
        if now_s < self._next_s - 0.5 / RATES_PER_S[0]:
            return False
        overdue = self._next_s > 0 and now_s - self._next_s > _LATE_INTERVALS * interval_s
        self._next_s = max(self._next_s + interval_s, now_s)
        backed_up = waiting >= _WAITING_WRITES
        self._judge(now_s, late=backed_up or overdue)
        return not backed_up

    def _judge(self, now_s: float, *, late: bool) -> None:
        if self._judged_from_s < 0:
            self._judged_from_s = self._good_since_s = now_s
        self._wanted += 1
        self._late += late
        if now_s - self._judged_from_s < _JUDGED_S:
            return
        too_slow = self._late > _TOO_MANY_LATE * self._wanted
        self._judged_from_s, self._wanted, self._late = now_s, 0, 0
        if too_slow:
            if self._step + 1 < len(RATES_PER_S):
                self._step += 1
                self._trial_s = min(self._trial_s * 2, _LAST_TRIAL_S)
            self._good_since_s = now_s
        elif self._step and now_s - self._good_since_s >= self._trial_s:
            self._step -= 1
            self._good_since_s = now_s


def waiting_writes(driver: Driver | None) -> int:
    """Writes that wait for the terminal; 0 where that cannot be known.

    Textual's drivers write from a thread with a queue and block once that is full, seconds after it began to fill;
    they do not tell how full it is, so it is looked up where it is kept.
    """
    queue = getattr(getattr(driver, "_writer_thread", None), "_queue", None)
    return int(queue.qsize()) if queue is not None else 0
