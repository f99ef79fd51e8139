"""Scripts in Markdown: a pipe table with the script's columns; labels and other tables are the sheet."""

from __future__ import annotations

from pathlib import Path

import regex

from studio_tui.course.clean import clean_text
from studio_tui.course.importers.draft import Draft
from studio_tui.course.importers.headings import is_field_line
from studio_tui.course.importers.plain import lost_letters, read_text
from studio_tui.course.importers.problem import ScriptError, shown_name
from studio_tui.course.importers.tables import TableReader
from studio_tui.text import N_

_RULE = regex.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_CELL_END = regex.compile(r"(?<!\\)((?:\\\\)*)\|")
_LINE_BREAK = regex.compile(r"<br\s*/?>", regex.IGNORECASE)
_LINK = regex.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_EMPHASIS = regex.compile(
    r"(?<![\\\p{L}\p{N}*_])(\*{1,3}|_{1,2})(?=[^\s*_])([^*_]+)(?<=[^\s*_])\1(?![\p{L}\p{N}*_])"
)
_CODE = regex.compile(r"`([^`]*)`")
_ESCAPE = regex.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_LINE_MARK = regex.compile(r"^\s*(?:[-*+]\s+|#+\s+|>\s*)")


def read_markdown(path: Path) -> Draft:
    """Read a Markdown file.

    Raises:
        ScriptError: it is too large, no text, or has no table with the script's columns.
        OSError: it cannot be read.
    """
    decoded = read_text(path)
    table = TableReader("|", _plain)
    for place, line in enumerate(decoded.text.split("\n"), start=1):
        if "|" not in line:
            table.end_table()
            text = _plain(_LINE_MARK.sub("", line))
            if is_field_line(text):
                table.fields.add_lines(text)
        elif not _RULE.fullmatch(line):
            table.add(_cells(line), place)
    if not table.found:
        raise ScriptError(
            N_(
                "{file} has no table with the columns Stage, Script and Visuals: "
                "write one, or save the script as .txt with a blank line between stages.",
                file=shown_name(path),
            )
        )
    warnings = (*table.warnings(), *lost_letters(decoded))
    return Draft(sheet=table.fields.sheet(), rows=tuple(table.rows), warnings=warnings)


def _cells(line: str) -> list[str]:
    """The cells of a row as they stand between the bars; a bar behind a backslash separates none."""
    line = line.strip().removeprefix("|")
    cells = _CELL_END.sub("\\1\n", line).split("\n")
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return cells


def _plain(text: str) -> str:
    """Text without Markdown's marks; blanks of underscores and cues in brackets stay."""
    text = _LINE_BREAK.sub("\n", text)
    text = _LINK.sub(r"\1", text)
    text = _EMPHASIS.sub(r"\2", text)
    text = _CODE.sub(r"\1", text)
    return clean_text(_ESCAPE.sub(r"\1", text))
