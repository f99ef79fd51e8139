"""From what an importer found to a script: rows become stages, words are counted, and its author is warned."""

from __future__ import annotations

import msgspec

from studio_tui.course.importers.problem import ScriptError
from studio_tui.course.script import Script, ScriptLanguage, ScriptWarning, Sheet, Stage
from studio_tui.course.words import blanks, count, cues, detect_language
from studio_tui.text import N_, NN_

CLIENT_WPM = 150.0
"""Slowest rate of the client's band (A, table 2): a script that is too long at this rate is too long at any."""
MAX_VIDEO_MIN = 10.0
"""Longest video (A, table 2)."""
MAX_CHARACTERS = 500_000
"""Longest text that is counted; a script of ten minutes has about 12,000 characters, a course about 300,000."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a script table as an importer found it; all texts clean.

    Attributes:
        stage: number or name, empty where it is missing.
        text: the script column, paragraphs separated by a newline.
        visuals: the visuals column.
        numbered: the stage is numbered though no number is written (a list's numbering, or the importer's own).
        goes_on: belongs to the row above (cells of the stage column merged over rows).
    """

    stage: str = ""
    text: str = ""
    visuals: str = ""
    numbered: bool = False
    goes_on: bool = False


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What an importer found in a file."""

    sheet: Sheet
    rows: tuple[Row, ...]
    warnings: tuple[ScriptWarning, ...] = ()


def finish(file: str, name: str, draft: Draft) -> Script:
    """The script of a draft.

    Args:
        file: where it was read from, as the script's ``file``.
        name: the file's name for sentences.
        draft: what was found.

    Raises:
        ScriptError: there is nothing to read out in it, or far more than in any script.
    """
    rows = _merged(draft.rows)
    if sum(len(row.text) for row in rows) > MAX_CHARACTERS:
        raise ScriptError(N_("{file} has far more text than a script: take the one of a single video.", file=name))
    language = detect_language("\n".join(row.text for row in rows))
    numbered, warnings = _with_numbers(rows)
    stages = tuple(_stage(row, language) for row in numbered)
    script = Script(file=file, sheet=draft.sheet, stages=stages, language=language)
    if script.spoken_words == 0:
        raise ScriptError(N_("There is nothing to read out in {file}: its script column is empty.", file=name))
    found = (*draft.warnings, *warnings, *_warnings(script))
    return msgspec.structs.replace(script, warnings=found)


def _merged(rows: tuple[Row, ...]) -> list[Row]:
    """Rows without empty ones, continued ones joined to the row they go on with."""
    merged: list[Row] = []
    for row in rows:
        if row.goes_on and merged:
            before = merged[-1]
            merged[-1] = msgspec.structs.replace(
                before,
                text="\n".join(filter(None, (before.text, row.text))),
                visuals="\n".join(filter(None, (before.visuals, row.visuals))),
            )
        elif row.stage or row.text or row.visuals:
            merged.append(row)
    return merged


def _with_numbers(rows: list[Row]) -> tuple[list[Row], list[ScriptWarning]]:
    """Rows that all have a stage, and warnings where one is missing or a number is left out."""
    numbered: list[Row] = []
    warnings: list[ScriptWarning] = []
    last = 0
    for row in rows:
        stage = row.stage or str(last + 1)
        if _number(stage) is not None:
            stage = stage.rstrip(".) ")
        if not row.stage and not row.numbered:
            message = N_("A stage has no number; it is taken as stage {stage}.", stage=stage)
            warnings.append(ScriptWarning(kind="missing_stage", stage=stage, message=message))
        number = _number(stage)
        if number is not None and number > last + 1:
            message = NN_(
                "A stage is missing before stage {stage}.",
                "{count} stages are missing before stage {stage}.",
                number - last - 1,
                stage=stage,
            )
            warnings.append(ScriptWarning(kind="missing_stage", stage=stage, message=message))
        last = last + 1 if number is None else number
        numbered.append(msgspec.structs.replace(row, stage=stage))
    return numbered, warnings


def _number(stage: str) -> int | None:
    """The number of a stage written as "3", "3." or "3)"; None for names and ranges."""
    digits = stage.rstrip(".) ")
    return int(digits) if digits.isdecimal() and len(digits) <= 4 else None


def _stage(row: Row, language: ScriptLanguage) -> Stage:
    counted = count(row.text, language)
    return Stage(
        stage=row.stage,
        text=row.text,
        visuals=row.visuals,
        cues=cues(row.text),
        words=counted.words,
        spoken_words=counted.spoken_words,
        syllables=counted.syllables,
    )


def _warnings(script: Script) -> list[ScriptWarning]:
    warnings: list[ScriptWarning] = []
    for stage in script.stages:
        unfilled = blanks(stage.text)
        if unfilled:
            message = NN_(
                "Stage {stage} has a blank that is still to be filled in.",
                "Stage {stage} has {count} blanks that are still to be filled in.",
                unfilled,
                stage=stage.stage,
            )
            warnings.append(ScriptWarning(kind="blank", stage=stage.stage, message=message))
    if not script.sheet.outcomes:
        message = N_("The information sheet names no learning outcomes; they are shown at the start of the video.")
        warnings.append(ScriptWarning(kind="no_outcomes", message=message))
    minutes = script.spoken_words / CLIENT_WPM
    if minutes > MAX_VIDEO_MIN:
        message = N_(
            "At {wpm} words a minute this takes {minutes} minutes, but a video has at most {most}: divide it.",
            wpm=int(CLIENT_WPM),
            minutes=round(minutes, 1),
            most=int(MAX_VIDEO_MIN),
        )
        warnings.append(ScriptWarning(kind="too_long", message=message))
    return warnings
