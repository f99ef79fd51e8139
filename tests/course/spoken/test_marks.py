"""Directions, hints and stress marks: shown, and neither counted nor said."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from studio_tui.course.script import ScriptLanguage
from studio_tui.course.words import blanks, count, cues, spoken_form, tokens


@pytest.mark.parametrize(
    "cue",
    [
        "(слайд 3)", "(3-слайд)", "(Слайд № 12)", "(slide 3)", "(Slide no. 2)", "(сурет)",
        "(суретте көрсетілген)", "(экранда атауы)", "(кадр сыртынан)", "(титр: аты-жөні)", "(пауза)",
        "(Пауза, 2 секунд)", "(үзіліс)", "(музыка)", "(фото)", "(видео қосылады)", "(бейнеролик)",
        "(screen recording)", "(pause)", "(cut to the board)", "(image 2)", "(lower third: name)",
        "(крупный план)", "( слайд 3 )", "(на экране схема)", "[кез келген мәтін]", "(1-ші слайд)",
    ],
)  # fmt: skip
def test_cues(cue: str):
    text = f"Бірінші {cue}. Екінші"
    assert spoken_form(text, "kk") == "Бірінші Екінші"
    assert count(text, "kk").words == 2
    assert cues(text) == (cue[1:-1].strip(),)
    assert [token.kind for token in tokens(text, "kk")] == ["word", "cue", "word"]


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Блум (американ ғалымы) айтты", "kk", "Блум американ ғалымы айтты"),
        ("видеолекция (видеолекциялар) туралы", "kk", "видеолекция видеолекциялар туралы"),
        ("метод (см. рис. 3) работает", "ru", "метод смотри рисунок три работает"),
        ("метод (экранирование) работает", "ru", "метод экранирование работает"),
        ("imagine (imagination helps) it", "en", "imagine imagination helps it"),
        ("файлы (screenshots/a.png) тут", "ru", "файлы screenshots слэш a точка png тут"),
        ("қара (слайдсыз) енді", "kk", "қара слайдсыз енді"),
    ],
)
def test_other_round_brackets_are_read(text: str, language: ScriptLanguage, said: str):
    assert spoken_form(text, language) == said


@pytest.mark.parametrize(
    ("text", "said", "words"),
    [
        ("Csikszentmihalyi {чиксентмихайи} айтты", "чиксентмихайи айтты", 2),
        ("Csikszentmihalyi{чиксентмихайи}, ол", "чиксентмихайи ол", 2),
        ("«Flow» {флоу} күйі", "флоу күйі", 2),
        ("flow (оқылуы: флоу) күйі", "флоу күйі", 2),
        ("flow (айтылуы – флоу) күйі", "флоу күйі", 2),
        ("flow (произносится: флоу) күйі", "флоу күйі", 2),
        ("flow (Pronounced: flo) күйі", "flo күйі", 2),
        ("и/flow {флоу}", "и флоу", 2),
        ("SQL {си кью эл} тілі", "си кью эл тілі", 2),
        ("1984 {мың тоғыз жүз сексен төрт} жыл", "мың тоғыз жүз сексен төрт жыл", 2),
        ("GPT-4 {джи-пи-ти 4}", "джи-пи-ти төрт", 1),
    ],
)
def test_a_hint_is_how_the_word_before_it_is_said(text: str, said: str, words: int):
    assert spoken_form(text, "kk") == said
    counted = count(text, "kk")
    assert (counted.words, counted.spoken_words) == (words, len(said.split()))
    assert "".join(token.text for token in tokens(text, "kk")).replace(" ", "") == text.replace(" ", "")
    assert [token.spoken for token in tokens(text, "kk") if token.kind == "hint"] == [""]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{а, б} жиыны", "а б жиыны"),
        ("A = {1, 2, 3}", "а тең бір екі үш"),
        ("жиын {}", "жиын"),
        ("мәтін (оқылуы қиын) екен", "мәтін оқылуы қиын екен"),
        ("бірінші\n{екінші}", "бірінші екінші"),
        ("сөз [слайд] {сөз}", "сөз сөз"),
    ],
)
def test_other_braces_are_read(text: str, said: str):
    assert spoken_form(text, "kk") == said


def test_a_cue_does_not_go_on_over_paragraphs():
    text = "бір [екі\nүш] төрт"
    assert spoken_form(text, "kk") == "бір екі үш төрт"
    assert cues(text) == ()


def test_blanks_stay_blanks():
    assert blanks("Аты: ____ {аты}") == 1
    assert [token.kind for token in tokens("Аты: ____ {аты}", "kk")] == ["word", "blank", "word"]


@pytest.mark.parametrize(
    ("marked", "plain", "language"),
    [
        ("за\u0301мок", "замок", "ru"),
        ("замо\u0301к на горе\u0301", "замок на горе", "ru"),
        ("за´мок", "замок", "ru"),
        ("замо`к", "замок", "ru"),
        ("вода´ и вода`", "вода и вода", "ru"),
        ("ала\u0301м мен алма\u0301", "алам мен алма", "kk"),
        ("2 мину\u0301ты и 1 мину\u0301та", "2 минуты и 1 минута", "ru"),
        ("в 1991 го\u0301ду", "в 1991 году", "ru"),
        ("он звонИт", "он звонит", "ru"),
    ],
)
def test_stress_changes_no_count(marked: str, plain: str, language: ScriptLanguage):
    assert count(marked, language) == count(plain, language)
    assert " ".join(token.text for token in tokens(marked, language)) == marked


@pytest.mark.parametrize(
    "text",
    ["Йогурт 5-й май, ещё 10 мин. стоит", "5-й", "Мой 3-й район г. Алматы", "й ё Й Ё", "2-ші сынып, 5 км-ге"],
)
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_decomposed_text_is_the_same_text(text: str, language: ScriptLanguage):
    apart = normalize("NFD", text)
    assert count(apart, language) == count(text, language)
    assert spoken_form(apart, language) == spoken_form(text, language)
    assert " ".join(token.text for token in tokens(apart, language)) == apart
