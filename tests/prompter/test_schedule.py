"""The text in time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio_tui.course.script import Script, ScriptLanguage, Sheet, Stage
from studio_tui.course.words import count
from studio_tui.prompter.schedule import (
    BREATH_PAUSE_S,
    COMMA_PAUSE_S,
    STOP_PAUSE_S,
    make_schedule,
    same_place,
    schedule_texts,
)

KAZAKH = [
    "Сәлеметсіз бе, құрметті студенттер! Бүгін біз оқу шеберлігі туралы сөйлесеміз.",
    "[слайд 1] 1984 жылы Бенджамин Блум осы ұғымды енгізді [слайд 2]. Ол екі топты салыстырды.",
    "[соңғы слайд]",
    "Келесі сабақта кездескенше!\nСау болыңыздар.",
]


def test_lasts_its_spoken_words_at_the_reference_rate():
    schedule = schedule_texts(KAZAKH, "kk")
    spoken = sum(count(text, "kk").spoken_words for text in KAZAKH)
    assert schedule.length_s == spoken * 60 / 150
    assert schedule.words[0].start_s == 0.0
    assert max(word.end_s for word in schedule.words) == schedule.length_s


def test_a_script_and_its_texts_have_one_schedule():
    stages = tuple(Stage(stage=str(index + 1), text=text) for index, text in enumerate(KAZAKH))
    script = Script(file="x.txt", sheet=Sheet(), stages=stages, language="kk")
    assert make_schedule(script) == schedule_texts(KAZAKH, "kk")


def test_time_goes_by_the_characters_of_the_spoken_form():
    schedule = schedule_texts(["ал 1984 университеттеріміздегі ал"], "kk")
    short, number, long, _ = (word.end_s - word.start_s for word in schedule.words)
    assert long / short == pytest.approx(len("университеттеріміздегі") / 2)
    assert number / short == pytest.approx(len("бір мың тоғыз жүз сексен төрт") / 2)


def test_nobody_waits_for_a_pause_behind_the_last_word():
    first, second = schedule_texts(["бір екі."], "kk").words
    assert second.end_s - second.start_s == pytest.approx(first.end_s - first.start_s)


def test_pauses():
    words = schedule_texts(["бір, екі үш. төрт бес алты жеті сегіз тоғыз он он бір он екі он үш"], "kk").words
    gaps = [later.start_s - earlier.end_s for earlier, later in pairwise(words)]
    assert gaps[:4] == pytest.approx([COMMA_PAUSE_S, 0.0, STOP_PAUSE_S, 0.0])


def test_a_stop_behind_a_cue_belongs_to_the_word_before_it():
    words = schedule_texts(["бір екі [слайд 2]. үш төрт бес алты жеті сегіз"], "kk").words
    assert words[2].is_cue
    assert words[3].start_s - words[1].end_s == pytest.approx(STOP_PAUSE_S)
    assert words[2].start_s == words[2].end_s


def test_stages():
    schedule = schedule_texts(KAZAKH, "kk")
    starts = schedule.stage_starts_s
    assert len(starts) == len(KAZAKH)
    assert starts[0] == 0.0
    assert [schedule.stage_at(starts[stage]) for stage in (0, 1, 3)] == [0, 1, 3]
    assert schedule.stage_at(starts[1] - 0.001) == 0
    assert (schedule.stage_at(-5.0), schedule.stage_at(1e9)) == (0, 3)
    # Nothing is said in the third stage, so it begins and ends where the fourth begins.
    assert starts[2] == starts[3]


def test_a_last_stage_of_cues_is_never_being_read():
    schedule = schedule_texts(["Сау болыңыздар.", "[титрлер]"], "kk")
    assert schedule.stage_at(schedule.length_s) == 0


def test_words_at():
    schedule = schedule_texts(KAZAKH, "kk")
    for index, word in enumerate(schedule.words):
        if word.kind == "word":
            assert schedule.word_at(word.start_s) == index


@pytest.mark.parametrize("texts", [[], [""], ["[слайд]"], ["____", "…"]])
def test_nothing_to_say(texts: list[str]):
    schedule = schedule_texts(texts, "kk")
    assert schedule.length_s == 0.0
    assert all(word.start_s == word.end_s == 0.0 for word in schedule.words)
    assert schedule.stage_at(0.0) == 0


pieces = st.sampled_from(
    ["Сабақ", "оқу,", "бітті.", "[слайд 1]", "____", "1984", "–", "ал", "!", "\n", "университет"]
)
texts = st.lists(st.lists(pieces, max_size=20).map(" ".join), max_size=5)
languages: st.SearchStrategy[ScriptLanguage] = st.sampled_from(["kk", "ru", "en"])


@settings(deadline=None)  # the first text of a language takes its time
@given(texts, languages)
def test_time_never_goes_back_and_all_of_it_is_given_out(texts: list[str], language: ScriptLanguage):
    schedule = schedule_texts(texts, language)
    spoken = sum(count(text, language).spoken_words for text in texts)
    assert schedule.length_s == pytest.approx(spoken * 0.4)
    before = 0.0
    for word in schedule.words:
        assert before <= word.start_s <= word.end_s <= schedule.length_s
        before = word.end_s
        if word.kind != "word":
            assert word.start_s == word.end_s
        elif any(character.isalnum() for character in word.text):
            assert word.end_s > word.start_s
    assert list(schedule.stage_starts_s) == sorted(schedule.stage_starts_s)
    for stage, start_s in enumerate(schedule.stage_starts_s):
        words = [word for word in schedule.words if word.stage == stage]
        assert not words or words[0].start_s == start_s


def test_a_stage_ends_with_a_breath():
    schedule = schedule_texts(["бір екі үш төрт бес.", "алты жеті сегіз тоғыз он"], "kk")
    fifth, sixth = schedule.words[4:6]
    assert sixth.start_s - fifth.end_s == pytest.approx(BREATH_PAUSE_S)
    assert schedule.stage_starts_s[1] == sixth.start_s


def test_a_stage_with_a_speed_of_its_own_takes_its_own_time():
    even = schedule_texts(KAZAKH, "kk")
    paced = schedule_texts(KAZAKH, "kk", (1.0, 0.8))
    spans = [[end_s - start_s for start_s, end_s in map(one.stage_span_s, range(4))] for one in (even, paced)]
    assert spans[1][1] == pytest.approx(spans[0][1] / 0.8)
    assert spans[1][0] == pytest.approx(spans[0][0])
    assert spans[1][3] == pytest.approx(spans[0][3])
    assert paced.length_s == pytest.approx(even.length_s + spans[0][1] / 0.8 - spans[0][1])
    assert max(word.end_s for word in paced.words) == paced.length_s


@given(st.lists(st.floats(0.5, 1.5), max_size=6))
def test_times_never_decrease_at_any_speeds(speeds: list[float]):
    schedule = schedule_texts(KAZAKH, "kk", speeds)
    times = [time_s for word in schedule.words for time_s in (word.start_s, word.end_s)]
    assert times == sorted(times)
    assert times[-1] <= schedule.length_s
    assert list(schedule.stage_starts_s) == sorted(schedule.stage_starts_s)


FORTY = " ".join(f"сөз{index}" for index in range(40)) + "."


def _where(
    texts: list[str], position_s: float, edited: list[str], speeds: tuple[float, ...] = ()
) -> tuple[str, float]:
    """The word that is being read after an edit, and how much of it has passed."""
    before, after = schedule_texts(texts, "kk"), schedule_texts(edited, "kk", speeds)
    place_s = same_place(position_s, before, after)
    word = after.words[after.word_at(place_s)]
    return word.text, (place_s - word.start_s) / (word.end_s - word.start_s)


@pytest.mark.parametrize(
    "edited",
    [
        [FORTY + " " + FORTY * 3, KAZAKH[0]],
        ["Алдымен бұл. " + FORTY, KAZAKH[0]],
        [FORTY.replace("сөз3 ", "үш деген сөз осы "), KAZAKH[0]],
        [FORTY.replace("сөз3 ", ""), KAZAKH[0] + " Тағы бір сөз."],
        [FORTY, KAZAKH[0]],
    ],
)
def test_an_edit_beside_it_keeps_the_word_being_read(edited: list[str]):
    texts = [FORTY, KAZAKH[0]]
    schedule = schedule_texts(texts, "kk")
    word = schedule.words[20]
    place_s = (word.start_s + word.end_s) / 2
    text, share = _where(texts, place_s, edited)
    assert (text, share) == ("сөз20", pytest.approx(0.5, abs=0.01))
    text, share = _where(texts, place_s, edited, (0.8, 1.2))
    assert (text, share) == ("сөз20", pytest.approx(0.5, abs=0.01))
    start_s = schedule.stage_starts_s[1]
    assert _where(texts, start_s, edited) == ("Сәлеметсіз", 0.0)


def test_within_the_words_that_were_changed_it_is_as_far():
    before, after = schedule_texts([FORTY], "kk"), schedule_texts(["бір екі үш төрт бес алты"], "kk")
    assert same_place(before.length_s / 2, before, after) == pytest.approx(after.length_s / 2, rel=0.1)
    assert same_place(before.length_s, before, after) == after.length_s
    assert same_place(1.0, before, schedule_texts([], "kk")) == 0.0
    assert same_place(0.0, schedule_texts([], "kk"), after) == 0.0


def test_at_the_end_what_was_added_is_to_come():
    before, after = schedule_texts([FORTY], "kk"), schedule_texts([FORTY + " Тағы екі сөз."], "kk")
    place_s = same_place(before.length_s, before, after)
    assert after.words[after.word_at(place_s)].text == "Тағы"


@settings(deadline=None)
@given(texts, texts, st.floats(0, 1), languages)
def test_the_same_place_lies_in_the_other_script(
    before: list[str], after: list[str], share: float, language: ScriptLanguage
):
    old, new = schedule_texts(before, language), schedule_texts(after, language)
    assert 0.0 <= same_place(share * old.length_s, old, new) <= new.length_s
    assert same_place(share * old.length_s, old, old) == pytest.approx(share * old.length_s)


@pytest.mark.parametrize(
    ("cue", "pause_s"),
    [
        ("[пауза 3 секунд]", 3.0), ("[пауза 5 с]", 5.0), ("[pause 3 s]", 3.0), ("[үзіліс 3 с]", 3.0),
        ("[Пауза – 2,5 сек.]", 2.5), ("(пауза 3 секунды).", 3.0), ("[3-second pause]", 3.0),
        ("[үзіліс: 3 секунд]", 3.0), ("[пауза 1 мин]", 60.0), ("[пауза 4000 с]", 120.0),
        ("[пауза]", 0.0), ("[пауза 3]", 0.0), ("[слайд 3 с]", 0.0), ("[паузасыз]", 0.0),
        ("[пауза, слайд 3 со схемой]", 0.0),
    ],
)  # fmt: skip
def test_a_pause_that_says_its_length_takes_it(cue: str, pause_s: float):
    plain = schedule_texts(["бір екі [слайд] үш төрт. бес"], "kk")
    paused = schedule_texts([f"бір екі {cue} үш төрт. бес"], "kk")
    found = paused.words[2]
    assert (found.is_cue, found.end_s - found.start_s) == (True, pytest.approx(pause_s))
    assert paused.length_s == pytest.approx(plain.length_s + pause_s)
    assert paused.words[3].start_s == pytest.approx(found.end_s)
    assert paused.words[-1].end_s == paused.length_s


def test_a_pause_keeps_its_length_at_any_speed_of_its_stage_and_none_is_waited_for_at_the_end():
    text = "бір екі [пауза 3 с] үш [пауза 9 с]"
    twice = schedule_texts([text], "kk", (0.5,))
    assert twice.length_s == pytest.approx(3 * 0.4 / 0.5 + 3.0)
    assert twice.words[2].end_s - twice.words[2].start_s == pytest.approx(3.0)
    assert schedule_texts(["[пауза 3 с] бір"], "kk").words[1].start_s == pytest.approx(3.0)


def test_stress_marks_take_no_time():
    marked = schedule_texts(["за´мок замо`к замо\u0301к замок"], "ru")
    spans = [word.end_s - word.start_s for word in marked.words]
    assert spans == pytest.approx([spans[-1]] * 4)
