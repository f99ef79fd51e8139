"""Rate, evenness and gaps from time stamps alone."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.checking.cadence import Cadence, Pace

RATES = [
    Fraction(24000, 1001),
    Fraction(24),
    Fraction(25),
    Fraction(30000, 1001),
    Fraction(50),
    Fraction(60000, 1001),
]
TICKS = [Fraction(1, 1000), Fraction(1, 12_800), Fraction(1, 24_000), Fraction(1, 90_000), Fraction(1, 1_000_000)]


def pace_of(stamps: list[int], tick: Fraction) -> Pace:
    cadence = Cadence(float(tick))
    for stamp in stamps:
        cadence.feed(stamp, 0)
    return cadence.read()


@given(st.sampled_from(RATES), st.sampled_from(TICKS), st.integers(0, 10**6), st.integers(100, 400))
def test_a_steady_rate_is_read_whatever_its_stamps_are_rounded_to(
    rate: Fraction, tick: Fraction, first: int, frames: int
):
    pace = pace_of([first + round(number / rate / tick) for number in range(frames)], tick)
    assert pace.rate_hz == pytest.approx(float(rate), abs=pace.rate_error_hz)
    assert pace.constant
    assert pace.lost == 0


@given(
    st.sampled_from(RATES), st.sampled_from(TICKS), st.integers(150, 300), st.sets(st.integers(1, 148), max_size=20)
)
def test_lost_pictures_are_counted_and_do_not_slow_the_rate(
    rate: Fraction, tick: Fraction, frames: int, lost: set[int]
):
    pace = pace_of([round(number / rate / tick) for number in range(frames) if number not in lost], tick)
    assert pace.lost == len(lost)
    assert pace.rate_hz == pytest.approx(float(rate), rel=2e-3)
    assert pace.constant
    for number in lost:
        assert any(start < number / rate < end for start, end in pace.lost_at_s)


def test_alternating_gaps_are_uneven():
    stamps = [0]
    for number in range(200):
        stamps.append(stamps[-1] + (33 if number % 2 else 50))
    assert pace_of(stamps, Fraction(1, 1000)).constant is False


def test_nothing_can_be_told_of_one_picture():
    pace = pace_of([5], Fraction(1, 1000))
    assert (pace.rate_hz, pace.constant, pace.lost) == (None, None, 0)


@given(st.lists(st.integers(-(10**6), 10**6), max_size=300))
def test_any_stamps_at_all_are_survived(stamps: list[int]):
    pace_of(stamps, Fraction(1, 1000))


def test_an_hour_of_chaos_takes_no_more_room_than_a_minute():
    cadence = Cadence(1e-6)
    stamp = 0
    for number in range(90_000):
        stamp += 10_000 + (number * 7919) % 60_000
        cadence.feed(stamp, 0)
    assert len(cadence._gaps) <= 10_000
    assert cadence.read().constant is False
