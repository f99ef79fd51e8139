"""What lies ahead in a script: cues, pictures, captions with names, breaths, places to jump to."""

import msgspec
import pytest

from studio_tui.course.script import Script, Sheet, Stage
from studio_tui.prompter.schedule import make_schedule
from studio_tui.prompter.script_guide import LOWER_THIRD_BEFORE_S, LOWER_THIRD_S, ScriptGuide

SCRIPT = Script(
    file="су.docx",
    sheet=Sheet(speaker="Ерлан Асқарұлы,\nдоцент", university="ҚазҰУ"),
    language="kk",
    stages=(
        Stage(stage="1", text="Сәлем, достар! Бүгін су туралы айтамыз.", visuals="Спикер\nкадрда"),
        Stage(stage="2", text="Су буланады. [схема] Содан кейін бұлт болады." * 6, visuals="Титр: аты-жөні, схема"),
        Stage(stage="3", text="Сау болыңыздар, келесі сабақта кездескенше!", visuals=""),
    ),
)


def _guide(script: Script = SCRIPT) -> ScriptGuide:
    return ScriptGuide(script, make_schedule(script))


def test_the_next_picture_and_the_next_cue_are_seen_ahead():
    guide = _guide()
    starts_s = guide.schedule.stage_starts_s
    ahead = guide.ahead(0.0)
    assert ahead.visuals == "Спикер кадрда"
    assert ahead.next_visuals == "Титр: аты-жөні, схема"
    assert ahead.next_s == starts_s[1]
    assert ahead.cue == "[схема]"
    first_cue_s = next(word.start_s for word in guide.schedule.words if word.is_cue)
    assert ahead.cue_s == first_cue_s
    assert guide.ahead(first_cue_s).cue_s > first_cue_s, "a cue that has come is no longer ahead"
    last = guide.ahead(guide.schedule.length_s)
    assert (last.next_s, last.cue, last.next_visuals) == (None, "", "")


def test_a_caption_is_told_about_shortly_before_and_while_it_is_due():
    guide = _guide()
    start_s = guide.schedule.stage_starts_s[1]
    name = "Ерлан Асқарұлы, доцент, ҚазҰУ"
    assert guide.ahead(max(0.0, start_s - LOWER_THIRD_BEFORE_S)).lower_third == name
    assert guide.ahead(start_s + LOWER_THIRD_S - 0.1).lower_third == name
    assert guide.ahead(start_s + LOWER_THIRD_S + 0.1).lower_third is None


@pytest.mark.parametrize(
    ("visuals", "named"),
    [
        ("Экранда титр шығады", True),
        ("Төменгі жолда аты-жөні", True),
        ("Спикер, нижняя треть: имя", True),
        ("плашка с именем", True),
        ("Lower third with name", True),
        ("lower-third", True),
        ("Слайд 3: график", False),
        ("Субтитрлеу керек", False),
        ("Төменгі бөлмеде", False),
    ],
)
def test_captions_are_found_in_three_languages(visuals: str, *, named: bool):
    stages = (msgspec.structs.replace(SCRIPT.stages[0], visuals=visuals),)
    guide = _guide(msgspec.structs.replace(SCRIPT, stages=stages))
    assert (guide.ahead(0.0).lower_third is not None) == named


def test_a_caption_is_told_about_even_where_the_sheet_names_nobody():
    assert _guide(msgspec.structs.replace(SCRIPT, sheet=Sheet())).ahead(6.0).lower_third == ""


def test_a_breath_is_taken_between_stages_and_runs_out():
    guide = _guide()
    schedule = guide.schedule
    end_s = schedule.stage_starts_s[1]
    said_s = max(word.end_s for word in schedule.words if word.stage == 0 and word.spoken)
    assert end_s > said_s
    assert guide.breath_left(said_s) == pytest.approx(1.0)
    assert guide.breath_left((said_s + end_s) / 2) == pytest.approx(0.5)
    assert guide.breath_left(said_s - 0.01) == 0.0
    assert guide.breath_left(end_s) == 0.0
    assert guide.breath_left(schedule.length_s) == 0.0, "behind the last word there is nothing to wait for"


def test_stages_and_marks_are_places_to_jump_to_in_order():
    guide = _guide()
    starts_s = guide.schedule.stage_starts_s
    word = next(word for word in guide.schedule.words if word.text == "буланады.")
    stops = guide.stops((word.start_s, starts_s[2]))
    assert [(stop.at_s, stop.name) for stop in stops] == [
        (starts_s[0], "1"), (starts_s[1], "2"), (word.start_s, ""), (starts_s[2], "3"), (starts_s[2], ""),
    ]  # fmt: skip
    assert stops[0].words.startswith("Сәлем, достар!")
    assert stops[2].words.startswith("буланады.")


def test_the_place_is_told_in_stages_and_words():
    guide = _guide()
    place = guide.place(guide.schedule.stage_starts_s[2])
    assert place is not None
    assert (place.stage_number, place.stage_count) == (3, 3)
    assert "Сау болыңыздар," in place.words


def test_an_empty_script_has_no_place():
    empty = msgspec.structs.replace(SCRIPT, stages=())
    assert _guide(empty).place(0.0) is None
    assert _guide(empty).stops(()) == []


def test_a_caption_in_the_text_is_told_about_at_its_own_place():
    long = "Су буланады, содан кейін бұлт болады, жаңбыр жауады. " * 12
    stage = Stage(stage="1", text=f"{long}[титр: аты-жөні] {long}")
    guide = _guide(msgspec.structs.replace(SCRIPT, stages=(stage,)))
    cue_s = next(word.start_s for word in guide.schedule.words if word.is_cue)
    assert cue_s > LOWER_THIRD_S
    assert guide.ahead(0.0).lower_third is None
    assert guide.ahead(cue_s - LOWER_THIRD_BEFORE_S + 0.1).lower_third is not None
    assert guide.ahead(cue_s + LOWER_THIRD_S - 0.1).lower_third is not None
    assert guide.ahead(cue_s + LOWER_THIRD_S + 0.1).lower_third is None
