"""Marks stay at their word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.course.script_copy import Marker
from studio_tui.prompter.markers import marker_at, marker_from, marker_s
from studio_tui.prompter.schedule import same_place, schedule_texts

TEXTS = [
    "Сәлеметсіздер ме, құрметті тыңдаушылар! Бүгінгі тақырып – жасушаның құрылысы.",
    "[слайд 1]",
    "Жасуша 1665 жылы ашылды [слайд 2]. Оны Роберт Гук көрді.",
]
SCHEDULE = schedule_texts(TEXTS, "kk")
SLOWER = schedule_texts(TEXTS, "kk", (1.0, 1.0, 0.8))


@given(st.floats(0, SCHEDULE.length_s))
def test_a_mark_is_at_the_word_being_read(position_s: float):
    place_s = marker_s(SCHEDULE, marker_at(SCHEDULE, position_s))
    assert place_s <= position_s
    word = SCHEDULE.words[SCHEDULE.word_at(position_s)]
    assert place_s == word.start_s


def test_a_mark_stays_at_its_word_when_a_stage_slows_down():
    mark = marker_at(SCHEDULE, SCHEDULE.length_s - 0.1)
    assert mark.stage == 2
    assert marker_s(SLOWER, mark) > marker_s(SCHEDULE, mark)
    words = [schedule.words[schedule.word_at(marker_s(schedule, mark))].text for schedule in (SCHEDULE, SLOWER)]
    assert words[0] == words[1]


@pytest.mark.parametrize(
    ("mark", "place_s"),
    [
        (Marker(0, 0), 0.0),
        (Marker(0, 999), SCHEDULE.stage_starts_s[1]),
        (Marker(9, 0), SCHEDULE.length_s),
        (Marker(2, 999), SCHEDULE.length_s),
    ],
)
def test_marks_of_a_script_that_became_shorter(mark: Marker, place_s: float):
    assert marker_s(SCHEDULE, mark) == place_s


def test_from_mark_to_mark():
    marks = [Marker(0, 2), Marker(2, 0), Marker(2, 4)]
    places_s = [marker_s(SCHEDULE, mark) for mark in marks]
    assert marker_from(SCHEDULE, marks, 0.0, 1) == places_s[0]
    assert marker_from(SCHEDULE, marks, places_s[0], 1) == places_s[1]
    assert marker_from(SCHEDULE, marks, places_s[0] + 0.1, -1) == places_s[0], "beyond the first there is none"
    assert marker_from(SCHEDULE, marks, places_s[2] + 0.1, -1) == places_s[1], "just there means the one before"
    assert marker_from(SCHEDULE, marks, places_s[2] + 5.0, -1) == places_s[2]
    assert marker_from(SCHEDULE, marks, 0.0, 99) == places_s[2]
    assert marker_from(SCHEDULE, [], 0.0, 1) is None
    assert marker_from(SCHEDULE, marks, 0.0, 0) is None


@given(st.floats(0, SCHEDULE.length_s), st.lists(st.floats(0.5, 1.5), max_size=3))
def test_another_speed_keeps_the_place(position_s: float, speeds: list[float]):
    other = schedule_texts(TEXTS, "kk", speeds)
    there_s = same_place(position_s, SCHEDULE, other)
    assert 0.0 <= there_s <= other.length_s
    assert same_place(there_s, other, SCHEDULE) == pytest.approx(position_s, abs=1e-6)
    if position_s < SCHEDULE.length_s:
        assert other.stage_at(there_s + 1e-6) == SCHEDULE.stage_at(position_s + 1e-6)
