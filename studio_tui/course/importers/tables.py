"""Scripts in tables whose rows are lists of cells: lines of the sheet, a heading, and the stages below it."""

from __future__ import annotations

from collections.abc import Iterator

from studio_tui.course.importers.headings import Columns, ScriptHeading, SheetFields
from studio_tui.course.importers.stage_numbers import Row
from studio_tui.course.script import ScriptWarning
from studio_tui.text import N_


class TableReader:
    """Takes the rows of tables from top to bottom and keeps what belongs to the sheet and to the script."""

    def __init__(self) -> None:
        self.fields = SheetFields()
        self.rows: list[Row] = []
        self._heading = ScriptHeading()
        self._in_script = False

    @property
    def found(self) -> bool:
        """Whether there was a row with the names of the script's columns."""
        return self._heading.columns is not None

    def add(self, cells: list[str]) -> None:
        """The next row, cells clean."""
        by_place = dict(enumerate(cells))
        if self._in_script and self._heading.columns is not None:
            if not self._heading.repeats(by_place):
                self.rows.append(_row(cells, self._heading.columns))
        elif self._heading.begins(by_place):
            self._in_script = True
        else:
            self.fields.add_row(cells)

    def end_table(self) -> None:
        """The rows that follow are another table's."""
        self._in_script = False

    def warnings(self) -> Iterator[ScriptWarning]:
        """What is to be said of the table."""
        if self._heading.columns is not None:
            yield from unread_columns(self._heading.columns)


def unread_columns(columns: Columns) -> Iterator[ScriptWarning]:
    """What is to be said of columns that are none of the script's."""
    for heading in columns.unread:
        message = N_("The column “{heading}” is not read.", heading=heading[:60])
        yield ScriptWarning(kind="unread_column", message=message)


def _row(cells: list[str], columns: Columns) -> Row:
    def cell(column: int | None) -> str:
        return cells[column] if column is not None and column < len(cells) else ""

    return Row(
        stage=cell(columns.stage).replace("\n", " "),
        text=cell(columns.script),
        visuals="\n".join(filter(None, map(cell, columns.visuals_places))),
        numbered=columns.stage is None,
    )
