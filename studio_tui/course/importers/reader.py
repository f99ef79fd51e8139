"""Reading a script, whatever kind of file it is in."""

from __future__ import annotations

from pathlib import Path

from studio_tui.course.clean import clean_line
from studio_tui.course.importers.csv_table import read_csv
from studio_tui.course.importers.draft import CLIENTS_PACE, Draft, finish
from studio_tui.course.importers.markdown import read_markdown
from studio_tui.course.importers.plain import read_plain
from studio_tui.course.importers.problem import ScriptError, shown_name
from studio_tui.course.script import Script
from studio_tui.presets import Pace
from studio_tui.text import N_, Text

_READERS = {".md": read_markdown, ".markdown": read_markdown, ".csv": read_csv, ".txt": read_plain}
SCRIPT_SUFFIXES = frozenset({".docx", *_READERS})
"""Of the files that `read_script` reads."""


def read_script(path: Path, pace: Pace = CLIENTS_PACE) -> Script:
    """Read a script from a .docx, .md, .csv or .txt file.

    Args:
        path: of the file.
        pace: how fast the spec has each language read, for what is said of its length.

    Raises:
        ScriptError: the file is missing, of another kind, damaged, too large, or has no script in it.
    """
    name = shown_name(path)
    if not path.exists():
        raise ScriptError(N_("There is no file {file}.", file=name))
    if not path.is_file():
        raise ScriptError(N_("{file} is no file that a script could be in.", file=name))
    try:
        draft = _read_draft(path, name)
    except OSError as problem:
        raise ScriptError(
            N_("{file} cannot be read: {why}.", file=name, why=problem.strerror or type(problem).__name__)
        ) from problem
    return finish(clean_line(str(path)), name, draft, pace)


def _read_draft(path: Path, name: str) -> Draft:
    suffix = path.suffix.lower()
    if suffix == ".docx":
        from studio_tui.course.importers.docx import read_docx  # noqa: PLC0415 - loading it takes 0.1 s

        return read_docx(path)
    if suffix not in _READERS:
        raise ScriptError(_refusal(suffix, name))
    return _READERS[suffix](path)


def _refusal(suffix: str, name: str) -> Text:
    if suffix in {".docm", ".dotm"}:
        return N_("{file} may run macros, so it is not opened: save it in Word as .docx.", file=name)
    if suffix in {".xls", ".xlsx", ".ods"}:
        return N_("{file} is a spreadsheet: save the script's sheet as “CSV UTF-8” (.csv).", file=name)
    if suffix in {".doc", ".rtf", ".odt", ".dotx", ".dot", ".pages"}:
        return N_("{file} is no .docx file: open it in Word or LibreOffice and save it as .docx.", file=name)
    if suffix == ".pdf":
        return N_(
            "{file} is a PDF, and its table cannot be read surely: take the Word file it was made of.", file=name
        )
    return N_("{file} is no script: a script is a .docx, .md, .csv or .txt file.", file=name)
