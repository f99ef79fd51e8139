"""Scripts in plain text."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from studio_tui.course.importers.plain import MAX_TEXT_BYTES
from studio_tui.course.importers.problem import ScriptError
from studio_tui.course.importers.reader import read_script

SCRIPT = "Сәлеметсіз бе!\nЕкінші жол.\n\n \t\nКелесі кезең [слайд 1].\n"


def written(folder: Path, content: bytes) -> Path:
    path = folder / "a.txt"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        SCRIPT.encode(),
        codecs.BOM_UTF8 + SCRIPT.encode(),
        SCRIPT.replace("\n", "\r\n").encode(),
        SCRIPT.replace("\n", "\r").encode(),
        SCRIPT.encode("utf-16"),
        codecs.BOM_UTF16_BE + SCRIPT.encode("utf-16-be"),
        SCRIPT.encode("kz1048"),
    ],
    ids=["utf-8", "signed", "windows", "mac", "utf-16", "utf-16-be", "kz-1048"],
)
def test_a_blank_line_separates_stages(tmp_path: Path, content: bytes):
    script = read_script(written(tmp_path, content))
    assert [(stage.stage, stage.text) for stage in script.stages] == [
        ("1", "Сәлеметсіз бе!\nЕкінші жол."),
        ("2", "Келесі кезең [слайд 1]."),
    ]
    assert [warning.kind for warning in script.warnings] == ["no_outcomes", "too_short"]


def test_labels_at_the_top_are_the_sheet(tmp_path: Path):
    text = "Course title: Pedagogy\nSpeaker: Ann Lee\n\nLearning outcomes: to know it\n\nNote: this is spoken.\n"
    script = read_script(written(tmp_path, text.encode()))
    assert (script.sheet.course, script.sheet.speaker, script.sheet.outcomes) == (
        "Pedagogy",
        "Ann Lee",
        "to know it",
    )
    assert [stage.text for stage in script.stages] == ["Note: this is spoken."]
    assert script.language == "en"
    assert [warning.kind for warning in script.warnings] == ["too_short"]


def test_numbers_of_stages(tmp_path: Path):
    script = read_script(written(tmp_path, "1. Бір.\n\n2) Екі.\n\n4. Төрт.".encode()))
    assert [(stage.stage, stage.text) for stage in script.stages] == [("1", "Бір."), ("2", "Екі."), ("4", "Төрт.")]
    assert "missing_stage" in [warning.kind for warning in script.warnings]


def test_numbers_that_are_spoken(tmp_path: Path):
    script = read_script(written(tmp_path, "2024 жыл.\n\n3. Үш.".encode()))
    assert [stage.text for stage in script.stages] == ["2024 жыл.", "3. Үш."]


@pytest.mark.parametrize("minutes", [10, 11])
def test_too_long_for_a_video(tmp_path: Path, minutes: int):
    script = read_script(written(tmp_path, ("сөз " * (150 * minutes)).encode()))
    assert ("too_long" in [warning.kind for warning in script.warnings]) == (minutes > 10)


@pytest.mark.parametrize(
    "content",
    [b"\x98\x98\x98", "Größe".encode("latin-1"), b"\xff\xfe\x00", b"\x00\x01\x02", b"GIF89a\x00\x00"],
)
def test_no_text(tmp_path: Path, content: bytes):
    with pytest.raises(ScriptError, match="not text in UTF-8"):
        read_script(written(tmp_path, content))


def test_too_large(tmp_path: Path):
    with pytest.raises(ScriptError, match="larger than"):
        read_script(written(tmp_path, b"a " * (MAX_TEXT_BYTES // 2 + 1)))


def test_far_too_much_text(tmp_path: Path):
    with pytest.raises(ScriptError, match="far more text"):
        read_script(written(tmp_path, b"a " * 300_000))


@pytest.mark.parametrize("content", [b"", b" \n\n ", "[слайд]".encode()])
def test_nothing_in_it(tmp_path: Path, content: bytes):
    with pytest.raises(ScriptError, match="nothing to read out"):
        read_script(written(tmp_path, content))


def test_the_cyrillic_encoding_of_windows(tmp_path: Path):
    script = read_script(written(tmp_path, "Здравствуйте, коллеги!\n\nДо свидания!".encode("cp1251")))
    assert [stage.text for stage in script.stages] == ["Здравствуйте, коллеги!", "До свидания!"]


def test_letters_that_windows_lost_are_told(tmp_path: Path):
    script = read_script(written(tmp_path, "Сәлеметсіз бе, құрметті әріптес!".encode("cp1251", "replace")))
    assert "lost_letters" in {warning.kind for warning in script.warnings}


@pytest.mark.parametrize(
    "line",
    [
        "Лектор: Сәлеметсіздер ме, құрметті студенттер!",
        "Спикер: Бүгін біз Ньютон заңдарын қарастырамыз",
        "Спикер: Су – тіршілік көзі деп айтады халық.",
        "Дәріскер: Физика табиғат туралы ғылым болып саналады",
        "Ведущий: Добрый день. Сегодня мы поговорим о воде.",
        "Speaker: Today we look at water",
    ],
)
def test_what_the_speaker_says_is_text(tmp_path: Path, line: str):
    script = read_script(written(tmp_path, f"{line}\n\nЕкінші кезең.".encode()))
    assert [stage.text for stage in script.stages] == [line, "Екінші кезең."]
    assert script.sheet.speaker == ""


def test_what_the_speaker_says_below_labels_is_text(tmp_path: Path):
    text = "Курс атауы: Физика\nТақырыбы: Су\nЛектор: Сәлем, достар!\nБастайық.\n\nЕкінші кезең."
    script = read_script(written(tmp_path, text.encode()))
    assert [stage.text for stage in script.stages] == ["Лектор: Сәлем, достар!\nБастайық.", "Екінші кезең."]
    assert (script.sheet.course, script.sheet.topic, script.sheet.speaker) == ("Физика", "Су", "")


@pytest.mark.parametrize(
    "name",
    [
        "А. Серікова", "Серікова А.", "Айгүл", "Серікова Айгүл Болатқызы, PhD, қауымдастырылған профессор",
        "доц. Ахметов Б. Қ.", "кафедра меңгерушісі Ахметов", "Ann Lee, professor of physics at KazNU",
    ],
)  # fmt: skip
def test_a_name_is_the_speaker(tmp_path: Path, name: str):
    script = read_script(written(tmp_path, f"Спикер: {name}\n\nБірінші кезең.".encode()))
    assert script.sheet.speaker == name
    assert [stage.text for stage in script.stages] == ["Бірінші кезең."]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_learning_outcomes_in_a_list(tmp_path: Path, between: str):
    text = f"Оқыту нәтижелері:{between}- Су айналымын сипаттайды;\n- Мысал келтіреді.\n\nСәлем, достар."
    script = read_script(written(tmp_path, text.encode()))
    assert script.sheet.outcomes == "- Су айналымын сипаттайды;\n- Мысал келтіреді."
    assert [stage.text for stage in script.stages] == ["Сәлем, достар."]


def test_learning_outcomes_above_other_labels_and_speech(tmp_path: Path):
    text = "Результаты обучения:\nОписывать круговорот воды\nТема: Вода\nЗдравствуйте, коллеги!\n\nДо свидания."
    script = read_script(written(tmp_path, text.encode()))
    assert (script.sheet.outcomes, script.sheet.topic) == ("Описывать круговорот воды", "Вода")
    assert [stage.text for stage in script.stages] == ["Здравствуйте, коллеги!", "До свидания."]


def test_a_single_label_above_speech_is_speech(tmp_path: Path):
    script = read_script(written(tmp_path, "Тема: вода\nСегодня поговорим о ней.\n\nВторой этап.".encode()))
    assert [stage.text for stage in script.stages] == ["Тема: вода\nСегодня поговорим о ней.", "Второй этап."]


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("1. Бір.\n\nЕкі.\n\n3. Үш.", [("1", "Бір."), ("2", "Екі."), ("3", "Үш.")]),
        ("1. Бір.\n\nЖалғасы.\n\n2. Екі.", [("1", "Бір.\nЖалғасы."), ("2", "Екі.")]),
        ("Сәлем.\n\n2. Екі.\n\n3. Үш.", [("1", "Сәлем."), ("2", "Екі."), ("3", "Үш.")]),
    ],
)
def test_a_number_that_was_forgotten(tmp_path: Path, text: str, stages: list[tuple[str, str]]):
    script = read_script(written(tmp_path, text.encode()))
    assert [(stage.stage, stage.text) for stage in script.stages] == stages
    assert "missing_stage" in {warning.kind for warning in script.warnings}


@pytest.mark.parametrize(
    "text",
    [
        "Үш қағида бар.\n\n1. Бірінші.\n\n2. Екінші.\n\n3. Үшінші.",
        "1. Бірінші.\n\nЕкі сөз.\n\nҮш сөз.",
        "1. Бір.\n\nЕкі.\n\n1. Үш.",
    ],
)
def test_numbers_that_are_not_the_stages(tmp_path: Path, text: str):
    assert [stage.text for stage in read_script(written(tmp_path, text.encode())).stages] == text.split("\n\n")
