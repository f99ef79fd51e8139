"""Directions, hints and stress marks: shown, and neither counted nor said."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from studio_tui.course.script import ScriptLanguage
from studio_tui.course.words import blanks, count, cues, round_cues, spoken_form, tokens, unpaired


@pytest.mark.parametrize(
    "cue",
    [
        "(слайд 3)", "(3-слайд)", "(Слайд № 12)", "(slide 3)", "(Slide no. 2)", "(сурет)",
        "(суретте көрсетілген)", "(экранда атауы)", "(кадр сыртынан)", "(титр: аты-жөні)", "(пауза)",
        "(Пауза, 2 секунд)", "(үзіліс)", "(музыка)", "(фото)", "(видео қосылады)", "(бейнеролик)",
        "(screen recording)", "(pause)", "(cut to the board)", "(image 2)", "(lower third: name)",
        "(крупный план)", "( слайд 3 )", "(на экране схема)", "[кез келген мәтін]", "(1-ші слайд)",
        "[видео, аудио]", "(слайд с названием)", "(слайды 3–5)",
        "(слайд 3: завод, цех)", "(видео: завод)", "(бейне ойнатылады)", "(экранда формула пайда болады)",
        "(сурет ауысады)", "(музыка звучит)", "(камера приближается)", "(music fades in)", "(video off)",
        "(Кадр 2)",
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
        ("түрлері (видео, аудио, мәтін) көп", "kk", "түрлері видео аудио мәтін көп"),
        ("өнер (музыка, театр, кино) көп", "kk", "өнер музыка театр кино көп"),
        ("құрал (видео және аудио) көп", "kk", "құрал видео және аудио көп"),
        ("дерек (экранда, қағазда) тұр", "kk", "дерек экранда қағазда тұр"),
        ("устройства (экран, клавиатура, мышь) тут", "ru", "устройства экран клавиатура мышь тут"),
        ("персонал (кадры предприятия) растёт", "ru", "персонал кадры предприятия растёт"),
        ("файл (видео, которое играет) тут", "ru", "файл видео которое играет тут"),
        ("материалы (видео включая лекции) тут", "ru", "материалы видео включая лекции тут"),
        ("размер (экран компьютера) велик", "ru", "размер экран компьютера велик"),
        ("files (images, captions, music) here", "en", "files images captions music here"),
        ("rent (video on demand) it", "en", "rent video on demand it"),
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
        ("Hooke {хук} заңы", "хук заңы", 2),
        ("т.б. {тағы басқалары}", "тағы басқалары", 1),
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
        ("Жиын {a, b, c}", "Жиын а бэ цэ"),
        ("Жиын {бір; екі}", "Жиын бір екі"),
        ("Жиын {a}", "Жиын а"),
        ("Жиын {a … z}", "Жиын а зет"),
        ("жиыны {x | x > 0}", "жиыны икс икс үлкен нөл"),
        ("жиыны {x ∈ R}", "жиыны икс тиісті эр"),
        ("Олар, {екеу} ғана", "Олар екеу ғана"),
        ("Соңғы сөз. {екі}", "Соңғы сөз екі"),
    ],
)
def test_other_braces_are_read(text: str, said: str):
    assert spoken_form(text, "kk") == said


def test_a_cue_does_not_go_on_over_paragraphs():
    text = "бір [екі\nүш] төрт"
    assert spoken_form(text, "kk") == "бір екі үш төрт"
    assert cues(text) == ()


def test_cues_in_round_brackets_are_told_apart():
    text = "Бір [слайд 1] (слайд 2). Екі (видео, аудио) (пауза)"
    assert cues(text) == ("слайд 1", "слайд 2", "пауза")
    assert round_cues(text) == ("слайд 2", "пауза")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Бір [слайд 1. Екі", ["[слайд 1. Екі"]),
        ("Бір слайд 1]. Екі", ["]. Екі"]),
        ("бір [екі\nүш] төрт", ["[екі", "] төрт"]),
        ("Бір [слайд [2] екі", ["[слайд [2] екі"]),
        ("x ∈ [0; 1) және (0, 1]", []),
        ("Бір [слайд 1] екі", []),
    ],
)
def test_brackets_without_a_partner(text: str, found: list[str]):
    assert list(unpaired(text)) == found


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
