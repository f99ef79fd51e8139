"""The text of Word's elements, as a reader of the accepted document sees it."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml import etree

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHOICE, _FALLBACK = f"{_COMPATIBLE}Choice", f"{_COMPATIBLE}Fallback"

REMOVED = (qn("w:del"), qn("w:moveFrom"))
"""Tracked deletions, and the places that text was moved away from."""

_UNREAD = frozenset({*REMOVED, qn("w:pPr"), qn("w:rt")})
"""Not read: what was removed, a paragraph's properties (tab stops), the small letters above a word."""
_SAID_AS = {
    qn("w:tab"): " ",
    qn("w:ptab"): " ",
    qn("w:br"): " ",  # a soft break is there for the cell's looks; a new paragraph is a new paragraph
    qn("w:cr"): " ",
    qn("w:noBreakHyphen"): "-",
}
_TEXT, _PARAGRAPH = qn("w:t"), qn("w:p")
_WRAPPERS = frozenset(
    map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag"))
)  # what may stand between a table and its rows, a row and its cells, a body and its paragraphs


def block_text(element: etree._Element) -> str:
    """All text in an element, a newline behind each paragraph: insertions, text boxes, nested tables, controls."""
    return "".join(_texts(element))


def children_through(parent: etree._Element, names: tuple[str, ...]) -> Iterator[etree._Element]:
    """The children with these names, also where content controls and tracked insertions stand between."""
    tags = set(map(qn, names))
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from children_through(child, names)


def _texts(element: etree._Element) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == _TEXT:
            yield child.text or ""
        elif tag in _SAID_AS:
            yield _SAID_AS[tag]
        elif tag in _UNREAD or (tag == _FALLBACK and _has_choice(element)):
            continue
        elif tag == _PARAGRAPH:
            yield from _texts(child)
            if not _runs_on(child):
                yield "\n"
        else:
            yield from _texts(child)


def _has_choice(alternatives: etree._Element) -> bool:
    return alternatives.find(_CHOICE) is not None


def _runs_on(paragraph: etree._Element) -> bool:
    """Whether the paragraph's end was deleted with tracking, so that the next paragraph goes on with it."""
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None
