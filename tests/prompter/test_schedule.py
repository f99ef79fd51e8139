"""The text in time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.course.script import Script, ScriptLanguage, Sheet, Stage
from studio_tui.course.words import count
from studio_tui.prompter.schedule import BREATH_PAUSE_S, COMMA_PAUSE_S, STOP_PAUSE_S, make_schedule, schedule_texts

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
