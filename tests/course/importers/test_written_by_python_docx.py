"""Word files that python-docx made, with its own template, styles, merged cells and comments."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from studio_tui.course.importers.reader import read_script
from tests.rigs.scriptforms import HEADINGS, LANGUAGES, TEXTS, VISUALS, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_as_people_fill_it(tmp_path: Path, language: Language):
    one, two, three, four, _ = TEXTS[language]
    document = docx.Document()
    document.add_heading("К-1", level=1)
    sheet = document.add_table(rows=2, cols=2, style="Table Grid")
    sheet.cell(0, 0).text, sheet.cell(0, 1).text = "Оқыту нәтижелері", "Білу"
    sheet.cell(1, 0).merge(sheet.cell(1, 1)).text = "Спикер: А. Серікова"
    table = document.add_table(rows=5, cols=3, style="Table Grid")
    for place, heading in enumerate(HEADINGS[language]):
        table.cell(0, place).paragraphs[0].add_run(heading).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    hidden = document.styles.add_style("Жасырын", WD_STYLE_TYPE.CHARACTER)
    hidden.font.hidden = True

    table.cell(1, 0).text, table.cell(1, 2).text = "1", VISUALS[language]
    runs = [table.cell(1, 1).paragraphs[0].add_run(text) for text in (one[:9], one[9:])]
    runs[0].italic = True
    table.cell(1, 1).paragraphs[0].add_run(" ЖАСЫРЫН", style=hidden)
    document.add_comment(runs, text="ЖАСЫРЫН пікір", author="Редактор", initials="Р")
    table.cell(2, 0).merge(table.cell(3, 0)).text = "2"
    table.cell(2, 1).text = two
    table.cell(3, 1).add_paragraph(three, style="List Bullet")
    table.cell(4, 0).text = "3"
    wide = table.cell(4, 1).merge(table.cell(4, 2))
    wide.text = f"{four}\n10"
    wide.paragraphs[0].add_run("6").font.superscript = True
    nested = wide.add_table(rows=1, cols=2)
    nested.cell(0, 0).text, nested.cell(0, 1).text = one, two
    document.save(str(tmp_path / "a.docx"))

    script = read_script(tmp_path / "a.docx")
    assert [(stage.stage, stage.text.split()) for stage in script.stages] == [
        ("1", one.split()),
        ("2", f"{two} {three}".split()),
        ("3", f"{four} 10⁶ {one} {two}".split()),
    ]
    assert (script.sheet.outcomes, script.sheet.speaker) == ("Білу", "А. Серікова")
    assert {warning.kind for warning in script.warnings} == {"hidden_text", "comments", "too_short"}
