"""Rows of the prompter's page: runs of text with a tone each, signs laid over them, and the whole turned over.

Everything is in cells. A row is turned over by its characters: each block character has a mirror image among the
block characters, so the mirrored page is exact to the pixel, signs and all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rich.cells import cell_len, get_character_cell_size

from studio_tui.ui.raster.mosaic import MOSAICS, Mosaic

Tone = Literal["past", "now", "next", "cue", "hint", "blank", "mark", "breath", "count", "edge"]
"""How a run is shown: already read, being read, to come; a direction, a hint how to say a word, a blank that nobody
has filled; focus marks and marks of the script; a breath, the count-in; what stands quietly at the edge."""

Run = tuple[str, Tone]

_SINGLE_CELLS = re.compile("[ -~\u00a0-\u02ff\u0370-\u0482\u048a-\u052f\u2190-\u25ff\U0001fb00-\U0001fbff]*")
"""Text of which every character is one cell: Latin, Greek, Cyrillic, blocks."""

_TURNED_ARROWS = str.maketrans("▶◀", "◀▶")


@dataclass(frozen=True)
class PageRow:
    """One terminal row: its runs, and whether it is of the line being read."""

    parts: tuple[Run, ...]
    in_focus: bool = False

    @property
    def text(self) -> str:
        """The row without its tones."""
        return "".join(text for text, _ in self.parts)

    @property
    def runs(self) -> tuple[tuple[int, Tone], ...]:
        """Cells and tone of each run."""
        return tuple((cell_len(text), tone) for text, tone in self.parts)


def overlaid(row: PageRow, x: int, text: str, tone: Tone) -> PageRow:
    """The row with a text of single cells over it, from cell ``x`` on."""
    if not text:
        return row
    before, rest = _cut(row.parts, x)
    _, after = _cut(rest, len(text))
    return PageRow((*before, (text, tone), *after), row.in_focus)


def turned(rows: Sequence[PageRow], mosaic: Mosaic, *, mirror: bool, flip: bool) -> list[PageRow]:
    """The rows as they look in a glass: left to right, top to bottom, or both."""
    found = list(rows)
    if flip:
        table = _turned_glyphs(mosaic, False, True)  # noqa: FBT003 - which axes, for the cache
        found = [
            PageRow(tuple((text.translate(table), tone) for text, tone in row.parts), row.in_focus)
            for row in reversed(found)
        ]
    if mirror:
        table = _turned_glyphs(mosaic, True, False)  # noqa: FBT003
        found = [
            PageRow(tuple((text[::-1].translate(table), tone) for text, tone in reversed(row.parts)), row.in_focus)
            for row in found
        ]
    return found


@lru_cache(maxsize=8)
def _turned_glyphs(mosaic: Mosaic, mirror: bool, flip: bool) -> dict[int, int]:  # noqa: FBT001
    table: dict[int, int] = dict(_TURNED_ARROWS) if mirror else {}
    for family in (MOSAICS["half"], mosaic):
        for pattern, glyph in enumerate(family.glyphs):
            other = 0
            for y in range(family.down):
                for x in range(family.across):
                    if pattern >> (y * family.across + x) & 1:
                        to_x = family.across - 1 - x if mirror else x
                        to_y = family.down - 1 - y if flip else y
                        other |= 1 << (to_y * family.across + to_x)
            table[ord(glyph)] = ord(family.glyphs[other])
    return table


def _cut(parts: tuple[Run, ...], cells: int) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The runs before and behind a cell; a wide character on the border becomes two spaces."""
    before: list[Run] = []
    room = cells
    for index, (text, tone) in enumerate(parts):
        width = cell_len(text)
        if width <= room:
            before.append((text, tone))
            room -= width
            continue
        left, right = split_cells(text, room)
        head = ((left, tone),) if left else ()
        return (*before, *head), ((right, tone), *parts[index + 1 :])
    return tuple(before), ()


def split_cells(text: str, cells: int) -> tuple[str, str]:
    """A text before and behind a cell, together as wide as it was."""
    if _SINGLE_CELLS.fullmatch(text):
        return text[:cells], text[cells:]
    x = 0
    for at, character in enumerate(text):
        width = get_character_cell_size(character)
        if width and x + width > cells:
            # Half of a wide character is shown as a space on either side.
            half = cells - x
            rest = " " * (width - half) + text[at + 1 :] if half else text[at:]
            return text[:at] + " " * half, rest
        x += width
    return text, ""
