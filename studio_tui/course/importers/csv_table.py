"""Scripts in tables of separated values, as Excel and LibreOffice save them: comma, semicolon, tab or bar."""

from __future__ import annotations

from pathlib import Path

import regex

from studio_tui.course.clean import clean_line, clean_text
from studio_tui.course.importers.codepages import decode
from studio_tui.course.importers.csv_records import CellTooLongError, Records
from studio_tui.course.importers.draft import Draft
from studio_tui.course.importers.plain import lost_letters, read_content
from studio_tui.course.importers.problem import ScriptError, shown_name
from studio_tui.course.importers.tables import TableReader
from studio_tui.course.script import ScriptWarning
from studio_tui.text import N_

_SEPARATORS = (";", ",", "\t", "|")
_SAID_SEPARATOR = regex.compile(r"\s*\"?sep=([;,\t|])\"?\r?\n", regex.IGNORECASE)
"""A first line that tells Excel the separator."""


def read_csv(path: Path) -> Draft:
    """Read a table of separated values in UTF-8, UTF-16 or a Cyrillic encoding of Windows.

    Raises:
        ScriptError: it is too large, no text, or has no columns of a script.
        OSError: it cannot be read.
    """
    name = shown_name(path)
    decoded = decode(read_content(path))
    if decoded is None:
        raise ScriptError(
            N_("{file} is not text that can be read: save the table again as “CSV UTF-8”.", file=name)
        )
    try:
        table = _table(decoded.text)
    except CellTooLongError as problem:
        raise ScriptError(
            N_("{file} is no table of separated values: save the table again as “CSV UTF-8”.", file=name)
        ) from problem
    if table is None:
        raise ScriptError(
            N_(
                "{file} has no columns Stage, Script and Visuals: write their names in one row above the script.",
                file=name,
            )
        )
    warnings = (*table.warnings(), *lost_letters(decoded))
    return Draft(sheet=table.fields.sheet(), rows=tuple(table.rows), warnings=warnings)


def _table(text: str) -> TableReader | None:
    """The table, by the separator with which it has the script's columns."""
    said = _SAID_SEPARATOR.match(text)
    if said:
        text = text[said.end() :]
    skipped = 1 if said else 0
    for separator in (said[1],) if said else _SEPARATORS:
        table = _read(text, separator, skipped)
        if table.found:
            return table
    return None


def _read(text: str, separator: str, skipped_lines: int) -> TableReader:
    table = TableReader(separator, clean_text)
    for record in Records(text, separator).each(lambda: table.width):
        line = record.line + skipped_lines
        if record.unclosed and table.width is not None:
            table.tell(_unclosed(clean_line(record.cells[0]), line))
        table.add(record.cells, line)
    return table


def _unclosed(stage: str, line: int) -> ScriptWarning:
    message = N_(
        "Line {line} of the file, stage {stage}: a quote is opened and not closed; the row is taken to end "
        "with its line. Look whether the stage is whole.",
        line=line,
        stage=stage or "?",
    )
    return ScriptWarning(kind="open_quote", stage=stage, message=message)
