from hypothesis import given
from hypothesis import strategies as st

from meters.interval import Interval, IntervalTracker


def test_only_stretches_long_enough_count_and_the_open_one_too():
    tracker = IntervalTracker(min_s=2.0)
    for at_s, holds in ((0, True), (1, False), (2, True), (4, True), (5, False), (6, True), (9, True)):
        tracker.feed(at_s, holds=holds)
    assert tracker.intervals == (Interval(2, 5), Interval(6, 9))
    assert tracker.holding_for_s == 3
    tracker.finish(9.5)
    assert tracker.intervals[-1].duration_s == 3.5


@given(st.lists(st.booleans(), max_size=200), st.integers(1, 20))
def test_intervals_are_exactly_the_long_runs(states: list[bool], min_length: int):
    tracker = IntervalTracker(min_s=float(min_length))
    for at, state in enumerate(states):
        tracker.feed(float(at), holds=state)
    tracker.finish(float(len(states)))
    text = "".join("x" if state else "." for state in states)
    runs, at = [], 0
    for run in text.replace(".", " . ").split():
        if run != "." and len(run) >= min_length:
            runs.append(Interval(float(at), float(at + len(run))))
        at += len(run)
    assert tracker.intervals == tuple(runs)
