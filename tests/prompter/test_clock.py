"""The prompter's clock: a straight line through time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.limits import MAX_WPM, MIN_WPM
from studio_tui.prompter.clock import REFERENCE_WPM, PrompterClock

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


def test_a_count_in_stands_and_then_runs():
    counting = clock().started(10.0, 3.0)
    assert [counting.at(at_s) for at_s in (10.0, 12.9, 13.0, 15.0)] == pytest.approx([0.0, 0.0, 0.0, 2.0])
    assert (counting.count_in_s(11.0), counting.count_in_s(20.0)) == (2.0, 0.0)
    assert counting.remaining_s(10.0) == TEN_MINUTES_S + 3.0
    assert clock().count_in_s(0.0) == 0.0


def test_a_change_of_pace_or_place_does_not_cut_the_count_in_short():
    counting = clock().started(10.0, 3.0)
    assert counting.paced(11.0, 300.0).at(14.0) == pytest.approx(2.0)
    assert counting.moved(11.0, 50.0).at(14.0) == pytest.approx(51.0)
    assert counting.rewound(11.0).at(14.0) == pytest.approx(1.0)
    assert counting.started(11.0).at(14.0) == pytest.approx(1.0), "started again it goes on as it does"


def test_whoever_holds_in_the_count_in_has_not_begun():
    held = clock().started(10.0, 3.0).held(11.0)
    assert (held.at(100.0), held.begun_s, held.elapsed_s(100.0)) == (0.0, None, 0.0)


def test_a_target_is_met_whatever_was_held_and_skipped():
    """8:30 from the first word, though the speaker stood for twenty seconds and left a minute's worth out."""
    aimed = clock().aimed(0.0, 510.0).started(100.0, 3.0)
    assert aimed.wpm == pytest.approx(REFERENCE_WPM * 600 / 510)
    held = aimed.held(203.0)
    going = held.started(223.0)
    assert going.wpm > aimed.wpm
    skipped = going.moved(300.0, going.at(300.0) + 60.0)
    assert skipped.wpm < going.wpm
    assert skipped.at(103.0 + 510.0) == pytest.approx(TEN_MINUTES_S)
    assert skipped.at(103.0 + 509.0) < TEN_MINUTES_S
    assert skipped.remaining_s(400.0) == pytest.approx(103.0 + 510.0 - 400.0)


def test_a_target_beyond_the_limits_goes_as_far_as_they_allow():
    assert clock().aimed(0.0, 10.0).started(0.0).wpm == MAX_WPM
    assert clock().aimed(0.0, 100_000.0).started(0.0).wpm == MIN_WPM
    late = clock().aimed(0.0, 510.0).started(0.0).held(5.0).started(600.0)
    assert late.wpm == MAX_WPM, "the time is up already"


def test_a_hand_on_the_rate_gives_the_target_up():
    paced = clock().aimed(0.0, 510.0).started(0.0).paced(10.0, 160.0)
    assert (paced.wpm, paced.target_s) == (160.0, None)
    assert paced.held(20.0).started(50.0).wpm == 160.0


def test_a_rewind_begins_the_targets_time_anew():
    again = clock().aimed(0.0, 510.0).started(0.0).rewound(60.0)
    assert again.at(570.0) == pytest.approx(TEN_MINUTES_S)
    standing = clock().aimed(0.0, 510.0).started(0.0).held(60.0).rewound(60.0)
    assert (standing.begun_s, standing.started(1000.0).at(1510.0)) == (None, pytest.approx(TEN_MINUTES_S))


def test_an_edited_script_keeps_the_reading():
    fitted = clock().started(0.0).fitted(100.0, 90.0, 540.0)
    assert (fitted.at(100.0), fitted.at(101.0), fitted.length_s, fitted.begun_s) == (90.0, 91.0, 540.0, 0.0)


