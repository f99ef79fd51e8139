"""The schedule in lines: words on lines, moments in lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.prompter.lines import Layout, wrap
from studio_tui.prompter.schedule import Schedule, schedule_texts

TEXTS = [
    "Сәлеметсіз бе, құрметті студенттер! Бүгін біз оқу шеберлігі туралы сөйлесеміз.",
    "[слайд 1] Бенджамин Блум осы ұғымды енгізді. Ол екі топты салыстырды.\nЖаңа абзац басталды.",
]


def test_lines_are_as_wide_as_they_may_be():
    layout = wrap(schedule_texts(TEXTS, "kk"), 30, len)
    assert [line.text for line in layout.lines] == [
        "Сәлеметсіз бе, құрметті",
        "студенттер! Бүгін біз оқу",
        "шеберлігі туралы сөйлесеміз.",
        "[слайд 1] Бенджамин Блум осы",
        "ұғымды енгізді. Ол екі топты",
        "салыстырды.",
        "Жаңа абзац басталды.",
    ]
    assert [line.starts_stage for line in layout.lines] == [True, False, False, True, False, False, False]
    assert [line.stage for line in layout.lines] == [0, 0, 0, 1, 1, 1, 1]
    assert [piece.is_cue for piece in layout.lines[3].pieces] == [True, False, False, False]


def test_width_may_be_pixels():
    layout = wrap(schedule_texts(["ааа ііі ііі"], "kk"), 90, lambda text: 20 * text.count("а") + 5 * len(text))
    assert [line.text for line in layout.lines] == ["ааа", "ііі ііі"]


def test_a_word_wider_than_the_line_is_cut_and_shares_its_time():
    schedule = schedule_texts(["ал университеттеріміздегілер ал"], "kk")
    layout = wrap(schedule, 10, len)
    assert [line.text for line in layout.lines] == ["ал", "университ-", "еттеріміз-", "дегілер ал"]
    parts = [piece for line in layout.lines for piece in line.pieces if piece.word == 1]
    assert (parts[0].start_s, parts[-1].end_s) == (schedule.words[1].start_s, schedule.words[1].end_s)
    assert [part.end_s for part in parts[:-1]] == [part.start_s for part in parts[1:]]


def test_a_cue_longer_than_the_line_is_parted_at_its_spaces():
    schedule = schedule_texts(["ал [экранда екі қалаға арналған карта] ал"], "kk")
    layout = wrap(schedule, 12, len)
    assert [line.text for line in layout.lines] == [
        "ал [экранда", "екі қалаға", "арналған", "карта] ал",
    ]  # fmt: skip
    assert {piece.kind for line in layout.lines for piece in line.pieces if piece.word == 1} == {"cue"}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("[университеттеріміз қайда]", ["[универси-", "теттеріміз", "қайда]"]),
        ("солтүстік-шығысымыздағы", ["солтүстік-", "шығысымыз-", "дағы"]),
        ("____________", ["__________", "__"]),
        ("онәріптісөзі", ["онәріптіс-", "өзі"]),
    ],
)
def test_a_word_is_cut_with_a_hyphen(text: str, lines: list[str]):
    assert [line.text for line in wrap(schedule_texts([text], "kk"), 10, len).lines] == lines


def test_where_no_hyphen_fits_there_is_none():
    assert [line.text for line in wrap(schedule_texts(["ала"], "kk"), 1, len).lines] == ["а", "л", "а"]


def test_a_line_of_cues_is_passed_over():
    schedule = schedule_texts(["Бір екі.", "[слайд]", "Үш төрт.", "[титр]"], "kk")
    layout = wrap(schedule, 20, len)
    assert [line.text for line in layout.lines] == ["Бір екі.", "[слайд]", "Үш төрт.", "[титр]"]
    seen = {layout.place(schedule.length_s * step / 1000)[0] for step in range(1001)}
    assert seen == {0, 2}
    assert layout.place(schedule.length_s) == (2, 1.0)
    assert layout.position(1) == layout.position(2)


def test_nothing_to_show():
    layout = wrap(Schedule(), 20, len)
    assert layout.lines == ()
    assert (layout.place(3.0), layout.position(4, 0.5)) == ((0, 0.0), 0.0)


def test_outside_is_the_nearest_end():
    layout = wrap(schedule_texts(TEXTS, "kk"), 30, len)
    assert layout.place(-1.0) == (0, 0.0)
    assert layout.place(1e9) == (6, 1.0)
    assert (layout.position(-3, 0.5), layout.position(99)) == (0.0, layout.length_s)


pieces = st.sampled_from(
    ["Сабақ", "оқу,", "бітті.", "[слайд 1]", "____", "1984", "–", "ал", "\n", "университеттеріміздегілер"]
)
schedules = st.lists(st.lists(pieces, max_size=25).map(" ".join), max_size=5).map(
    lambda texts: schedule_texts(texts, "kk")
)
widths = st.integers(1, 60)


def shown(layout: Layout) -> str:
    """The letters on the lines, without spaces and the hyphens that a cut may bring."""
    return "".join(piece.text for line in layout.lines for piece in line.pieces).replace("-", "").replace(" ", "")


@given(schedules, widths)
def test_layout_never_changes_timing(schedule: Schedule, width: int):
    layout = wrap(schedule, width, len)
    assert layout.length_s == schedule.length_s
    assert shown(layout) == "".join(word.text for word in schedule.words).replace(" ", "")
    for line in layout.lines:
        assert len(line.text) <= width or len(line.pieces) == 1
        assert {schedule.words[piece.word].stage for piece in line.pieces} == {line.stage}
    for index, word in enumerate(schedule.words):
        parts = [piece for line in layout.lines for piece in line.pieces if piece.word == index]
        assert (parts[0].start_s, parts[-1].end_s) == (word.start_s, word.end_s)
        if word.end_s > word.start_s:
            line, _ = layout.place(word.start_s)
            assert index in {piece.word for piece in layout.lines[line].pieces}


@given(schedules, widths, st.lists(st.floats(0, 1), min_size=2, max_size=20))
def test_the_place_never_goes_back_and_leads_to_its_time(schedule: Schedule, width: int, shares: list[float]):
    layout = wrap(schedule, width, len)
    positions = sorted(share * schedule.length_s for share in shares)
    places = [layout.place(position) for position in positions]
    assert places == sorted(places)
    for position, (line, fraction) in zip(positions, places, strict=True):
        assert 0.0 <= fraction <= 1.0
        assert layout.position(line, fraction) == pytest.approx(position, abs=1e-9)
