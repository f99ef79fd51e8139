"""Word files made to order: a document whose body is given as XML, and the elements that scripts are made of."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

_NAMESPACES = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_TRACKED = 'w:id="1" w:author="Әсел" w:date="2025-01-01T00:00:00Z"'


def run(text: str) -> str:
    """A run of text."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*content: str) -> str:
    """A paragraph of runs and other inline elements; plain text becomes a run."""
    return "<w:p>" + "".join(part if part.startswith("<") else run(part) for part in content) + "</w:p>"


def inserted(text: str) -> str:
    """A tracked insertion."""
    return f"<w:ins {_TRACKED}>{run(text)}</w:ins>"


def deleted(text: str) -> str:
    """A tracked deletion."""
    return f'<w:del {_TRACKED}><w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r></w:del>'


def control(content: str) -> str:
    """A content control around elements."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def cell(*content: str, properties: str = "") -> str:
    """A table cell; plain text becomes a paragraph."""
    blocks = "".join(part if part.startswith("<") else paragraph(part) for part in content) or paragraph()
    # Word wants a paragraph behind a nested table.
    ending = paragraph() if blocks.endswith("</w:tbl>") else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}{ending}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A table row; plain text becomes a cell."""
    made = "".join(part if part.startswith("<") else cell(part) if part else cell() for part in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


HEADING = row("Кезең", "Сценарий", "Көрнекі құралдар (сурет немесе басқа дереккөздер)")


def save(path: Path, *blocks: str) -> Path:
    """Write a Word file with these blocks."""
    document = docx.Document()
    body = document.element.body
    content = parse_xml(f"<w:body {_NAMESPACES}>{''.join(blocks)}{paragraph()}</w:body>")
    for child in list(body):
        if not child.tag.endswith("sectPr"):
            body.remove(child)
    for place, child in enumerate(list(content)):
        body.insert(place, child)
    document.save(str(path))
    return path
