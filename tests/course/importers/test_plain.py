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
