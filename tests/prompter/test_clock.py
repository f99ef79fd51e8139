"""The prompter's clock: a straight line through time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.prompter.clock import MAX_WPM, MIN_WPM, REFERENCE_WPM, PrompterClock

TEN_MINUTES_S = 600.0


def clock(**values: float) -> PrompterClock:
    return PrompterClock(length_s=TEN_MINUTES_S, **values)


def test_stands_until_it_is_started():
    standing = clock(position_s=12.0, anchor_s=100.0)
    assert standing.at(500.0) == 12.0
    assert standing.started(500.0).at(503.0) == 15.0


def test_runs_as_fast_as_the_rate():
    running = clock(wpm=180.0).started(0.0)
    assert running.at(10.0) == pytest.approx(12.0)
    assert running.remaining_s(10.0) == pytest.approx((TEN_MINUTES_S - 12.0) * REFERENCE_WPM / 180.0)


def test_another_rate_keeps_the_place():
    running = clock().started(0.0).paced(10.0, 300.0)
    assert running.at(10.0) == 10.0
    assert running.at(11.0) == 12.0


@pytest.mark.parametrize(("asked", "kept"), [(0.0, MIN_WPM), (-5.0, MIN_WPM), (165.0, 165.0), (9999.0, MAX_WPM)])
def test_rates_are_kept_within_limits(asked: float, kept: float):
    assert clock().paced(0.0, asked).wpm == kept


def test_hold_and_go_on():
    held = clock().started(0.0).held(20.0)
    assert (held.at(20.0), held.at(1000.0)) == (20.0, 20.0)
    assert held.started(1000.0).at(1001.0) == 21.0


def test_stays_within_the_script():
    running = clock().started(0.0)
    assert running.at(10_000.0) == TEN_MINUTES_S
    assert running.remaining_s(10_000.0) == 0.0
    assert running.moved(5.0, -3.0).at(5.0) == 0.0
    assert running.moved(5.0, 1e9).at(5.0) == TEN_MINUTES_S
    # A screen's clock may read a moment before the anchor that the station has set.
    assert running.moved(5.0, 50.0).at(4.9) == 50.0


def test_goes_on_running_after_a_jump():
    assert clock().started(0.0).moved(5.0, 100.0).at(7.0) == 102.0


def test_no_tick_can_be_lost():
    """Asked 30 times a second or once: the same place after ten minutes, to a microsecond."""
    start_s = 86_400.0 * 30
    running = clock(wpm=150.0).started(start_s)
    ticks = [running.at(start_s + tick / 30) for tick in range(30 * 600)]
    assert all(later >= earlier for earlier, later in pairwise(ticks))
    assert ticks[-1] == pytest.approx(600.0 - 1 / 30, abs=1e-6)


@given(
    st.lists(
        st.tuples(st.sampled_from(["start", "hold", "pace", "wait"]), st.floats(0, 60), st.floats(MIN_WPM, MAX_WPM))
    )
)
def test_never_goes_back_by_itself(steps: list[tuple[str, float, float]]):
    now_s, at, expected = 50.0, clock(), 0.0
    for step, seconds, wpm in steps:
        before = at.at(now_s)
        if step == "start":
            at = at.started(now_s)
        elif step == "hold":
            at = at.held(now_s)
        elif step == "pace":
            at = at.paced(now_s, wpm)
        assert at.at(now_s) == pytest.approx(before, abs=1e-6)
        now_s += seconds
        if at.running:
            expected = min(TEN_MINUTES_S, expected + seconds * at.wpm / REFERENCE_WPM)
        assert at.at(now_s) >= before - 1e-6
        assert at.at(now_s) == pytest.approx(expected, abs=1e-4)
