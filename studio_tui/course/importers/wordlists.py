"""The numbers that Word writes before the paragraphs of a list, which stand nowhere in the text."""

from __future__ import annotations

import msgspec
import regex
from lxml import etree

from studio_tui.course.importers.wordstyles import LEVELS, ListPlace, Styles
from studio_tui.course.importers.wordxml import REMOVED, value, w

_PLACE = regex.compile(r"%([1-9])")
_MOST = 9_999
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LETTERS = {"Letter": "abcdefghijklmnopqrstuvwxyz", "russian": "абвгдежзиклмнопрстуфхцчшщэюя"}
_WITHOUT_NUMBER = frozenset({"bullet", "none"})


class _Level(msgspec.Struct, frozen=True):
    """How a level of a list is numbered: from where, in which figures, and with what around them."""

    start: int = 1
    figures: str = "decimal"
    written: str = ""


class Lists:
    """The lists of a file and how far they have been counted."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        """Read the definitions of the lists.

        Args:
            root: the part that defines lists; None for a file without one.
            styles: for paragraphs that are in a list by their style.
        """
        self._styles = styles
        self._definitions: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._restarts: dict[str, set[int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._define(root)

    def labels(self, body: etree._Element) -> dict[etree._Element, str]:
        """The label of every paragraph that is in a list; empty for a bullet and for a list nothing is known of."""
        labels: dict[etree._Element, str] = {}
        for paragraph in body.iter(w("p")):
            place = self._styles.list_place(paragraph)
            if place is not None and not _is_removed(paragraph):
                labels[paragraph] = self._next(place)
        return labels

    def _define(self, root: etree._Element) -> None:
        abstract = {
            each.get(w("abstractNumId"), ""): {
                int(level.get(w("ilvl"), "0")): _level(level)
                for level in each.iter(w("lvl"))
                if level.get(w("ilvl"), "0") in LEVELS
            }
            for each in root.iter(w("abstractNum"))
        }
        for each in root.iter(w("num")):
            list_id, definition = each.get(w("numId"), ""), value(each, "abstractNumId")
            levels = dict(abstract.get(definition, {}))
            for override in each.iter(w("lvlOverride")):
                level = override.get(w("ilvl"), "0")
                start = value(override, "startOverride")
                if level in LEVELS and _counts(start):
                    levels[int(level)] = msgspec.structs.replace(levels.get(int(level), _Level()), start=int(start))
                    self._restarts.setdefault(list_id, set()).add(int(level))
            self._definitions[list_id] = (definition, levels)

    def _next(self, place: ListPlace) -> str:
        definition, levels = self._definitions.get(place.list_id, ("", {}))
        if not levels:
            return ""
        counts = self._counts.setdefault(definition, {})
        restarts = self._restarts.get(place.list_id, set())
        if place.level in restarts:
            restarts.discard(place.level)
            counts.pop(place.level, None)
        level = levels.get(place.level, _Level())
        counts[place.level] = min(counts.get(place.level, level.start - 1) + 1, _MOST)
        for deeper in [each for each in counts if each > place.level]:
            del counts[deeper]
        if level.figures in _WITHOUT_NUMBER:
            return ""
        return _PLACE.sub(lambda match: _figures(int(match[1]) - 1, levels, counts), level.written).strip()


def _level(level: etree._Element) -> _Level:
    start = value(level, "start")
    return _Level(
        start=int(start) if _counts(start) else 1,
        figures=value(level, "numFmt") or "decimal",
        written=value(level, "lvlText")[:40],
    )


def _counts(written: str) -> bool:
    return written.isdecimal() and len(written) <= 4


def _figures(place: int, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    level = levels.get(place, _Level())
    number = counts.get(place, level.start)
    if level.figures.endswith("Roman"):
        text = _roman(number)
    elif (letters := next((known for end, known in _LETTERS.items() if end in level.figures), "")) and number > 0:
        text = letters[(number - 1) % len(letters)] * ((number - 1) // len(letters) + 1)
    else:
        text = f"{number:02d}" if level.figures == "decimalZero" else str(number)
    return text.upper() if level.figures.startswith("upper") or level.figures.endswith("Upper") else text


def _roman(number: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        times, number = divmod(number, worth)
        text += letters * times
    return text


def _is_removed(paragraph: etree._Element) -> bool:
    """Whether tracked changes take the paragraph away, or the row that it is in."""
    row = next(paragraph.iterancestors(w("tr")), None)
    holders = (paragraph.find(f"{w('pPr')}/{w('rPr')}"), None if row is None else row.find(w("trPr")))
    return any(holder is not None and any(holder.find(tag) is not None for tag in REMOVED) for holder in holders)
