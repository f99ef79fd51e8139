"""Headings of script tables and labels of information sheets, as people type them."""

from __future__ import annotations

import pytest

from studio_tui.course.importers.headings import Columns, ScriptHeading, SheetFields
from studio_tui.course.reading_time import minutes_in


def columns_of(*texts: str) -> Columns | None:
    heading = ScriptHeading()
    heading.begins(dict(enumerate(texts)))
    return heading.columns


@pytest.mark.parametrize(
    "texts",
    [
        ("Кезең", "Сценарий", "Көрнекі құралдар"),
        ("КЕЗЕҢ*", "СЦЕНАРИЙ *", "КӨРНЕКІ ҚҰРАЛДАР:"),
        ("1. Кезең", "2. Сценарий", "3. Көрнекі"),
        ("Кезе?", "Сценарий", "К?рнекі ??ралдар"),
        ("Этап:", "«Текст спикера»", "Визуальный ряд (картинка или другие источники)"),
        ("№ п/п", "Текст / Мәтін", "Видео"),
        ("№", "Слова", "Экран"),
        ("Stage", "[Script]", "On-screen"),
        ("Part", "Audio", "Video"),
        ("Kезeң", "Сцeнарий", "Kөрнекі"),
        ("Кезең", "Спикер сөзі", "Видеоқатар"),
        ("№", "Дәріскер мәтіні", "Бейне қатар"),
        ("Реттік нөмірі", "Лектордың сөзі", "Кадрдағы көрініс"),
        ("Р/с", "Кадр сыртындағы мәтін", "Не көрсетіледі"),
        ("Эпизод", "Слова ведущего", "В кадре"),
        ("№ п/п", "Озвучка", "Видео ряд"),
        ("Порядковый номер", "Звукоряд", "Что показываем"),
        ("Scene", "Voice-over", "What is shown"),
    ],
)
def test_headings(texts: tuple[str, str, str]):
    assert columns_of(*texts) == Columns(1, 0, 2)


def test_more_columns():
    found = columns_of("№", "Уақыты", "Мәтін", "Слайд", "Экрандағы мәтін", "Ескерту", "")
    assert found == Columns(2, 0, 3, (4,), ("Уақыты", "Ескерту"))
    assert found.visuals_places == (3, 4)


@pytest.mark.parametrize(
    "texts",
    [
        ("Курс атауы", "Сценарий жазу негіздері"),
        ("Слайдтар қалтасы", "Сценарий жазу негіздері"),
        ("Көрнекі материалдарға сілтеме:", "Сценарий қалтасында жатыр"),
        ("Видео тақырыбы", "Мәтін"),
        ("Спикер", "Видеоқатар"),
        ("Дәріскер", "Ахметов"),
        ("Тема видео", "Текст"),
        ("Бейне нөмірі", "Сөз"),
        ("1", "Сценарий"),
        ("Сценарий",),
        ("", ""),
        ("Кезең " + "а" * 200, "Сценарий"),
    ],
)
def test_rows_that_are_none(texts: tuple[str, ...]):
    assert columns_of(*texts) is None


def test_two_columns_without_stages():
    assert columns_of("Script", "Visuals") == Columns(0, None, 1)
    assert columns_of("Слайды", "Текст (спикер)") == Columns(1, None, 0)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("10", 10),
        ("8,5", 8.5),
        ("8.25 мин", 8.25),
        ("8:30", 8.5),
        ("0:08:30", 8.5),
        ("00:08:30", 8.5),
        ("1:02:30", 62.5),
        ("8 мин 30 сек", 8.5),
        ("8 минут 30 секунд", 8.5),
        ("8 минут, 30 слайдтан", 8),
        ("8 min 30 s", 8.5),
        ("8м30с", 8.5),
        ("10 минутқа дейін", 10),
        ("до 10 минут", 10),
        ("___", None),
        ("", None),
    ],
)
def test_minutes(text: str, minutes: float | None):
    assert minutes_in(text) == minutes


def sheet_of(*rows: list[str]) -> SheetFields:
    fields = SheetFields()
    for row in rows:
        fields.add_row(row)
    return fields


@pytest.mark.parametrize(
    "rows",
    [
        [["Курс атауы", "Педагогика"], ["Спикер", "А. Серікова"]],
        [["Курс атауы:", "Педагогика"], ["Спикер *:", "А. Серікова"]],
        [["1.", "Курс атауы", "Педагогика"], ["2", "Спикер", "А. Серікова"]],
        [["1. Курс атауы", "Педагогика"], ["2) Спикер:", "А. Серікова"]],
        [["Курс атауы", "Педагогика", "Спикер", "А. Серікова"]],
        [["Курс атауы: Педагогика\nСпикер: А. Серікова"]],
        [["", "Курс атауы / Название курса", "", "Педагогика"], ["Спикер (лектор)", "", "А. Серікова"]],
        [["Курс атауы", "____"], ["Курс атауы", "Педагогика"], ["Спикер", "А. Серікова"], ["Спикер", "Б"]],
        [["Курс атауы", "Педагогика"], ["Спикер", "А. Серікова"], ["Автор", "……"]],
    ],
)
def test_sheets(rows: list[list[str]]):
    sheet = sheet_of(*rows).sheet()
    assert (sheet.course, sheet.speaker, sheet.author) == ("Педагогика", "А. Серікова", "")


def test_a_field_far_longer_than_any_is_cut():
    assert len(sheet_of(["Спикер", "а" * 100_000]).sheet().speaker) == 4_000
