"""Which cell of a row stands under which heading, where cells are merged, split or left out."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from studio_tui.course.importers.headings import Columns

_LONGEST_CAPTION = 12
"""Words of a line over several columns that is taken for a stage's name, not for what is said; our own figure."""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A cell as it is seen.

    Attributes:
        column: the first column of the table's grid that it covers, from 0.
        span: how many columns it covers.
        text: its text, clean; empty where it goes on with the cell above.
        goes_on: is merged with the cell above it.
        label: the number that a list gives it, None where it is in no list.
    """

    column: int
    span: int = 1
    text: str = ""
    goes_on: bool = False
    label: str | None = None


class ScriptCells(msgspec.Struct, frozen=True):
    """The cells of a row by what they hold; ``caption`` is a line over the stage's and the script's column."""

    stage: tuple[Cell, ...] = ()
    script: tuple[Cell, ...] = ()
    visuals: tuple[Cell, ...] = ()
    caption: str = ""


def under_headings(cells: Sequence[Cell], heading: Sequence[Cell], columns: Columns) -> ScriptCells:
    """Sort the cells of a row under the headings of its table.

    Args:
        cells: the row's.
        heading: the heading's cells.
        columns: which of the heading's cells says what, by its place among them.
    """
    found: dict[int, list[Cell]] = {}
    caption = ""
    if len(cells) == len(heading):
        # Borders that were drawn by hand seldom meet exactly; the order is what the author sees.
        found = {place: [cell] for place, cell in enumerate(cells)}
    else:
        for cell in cells:
            if _is_caption(cell, heading, columns):
                caption = cell.text
            else:
                found.setdefault(_heading_over(cell, heading, columns.script), []).append(cell)
    visuals = [cell for place in columns.visuals_places for cell in found.get(place, ())]
    stage = () if columns.stage is None else tuple(found.get(columns.stage, ()))
    return ScriptCells(stage, tuple(found.get(columns.script, ())), tuple(visuals), caption)


def _heading_over(cell: Cell, heading: Sequence[Cell], script: int) -> int:
    """The heading over most of a cell; the script's wherever a cell covers all of that."""
    if _common(cell, heading[script]) == heading[script].span:
        return script
    most = max(range(len(heading)), key=lambda place: _common(cell, heading[place]))
    # A cell that stands under no heading at all is beyond the last one.
    return most if _common(cell, heading[most]) else len(heading) - 1


def _is_caption(cell: Cell, heading: Sequence[Cell], columns: Columns) -> bool:
    return (
        columns.stage is not None
        and all(_common(cell, heading[place]) == heading[place].span for place in (columns.stage, columns.script))
        and "\n" not in cell.text
        and len(cell.text.split()) <= _LONGEST_CAPTION
    )


def _common(one: Cell, other: Cell) -> int:
    """Columns that both cover."""
    return max(min(one.column + one.span, other.column + other.span) - max(one.column, other.column), 0)
