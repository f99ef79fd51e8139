"""Which stage every row of a script is: numbers that are left out, given twice, or meant for the row above."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import regex

from studio_tui.course.script import ScriptWarning
from studio_tui.text import N_, NN_

_NUMBER = regex.compile(r"(?:\p{L}{3,}\.?\s*|№\s*)?(?P<number>\d{1,4})(?:\s*[-–]?\s*(?<=[\s–-])\p{L}{3,})?[.):\s]*")
"""A stage's number, alone or with a word: "3", "3.", "Кезең 3", "3-кезең"; not "2-3", "1.2" or "2a"."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a script table as an importer found it; all texts clean.

    Attributes:
        stage: number or name, empty where it is missing.
        text: the script column, paragraphs separated by a newline.
        visuals: the visuals column.
        numbered: the stage is numbered though no number is written (a list's numbering, or the importer's own).
        goes_on: belongs to the row above (cells of the stage column merged over rows).
        caption: ``stage`` is a line over all columns, perhaps the name of a part.
    """

    stage: str = ""
    text: str = ""
    visuals: str = ""
    numbered: bool = False
    goes_on: bool = False
    caption: bool = False


def merged(rows: Sequence[Row]) -> list[Row]:
    """Rows without empty ones, continued ones joined to the row they go on with."""
    found: list[Row] = []
    for row in rows:
        if row.goes_on and found:
            found[-1] = _joined(found[-1], row)
        elif row.stage or row.text or row.visuals:
            found.append(row)
    return found


def with_numbers(rows: Sequence[Row]) -> tuple[list[Row], list[ScriptWarning]]:
    """Rows that all have a stage, and what is to be said of their numbers."""
    numbered: list[Row] = []
    warnings: list[ScriptWarning] = []
    seen: set[int] = set()
    last = 0
    for place, row in enumerate(rows):
        if numbered and _is_of_row_above(row, rows[place + 1 : place + 2], numbered[-1], last):
            numbered[-1] = _joined(numbered[-1], row)
            warnings.append(_continued(numbered[-1].stage))
            continue
        stage = row.stage or str(last + 1)
        number = stage_number(stage)
        if number is not None and stage.rstrip(".) ").isdecimal():
            stage = stage.rstrip(".) ")
        warnings += _said_of(row, stage, number, last, seen)
        if not row.caption:
            last = last + 1 if number is None else number
        if number is not None:
            seen.add(number)
        numbered.append(msgspec.structs.replace(row, stage=stage))
    return numbered, warnings


def stage_number(stage: str) -> int | None:
    """The number of a stage; None for names and ranges."""
    match = _NUMBER.fullmatch(stage)
    return int(match["number"]) if match else None


def _is_of_row_above(row: Row, following: Sequence[Row], above: Row, last: int) -> bool:
    """Whether a row without a number goes on with the one above: the row below leaves no number for it.

    Authors leave the number out where they split a row because a page ended.
    """
    if row.stage or row.numbered or above.caption:
        return False
    return any(stage_number(below.stage) == last + 1 for below in following)


def _joined(above: Row, row: Row) -> Row:
    return msgspec.structs.replace(
        above,
        text="\n".join(filter(None, (above.text, row.text))),
        visuals="\n".join(filter(None, (above.visuals, row.visuals))),
    )


def _continued(stage: str) -> ScriptWarning:
    message = N_("A row without a number stands below stage {stage}; it is read as a part of it.", stage=stage)
    return ScriptWarning(kind="missing_stage", stage=stage, message=message)


def _said_of(row: Row, stage: str, number: int | None, last: int, seen: set[int]) -> list[ScriptWarning]:
    found: list[ScriptWarning] = []
    if row.caption:
        message = N_("The line “{text}” goes over all columns; it is not read out.", text=stage[:80])
        found.append(ScriptWarning(kind="caption", stage=stage, message=message))
    elif not row.stage and not row.numbered:
        message = N_("A stage has no number; it is taken as stage {stage}.", stage=stage)
        found.append(ScriptWarning(kind="missing_stage", stage=stage, message=message))
    if number is None or row.caption:
        return found
    if number in seen:
        message = N_("Two stages have the number {number}.", number=number)
        found.append(ScriptWarning(kind="duplicate_stage", stage=stage, message=message))
    elif number > last + 1:
        message = NN_(
            "A stage is missing before stage {stage}.",
            "{count} stages are missing before stage {stage}.",
            number - last - 1,
            stage=stage,
        )
        found.append(ScriptWarning(kind="missing_stage", stage=stage, message=message))
    return found
