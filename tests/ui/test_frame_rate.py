"""The rate of pictures: full on a terminal that keeps up, lower on one that does not, never more than it takes."""

from queue import Queue
from types import SimpleNamespace

import pytest

from studio_tui.ui.frame_rate import RATES_PER_S, FrameRate, waiting_writes


class Terminal:
    """Writes a picture in a fixed time; pictures wait for each other."""

    def __init__(self, seconds_a_picture: float) -> None:
        self.seconds_a_picture = seconds_a_picture
        self.busy_until_s = 0.0
        self.drawn = 0
        self.longest_wait_s = 0.0

    def waiting(self, now_s: float) -> int:
        return max(0, round((self.busy_until_s - now_s) / self.seconds_a_picture))

    def draw(self, now_s: float) -> None:
        self.drawn += 1
        self.busy_until_s = max(self.busy_until_s, now_s) + self.seconds_a_picture
        self.longest_wait_s = max(self.longest_wait_s, self.busy_until_s - now_s)


def _run(rate: FrameRate, terminal: Terminal, seconds: float, from_s: float = 50.0) -> float:
    ticks = round(seconds * RATES_PER_S[0])
    for tick in range(ticks):
        now_s = from_s + tick / RATES_PER_S[0]
        if rate.due(now_s, terminal.waiting(now_s)):
            terminal.draw(now_s)
    return from_s + ticks / RATES_PER_S[0]


def test_a_quick_terminal_gets_every_picture():
    rate, terminal = FrameRate(), Terminal(0.005)
    _run(rate, terminal, 60)
    assert rate.full
    assert terminal.drawn == 60 * 30


@pytest.mark.parametrize(("seconds_a_picture", "wanted"), [(0.05, 15), (0.1, 8), (0.4, 8)])
def test_a_slow_terminal_gets_fewer_and_shows_them_at_once(seconds_a_picture: float, wanted: int):
    rate, terminal = FrameRate(), Terminal(seconds_a_picture)
    _run(rate, terminal, 30)
    assert rate.per_s == wanted
    assert terminal.longest_wait_s <= 3 * seconds_a_picture + 1e-9, "pictures never pile up"


def test_a_terminal_that_recovers_gets_all_again():
    rate, terminal = FrameRate(), Terminal(0.1)
    now_s = _run(rate, terminal, 10)
    assert not rate.full
    terminal.seconds_a_picture = 0.005
    _run(rate, terminal, 120, now_s)
    assert rate.full


def test_a_rate_that_fails_is_tried_less_and_less_often():
    rate, terminal = FrameRate(), Terminal(0.05)
    rates: list[int] = []
    now_s = 50.0
    for _ in range(300):
        now_s = _run(rate, terminal, 1, now_s)
        rates.append(rate.per_s)
    first, later = rates[:100], rates[200:]
    assert later.count(30) <= first.count(30)
    assert later.count(30) <= 10


def test_a_screen_that_is_called_too_late_counts_as_slow():
    rate = FrameRate()
    for tick in range(100):
        rate.due(50.0 + tick * 0.2, 0)
    assert rate.per_s < 30


def test_waiting_writes_are_those_in_the_drivers_queue():
    queue: Queue[str] = Queue()
    queue.put("a")
    queue.put("b")
    assert waiting_writes(SimpleNamespace(_writer_thread=SimpleNamespace(_queue=queue))) == 2
    assert waiting_writes(None) == 0
    assert waiting_writes(SimpleNamespace()) == 0
