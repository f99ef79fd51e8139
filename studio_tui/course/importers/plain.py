"""Scripts in plain text: a blank line separates stages; lines "label: value" at the top are the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import regex

from studio_tui.course.clean import clean_text
from studio_tui.course.importers.codepages import Decoded, decode
from studio_tui.course.importers.draft import Draft, Row
from studio_tui.course.importers.headings import SheetFields, is_field_line
from studio_tui.course.importers.problem import ScriptError, shown_name
from studio_tui.course.script import ScriptWarning
from studio_tui.text import N_

MAX_TEXT_BYTES = 2_000_000
"""Largest text file that is opened; a script of ten minutes has about 20 kB."""

_BLANK_LINES = regex.compile(r"\n[^\S\n]*+(?:\n[^\S\n]*+)+")
_NUMBER = regex.compile(r"^(\d{1,3})[.)](?=\s)\s*")


def read_plain(path: Path) -> Draft:
    """Read a text file.

    Raises:
        ScriptError: it is too large or no text.
        OSError: it cannot be read.
    """
    decoded = read_text(path)
    draft = draft_of_text(decoded.text)
    return msgspec.structs.replace(draft, warnings=tuple(lost_letters(decoded)))


def draft_of_text(text: str) -> Draft:
    """Stages of a text. If every stage begins with a number ("1. ..."), those are the stages' numbers."""
    blocks = [block for block in map(clean_text, _BLANK_LINES.split(text)) if block]
    fields = SheetFields()
    while blocks and all(is_field_line(line) for line in blocks[0].split("\n")):
        fields.add_lines(blocks.pop(0))
    numbers = [_NUMBER.match(block) for block in blocks]
    rows = []
    for block, number in zip(blocks, numbers, strict=True):
        if number is not None and all(numbers):
            rows.append(Row(stage=number[1], text=block[number.end() :]))
        else:
            rows.append(Row(text=block, numbered=True))
    return Draft(sheet=fields.sheet(), rows=tuple(rows))


def read_text(path: Path) -> Decoded:
    """The text of a file in UTF-8, UTF-16 or a Cyrillic encoding of Windows, line ends as newlines.

    Raises:
        ScriptError: it is too large or something else than text.
        OSError: it cannot be read.
    """
    decoded = decode(read_content(path))
    if decoded is None:
        raise ScriptError(
            N_(
                "{file} is not text in UTF-8: open it in an editor and save it with the encoding UTF-8.",
                file=shown_name(path),
            )
        )
    return Decoded(decoded.text.replace("\r\n", "\n").replace("\r", "\n"), decoded.lost_letters)


def lost_letters(decoded: Decoded) -> Iterator[ScriptWarning]:
    """What is to be said of a file whose encoding lacks some of its letters."""
    if decoded.lost_letters:
        message = N_("Letters were lost when the file was saved, “?” stands for them: save it again in UTF-8.")
        yield ScriptWarning(kind="lost_letters", message=message)


def read_content(path: Path) -> bytes:
    """The bytes of a file of text.

    Raises:
        ScriptError: it is too large.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        content = file.read(MAX_TEXT_BYTES + 1)
    if len(content) > MAX_TEXT_BYTES:
        message = N_(
            "{file} is larger than {most} MB and no script is.",
            file=shown_name(path),
            most=MAX_TEXT_BYTES // 1_000_000,
        )
        raise ScriptError(message)
    return content
