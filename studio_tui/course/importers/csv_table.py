"""Scripts in tables of separated values, as Excel and LibreOffice save them: comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import regex

from studio_tui.course.clean import clean_text
from studio_tui.course.importers.codepages import decode
from studio_tui.course.importers.draft import Draft
from studio_tui.course.importers.plain import read_content
from studio_tui.course.importers.problem import ScriptError, shown_name
from studio_tui.course.importers.tables import TableReader
from studio_tui.course.script import ScriptWarning
from studio_tui.text import N_

_SEPARATORS = (";", ",", "\t")
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
    except csv.Error as problem:
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
    warnings = list(table.warnings())
    if decoded.lost_letters:
        message = N_(
            "Letters were lost when the file was saved, “?” stands for them: save it again as “CSV UTF-8”."
        )
        warnings.append(ScriptWarning(kind="lost_letters", message=message))
    return Draft(sheet=table.fields.sheet(), rows=tuple(table.rows), warnings=tuple(warnings))


def _table(text: str) -> TableReader | None:
    """The table, by the separator with which it has the script's columns."""
    said = _SAID_SEPARATOR.match(text)
    if said:
        text = text[said.end() :]
    for separator in (said[1],) if said else _SEPARATORS:
        table = TableReader()
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            table.add([clean_text(cell) for cell in record])
        if table.found:
            return table
    return None
