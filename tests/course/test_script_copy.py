"""The library's copy of a script: edited, paced and marked, written as TOML and read back the same."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.course.importers.draft import finish
from studio_tui.course.importers.plain import draft_of_text
from studio_tui.course.importers.problem import ScriptError
from studio_tui.course.script import ScriptWarning
from studio_tui.course.script_copy import (
    MAX_MARKERS,
    MAX_SPEED,
    MIN_SPEED,
    Marker,
    ScriptCopy,
    copy_bytes,
    copy_of_bytes,
    with_marker_switched,
    with_speed,
    with_stage_text,
)
from studio_tui.text import StudioError, Text

TEXT = """Тақырып: Жасуша
Оқыту нәтижелері: жасушаның бөліктерін атайды

Сәлеметсіздер ме! Бүгін жасуша туралы айтамыз [слайд 1].

Жасуша 1665 жылы ашылды.

Сау болыңыздар!"""
PATH = Path("copy.toml")


def copy_of(text: str = TEXT) -> ScriptCopy:
    script = finish("/авторлар/жасуша.txt", "жасуша.txt", draft_of_text(text))
    return ScriptCopy(script=script, source="/авторлар/жасуша.txt", source_sha256="ab" * 32)


def test_an_edit_is_counted_anew_and_the_others_stay():
    copy = copy_of()
    edited = with_stage_text(copy, 1, "Жасуша 1665 жылы ашылды.\n\nОны Гук көрді.")
    assert edited.edited
    assert edited.script.stages[1].text == "Жасуша 1665 жылы ашылды.\nОны Гук көрді."
    assert edited.script.stages[1].spoken_words == copy.script.stages[1].spoken_words + 3
    assert (edited.script.stages[0], edited.script.stages[2]) == (copy.script.stages[0], copy.script.stages[2])
    assert edited.script.sheet == copy.script.sheet
    assert not copy.edited


def test_an_edit_drops_what_was_true_of_the_old_text_and_keeps_what_is_of_the_file():
    copy = copy_of(TEXT.replace("Сау болыңыздар!", "Менің атым ______."))
    told = ScriptWarning(kind="tracked_changes", message=Text("changed"), of_file=True)
    script = msgspec.structs.replace(copy.script, warnings=(*copy.script.warnings, told))
    kinds = [warning.kind for warning in script.warnings]
    assert "blank" in kinds
    edited = with_stage_text(msgspec.structs.replace(copy, script=script), 2, "Менің атым Әсел.")
    kinds = [warning.kind for warning in edited.script.warnings]
    assert ("blank" in kinds, "tracked_changes" in kinds) == (False, True)


@pytest.mark.parametrize(("stage", "text"), [(3, "сөз"), (-1, "сөз"), (0, "сөз " * 20_000)])
def test_an_edit_that_cannot_be(stage: int, text: str):
    with pytest.raises(StudioError):
        with_stage_text(copy_of(), stage, text)


def test_everything_cannot_be_edited_away():
    copy = copy_of("Бір сөз.")
    with pytest.raises(StudioError):
        with_stage_text(copy, 0, " ")


def test_marks_in_an_edited_stage_go():
    copy = copy_of()
    for marker in (Marker(2, 0), Marker(1, 2), Marker(0, 3)):
        copy = with_marker_switched(copy, marker)
    assert copy.markers == (Marker(0, 3), Marker(1, 2), Marker(2, 0))
    assert with_stage_text(copy, 1, "Басқа сөз.").markers == (Marker(0, 3), Marker(2, 0))
    assert with_marker_switched(copy, Marker(1, 2)).markers == (Marker(0, 3), Marker(2, 0))


def test_there_are_only_so_many_marks():
    copy = msgspec.structs.replace(copy_of(), markers=tuple(Marker(0, word) for word in range(MAX_MARKERS)))
    with pytest.raises(StudioError):
        with_marker_switched(copy, Marker(1, 0))


def test_speeds_have_limits_and_even_ones_are_none():
    copy = with_speed(copy_of(), 1, 99.0)
    assert copy.stage_speeds == (1.0, MAX_SPEED, 1.0)
    copy = with_speed(copy, 1, 0.0)
    assert (copy.speed(0), copy.speed(1), copy.speed(77)) == (1.0, MIN_SPEED, 1.0)
    assert with_speed(copy, 1, 1.0).stage_speeds == ()


lines = st.text(alphabet="аәқ Ж1.,[]_\"'\\\n«»\u0301\u200b", max_size=40)


@given(
    st.lists(lines, min_size=3, max_size=3),
    st.lists(st.floats(MIN_SPEED, MAX_SPEED), min_size=3, max_size=3),
    st.none() | st.floats(40, 300),
    st.none() | st.floats(10, 7200),
    st.sets(st.builds(Marker, st.integers(0, 2), st.integers(0, 500)), max_size=10),
)
def test_a_copy_survives_its_file(
    texts: list[str], speeds: list[float], wpm: float | None, target_s: float | None, markers: set[Marker]
):
    copy = copy_of()
    for stage, text in enumerate(texts):
        copy = with_stage_text(copy, stage, f"Сөз {text}")
    for stage, speed in enumerate(speeds):
        copy = with_speed(copy, stage, speed)
    copy = msgspec.structs.replace(copy, wpm=wpm, target_s=target_s, markers=tuple(sorted(markers)))
    back = copy_of_bytes(copy_bytes(copy), PATH)
    assert msgspec.structs.replace(back, script=copy.script) == copy
    assert back.script.stages == copy.script.stages
    assert back.script.sheet == copy.script.sheet


def test_a_person_can_read_the_file():
    copy = with_speed(with_marker_switched(copy_of(), Marker(0, 2)), 1, 0.9)
    table = tomllib.loads(copy_bytes(copy).decode())
    assert table["sheet"]["topic"] == "Жасуша"
    assert [stage["speed"] for stage in table["stage"]] == [1.0, 0.9, 1.0]
    assert table["stage"][0]["markers"] == [2]
    assert "target_s" not in table


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"stage = 3",
        b"[[stage]]\nstage = '1'\ntext = 'a'",
        b"source = 'a'\nsource_sha256 = 'b'\nstage = []",
        b"source = 'a'\nsource_sha256 = 'b'\nmore = 1\n[[stage]]\nstage = '1'\ntext = 'a'",
        b"source = 'a'\nsource_sha256 = 'b'\n[[stage]]\nstage = '1'\ntext = 'a'\nspeed = 9.0",
        b"source = 'a'\nsource_sha256 = 'b'\n[[stage]]\nstage = '1'\ntext = ''",
        b"[station]\nname = 'A'",
    ],
)
def test_what_is_no_copy_is_a_sentence(content: bytes):
    with pytest.raises(ScriptError):
        copy_of_bytes(content, PATH)


def test_a_copy_from_elsewhere_is_cleaned():
    content = 'source = "a\\u202eb"\nsource_sha256 = "b"\n[[stage]]\nstage = "1"\ntext = "сөз\\u202e \\u0007сөз"'
    copy = copy_of_bytes(content.encode(), PATH)
    assert (copy.source, copy.script.stages[0].text) == ("ab", "сөз сөз")
