"""Scripts in Word files: the three-column script table and the information sheet around it.

The tables are read from their elements: readers that hand out rows of cells lose tracked insertions, nested tables
and content controls, and double merged cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from lxml import etree

from studio_tui.course.importers.draft import Draft, Row
from studio_tui.course.importers.grid import Cell, ScriptCells, under_headings
from studio_tui.course.importers.headings import (
    Columns,
    ScriptHeading,
    SheetFields,
    is_empty_outcomes,
    is_field_line,
)
from studio_tui.course.importers.package import WordParts, read_parts
from studio_tui.course.importers.problem import ScriptError, shown_name
from studio_tui.course.importers.settle import settle
from studio_tui.course.importers.wordlists import Lists
from studio_tui.course.importers.wordnotices import word_warnings
from studio_tui.course.importers.wordstyles import Styles
from studio_tui.course.importers.wordtext import WordText, continues, is_removed
from studio_tui.course.importers.wordxml import children_through, number, w
from studio_tui.text import N_

_DEEPEST_LAYOUT = 5
"""How many tables for the page's layout may stand in one another around the script."""
_MOST_CELLS = 100
"""Cells of a row that are looked at; Word makes at most 63."""
_LONGEST_HEADING = 200
_MOST_RUNS_IN_HEADING = 400


def read_docx(path: Path) -> Draft:
    """Read a Word file.

    Raises:
        ScriptError: it is no Word file, damaged, unreasonably large, or has no table with the script's columns.
        OSError: it cannot be read.
    """
    parts = read_parts(path)
    try:
        reader = _Reader(parts)
        reader.read_blocks(parts.body)
    except RecursionError as problem:
        raise ScriptError(
            N_("{file} nests its tables too deep: copy the script's table into a new file.", file=shown_name(path))
        ) from problem
    if not reader.tables:
        raise ScriptError(
            N_(
                "{file} has no table with the columns Stage, Script and Visuals: put the script into such a table.",
                file=shown_name(path),
            )
        )
    warnings = word_warnings(parts.body, reader.text.noticed, reader.tables, reader.columns)
    return Draft(sheet=reader.fields.sheet(), rows=tuple(reader.rows), warnings=tuple(warnings))


