"""The text of Word's elements, as a reader of the accepted document sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

import regex
from lxml import etree

from studio_tui.course.clean import clean_text
from studio_tui.course.importers.equations import linear, raised
from studio_tui.course.importers.wordstyles import Styles
from studio_tui.course.importers.wordsymbols import UNKNOWN, in_unicode
from studio_tui.course.importers.wordxml import (
    ALTERNATIVES,
    DRAWN_TEXT,
    REMOVED,
    alternative,
    is_on,
    m,
    own_text,
    value,
    w,
)

Noticed = Literal["hidden_text", "symbols", "equations", "text_boxes", "notes", "comments", "not_read"]
"""What an author should be told about once text was read: see `studio_tui.course.importers.docx`."""

_UNREAD = frozenset({*REMOVED, w("pPr"), w("rPr"), w("sdtPr"), w("rt")})
"""Not read: what was removed, properties (tab stops are in them), the small letters above a word."""
_SAID_AS = {
    w("tab"): " ",
    w("ptab"): " ",
    w("br"): " ",  # a soft break is there for the cell's looks; a new paragraph is a new paragraph
    w("cr"): " ",
    w("noBreakHyphen"): "-",
}
_NOTES: dict[str, Noticed] = {
    w("footnoteReference"): "notes",
    w("endnoteReference"): "notes",
    w("commentReference"): "comments",
    DRAWN_TEXT: "not_read",
}
_FILE_SPACES = regex.compile(r"[\t\r\n]")
_POWER = regex.compile(r"\s*[+-−]?\d+\s*")


def is_removed(row: etree._Element) -> bool:
    """Whether a table's row was deleted with tracking, and is no longer there."""
    return any(row.find(f"{w('trPr')}/{tag}") is not None for tag in REMOVED)


def continues(cell: etree._Element, merge: str) -> bool:
    """Whether a cell goes on with the one above (``vMerge``) or before it (``hMerge``); ``restart`` begins one."""
    mark = cell.find(f"{w('tcPr')}/{w(merge)}")
    return mark is not None and mark.get(w("val"), "continue") == "continue"


