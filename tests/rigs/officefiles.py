"""Word files that LibreOffice saved: from our Word files, from a document of its own, and from a page of HTML."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.rigs.scriptforms import HEADINGS, LANGUAGES, TEXTS, VISUALS, Language
from tests.rigs.wordtraps import DECOY

_TIMEOUT_S = 120
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_PREFIXES = {
    "office": f"{_OASIS}:office:1.0",
    "text": f"{_OASIS}:text:1.0",
    "table": f"{_OASIS}:table:1.0",
    "draw": f"{_OASIS}:drawing:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ooow": "http://openoffice.org/2004/writer",
}
_NAMESPACES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _PREFIXES.items())
_INFO = "<office:change-info><dc:creator>Ә</dc:creator><dc:date>2025-01-01T00:00:00</dc:date></office:change-info>"


def saved_as_word(files: Sequence[Path], folder: Path, profile: Path, *options: str) -> None:
    """Have LibreOffice save documents as Word files of the same names in a folder.

    Args:
        files: the documents.
        folder: where the Word files go.
        profile: a folder for LibreOffice's own settings; two calls may share it, one after the other.
        options: more of its options.
    """
    command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", *options]
    command += ["--convert-to", "docx", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=_TIMEOUT_S)


def write_all(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Both kinds of document in every language: the stages that are seen in each, by its name without suffix."""
    seen = {}
    for language in LANGUAGES:
        seen[f"writer-{language}"] = write_writer_document(folder / f"writer-{language}.fodt", language)
        seen[f"page-{language}"] = write_page(folder / f"page-{language}.html", language)
    return seen


def write_writer_document(path: Path, language: Language) -> list[tuple[str, str]]:
    """Write a document of LibreOffice's own kind; says which stages are seen in it."""
    one, two, three, four, five = TEXTS[language]
    first, rest = two.split(" ", 1)
    words = three.split(" ")
    marked = f"{one[:5]}<text:bookmark text:name='b'/><text:span>{one[5:]}</text:span>{_NOTE}{_REMARK}"
    changed = (
        f"{first} <text:change text:change-id='ct1'/><text:change-start text:change-id='ct2'/>{rest}"
        "<text:change-end text:change-id='ct2'/>"
    )
    broken = f"{words[0]}<text:line-break/>{words[1]}<text:tab/>{words[2]}<text:s text:c='2'/>{' '.join(words[3:])}"
    frame = (
        "<draw:frame text:anchor-type='as-char' svg:width='4cm' svg:height='2cm'><draw:text-box>"
        f"{_p(four)}</draw:text-box></draw:frame>"
    )
    inner = f"<table:table>{_columns(1)}<table:table-row>{_cell(_p(five))}</table:table-row></table:table>"
    hyphens = one.replace("-", "\u2011").replace("а", "а\u00ad")
    rows = (
        ("1", _p(marked)),
        ("2", _p(changed)),
        ("3", f"<text:list><text:list-item>{_p(broken)}</text:list-item></text:list>"),
        ("4", _p(frame) + inner),
        ("5", _p(hyphens)),
    )
    table = (
        f"<table:table table:name='s'>{_columns(3)}<table:table-header-rows>{_row(*HEADINGS[language])}"
        "</table:table-header-rows>"
        + "".join(_row_of_blocks(_p(number), script, _p(VISUALS[language])) for number, script in rows)
        + "</table:table>"
    )
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {_NAMESPACES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>{_CHANGES}{_p("К-1")}'
        f"{table}</office:text></office:body></office:document>",
        encoding="utf-8",
    )
    return [("1", one), ("2", two), ("3", three), ("4", f"{four} {five}"), ("5", one)]


def write_page(path: Path, language: Language) -> list[tuple[str, str]]:
    """Write a page of HTML; says which stages are seen in it."""
    one, two, three, four, five = TEXTS[language]
    seen = VISUALS[language]
    hyphens = two.replace("а", "а&shy;").replace("th", "t&shy;h")
    heading = "".join(f"<th>{each}</th>" for each in HEADINGS[language])
    rows = (
        f"<td>1</td><td><p>{one.replace(' ', '&nbsp;', 1)}</p><ul><li>{hyphens}</li></ul></td><td>{seen}</td>",
        f"<td rowspan='2'>2</td><td>{three.replace(' ', '<br>', 2)}</td><td>{seen}</td>",
        f"<td>{four}</td><td></td>",
        f"<td>3</td><td colspan='2'>{five[:7]}<b><i>{five[7:9]}</i></b>{five[9:]} 10<sup>6</sup></td>",
        f"<td>4</td><td>{one[:-3]}<!-- {DECOY} --><a href='#a'>{one[-3:]} {two}</a></td><td>{seen}</td>",
    )
    table = f"<thead><tr>{heading}</tr></thead><tbody>{''.join(f'<tr>{each}</tr>' for each in rows)}</tbody>"
    path.write_text(
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>К-1</title></head>"
        f"<body><p>К-1</p><table border='1'>{table}</table></body></html>",
        encoding="utf-8",
    )
    return [("1", f"{one} {two}"), ("2", f"{three} {four}"), ("3", f"{five} 10⁶"), ("4", f"{one} {two}")]


def _p(content: str) -> str:
    return f"<text:p>{content}</text:p>"


def _cell(content: str) -> str:
    return f"<table:table-cell office:value-type='string'>{content}</table:table-cell>"


def _columns(count: int) -> str:
    return f"<table:table-column table:number-columns-repeated='{count}'/>"


def _row(*texts: str) -> str:
    return _row_of_blocks(*map(_p, texts))


def _row_of_blocks(*cells: str) -> str:
    return f"<table:table-row>{''.join(map(_cell, cells))}</table:table-row>"


_NOTE = (
    "<text:note text:id='n' text:note-class='footnote'><text:note-citation>1</text:note-citation>"
    f"<text:note-body>{_p(DECOY)}</text:note-body></text:note>"
)
_REMARK = f"<office:annotation><dc:creator>Ә</dc:creator>{_p(DECOY)}</office:annotation>"
_CHANGES = (
    f"<text:tracked-changes><text:changed-region text:id='ct1'><text:deletion>{_INFO}{_p(DECOY)}</text:deletion>"
    f"</text:changed-region><text:changed-region text:id='ct2'><text:insertion>{_INFO}</text:insertion>"
    "</text:changed-region></text:tracked-changes>"
)