@given(
    st.floats(30, 3600),
    st.lists(st.tuples(st.sampled_from(["start", "hold", "move"]), st.floats(0, 30), st.floats(0, 600))),
)
def test_a_target_is_met_or_the_rate_is_at_a_limit(target_s: float, steps: list[tuple[str, float, float]]):
    now_s = 1000.0
    at = clock().aimed(now_s, target_s)
    for step, seconds, position_s in steps:
        if step == "start":
            at = at.started(now_s)
        elif step == "hold":
            at = at.held(now_s)
        else:
            at = at.moved(now_s, position_s)
        now_s += seconds
    at = at.held(now_s).started(now_s)
    assert at.begun_s is not None
    end_s = now_s + at.remaining_s(now_s)
    if at.wpm not in {MIN_WPM, MAX_WPM} and at.at(now_s) < TEN_MINUTES_S - 1e-3:
        assert at.budget_s is not None
        assert end_s == pytest.approx(at.begun_s + at.budget_s, abs=1e-3)
        assert at.beyond_target_s(now_s) == 0.0


AIMED_WPM = REFERENCE_WPM * 600 / 510
"""Rate that reads the ten minutes in 8:30."""


def test_a_retake_has_the_time_of_what_is_still_to_be_read():
    """8:30 are aimed at; stopped at a place in the middle, six minutes of talk, and again from there."""
    stopped = clock().aimed(0.0, 510.0).started(0.0).held(180.0)
    again = stopped.retaken(540.0, 150.0)
    assert (again.begun_s, again.elapsed_s(540.0)) == (None, 0.0)
    going = again.started(600.0, 3.0)
    assert going.wpm == pytest.approx(AIMED_WPM)
    assert going.budget_s == pytest.approx(510.0 * 450 / 600)
    held = going.held(613.0).started(633.0)
    assert held.wpm > AIMED_WPM, "holds within the retake are made up for"
    assert held.at(603.0 + 510.0 * 450 / 600) == pytest.approx(TEN_MINUTES_S)


def test_a_retake_of_a_text_that_runs_counts_from_now():
    again = clock().aimed(0.0, 510.0).started(0.0).held(100.0).started(400.0).retaken(500.0, 60.0)
    assert (again.at(500.0), again.begun_s, again.wpm) == (60.0, 500.0, pytest.approx(AIMED_WPM))
    counting = clock().aimed(0.0, 510.0).started(0.0, 3.0).retaken(1.0, 60.0)
    assert (counting.count_in_s(1.0), counting.begun_s) == (2.0, 3.0)


def test_a_reading_that_begins_in_the_middle_has_the_time_of_the_rest():
    started = clock().aimed(0.0, 510.0).moved(1.0, 300.0).started(2.0)
    assert (started.wpm, started.budget_s) == (pytest.approx(AIMED_WPM), pytest.approx(255.0))


def test_a_target_that_cannot_be_met_is_told_with_the_time_it_is_missed_by():
    late = clock().aimed(0.0, 100.0)
    assert late.wpm == MAX_WPM
    assert late.beyond_target_s(0.0) == pytest.approx(300.0 - 100.0)
    slow = clock().aimed(0.0, 3000.0)
    assert slow.beyond_target_s(0.0) == pytest.approx(600 * REFERENCE_WPM / MIN_WPM - 3000.0)
    standing = clock().aimed(0.0, 510.0).started(0.0).held(5.0)
    assert standing.beyond_target_s(6.0) == 0.0
    assert standing.beyond_target_s(500.0) > 250.0, "as it would be if it went on now"
    assert clock().beyond_target_s(0.0) == 0.0
    met = clock().aimed(0.0, 510.0).started(0.0)
    assert [met.beyond_target_s(at_s) for at_s in (0.0, 300.0, 509.99, 510.0, 9000.0)] == [0.0] * 5


def test_the_time_that_the_reading_took_stays_at_its_end():
    running = clock().started(100.0)
    assert [running.elapsed_s(at_s) for at_s in (160.0, 700.0, 1000.0)] == [60.0, 600.0, 600.0]
    over = running.settled(1000.0)
    assert (over.running, over.at(1000.0), over.elapsed_s(2000.0)) == (False, TEN_MINUTES_S, 600.0)
    assert over.settled(1500.0).paced(1600.0, 160.0).held(1700.0).elapsed_s(2000.0) == 600.0
    assert running.held(1000.0).elapsed_s(2000.0) == 600.0
    back = over.moved(2000.0, 100.0)
    assert (back.at(2000.0), back.anchor_s) == (100.0, 2000.0)
