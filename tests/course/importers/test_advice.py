"""What an author or a producer is told about a script before it is recorded."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from studio_tui.course.importers.draft import Draft, Row, finish
from studio_tui.course.script import Script, Sheet
from studio_tui.i18n import Translator
from studio_tui.presets import Band, Pace

ENOUGH = "сөз " * 200
FULL = Sheet(outcomes="Білу")


def script_of(*rows: Row, sheet: Sheet = FULL) -> Script:
    return finish("a.docx", "a.docx", Draft(sheet=sheet, rows=rows))


def told(script: Script) -> list[tuple[str, str]]:
    return [(warning.kind, warning.stage) for warning in script.warnings]


def said(script: Script, kind: str) -> list[str]:
    return [Translator("en").say(warning.message) for warning in script.warnings if warning.kind == kind]


def numbers(rows: Sequence[Row]) -> list[tuple[str, str]]:
    return [(stage.stage, stage.text) for stage in script_of(*rows).stages]


def test_a_sound_script_is_not_talked_about():
    assert told(script_of(Row(stage="1", text=ENOUGH))) == []


@pytest.mark.parametrize(("words", "kinds"), [(179, ["too_short"]), (180, []), (300, []), (301, ["long_stage"])])
def test_short_videos_and_long_stages(words: int, kinds: list[str]):
    assert [kind for kind, _ in told(script_of(Row(stage="1", text="сөз " * words)))] == kinds


@pytest.mark.parametrize(("last", "kinds"), [(150, []), (151, ["too_long"])])
def test_long_videos(last: int, kinds: list[str]):
    rows = [Row(stage=str(place + 1), text="сөз " * 150) for place in range(9)]
    assert [kind for kind, _ in told(script_of(*rows, Row(stage="10", text="сөз " * last)))] == kinds


def test_blanks_and_stages_without_text():
    script = script_of(
        Row(stage="1", text=f"Мен ____ және ______ {ENOUGH}"),
        Row(stage="2", visuals="Слайд"),
        Row(stage="3", text="Я"),
        Row(stage="4", text="[видео]"),
        Row(stage="5", text="____"),
    )
    assert told(script) == [("blank", "1"), ("no_text", "2"), ("no_text", "4"), ("blank", "5")]
    assert said(script, "blank")[0] == "Stage 1 has 2 blanks that are still to be filled in."


def test_brackets_that_are_not_closed():
    rows = (Row(stage="1", text=f"Бір [слайд 1. {ENOUGH}"), Row(stage="2", text="екі [сурет\n2] үш [төрт]"))
    script = script_of(*rows)
    assert told(script) == [("open_bracket", "1"), ("open_bracket", "2"), ("open_bracket", "2")]
    assert said(script, "open_bracket")[1].startswith("Stage 2: the bracket at “[сурет” has no partner in its line")
    assert len(told(script_of(Row(stage="1", text=f"{ENOUGH} {'[' * 500}")))) == 3


@pytest.mark.parametrize(
    ("number", "file_name", "kinds"),
    [
        ("К1 M1 С1 В5", "K1_M1_C1_B5_Су", []),
        ("K1M1L1V5", "", []),
        ("", "k1 m1 c1 b5 су", []),
        ("5", "", ["bad_number"]),
        ("К1 M1 С1 В5", "су.mp4", ["bad_file_name"]),
        ("бесінші", "су", ["bad_number", "bad_file_name"]),
        ("К1 M1 С1 В5", "K1_M1_C1_B6_Су", ["names_differ"]),
        ("К1 M1 С1 В0", "", ["bad_number"]),
    ],
)
def test_names_on_the_sheet(number: str, file_name: str, kinds: list[str]):
    sheet = Sheet(outcomes="Білу", number=number, file_name=file_name)
    assert [kind for kind, _ in told(script_of(Row(stage="1", text=ENOUGH), sheet=sheet))] == kinds


@pytest.mark.parametrize(
    ("minutes", "kinds"),
    [
        (None, []),
        (0.1, ["duration_differs"]),
        (0.2, []),
        (1.0, []),
        (2.3, []),
        (2.4, ["duration_differs"]),
        (10.0, ["duration_differs"]),
    ],
)
def test_a_duration_that_the_words_do_not_take(minutes: float | None, kinds: list[str]):
    """200 words take 1:07 at 180 words a minute and 1:20 at 150."""
    script = script_of(Row(stage="1", text=ENOUGH), sheet=Sheet(outcomes="Білу", duration_min=minutes))
    assert [kind for kind, _ in told(script)] == kinds


def test_the_sentence_about_a_duration():
    script = script_of(Row(stage="1", text=ENOUGH), sheet=Sheet(outcomes="Білу", duration_min=8.5))
    assert said(script, "duration_differs") == [
        "The sheet says 8:30 min, but these words take 1:07 to 1:20 at 180 to 150 words a minute."
    ]


def test_length_is_judged_by_the_band_of_the_language():
    pace = Pace(kk=Band(low_wpm=100.0, high_wpm=130.0), ru=Band(low_wpm=50.0, high_wpm=60.0))
    draft = Draft(sheet=FULL, rows=(Row(stage="1", text="қазір " * 201),))
    slow = finish("a.docx", "a.docx", draft, pace)
    assert told(slow) == [("long_stage", "1")]
    assert "at 100 words a minute" in said(slow, "long_stage")[0]
    assert told(finish("a.docx", "a.docx", draft)) == []
    english = Draft(sheet=FULL, rows=(Row(stage="1", text="now " * 201),))
    assert told(finish("a.docx", "a.docx", english, pace)) == []


def test_numbers_that_are_there_twice():
    script = script_of(Row(stage="1", text=ENOUGH), Row(stage="2.", text="Бір"), Row(stage="2", text="Екі"))
    assert told(script) == [("duplicate_stage", "2")]
    assert [stage.text for stage in script.stages[1:]] == ["Бір", "Екі"]


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        (["Кезең 1", "Кезең 2"], []),
        (["1-кезең", "2-кезең", "3-кезең"], []),
        (["№ 1", "№ 3"], ["missing_stage"]),
        (["Stage 1.", "Stage 1."], ["duplicate_stage"]),
        (["1-2", "3"], ["missing_stage"]),
        (["Кіріспе", "Негізгі бөлім"], []),
        (["1.1", "1.2"], []),
        (["2а", "2б"], []),
    ],
)
def test_stages_with_words_in_their_names(written: list[str], kinds: list[str]):
    script = script_of(*(Row(stage=stage, text=ENOUGH) for stage in written))
    assert [kind for kind, _ in told(script)] == kinds
    assert [stage.stage.rstrip(".") for stage in script.stages] == [stage.rstrip(".") for stage in written]


def test_a_row_without_a_number_where_none_is_free_belongs_to_the_one_above():
    rows = [
        Row(stage="1", text="а", visuals="А"),
        Row(text="ә", visuals="Ә"),
        Row(text="б"),
        Row(stage="2", text="в"),
    ]
    script = script_of(*rows)
    assert [(stage.stage, stage.text, stage.visuals) for stage in script.stages[:1]] == [("1", "а", "А")]
    assert numbers(rows[:2] + rows[3:]) == [("1", "а\nә"), ("2", "в")]


def test_a_row_without_a_number_where_one_is_free_is_a_stage():
    assert numbers([Row(stage="1", text="а"), Row(text="ә"), Row(stage="3", text="б")]) == [
        ("1", "а"),
        ("2", "ә"),
        ("3", "б"),
    ]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_sentence_is_said_in_every_language(language: str):
    rows = (
        Row(stage="1", text=f"____ {ENOUGH * 9}"),
        Row(stage="1", visuals="Слайд"),
        Row(stage="5", text="а"),
        Row(stage="I бөлім", caption=True),
        Row(text="б"),
    )
    sheet = Sheet(number="5", file_name="x", duration_min=3.0)
    script = script_of(*rows, sheet=sheet)
    assert {kind for kind, _ in told(script)} == {
        "blank", "no_text", "long_stage", "too_long", "duplicate_stage", "missing_stage", "caption", "no_outcomes",
        "duration_differs", "bad_number", "bad_file_name",
    }  # fmt: skip
    english = {Translator("en").say(warning.message) for warning in script.warnings}
    here = {Translator(language).say(warning.message) for warning in script.warnings}
    assert all(sentence.endswith((".", "?")) and "{" not in sentence for sentence in here)
    assert language == "en" or not here & english
