"""Scripts in plain text: a blank line separates stages; lines "label: value" at the top are the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec
import regex

from studio_tui.course.clean import clean_text
from studio_tui.course.importers.codepages import Decoded, decode
from studio_tui.course.importers.draft import Draft, Row
from studio_tui.course.importers.headings import (
    SheetFields,
    is_empty_outcomes,
    is_field_label,
    is_field_line,
    is_said,
)
from studio_tui.course.importers.problem import ScriptError, shown_name
from studio_tui.course.script import ScriptWarning
from studio_tui.text import N_

MAX_TEXT_BYTES = 2_000_000
"""Largest text file that is opened; a script of ten minutes has about 20 kB."""

_BLANK_LINES = regex.compile(r"\n[^\S\n]*+(?:\n[^\S\n]*+)+")
_LIST_MARK = regex.compile(r"\s*(?:[-–—•·*▪‣◦]|\d{1,2}[.)]|\p{L}\))\s")
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
    """Stages of a text. If its stages begin with numbers ("1. ..."), those are the stages' numbers."""
    blocks = [block for block in map(clean_text, _BLANK_LINES.split(text)) if block]
    fields = SheetFields()
    while blocks:
        if len(blocks) > 1 and _is_list_below_label(blocks[0], blocks[1]):
            blocks[:2] = ["\n".join(blocks[:2])]
        rest = _take_sheet(blocks[0], fields)
        blocks[:1] = rest
        if rest:
            break
    numbers = [_NUMBER.match(block) for block in blocks]
    are_of_stages = _are_of_stages([number and int(number[1]) for number in numbers])
    rows = []
    for block, number in zip(blocks, numbers, strict=True):
        if number is not None and are_of_stages:
            rows.append(Row(stage=number[1], text=block[number.end() :]))
        else:
            rows.append(Row(text=block, numbered=not are_of_stages))
    return Draft(sheet=fields.sheet(), rows=tuple(rows))


def _is_list_below_label(block: str, following: str) -> bool:
    """Whether a list of learning outcomes stands a blank line below its label."""
    return is_empty_outcomes(block.rpartition("\n")[2]) and all(map(_LIST_MARK.match, following.split("\n")))


def _take_sheet(block: str, fields: SheetFields) -> list[str]:
    """Take a block of the information sheet, or the lines at its top that are; what is left of it is returned."""
    lines = block.split("\n")
    taken = 0
    in_outcomes = False
    for line in lines:
        if is_field_line(line):
            in_outcomes = is_empty_outcomes(line)
        elif not in_outcomes or not (_LIST_MARK.match(line) or not is_said(line)):
            break
        taken += 1
    rest = lines[taken:]
    if rest and taken < 2 and not is_field_label(rest[0]):
        return [block]  # a single label above speech
    fields.add_lines("\n".join(lines[:taken]))
    return ["\n".join(rest)] if rest else []


def _are_of_stages(numbers: Sequence[int | None]) -> bool:
    """Whether the numbers before blocks are the stages', some of which may have been forgotten.

    They go up from block to block and leave room for those without one: a spoken list somewhere in the text begins
    with 1 behind other blocks.
    """
    found = [number for number in numbers if number is not None]
    if len(found) == len(numbers):
        return bool(found)
    leading = next((place for place, number in enumerate(numbers) if number is not None), 0)
    ascending = all(one < other for one, other in pairwise(found))
    return len(found) >= 2 and len(found) * 3 >= len(numbers) * 2 and ascending and found[0] > leading


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
        message = N_(
            "Letters were lost when the file was saved, “?” stands for them: "
            "save it again in UTF-8 (in Excel as “CSV UTF-8”)."
        )
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
