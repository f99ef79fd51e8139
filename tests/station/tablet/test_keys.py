"""Keys work once and not for long; sessions last while they are used; nobody guesses for long."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.station.tablet.keys import (
    FAILURE_WINDOW_S,
    KEY_LIFE_S,
    MAX_FAILURES,
    MAX_SESSIONS,
    SESSION_LIFE_S,
    Guesses,
    Keys,
)


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def keys(hand: Hand) -> Keys:
    return Keys(hand)


def entered(keys: Keys) -> str:
    session = keys.exchange(keys.fresh())
    assert session is not None
    return session


def test_a_key_opens_once(keys: Keys) -> None:
    key = keys.fresh()
    session = keys.exchange(key)
    assert session is not None
    assert keys.exchange(key) is None
    assert keys.knows(session)
    assert not keys.knows(key)


def test_a_new_key_makes_the_one_before_void(keys: Keys) -> None:
    first, second = keys.fresh(), keys.fresh()
    assert keys.exchange(first) is None
    assert keys.exchange(second) is not None


def test_a_wrong_key_does_not_use_up_the_right_one(keys: Keys) -> None:
    key = keys.fresh()
    for wrong in ("", "?", key[:-1], key + "A", key.swapcase(), "кілт", "\udcff"):
        assert keys.exchange(wrong) is None
    assert keys.exchange(key) is not None


def test_a_key_that_nobody_used_is_void_after_ten_minutes(keys: Keys, hand: Hand) -> None:
    key = keys.fresh()
    hand.now_s += KEY_LIFE_S
    assert keys.exchange(key) is None
    key = keys.fresh()
    hand.now_s += KEY_LIFE_S - 0.001
    assert keys.exchange(key) is not None
    assert KEY_LIFE_S == 600


def test_a_session_lasts_while_it_is_used(keys: Keys, hand: Hand) -> None:
    session = entered(keys)
    for _ in range(3):
        hand.now_s += SESSION_LIFE_S - 1
        assert keys.knows(session)
    hand.now_s += SESSION_LIFE_S
    assert not keys.knows(session)


def test_of_too_many_sessions_the_one_unused_for_longest_ends(keys: Keys) -> None:
    sessions = [entered(keys) for _ in range(MAX_SESSIONS)]
    assert keys.knows(sessions[0])
    newest = entered(keys)
    assert [keys.knows(session) for session in (sessions[0], sessions[1], newest)] == [True, False, True]


def test_keys_and_sessions_are_long_and_never_the_same(keys: Keys) -> None:
    seen = {keys.fresh() for _ in range(200)} | {entered(keys) for _ in range(200)}
    assert len(seen) == 400
    for secret in seen:
        assert len(base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4))) * 8 >= 128


@given(guess=st.text(max_size=80))
def test_nothing_but_the_key_opens(guess: str) -> None:
    keys = Keys()
    key = keys.fresh()
    assert (keys.exchange(guess) is not None) == (guess == key)
    assert not keys.knows(guess)


def test_who_guesses_too_often_must_wait(hand: Hand) -> None:
    guesses = Guesses(hand)
    for _ in range(MAX_FAILURES):
        assert not guesses.too_many("10.0.0.7")
        guesses.failed("10.0.0.7")
        hand.now_s += 1
    assert guesses.too_many("10.0.0.7")
    assert not guesses.too_many("10.0.0.8")
    hand.now_s += FAILURE_WINDOW_S - MAX_FAILURES
    assert not guesses.too_many("10.0.0.7")


def test_not_every_address_that_ever_guessed_is_kept(hand: Hand) -> None:
    guesses = Guesses(hand)
    for number in range(2000):
        guesses.failed(f"10.0.{number // 250}.{number % 250}")
    assert len(guesses._failures_s) <= 500
