"""``studio-tui script`` by its contract."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from studio_tui.cli import cli
from studio_tui.commands.script import script
from studio_tui.i18n import LANGUAGES, Translator
from tests.rigs.wordfile import HEADING, cell, inserted, paragraph, row, save, table


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    sheet = table(row("Курс атауы", "Педагогика"), row("Оқыту нәтижелері", "Білу"), row("Ұзақтығы", "8,5"))
    rows = (row("1", "Сәлеметсіз бе, мен ____ [слайд 1].", "Спикер"), row("2", "1984 жылы басталды.", "Слайд"))
    return save(tmp_path / "сценарий.docx", sheet, table(HEADING, *rows))


def called(*arguments: str) -> Result:
    return CliRunner().invoke(script, list(arguments), catch_exceptions=False)


def test_the_document(word_file: Path):
    result = called("--json", str(word_file))
    assert (result.exit_code, result.stderr) == (0, "")
    document = json.loads(result.stdout)
    assert list(document) == [
        "file", "sheet", "stages", "words", "spoken_words", "language", "seconds_at_wpm", "warnings",
    ]  # fmt: skip
    assert document["file"] == str(word_file)
    assert set(document["sheet"]) == {
        "course", "topic", "outcomes", "number", "author", "university", "speaker", "duration_min", "visuals",
        "file_name",
    }  # fmt: skip
    assert (document["sheet"]["course"], document["sheet"]["duration_min"]) == ("Педагогика", 8.5)
    assert document["stages"][0] == {
        "stage": "1",
        "text": "Сәлеметсіз бе, мен ____ [слайд 1].",
        "visuals": "Спикер",
        "cues": ["слайд 1"],
        "words": 3,
        "spoken_words": 3,
        "syllables": 6,
    }
    assert (document["words"], document["spoken_words"], document["language"]) == (6, 11, "kk")
    assert document["seconds_at_wpm"] == pytest.approx({"150": 4.4, "165": 4.0, "180": 11 / 3}, abs=0.001)
    assert document["warnings"] == [
        {"kind": "blank", "stage": "1", "message": "Stage 1 has a blank that is still to be filled in."},
        {
            "kind": "too_short",
            "stage": "",
            "message": "At 180 words a minute this takes only 4 s: is that the whole script?",
        },
        {
            "kind": "duration_differs",
            "stage": "",
            "message": "The sheet says 8:30 min, but these words take 0:04 to 0:04 at 180 to 150 words a minute.",
        },
    ]


def test_for_people(word_file: Path):
    result = called(str(word_file))
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:-4] == [
        "  Course             Педагогика",
        "  Learning outcomes  Білу",
        "  Duration           8.5 min",
        "",
        "  Stage  Words   150   180  Begins with",
        "  1          3  0:01  0:01  Сәлеметсіз бе, мен ____ [слайд 1].",
        "                            Seen: Спикер",
        "                            Cues: [слайд 1]",
        "  2          8  0:03  0:03  1984 жылы басталды.",
        "                            Seen: Слайд",
        "",
        "Kazakh: 2 stages, 6 words in the text, 11 words aloud",
        "  0:04 at 150 words a minute, 4.8 syllables a second",
        "  0:04 at 165 words a minute, 5.2 syllables a second",
        "  0:04 at 180 words a minute, 5.7 syllables a second",
        "",
    ]
    assert "! Stage 1 has a blank" in result.stdout


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_a_file_that_cannot_be_read(tmp_path: Path, arguments: list[str]):
    result = called(*arguments, str(tmp_path / "a.doc"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "There is no file a.doc.\n"


def test_without_a_file_it_is_bad_usage():
    assert called().exit_code == 2


LONG = "Қазақстанның топырақ қабаты солтүстіктен оңтүстікке қарай біртіндеп өзгереді. " * 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_a_terminal_of_eighty_columns(tmp_path: Path, language: str):
    sheet = table(row("Курс атауы", LONG), row("Оқыту нәтижелері", cell(LONG, LONG)), row("Нөмірі", "бесінші"))
    rows = (
        row("1", cell(LONG, "[слайд 1] ____"), LONG),
        row("Қорытынды бөлім, оған қосымша", LONG * 6, ""),
        row("3", "漢字 " * 60, "漢字" * 60),
        row("3", cell(paragraph(inserted("[видео]"))), ""),
    )
    path = save(tmp_path / "a.docx", sheet, table(HEADING, *rows))
    result = CliRunner().invoke(script, [str(path)], obj=Translator(language), catch_exceptions=False)
    lines = result.stdout.splitlines()[1:]
    assert max(map(_cells, lines)) <= 80
    assert all(line == line.rstrip() for line in lines)
    assert sum(line.startswith("! ") for line in lines) == 6


def _cells(line: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in line)


def test_round_brackets_that_are_not_read_out_are_named(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("Stage;Script\n1;Look (slide 2) at this (text, images)\n", encoding="utf-8")
    lines = [line.strip() for line in called(str(path)).stdout.splitlines()]
    assert "Cues: [slide 2]" in lines
    assert "Taken for cues, not read out: (slide 2)" in lines


def test_times_are_told_at_the_band_of_the_preset_for_the_language(tmp_path: Path):
    preset = tmp_path / "own.toml"
    shipped = Path("presets/bmg-coursera-source.toml").read_text(encoding="utf-8")
    own = "kk = { low_wpm = 100.0, high_wpm = 131.0 }"
    preset.write_text(shipped.replace("kk = { low_wpm = 150.0, high_wpm = 180.0 }", own), encoding="utf-8")
    settings = tmp_path / "studio.toml"
    shown = Path("studio.toml").read_text(encoding="utf-8")
    settings.write_text(re.sub('preset = ".*"', f'preset = "{preset}"', shown), encoding="utf-8")
    path = tmp_path / "a.txt"
    for text, language, fastest in (("Сәлем, әріптес", "kk", "131"), ("Hello", "en", "180")):
        path.write_text(text, encoding="utf-8")
        document = json.loads(_as_called("--config", str(settings), "script", "--json", str(path)))
        assert document["language"] == language
        assert list(document["seconds_at_wpm"]) == ["150", "165", "180"], "agreed with outside programs"
        said = next(each["message"] for each in document["warnings"] if each["kind"] == "too_short")
        assert f" {fastest} " in said
    lines = _as_called("--config", str(settings), "script", str(path)).splitlines()
    assert any(line.split() == ["Stage", "Words", "150", "180", "Begins", "with"] for line in lines)
    path.write_text("Сәлем, әріптес", encoding="utf-8")
    lines = _as_called("--config", str(settings), "script", str(path)).splitlines()
    assert any(line.split() == ["Stage", "Words", "100", "131", "Begins", "with"] for line in lines)
    assert any("115.5" in line for line in lines)


def _as_called(*arguments: str) -> str:
    return CliRunner().invoke(cli, ["--language", "en", *arguments], catch_exceptions=False).stdout


def test_a_csv_file(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("Stage;Script\n1;Hello there\n", encoding="utf-8")
    document = json.loads(called("--json", str(path)).stdout)
    assert [(stage["stage"], stage["text"]) for stage in document["stages"]] == [("1", "Hello there")]
