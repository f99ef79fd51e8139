"""Scripts in Markdown tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio_tui.course.importers.problem import ScriptError
from studio_tui.course.importers.reader import read_script

SCRIPT = r"""# Видео 5

- **Курс атауы:** Оқыту әдістері
- Бейне ұзақтығы: 9

| Оқыту нәтижелері | Негізгі ұғымды түсіну |
|---|---|
| Спикер | А. Серікова |

| Кезең | Сценарий | Көрнекі құралдар |
|:-----:|----------|-----------------:|
| 1 | Сәлеметсіз бе, менің атым \_\_\_\_.<br>Мен **педагогпын**. | Спикер |
| 2 | А \| Б таңдаңыз [слайд 1](http://example.org/1) | *Слайд* `1`
| Кезең | Сценарий | Көрнекі құралдар |
3 | Бос ______ орын [слайд 2]. |

Соңы.
"""


def test_a_table(tmp_path: Path):
    path = tmp_path / "a.md"
    path.write_text(SCRIPT, encoding="utf-8")
    script = read_script(path)
    assert [(stage.stage, stage.text, stage.visuals) for stage in script.stages] == [
        ("1", "Сәлеметсіз бе, менің атым ____.\nМен педагогпын.", "Спикер"),
        ("2", "А | Б таңдаңыз слайд 1", "Слайд 1"),
        ("3", "Бос ______ орын [слайд 2].", ""),
    ]
    assert (script.sheet.course, script.sheet.duration_min) == ("Оқыту әдістері", 9.0)
    assert (script.sheet.outcomes, script.sheet.speaker) == ("Негізгі ұғымды түсіну", "А. Серікова")
    assert [(warning.kind, warning.stage) for warning in script.warnings] == [
        ("blank", "1"),
        ("blank", "3"),
        ("too_short", ""),
        ("duration_differs", ""),
    ]


def test_without_a_stage_column(tmp_path: Path):
    path = tmp_path / "a.markdown"
    path.write_text("Script | Visuals\n--|--\nHello there | Slide\nGoodbye | \n", encoding="utf-8")
    script = read_script(path)
    assert [(stage.stage, stage.text) for stage in script.stages] == [("1", "Hello there"), ("2", "Goodbye")]
    assert [warning.kind for warning in script.warnings] == ["no_outcomes", "too_short"]


@pytest.mark.parametrize("text", ["", "# Тек тақырып\n\nМәтін\n", "| а | б |\n|---|---|\n| в | г |\n"])
def test_no_script_table(tmp_path: Path, text: str):
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScriptError, match="no table with the columns"):
        read_script(path)


@pytest.mark.parametrize(
    ("row", "stage"),
    [
        ("| 1 | |x| модулі оң | Слайд |", ("|x| модулі оң", "Слайд")),
        ("| 1 | Вектор нормасы ||x|| | Слайд |", ("Вектор нормасы ||x||", "Слайд")),
        ("| 1 | Модуль | |x| |", ("Модуль", "|x|")),
        ("| 1 | A|B таңдаңыз | Слайд |", ("A|B таңдаңыз", "Слайд")),
        ("| 1 | А | Б таңдаңыз | Слайд |", ("А | Б таңдаңыз", "Слайд")),
        ("1|А|Б|Слайд", ("А|Б", "Слайд")),
    ],
)
def test_a_bar_in_the_text_that_is_not_escaped(tmp_path: Path, row: str, stage: tuple[str, str]):
    path = tmp_path / "a.md"
    path.write_text(f"| Кезең | Сценарий | Көрнекі |\n|---|---|---|\n{row}\n| 2 | А \\| Б |\n", encoding="utf-8")
    script = read_script(path)
    assert [(each.text, each.visuals) for each in script.stages] == [stage, ("А | Б", "")]
    told = [(each.kind, each.stage) for each in script.warnings if each.kind != "too_short"]
    assert told == [("split_cell", "1"), ("no_outcomes", "")]