class WordText:
    """Reads text, and keeps what it came across on the way."""

    def __init__(self, styles: Styles) -> None:
        self.noticed: set[Noticed] = set()
        self._styles = styles
        self._boxes: list[etree._Element] = []
        self._readers: dict[str, Callable[[etree._Element], Iterator[str]]] = {
            w("p"): self._paragraph,
            w("r"): self._run,
            w("tr"): self._row,
            w("tc"): self._cell,
            w("txbxContent"): self._box,
            m("oMath"): self._equation,
            ALTERNATIVES: self._alternatives,
        }

    def of(self, element: etree._Element) -> str:
        """All text in an element, clean, paragraphs separated by a newline.

        Insertions, nested tables and content controls are in their places; a text box comes behind the paragraph
        that it is anchored in. Hidden text is left out.
        """
        return clean_text("".join([*self._texts(element), *self._waiting_boxes()]))

    def is_hidden(self, row: etree._Element) -> bool:
        """Whether a row of a table is hidden."""
        hidden = is_on(row.find(f"{w('trPr')}/{w('hidden')}"))
        if hidden:
            self.noticed.add("hidden_text")
        return hidden

    def skip_merged(self, cell: etree._Element) -> None:
        """Leave a merged cell out: Word shows nothing of it, whatever stands in it."""
        if any((text.text or "").strip() for text in cell.iter(w("t"))):
            self.noticed.add("hidden_text")

    def _texts(self, elements: Iterable[etree._Element]) -> Iterator[str]:
        for child in elements:
            read = self._readers.get(child.tag)
            if read is not None:
                yield from read(child)
            elif child.tag in _NOTES:
                self.noticed.add(_NOTES[child.tag])
            elif child.tag not in _UNREAD:
                yield from self._texts(child)

    def _row(self, row: etree._Element) -> Iterator[str]:
        if not is_removed(row) and not self.is_hidden(row):
            yield from self._texts(row)

    def _alternatives(self, alternatives: etree._Element) -> Iterator[str]:
        form = alternative(alternatives)
        return iter(()) if form is None else self._texts(form)

    def _box(self, box: etree._Element) -> Iterator[str]:
        self._boxes.append(box)
        return iter(())

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        yield from self._texts(paragraph)
        if not _runs_on(paragraph):
            yield "\n"
            yield from self._waiting_boxes()

    def _waiting_boxes(self) -> Iterator[str]:
        while self._boxes:
            self.noticed.add("text_boxes")
            yield "\n"
            yield from self._texts(self._boxes.pop(0))
            yield "\n"

    def _cell(self, cell: etree._Element) -> Iterator[str]:
        """A cell of a table inside the text."""
        if continues(cell, "vMerge") or continues(cell, "hMerge"):
            self.skip_merged(cell)
        elif cell.find(f"{w('tcPr')}/{w('cellDel')}") is None:
            yield from self._texts(cell)
            yield "\n"

    def _equation(self, equation: etree._Element) -> Iterator[str]:
        self.noticed.add("equations")
        yield " ".join(linear(equation).split())

    def _run(self, run: etree._Element) -> Iterator[str]:
        if any(True for _ in run.iter(w("t"), w("sym"))) and self._styles.hides(run):
            if any((text.text or "").strip() for text in run.iter(w("t"))):
                self.noticed.add("hidden_text")
            return
        yield from self._content(run, run.find(w("rPr")))

    def _content(self, holder: etree._Element, properties: etree._Element | None) -> Iterator[str]:
        """What stands in a run, or in the form of a part of it that is read."""
        for child in holder:
            tag = child.tag
            if tag == w("t"):
                text = self._seen(own_text(child), _font(properties))
                yield raised(text.strip()) if _is_raised(properties) and _POWER.fullmatch(text) else text
            elif tag == w("sym"):
                yield self._symbol(child)
            elif tag in _SAID_AS:
                yield _SAID_AS[tag]
            elif tag in _NOTES and _is_set(child, "customMarkFollows"):
                self.noticed.add(_NOTES[tag])
                return  # what follows is the note's mark
            elif tag == ALTERNATIVES and (form := alternative(child)) is not None:
                yield from self._content(form, properties)
            else:
                yield from self._texts((child,))

    def _seen(self, text: str, font: str) -> str:
        """Text as it is seen in its font; line ends inside it are only the file's own."""
        seen = "".join(in_unicode(character, font) for character in _FILE_SPACES.sub(" ", text))
        if seen.count(UNKNOWN) > text.count(UNKNOWN):
            self.noticed.add("symbols")
        return seen

    def _symbol(self, symbol: etree._Element) -> str:
        code = symbol.get(w("char"), "")
        if not regex.fullmatch(r"[0-9A-Fa-f]{1,4}", code):
            self.noticed.add("symbols")
            return UNKNOWN
        return self._seen(chr(int(code, 16)), symbol.get(w("font"), ""))


def _is_set(element: etree._Element, name: str) -> bool:
    return element.get(w(name)) in {"1", "true", "on"}


def _font(properties: etree._Element | None) -> str:
    fonts = None if properties is None else properties.find(w("rFonts"))
    return "" if fonts is None else fonts.get(w("ascii"), "")


def _is_raised(properties: etree._Element | None) -> bool:
    """Whether figures stand above the line, as a power does; LibreOffice only lifts them, by half points."""
    return value(properties, "vertAlign") == "superscript" or value(properties, "position").isdecimal()


def _runs_on(paragraph: etree._Element) -> bool:
    """Whether the paragraph's end was deleted with tracking, so that the next paragraph goes on with it."""
    properties = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    return properties is not None and any(properties.find(tag) is not None for tag in REMOVED)
