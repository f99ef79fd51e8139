"""Captions: nothing lost, nothing over another, and each where its words are said."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meters.audio.speech import SpeechMeter
from studio_tui.course.script import Script, Sheet, Stage
from studio_tui.prompter.alignment import Span, align
from studio_tui.prompter.caption_breaks import INSIDE, LINE_CHARACTERS, break_cost, two_lines
from studio_tui.prompter.caption_text import caption_text
from studio_tui.prompter.captions import GAP_S, LEAST_S, MAX_S, MIN_S, Caption, make_captions
from studio_tui.prompter.clock import PrompterClock
from studio_tui.prompter.run import Reading, Run
from studio_tui.prompter.said import SaidWord, language_of, said_in_run, said_in_script
from tests.rigs.read_aloud import SPEEDS, ReadAloud, prompted, read_aloud, script_of
from tests.rigs.spoken import LANGUAGES, RATE_HZ, Language


def speech_in(read: ReadAloud) -> tuple[Span, ...]:
    meter = SpeechMeter(RATE_HZ, 2)
    meter.feed(read.samples)
    return tuple((found.start_s, found.end_s) for found in meter.read().segments)


def off_s(captions: tuple[Caption, ...], read: ReadAloud) -> list[tuple[str, float]]:
    """Each caption that begins with a clause, and how late it begins."""
    return read.captions_off_s((caption.start_s, caption.text) for caption in captions)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", range(6))
def test_each_caption_begins_within_0_3_s_of_its_words(language: Language, place: int):
    """The speaker is 0 to 1.5 s behind the prompter, now more, now less; the room is 25 dB below the voice."""
    read = read_aloud(language, SPEEDS[language][place], 25.0, seed=place)
    speech = speech_in(read)
    for words in (said_in_run(prompted(read, seed=place)), said_in_script(read.script)):
        captions = make_captions(words, speech, language)
        late = off_s(captions, read)
        assert len(late) >= 0.75 * len(captions)
        assert max(abs(late_s) for _, late_s in late) <= 0.3, late


def test_without_the_sound_captions_would_be_as_late_as_the_speaker():
    """What the alignment is for: the same, by the prompter alone."""
    read = read_aloud("ru", 145, 25.0, seed=3)
    captions = make_captions(said_in_run(prompted(read, seed=3)), (), "ru")
    assert max(abs(late_s) for _, late_s in off_s(captions, read)) > 0.6


def test_a_stage_read_again_is_captioned_again():
    read = read_aloud("kk", 180, 25.0, seed=5, turns=2)
    once = said_in_script(read.script)
    captions = make_captions(once + once, speech_in(read), "kk")
    assert max(abs(late_s) for _, late_s in off_s(captions, read)) <= 0.3
    assert " ".join(caption.text for caption in captions).count("Нәтижесінде қант") == 2


def test_a_cough_before_the_first_word_has_no_caption():
    read = read_aloud("en", 135, 25.0, seed=2)
    speech = ((0.5, 0.7), (1.2, 1.3), *speech_in(read))
    captions = make_captions(said_in_run(prompted(read, seed=2)), speech, "en")
    assert max(abs(late_s) for _, late_s in off_s(captions, read)) <= 0.3


def test_marks_for_the_speaker_are_not_in_captions_and_spelling_is():
    text = "За́мок [слайд 2]. Вой, ёж, café и 25 % воды: «до̀ма» ____ — всё."
    stage = Stage(stage="1", text=text)
    script = Script(file="a.txt", sheet=Sheet(), stages=(stage,), language="ru")
    words = [word.text for word in said_in_script(script)]
    assert " ".join(words) == "Замок. Вой, ёж, café и 25 % воды: «дома» — всё."
    assert words[0] == "Замок."


def test_what_never_went_by_has_no_captions():
    run = Run(readings=(Reading(script=script_of("ru"), clocks=(PrompterClock(length_s=60.0),), end_s=30.0),))
    assert make_captions(said_in_run(run), ((1.0, 9.0),), "ru") == ()
    assert align((), ((1.0, 2.0),)) == ()


@pytest.mark.parametrize(
    ("before", "after", "language"),
    [
        ("25", "кубометров", "ru"),
        ("1,5", "м", "ru"),
        ("А.", "Байтұрсынұлы", "kk"),
        ("Айгүл", "Серікқызы.", "kk"),
        ("Robert", "Boyle", "en"),
        ("г.", "Алматы", "ru"),
    ],
)
def test_names_and_numbers_are_not_parted_if_it_can_be_avoided(before: str, after: str, language: Language):
    assert break_cost(before, after, language) == INSIDE


@pytest.mark.parametrize(
    ("words", "language", "lines"),
    [
        ("Су қайнайды.", "kk", ("Су қайнайды.",)),
        (
            "Если красная звёздочка движется, где-то течёт труба.",
            "ru",
            ("Если красная звёздочка движется,", "где-то течёт труба."),
        ),
        (
            "The water comes in on the left and turns a small wheel inside.",
            "en",
            ("The water comes in on the left", "and turns a small wheel inside."),
        ),
    ],
)
def test_lines_part_where_the_sentence_does(words: str, language: Language, lines: tuple[str, ...]):
    assert two_lines(words.split(), language) == lines


def test_three_lines_do_not_fit():
    assert two_lines(["слово"] * 30, "ru") is None


WORD = st.builds(
    SaidWord,
    text=st.text("абвгдеқңү", min_size=1, max_size=14).flatmap(
        lambda word: st.sampled_from([word, f"{word},", f"{word}.", word.title(), "25", "«" + word, f"{word} –"])
    ),
    amount=st.integers(1, 40),
    pause_s=st.sampled_from([0.0, 0.0, 0.18, 0.45, 0.8]),
    at_s=st.none() | st.floats(0, 400),
    ends_block=st.booleans(),
)


@st.composite
def stretches(draw: st.DrawFn) -> tuple[Span, ...]:
    found, at_s = [], 0.0
    for pause_s, voice_s in draw(st.lists(st.tuples(st.floats(0.25, 9), st.floats(0.06, 30)), max_size=12)):
        found.append((at_s + pause_s, at_s + pause_s + voice_s))
        at_s += pause_s + voice_s
    return tuple(found)


@given(words=st.lists(WORD, max_size=60), speech=stretches(), language=st.sampled_from(LANGUAGES))
def test_whatever_is_said_nothing_is_lost_and_nothing_overlaps(
    words: list[SaidWord], speech: tuple[Span, ...], language: Language
):
    captions = make_captions(words, speech, language)
    assert " ".join(caption.text for caption in captions) == " ".join(word.text for word in words)
    for caption in captions:
        assert caption.start_s >= 0
        assert LEAST_S - 1e-6 <= caption.end_s - caption.start_s <= MAX_S + 1e-6
        assert 1 <= len(caption.lines) <= 2
        assert all(len(line) <= LINE_CHARACTERS[language] for line in caption.lines)
    for one, following in pairwise(captions):
        assert following.start_s - one.end_s >= GAP_S - 1e-6
    if captions:
        assert captions[-1].end_s - captions[-1].start_s >= MIN_S - 1e-6


@given(words=st.lists(WORD, min_size=1, max_size=60), speech=stretches())
def test_words_are_said_one_after_the_other_and_while_somebody_speaks(
    words: list[SaidWord], speech: tuple[Span, ...]
):
    times = align(words, speech)
    assert len(times) == len(words)
    assert all(start_s <= end_s + 1e-9 for start_s, end_s in times) or not speech
    if speech:
        starts = [start_s for start_s, _ in times]
        assert starts == sorted(starts)
        assert all(any(a - 1e-6 <= start_s <= b + 1e-6 for a, b in speech) for start_s in starts)


def test_a_word_longer_than_a_line_stands_on_it_whole():
    word = SaidWord(text="ә" * 60, amount=60)
    (caption,) = make_captions([word], ((0.0, 5.0),), "kk")
    assert caption.lines == ("ә" * 60,)


def test_files_say_the_same_in_both_formats():
    captions = (
        Caption(start_s=0.0, end_s=1.5, lines=("Егер a < b & b > c,", "онда a --> c.")),
        Caption(start_s=3723.0405, end_s=3725.0, lines=("Соңы.",)),
    )
    assert caption_text(captions, "srt", "kk") == (
        "1\n00:00:00,000 --> 00:00:01,500\nЕгер a ‹ b & b › c,\nонда a → c.\n\n"
        "2\n01:02:03,040 --> 01:02:05,000\nСоңы.\n\n"
    )
    assert caption_text(captions, "vtt", "kk") == (
        "WEBVTT\nKind: captions\nLanguage: kk\n"
        "\n00:00:00.000 --> 00:00:01.500\nЕгер a &lt; b &amp; b &gt; c,\nонда a → c.\n"
        "\n01:02:03.040 --> 01:02:05.000\nСоңы.\n"
    )


def test_stress_marks_that_stand_by_themselves_are_not_shown_either():
    texts = ("На горе´ стоит за´мок, а замо`к висит.", "Café и йод.")
    script = msgspec.structs.replace(
        script_of("ru"), stages=tuple(Stage(stage=str(at), text=text) for at, text in enumerate(texts))
    )
    assert (
        " ".join(word.text for word in said_in_script(script)) == "На горе стоит замок, а замок висит. Café и йод."
    )


def test_the_language_is_that_of_the_words_that_went_by():
    def reading(script: Script, length_s: float, *, moves: bool = True) -> Reading:
        clock = PrompterClock(length_s=600.0, running=moves)
        return Reading(script=script, clocks=(clock,), end_s=length_s)

    kazakh, russian = script_of("kk"), script_of("ru")
    waiting = reading(russian, 5.0, moves=False)
    assert language_of(Run(readings=(reading(kazakh, 20.0), waiting))) == "kk"
    assert language_of(Run(readings=(reading(kazakh, 1.0), reading(russian, 20.0)))) == "ru"
    assert language_of(Run(readings=(waiting,))) is None
    assert language_of(Run()) is None
