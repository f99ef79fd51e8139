"""A ruler in one row of text: a thin line at each exact place, its label beside it, none of them touching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from studio_tui.ui.widgets.bars import merged
from studio_tui.ui.widgets.rows import Ink, Part, Row

LINES = "▏│▕"
"""A line at the left edge, in the middle and at the right edge of a cell: places are right to a sixth of a cell."""


@dataclass(frozen=True)
class Mark:
    """Something to mark on a ruler: its label, its place from 0 to 1, its ink."""

    label: str
    share: float
    ink: Ink = "quiet"


def line_at(share: float, cells: int) -> tuple[int, str]:
    """The cell in which a place lies, and the line that comes closest to it there."""
    place = min(max(share, 0.0), 1.0) * cells
    cell = min(int(place), cells - 1)
    return cell, LINES[min(int((place - cell) * 3), 2)]


def ruler(marks: Sequence[Mark], cells: int) -> Row:
    """A row exactly ``cells`` wide.

    Args:
        marks: the important ones first; one whose label has no room gets a bare line, or nothing.
        cells: width of the bar that the ruler stands under.
    """
    row = [Part(" ")] * max(0, cells)
    if cells <= 0:
        return ()
    for mark in [mark for mark in marks if not _put(row, mark, mark.label)]:
        _put(row, mark, "")
    return merged(row)


def _put(row: list[Part], mark: Mark, label: str) -> bool:
    """Draw a line and its label if they and a space around them are free; at the right end the label is first."""
    cell, line = line_at(mark.share, len(row))
    size = cell_len(label)
    after = cell + 1 + size <= len(row)
    start = cell if after else cell - size
    end = start + 1 + size
    if start < 0 or any(part.text != " " for part in row[max(0, start - 1) : end + 1]):
        return False
    row[start:end] = [Part(sign, mark.ink) for sign in (line + label if after else label + line)]
    return True
