"""The slate that an information sheet asks for."""

from __future__ import annotations

from itertools import product

import pytest

from studio_tui.course.script import Sheet
from studio_tui.course.sheet_slate import slate_of
from studio_tui.course.take import Slate, VideoCode

CODE = VideoCode(1, 2, 3, 5)


def spelled(course: str, module: str, lesson: str, video: str, between: str = " ") -> str:
    return between.join(
        f"{letter}{number}" for letter, number in zip((course, module, lesson, video), "1235", strict=True)
    )


EVERY_SPELLING = [
    spelled(*letters, between=between)
    for letters in product(("К", "K", "к", "C"), ("М", "M"), ("С", "C", "L"), ("В", "B", "V", "б"))
    for between in (" ", "_", "")
]  # Cyrillic and Latin in any mixture


@pytest.mark.parametrize("text", EVERY_SPELLING)
def test_every_mixture_of_alphabets_is_one_video(text: str):
    assert slate_of(Sheet(number=text, topic="Су")) == Slate(CODE, "Су")
    assert slate_of(Sheet(file_name=f"{text}_Су айналымы", topic="Топырақ")) == Slate(CODE, "Су айналымы")


@pytest.mark.parametrize(
    "number",
    [
        "Курс 1 модуль 2 сабақ 3 видео 5",
        "К1 M2 С3 В 5 (Курс 1 модуль 2 сабақ 3 видео 5)",
        "1-курс 2-модуль 3-урок 5-видео",
    ],
)
def test_numbers_in_words(number: str):
    assert slate_of(Sheet(number=number)) == Slate(CODE)


@pytest.mark.parametrize(
    ("sheet", "title"),
    [
        (Sheet(number="К1 M2 С3 В5", file_name="K1_M2_C3_B5_Өзендер", topic="Су"), "Өзендер"),
        (Sheet(number="К1 M2 С3 В5", file_name="K1_M2_C3_B5_Өзендер.mp4", topic="Су"), "Өзендер"),
        (Sheet(number="К1 M2 С3 В5", file_name="K1_M2_C3_B5", topic="Су\nжәне жер"), "Су және жер"),
        (Sheet(number="К1 M2 С3 В5 Көлдер", file_name="өзендер", topic="Су"), "Көлдер"),
        (Sheet(number="К1 M2 С3 В5", file_name="K1_M2_C3_B6_Басқа видео", topic="Су"), "Су"),
        (Sheet(number="бесінші", file_name="K1_M2_C3_B5_Өзендер", topic="Су"), "Өзендер"),
        (Sheet(file_name="K1_M2_C3_B5"), ""),
    ],
)
def test_where_the_title_comes_from(sheet: Sheet, title: str):
    assert slate_of(sheet) == Slate(CODE, title)


@pytest.mark.parametrize(
    "sheet", [Sheet(), Sheet(topic="Су"), Sheet(number="5"), Sheet(number="К1 M2 С3", file_name="Өзендер.docx")]
)
def test_a_sheet_that_names_no_video(sheet: Sheet):
    assert slate_of(sheet) is None
