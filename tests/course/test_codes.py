"""Video codes in every spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.course.codes import parse
from studio_tui.course.take import VideoCode

ONE_FIVE = VideoCode(1, 1, 1, 5)


@pytest.mark.parametrize(
    "typed",
    [
        "К1 M1 С1 В5",
        "К1_M1_С1_В5",
        "k1m1c1b5",
        "К1М1С1В5",
        "K01_M01_C01_B05",
        "к 1 м 1 с 1 в 5",
        "К1-М1-С1-В5",
        "К1–М1—С1−В5",
        "K1.M1.C1.B5",
        "K1, M1, C1, B5",
        "K1/M1/C1/B5",
        "Ｋ１ Ｍ１ Ｃ１ Ｂ５",
        "К\u00a01\u2009M1\u202fС1 В5",
        "К1\u200b M1\u202e С1\ufeff В5",
        "K\u0661 M\u0967 C1 B5",
        "К1 M1 С1 Б5",
        "C1 M1 L1 V5",
        "К1 М1 У1 В5",
        "Κ1 Μ1 C1 Β5",
        "\u212a1 M1 C1 B5",
        "Курс 1 Модуль 1 Сабақ 1 Видео 5",
        "Курс 1 модуль 1 сабақ 1 бейне 5",
        "КУРС №1, МОДУЛЬ №1, УРОК №1, ВИДЕО №5",
        "Course 1, Module 1, Lesson 1, Video 5",
        "Kurs 1 Modul 1 Sabaq 1 Beine 5",
        "1-курс, 1-модуль, 1-сабақ, 5-бейне",
        "1 курс 1 модуль 1 урок 5 видео",
        "  «К1 M1 С1 В5",
        "К1 M1 С1 В 5  (Курс 1 модуль 1 сабақ 1 видео 5)",
    ],
)
def test_every_spelling_is_the_same_video(typed: str):
    parsed = parse(typed)
    assert parsed.code == ONE_FIVE, parsed.problem
    assert (parsed.title.strip("»"), parsed.take, parsed.problem) == ("", None, None)


@pytest.mark.parametrize(
    ("typed", "title", "take"),
    [
        ("К1_M1_С1_В5_Кіріспе_T01", "Кіріспе", 1),
        ("K1M1C1B5 Кіріспе т12", "Кіріспе т12", None),
        ("k1m1c1b5 Кіріспе T02", "Кіріспе", 2),
        ("k1-m1-c1-b5-Кіріспе-т03", "Кіріспе", 3),
        ("K1M1C1B5 T7", "", 7),
        ("K1M1C1B5_Т07", "", 7),
        ("K1M1C1B5 дубль 7", "", 7),
        ("K1M1C1B5 take 7", "", 7),
        ("К1-М1-С1-В5 title", "title", None),
        ("К1 M1 С1 В5: Оқу шеберлігі", "Оқу шеберлігі", None),
        ("K1M1C1B5 — «Оқу шеберлігі» тұжырымдамасы", "«Оқу шеберлігі» тұжырымдамасы", None),
        ("K1M1C1B5 5 причин", "5 причин", None),
        ("K1M1C1B5 Гормон T4", "Гормон T4", None),
        ("K1M1C1B5_Танк Т-34", "Танк Т-34", None),
        ("K1M1C1B5_.NET", ".NET", None),
        ("K1.M1.C1.B5.Intro", "Intro", None),
        ("Курс 1 Модуль 1 Сабақ 1 Видео 5 КММ СССР", "КММ СССР", None),
        ("K1M1C1B5 Те\u0438\u0306\u202e", "Тей", None),
    ],
)
def test_title_and_take(typed: str, title: str, take: int | None):
    parsed = parse(typed)
    assert (parsed.code, parsed.title, parsed.take) == (ONE_FIVE, title, take)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "is empty"),
        ("\u200b \n", "is empty"),
        ("Лекция 5", "names no video"),
        ("Кіріспе K1M1C1B5", "names no video"),
        ("K1", "has no {part}"),
        ("K1 M1 C1", "has no {part}"),
        ("K0 M1 C1 B5", "must be from 1"),
        ("K1 M00 C1 B5", "must be from 1"),
        ("K1 M1 C1000 B5", "must be from 1"),
        ("K1 M1 C1 B" + "9" * 900, "must be from 1"),
        ("K1M1C1B5_T00", "must be from 1"),
        ("K1M1C1B5 T1000", "must be from 1"),
        ("K1 M1 C1 B5 (K1 M1 C1 B6)", "two videos"),
        ("K" * 5000, "too long"),
    ],
)
def test_what_is_no_name_is_a_sentence(typed: str, said: str):
    parsed = parse(typed)
    assert parsed.problem is not None
    assert said in parsed.problem.msgid
    assert (parsed.code, parsed.title, parsed.take) == (None, "", None)


def test_the_sentence_names_the_part_that_is_wrong():
    problem = parse("K1 M1 C1").problem
    assert problem is not None
    assert getattr(problem.args["part"], "msgid", "") == "video"


@given(st.text(max_size=40))
def test_never_raises(text: str):
    parsed = parse(text)
    assert (parsed.code is None) == (parsed.problem is not None)


@given(st.text(alphabet="kKкКmМcСсbВ0159 _-TТ№().\u200b", max_size=40))
def test_never_raises_near_the_real_thing(text: str):
    parsed = parse(text)
    assert (parsed.code is None) == (parsed.problem is not None)


numbers = st.integers(1, 999)
separators = st.text(alphabet=" _-.,;:/|\u00a0–", max_size=3)


@given(
    code=st.builds(VideoCode, numbers, numbers, numbers, numbers),
    labels=st.tuples(
        st.sampled_from(["К", "k", "K", "к", "Курс", "course", "KURS"]),
        st.sampled_from(["M", "м", "m", "М", "Модуль", "module"]),
        st.sampled_from(["С", "c", "C", "с", "Сабақ", "урок", "Lesson"]),
        st.sampled_from(["В", "b", "B", "в", "Б", "Видео", "бейне", "video"]),
    ),
    between=st.lists(separators, min_size=8, max_size=8),
    zeros=st.sampled_from(["", "0", "00"]),
)
def test_any_mixture_is_read(code: VideoCode, labels: tuple[str, ...], between: list[str], zeros: str):
    numbered = (code.course, code.module, code.lesson, code.video)
    typed = ""
    for place, (label, number) in enumerate(zip(labels, numbered, strict=True)):
        typed += f"{between[2 * place]}{label}{between[2 * place + 1]}{zeros}{number}"
    assert parse(typed).code == code
