"""Scripts in tables whose rows are lists of cells: lines of the sheet, a heading, and the stages below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from studio_tui.course.importers.headings import Columns, ScriptHeading, SheetFields
from studio_tui.course.importers.stage_numbers import Row
from studio_tui.course.importers.surplus import RawHeading, put_together, without_empty_end
from studio_tui.course.script import ScriptWarning
from studio_tui.text import N_


class TableReader:
    """Takes the rows of tables from top to bottom and keeps what belongs to the sheet and to the script.

    Args:
        separator: what stands between cells.
        clean: makes the text of a cell from what stands between the separators.
    """

    def __init__(self, separator: str, clean: Callable[[str], str]) -> None:
        self.fields = SheetFields()
        self.rows: list[Row] = []
        self._separator = separator
        self._clean = clean
        self._heading = ScriptHeading()
        self._raw_heading = RawHeading.of(())
        self._in_script = False
        self._warnings: list[ScriptWarning] = []

    @property
    def found(self) -> bool:
        """Whether there was a row with the names of the script's columns."""
        return self._heading.columns is not None

    @property
    def width(self) -> int | None:
        """How many cells the rows of the script have; None outside the script."""
        return self._raw_heading.cells if self._in_script else None

    def add(self, cells: list[str], line: int) -> None:
        """The next row.

        Args:
            cells: as they stand between the separators.
            line: of the file, counted from 1.
        """
        texts = [self._clean(cell) for cell in cells]
        by_place = dict(enumerate(texts))
        columns = self._heading.columns
        if self._in_script and columns is not None:
            if not self._heading.repeats(by_place):
                self._add_stage(cells, columns, line)
        elif self._heading.begins(by_place):
            self._in_script = True
            self._raw_heading = RawHeading.of(cells)
        else:
            self.fields.add_row(texts)

    def end_table(self) -> None:
        """The rows that follow are another table's."""
        self._in_script = False

    def tell(self, warning: ScriptWarning) -> None:
        """Keep what is to be said of a row besides."""
        self._warnings.append(warning)

    def warnings(self) -> Iterator[ScriptWarning]:
        """What is to be said of the table."""
        if self._heading.columns is not None:
            yield from unread_columns(self._heading.columns)
        yield from self._warnings

    def _add_stage(self, cells: list[str], columns: Columns, line: int) -> None:
        joined = put_together(cells, self._raw_heading, columns.script, self._separator)
        row = _row([self._clean(cell) for cell in joined or cells], columns)
        beyond = [] if joined else without_empty_end(cells)[self._raw_heading.cells :]
        left_over = " ".join(filter(None, map(self._clean, beyond)))
        if joined:
            self.tell(_split(row.stage, line))
        elif left_over:
            row = msgspec.structs.replace(row, visuals="\n".join(filter(None, (row.visuals, left_over))))
            self.tell(_beyond(row.stage, line, left_over))
        self.rows.append(row)


def _split(stage: str, line: int) -> ScriptWarning:
    message = N_(
        "Line {line} of the file, stage {stage}: it has more cells than the heading, and what a separator in the "
        "text had divided was put together again. Look whether the stage is whole.",
        line=line,
        stage=stage or "?",
    )
    return ScriptWarning(kind="split_cell", stage=stage, message=message)


def _beyond(stage: str, line: int, text: str) -> ScriptWarning:
    message = N_(
        "Line {line} of the file, stage {stage}: “{text}” stands under no heading. "
        "It is shown with what is seen and not read out.",
        line=line,
        stage=stage or "?",
        text=text[:80],
    )
    return ScriptWarning(kind="beyond_heading", stage=stage, message=message)


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
