"""Word files made to do harm end in a sentence or in a script: no traceback, no hang, nothing from outside."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from studio_tui.course.importers.problem import ScriptError
from studio_tui.course.importers.reader import read_script
from studio_tui.i18n import Translator
from tests.rigs.wordfile import HEADING, cell, control, paragraph, row, run, table
from tests.rigs.wordpackage import DECLARED, write_package

SCRIPT = table(HEADING, row("1", "Сәлеметсіз бе", "Слайд"))


def refusal(path: Path) -> str:
    with pytest.raises(ScriptError) as refused:
        read_script(path)
    sentence = Translator("en").say(refused.value.text)
    assert path.name in sentence
    assert sentence.endswith(".")
    return sentence


def read(folder: Path, body: str) -> list[tuple[str, str]]:
    path = write_package(folder / "a.docx", body)
    # Not packed, so that the ratio of the sizes stops nothing.
    script = read_script(rewritten(path, {}, compression=zipfile.ZIP_STORED))
    return [(stage.stage, stage.text) for stage in script.stages]


def rewritten(path: Path, members: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> Path:
    """The archive with members put in the place of its own."""
    with zipfile.ZipFile(path) as before:
        content = {member.filename: before.read(member) for member in before.infolist()} | members
    with zipfile.ZipFile(path, "w", compression) as after:
        for name, written in content.items():
            after.writestr(name, written)
    return path


@pytest.mark.parametrize("levels", [1_000, 20_000])
def test_tables_in_tables_without_end(tmp_path: Path, levels: int):
    begin, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    refusal(write_package(tmp_path / "a.docx", begin * levels + SCRIPT + end * levels))


def test_tables_in_tables_as_deep_as_xml_goes(tmp_path: Path):
    levels = 70
    begin, end = "<w:tbl><w:tr><w:tc>" + paragraph("сөз " * 100), "</w:tc></w:tr></w:tbl>"
    deep = begin * levels + end * levels
    assert read(tmp_path, deep + SCRIPT + deep) == [("1", "Сәлеметсіз бе")]


def test_a_script_in_a_few_tables_for_layout(tmp_path: Path):
    begin, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    assert read(tmp_path, begin * 4 + SCRIPT + end * 4) == [("1", "Сәлеметсіз бе")]
    refusal(write_package(tmp_path / "b.docx", begin * 40 + SCRIPT + end * 40))


def test_controls_in_controls(tmp_path: Path):
    body = paragraph("сөз")
    for _ in range(110):
        body = control(body)
    assert read(tmp_path, table(HEADING, row("1", cell(body), ""))) == [("1", "сөз")]


@pytest.mark.parametrize("span", ["999999999999", "-5", "0", "x", "", "9" * 5_000])
def test_spans_that_no_table_has(tmp_path: Path, span: str):
    wide = cell("Сөз", properties=f'<w:gridSpan w:val="{span}"/>')
    indent = f'<w:gridBefore w:val="{span}"/>'
    assert read(tmp_path, table(HEADING, row("1", wide, "", properties=indent))) == [("1", "Сөз")]


def test_rows_of_countless_cells(tmp_path: Path):
    many = "".join(cell("Сценарий") for _ in range(20_000))
    body = table(f"<w:tr>{cell('Кезең')}{many}</w:tr>", f"<w:tr>{cell('1')}{many}</w:tr>")
    assert read(tmp_path, body) == [("1", "Сценарий")]


def test_fields_that_never_end(tmp_path: Path):
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    content = paragraph(begin * 5_000, run("сөз") + "<w:r><w:t/></w:r>" * 5_000)
    ends = paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>' * 5_000, "соңы")
    assert read(tmp_path, table(HEADING, row("1", cell(content, ends), ""))) == [("1", "сөз\nсоңы")]


def test_more_elements_than_any_script(tmp_path: Path):
    path = write_package(tmp_path / "a.docx", SCRIPT + "<w:p/>" * 1_000_100)
    content = zipfile.ZipFile(path).read("word/document.xml")
    assert "far more than a script" in refusal(path)
    rewritten(path, {"word/document.xml": content}, compression=zipfile.ZIP_STORED)
    assert "far more than a script" in refusal(path), "though nothing is packed"


@pytest.mark.parametrize("place", ["text", "attribute"])
def test_entities_that_multiply(tmp_path: Path, place: str):
    path = write_package(tmp_path / "a.docx", SCRIPT)
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "boom"}">' for n in range(9))
    harm = f'<w:p w:rsid="{"&e8;" if place == "attribute" else ""}"><w:r><w:t>&e8;</w:t></w:r></w:p>'
    document = f"<!DOCTYPE a [{entities}]><w:document {DECLARED}><w:body>{SCRIPT}{harm}</w:body></w:document>"
    rewritten(path, {"word/document.xml": document.encode()})
    try:
        script = read_script(path)
    except ScriptError:
        return
    assert "boom" not in script.stages[0].text


@pytest.mark.parametrize(
    "target", ["../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "", "..", "%2e%2e/%00", "a" * 10_000]
)
def test_parts_that_are_elsewhere(tmp_path: Path, target: str):
    path = write_package(tmp_path / "a.docx", SCRIPT)
    relations = zipfile.ZipFile(path).read("_rels/.rels").replace(b"word/document.xml", target.encode())
    assert "no Word file or is damaged" in refusal(rewritten(path, {"_rels/.rels": relations}))


@pytest.mark.parametrize("name", ["word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels"])
@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"<a>", b"<a/>", b"<a>" * 5_000])
def test_broken_parts_that_the_text_can_do_without(tmp_path: Path, name: str, content: bytes):
    path = rewritten(write_package(tmp_path / "a.docx", SCRIPT), {name: content})
    try:
        assert read_script(path).stages[0].text == "Сәлеметсіз бе"
    except ScriptError:
        assert name.endswith(".rels"), "only the list of the parts has to be sound"


def test_styles_and_lists_that_go_round_in_circles(tmp_path: Path):
    path = write_package(tmp_path / "a.docx", table(HEADING, row(cell(_NUMBERED), cell(_STYLED), "")))
    styles = f"""<w:styles {DECLARED}><w:style w:styleId="x" w:type="paragraph"><w:basedOn w:val="y"/></w:style>
        <w:style w:styleId="y" w:type="paragraph"><w:basedOn w:val="x"/></w:style></w:styles>"""
    numbering = f"""<w:numbering {DECLARED}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">
        <w:start w:val="-99999999999"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1%9%1"/></w:lvl>
        <w:lvl w:ilvl="77777"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/>
        <w:lvlOverride w:ilvl="0"><w:startOverride w:val="9999"/></w:lvlOverride></w:num></w:numbering>"""
    rewritten(path, {"word/styles.xml": styles.encode(), "word/numbering.xml": numbering.encode()})
    script = read_script(path)
    assert script.stages[0].text == "Сөз"


_NUMBERED = paragraph('<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>')
_STYLED = paragraph('<w:pPr><w:pStyle w:val="x"/></w:pPr>', run("Сөз"))


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packed_in_a_way_that_word_never_uses(tmp_path: Path, compression: int):
    path = rewritten(write_package(tmp_path / "a.docx", SCRIPT), {}, compression=compression)
    assert "no Word file or is damaged" in refusal(path)


def test_a_spreadsheet_under_the_name_of_a_word_file(tmp_path: Path):
    path = write_package(tmp_path / "a.docx", SCRIPT)
    types = zipfile.ZipFile(path).read("[Content_Types].xml").replace(b"wordprocessingml", b"spreadsheetml")
    assert "no Word file" in refusal(rewritten(path, {"[Content_Types].xml": types}))


def test_a_password(tmp_path: Path):
    path = tmp_path / "a.docx"
    stream = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000 + stream + b"\0" * 500)
    assert refusal(path) == (
        "a.docx is protected by a password: open it in Word, take the password off and save it."
    )


@pytest.mark.parametrize("char", ["", "F0", "FFFFFF", "zz", "D800", "0"])
def test_symbols_that_are_none(tmp_path: Path, char: str):
    symbol = paragraph(run("сөз"), f'<w:r><w:sym w:font="Symbol" w:char="{char}"/></w:r>', run("соңы"))
    [(_, text)] = read(tmp_path, table(HEADING, row("1", cell(symbol), "")))
    assert text.startswith("сөз")
    assert text.endswith("соңы")


def test_controls_and_bidi_from_everywhere(tmp_path: Path):
    sly = "сө\u202eз\u2066\u200b\ue000\ufff9"
    heading = row("Кезең\u202e", "Сценарий\u200f", "Көрнекі")
    path = write_package(
        tmp_path / "a.docx", table(row(f"Спикер{sly[2:]}", sly)) + table(heading, row(f"1{sly}", sly, sly))
    )
    script = read_script(path)
    said = [
        script.sheet.speaker,
        *(text for each in script.stages for text in (each.stage, each.text, each.visuals)),
    ]
    assert all(text.isprintable() for text in said)
    assert script.stages[0].text == "сөз"