class _Reader:
    """Goes through a document from top to bottom and keeps what belongs to the sheet and to the script."""

    def __init__(self, parts: WordParts) -> None:
        settle(parts.body)
        styles = Styles(parts.styles)
        self.text = WordText(styles)
        self.fields = SheetFields()
        self.rows: list[Row] = []
        self.tables = 0
        self._labels = Lists(parts.numbering, styles).labels(parts.body)
        self._heading = ScriptHeading()
        self._heading_cells: list[Cell] = []
        self._rows_below_heading = 0

    @property
    def columns(self) -> Columns | None:
        """The columns of the script, once its heading was found."""
        return self._heading.columns

    def read_blocks(self, parent: etree._Element, depth: int = 0) -> None:
        """Paragraphs and tables of a body, or of a cell or a text box that is there for the page's layout."""
        lines: list[str] = []
        for block in children_through(parent, ("p", "tbl")):
            boxes = [box for box in block.iter(w("txbxContent")) if block.tag == w("p") and _holds_script(box)]
            if block.tag == w("p") and not boxes:
                lines += self.text.of(block).split("\n")
                continue
            self._read_lines(lines)
            lines = []
            if block.tag == w("tbl"):
                self._read_table(block, depth)
            elif depth < _DEEPEST_LAYOUT:
                self.read_blocks(boxes[0], depth + 1)
        self._read_lines(lines)

    def _read_lines(self, lines: list[str]) -> None:
        """Labels outside tables; the learning outcomes may be a list below theirs."""
        outcomes = ""
        for line in [*lines, ""]:
            if outcomes and line and not is_field_line(line):
                outcomes = f"{outcomes}\n{line}"
                continue
            self.fields.add_lines(outcomes)
            outcomes = line if is_empty_outcomes(line) else ""
            if is_field_line(line) and not outcomes:
                self.fields.add_lines(line)

    def _read_table(self, table: etree._Element, depth: int) -> None:
        in_script = False
        for row in children_through(table, ("tr",)):
            if not is_removed(row) and not self.text.is_hidden(row):
                in_script = self._read_row(row, depth, in_script=in_script)

    def _read_row(self, row: etree._Element, depth: int, *, in_script: bool) -> bool:
        """Read one row; says whether the rows below it are the script's."""
        cells = list(self._cells(row))
        by_place = {place: cell.text for place, cell in enumerate(cells)}
        columns = self._heading.columns
        if in_script and columns is not None:
            if not self._heading.repeats(by_place):
                self._read_script_row(cells, columns)
            return True
        if self._heading.begins(by_place):
            self.tables += 1
            self._heading_cells = cells
            self._rows_below_heading = 0
            return True
        if columns is not None and _goes_on(cells, columns):
            self.tables += 1
            self._heading_cells = cells if len(cells) == len(self._heading_cells) else self._heading_cells
            self._read_script_row(cells, columns)
            return True
        self._read_sheet_row(row, cells, depth)
        return False

    def _read_sheet_row(self, row: etree._Element, cells: list[Cell], depth: int) -> None:
        for_layout = [
            cell for cell in children_through(row, ("tc",)) if depth < _DEEPEST_LAYOUT and _holds_script(cell)
        ]
        if not for_layout:
            self.fields.add_row([cell.text for cell in cells])
        for cell in for_layout:
            self.read_blocks(cell, depth + 1)

    def _read_script_row(self, cells: list[Cell], columns: Columns) -> None:
        sorted_cells = under_headings(cells, self._heading_cells, columns)
        self._rows_below_heading += 1
        if self._rows_below_heading == 1 and _is_of_heading(cells, sorted_cells):
            self._rows_below_heading = 0
            return
        self.rows.append(_script_row(sorted_cells, columns))

    def _cells(self, row: etree._Element) -> Iterator[Cell]:
        """The cells of a row with their place in the grid; a cell merged over columns is one cell."""
        column = number(row.find(f"{w('trPr')}/{w('gridBefore')}"), 0)
        for cell in islice(children_through(row, ("tc",)), _MOST_CELLS):
            span = max(number(cell.find(f"{w('tcPr')}/{w('gridSpan')}"), 1), 1)
            if continues(cell, "hMerge"):
                self.text.skip_merged(cell)
            elif cell.find(f"{w('tcPr')}/{w('cellDel')}") is None:
                yield self._cell(cell, column, span)
            column += span

    def _cell(self, cell: etree._Element, column: int, span: int) -> Cell:
        if continues(cell, "vMerge"):
            self.text.skip_merged(cell)
            return Cell(column=column, span=span, goes_on=True)
        labels = (self._labels[each] for each in cell.iter(w("p")) if each in self._labels)
        return Cell(column=column, span=span, text=self.text.of(cell), label=next(labels, None))


def _holds_script(element: etree._Element) -> bool:
    """Whether the script table is nested in a cell or a box."""
    return any(ScriptHeading().begins(_short_texts(row)) for row in element.iter(w("tr")))


def _short_texts(row: etree._Element) -> dict[int, str]:
    """The texts of a row's cells as far as they may be headings."""
    texts: dict[int, str] = {}
    for place, cell in enumerate(islice(children_through(row, ("tc",)), _MOST_CELLS)):
        pieces = [piece.text or "" for piece in islice(cell.iter(w("t")), _MOST_RUNS_IN_HEADING)]
        text = "".join(pieces)
        texts[place] = text if len(text) <= _LONGEST_HEADING else ""
    return texts


def _goes_on(cells: list[Cell], columns: Columns) -> bool:
    """Whether a table without a heading goes on with the script above it: three columns and a stage's number."""
    if columns.stage is None or not 3 <= len(cells) > columns.stage:
        return False
    stage = cells[columns.stage]
    return (stage.text or stage.label or "").rstrip(".) ").isdecimal()


def _is_of_heading(cells: list[Cell], sorted_cells: ScriptCells) -> bool:
    """Whether the row below a heading still belongs to it: merged with it, or the numbers of the columns."""
    if sorted_cells.stage and all(cell.goes_on for cell in sorted_cells.stage):
        return True
    return len(cells) > 1 and [cell.text for cell in cells] == [str(place + 1) for place in range(len(cells))]


def _script_row(cells: ScriptCells, columns: Columns) -> Row:
    label = next((cell.label for cell in cells.stage if cell.label is not None), None)
    written = _joined(cells.stage).replace("\n", " ")
    return Row(
        stage=" ".join(filter(None, (label, written))) or cells.caption,
        text=_joined(cells.script),
        visuals=_joined(cells.visuals),
        numbered=label is not None or columns.stage is None,
        goes_on=bool(cells.stage) and all(cell.goes_on for cell in cells.stage),
        caption=bool(cells.caption),
    )


def _joined(cells: tuple[Cell, ...]) -> str:
    return "\n".join(cell.text for cell in cells if cell.text)
