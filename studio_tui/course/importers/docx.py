"""Scripts in Word files: the three-column script table and the information sheet around it.

The tables are read from their elements, not through python-docx's cells, which lose tracked insertions, nested
tables and content controls, and double merged cells.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import docx
import msgspec
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from studio_tui.course.clean import clean_text
from studio_tui.course.importers.archive import refuse_unsafe
from studio_tui.course.importers.draft import Draft, Row
from studio_tui.course.importers.headings import Columns, ScriptHeading, SheetFields, is_field_line
from studio_tui.course.importers.problem import ScriptError, shown_name
from studio_tui.course.importers.wordtext import REMOVED, block_text, children_through
from studio_tui.course.script import ScriptWarning
from studio_tui.text import N_

_BROKEN = (
    OpcError, etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error,
    KeyError, ValueError, AttributeError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What python-docx and the libraries below it raise for files that are no sound Word files."""

_TRACKED = tuple(map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo")))


class _Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A cell: its first column in the table's grid, its text, and what else matters of it."""

    column: int
    text: str
    goes_on: bool = False
    numbered: bool = False


def read_docx(path: Path) -> Draft:
    """Read a Word file.

    Raises:
        ScriptError: it is no Word file, damaged, unreasonably large, or has no table with the script's columns.
        OSError: it cannot be read.
    """
    refuse_unsafe(path)
    name = shown_name(path)
    try:
        body = docx.Document(str(path)).element.body
    except _BROKEN as problem:
        raise ScriptError(
            N_("{file} is no Word file or is damaged: open it in Word and save it again as .docx.", file=name)
        ) from problem
    reader = _Reader()
    reader.read_blocks(body)
    if not reader.tables:
        raise ScriptError(
            N_(
                "{file} has no table with the columns Stage, Script and Visuals: put the script into such a table.",
                file=name,
            )
        )
    return Draft(
        sheet=reader.fields.sheet(), rows=tuple(reader.rows), warnings=tuple(_warnings(body, reader.tables))
    )


class _Reader:
    """Goes through a document from top to bottom and keeps what belongs to the sheet and to the script."""

    def __init__(self) -> None:
        self.fields = SheetFields()
        self.rows: list[Row] = []
        self.tables = 0
        self._heading = ScriptHeading()

    def read_blocks(self, parent: etree._Element) -> None:
        """Paragraphs and tables of a body, or of a cell that is there for the page's layout."""
        for block in children_through(parent, ("w:p", "w:tbl")):
            if block.tag == qn("w:tbl"):
                self._read_table(block)
                continue
            for line in clean_text(block_text(block)).split("\n"):
                if is_field_line(line):
                    self.fields.add_lines(line)

    def _read_table(self, table: etree._Element) -> None:
        in_script = False
        for row in children_through(table, ("w:tr",)):
            if not _is_deleted(row):
                in_script = self._read_row(row, in_script=in_script)

    def _read_row(self, row: etree._Element, *, in_script: bool) -> bool:
        """Read one row; says whether the rows below it are the script's."""
        cells = list(_cells(row))
        by_column = {cell.column: cell.text for cell in cells}
        columns = self._heading.columns
        if in_script and columns is not None:
            if not self._heading.repeats(by_column):
                self.rows.append(_script_row(cells, columns))
            return True
        if self._heading.begins(by_column):
            self.tables += 1
            return True
        if columns is not None and _goes_on(cells, columns):
            self.rows.append(_script_row(cells, columns))
            return True
        self._read_sheet_row(row, cells)
        return False

    def _read_sheet_row(self, row: etree._Element, cells: list[_Cell]) -> None:
        for_layout = [cell for cell in children_through(row, ("w:tc",)) if _holds_script(cell)]
        if not for_layout:
            self.fields.add_row([cell.text for cell in cells])
        for cell in for_layout:
            self.read_blocks(cell)


def _holds_script(cell: etree._Element) -> bool:
    """Whether the script table is nested in a cell."""
    return any(
        ScriptHeading().begins({nested.column: nested.text for nested in _cells(row)})
        for row in cell.iter(qn("w:tr"))
    )


def _goes_on(cells: list[_Cell], columns: Columns) -> bool:
    """Whether a table without a heading goes on with the script above it: three columns and a stage's number."""
    stage = next((cell.text for cell in cells if cell.column == columns.stage), "")
    return len(cells) >= 3 and stage.rstrip(".) ").isdecimal()


def _cells(row: etree._Element) -> Iterator[_Cell]:
    """The cells of a row with their place in the grid; a cell merged over columns is one cell."""
    column = _number(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
    for cell in children_through(row, ("w:tc",)):
        properties = cell.find(qn("w:tcPr"))
        span, goes_on, doubled = 1, False, False
        if properties is not None:
            span = _number(properties.find(qn("w:gridSpan")), 1)
            goes_on = _continues(properties.find(qn("w:vMerge")))
            doubled = _continues(properties.find(qn("w:hMerge")))
        if not doubled:
            # Word shows nothing of a cell that goes on with the one above, whatever stands in it.
            text = "" if goes_on else clean_text(block_text(cell))
            yield _Cell(
                column=column, text=text, goes_on=goes_on, numbered=cell.find(f".//{qn('w:numPr')}") is not None
            )
        column += max(span, 1)


def _script_row(cells: list[_Cell], columns: Columns) -> Row:
    by_column = {cell.column: cell for cell in cells}
    nothing = _Cell(column=-1, text="")
    stage = by_column.get(columns.stage, nothing) if columns.stage is not None else nothing
    visuals = by_column.get(columns.visuals, nothing) if columns.visuals is not None else nothing
    return Row(
        stage=stage.text.replace("\n", " "),
        text=by_column.get(columns.script, nothing).text,
        visuals=visuals.text,
        numbered=stage.numbered or columns.stage is None,
        goes_on=stage.goes_on,
    )


def _warnings(body: etree._Element, tables: int) -> Iterator[ScriptWarning]:
    if next(body.iter(*_TRACKED), None) is not None:
        message = N_(
            "The file has tracked changes: insertions are read, deletions are not. Accept or reject them in Word."
        )
        yield ScriptWarning(kind="tracked_changes", message=message)
    if tables > 1:
        message = N_("The file has {count} script tables; they are read one after the other.", count=tables)
        yield ScriptWarning(kind="several_tables", message=message)


def _is_deleted(row: etree._Element) -> bool:
    return any(row.find(f"{qn('w:trPr')}/{tag}") is not None for tag in REMOVED)


def _continues(merge: etree._Element | None) -> bool:
    """Whether a merge mark continues a cell; the mark that begins one says ``restart``."""
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _number(element: etree._Element | None, otherwise: int) -> int:
    written = "" if element is None else element.get(qn("w:val"), "")
    return int(written) if written.isdecimal() and len(written) <= 3 else otherwise
