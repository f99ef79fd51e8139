"""Marks in a script: places to jump to, which stay at their word whatever the pace, the font and the window."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from studio_tui.course.script_copy import Marker
from studio_tui.prompter.schedule import Schedule

_HERE_S = 0.5
"""Nearer than this a mark is where the reader is: going back from it means the one before."""


def marker_at(schedule: Schedule, position_s: float) -> Marker:
    """The mark of the word being read."""
    word = schedule.word_at(position_s)
    stage = schedule.words[word].stage
    return Marker(stage, word - _first_word(schedule, stage))


def marker_s(schedule: Schedule, marker: Marker) -> float:
    """Script time of a mark; one behind the end of its stage is at that end."""
    stages = len(schedule.stage_starts_s)
    if marker.stage >= stages:
        return schedule.length_s
    word = _first_word(schedule, marker.stage) + marker.word
    if word < _first_word(schedule, marker.stage + 1):
        return schedule.words[word].start_s
    return schedule.stage_span_s(marker.stage)[1]


def marker_from(schedule: Schedule, markers: Sequence[Marker], position_s: float, steps: int) -> float | None:
    """Script time of the mark so many marks on (or back, below 0); None without marks.

    Beyond the first and the last one it is that one.
    """
    places_s = sorted(marker_s(schedule, marker) for marker in markers)
    if not places_s or not steps:
        return None
    if steps > 0:
        place = bisect_right(places_s, position_s) + steps - 1
    else:
        place = bisect_left(places_s, position_s - _HERE_S) + steps
    return places_s[min(max(place, 0), len(places_s) - 1)]


def _first_word(schedule: Schedule, stage: int) -> int:
    return bisect_left(schedule.words, stage, key=lambda word: word.stage)
