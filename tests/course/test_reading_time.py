"""Lengths of time as people write them."""

import pytest

from studio_tui.course.reading_time import minutes_in, typed_seconds

WRITTEN = [
    ("10", 10),
    ("8,5", 8.5),
    ("8.25 мин", 8.25),
    ("8:30", 8.5),
    ("00:08:30", 8.5),
    ("1:02:30", 62.5),
    ("8 мин 30 сек", 8.5),
    ("8 минут 30 секунд", 8.5),
    ("8 min 30 s", 8.5),
    ("8м30с", 8.5),
    ("8 МИН", 8),
]
AROUND = [("10 минутқа дейін", 10), ("до 10 минут", 10), ("8 минут, 30 слайдтан", 8), ("___", None), ("", None)]


@pytest.mark.parametrize(("text", "minutes"), [*WRITTEN, *AROUND])
def test_a_length_is_found_in_a_text(text: str, minutes: float | None):
    assert minutes_in(text) == minutes


@pytest.mark.parametrize(("text", "minutes"), WRITTEN)
def test_a_length_that_is_typed_is_the_same(text: str, minutes: float):
    assert typed_seconds(f" {text} ") == pytest.approx(minutes * 60)


@pytest.mark.parametrize("text", [text for text, _ in AROUND])
def test_what_is_more_than_a_length_is_not_typed_as_one(text: str):
    assert typed_seconds(text) is None


@pytest.mark.parametrize("typed", ["8.30", "8,30", "8 30", "8ж30", "8-30"])
def test_two_figures_behind_any_sign_are_seconds(typed: str):
    assert typed_seconds(typed) == 510
