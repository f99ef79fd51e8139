"""What a Word file's styles say about its text: what is hidden, and which list a paragraph is in."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from lxml import etree

from studio_tui.course.importers.wordxml import is_on, value, w

LEVELS = frozenset("012345678")
"""The levels of a list, as they are written."""
_LONGEST_CHAIN = 20


class ListPlace(msgspec.Struct, frozen=True):
    """A paragraph's list and its level in it, from 0."""

    list_id: str
    level: int


class Styles:
    """Styles by their ids, each with the one that it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read them.

        Args:
            root: the part with the styles; None for a file without one.
        """
        self._by_id: dict[str, etree._Element] = {}
        self._usual = ""
        for style in () if root is None else root.iter(w("style")):
            name = style.get(w("styleId"), "")
            self._by_id.setdefault(name, style)
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in {"1", "true", "on"}:
                self._usual = self._usual or name

    def hides(self, run: etree._Element) -> bool:
        """Whether a run is hidden text, by itself or by its style or its paragraph's."""
        properties = run.find(w("rPr"))
        chains = [[run], self._chain(value(properties, "rStyle")), self._paragraph_chain(_paragraph_of(run))]
        for chain in chains:
            for holder in chain:
                switch = holder.find(f"{w('rPr')}/{w('vanish')}")
                if switch is not None:
                    return is_on(switch)
        return False

    def list_place(self, paragraph: etree._Element) -> ListPlace | None:
        """The list that a paragraph is in, by itself or by its style."""
        for holder in (paragraph, *self._paragraph_chain(paragraph)):
            place = holder.find(f"{w('pPr')}/{w('numPr')}")
            if place is not None and place.find(w("numId")) is not None:
                list_id, level = value(place, "numId"), value(place, "ilvl")
                level = level if level in LEVELS else "0"
                return None if list_id == "0" else ListPlace(list_id, int(level))
        return None

    def _paragraph_chain(self, paragraph: etree._Element | None) -> Iterator[etree._Element]:
        # They come first if at all; to look for them among thousands of runs would take its time for every run.
        first = None if paragraph is None else next(iter(paragraph), None)
        properties = first if first is not None and first.tag == w("pPr") else None
        return self._chain(value(properties, "pStyle") or self._usual)

    def _chain(self, name: str) -> Iterator[etree._Element]:
        for _ in range(_LONGEST_CHAIN):
            style = self._by_id.get(name)
            if style is None:
                return
            yield style
            name = value(style, "basedOn")


def _paragraph_of(run: etree._Element) -> etree._Element | None:
    return next(run.iterancestors(w("p")), None)
