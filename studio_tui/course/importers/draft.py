"""From what an importer found to a script: rows become stages, words are counted, and its author is warned."""

from __future__ import annotations

import msgspec

from studio_tui.course.importers.advice import advice
from studio_tui.course.importers.problem import ScriptError
from studio_tui.course.importers.stage_numbers import Row, merged, with_numbers
from studio_tui.course.script import Script, ScriptLanguage, ScriptWarning, Sheet, Stage
from studio_tui.course.words import count, cues, detect_language
from studio_tui.presets import Pace
from studio_tui.text import N_

__all__ = ["CLIENTS_PACE", "MAX_CHARACTERS", "Draft", "Row", "finish"]

MAX_CHARACTERS = 500_000
"""Longest text of all columns; a script of ten minutes has about 12,000 characters, a course about 300,000."""
CLIENTS_PACE = Pace()
"""The bands that the presets ship, where no preset is chosen."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What an importer found in a file."""

    sheet: Sheet
    rows: tuple[Row, ...]
    warnings: tuple[ScriptWarning, ...] = ()


def finish(file: str, name: str, draft: Draft, pace: Pace = CLIENTS_PACE) -> Script:
    """The script of a draft.

    Args:
        file: where it was read from, as the script's ``file``.
        name: the file's name for sentences.
        draft: what was found.
        pace: how fast the spec has each language read, for what is said of its length.

    Raises:
        ScriptError: there is nothing to read out in it, or far more than in any script.
    """
    rows = merged(draft.rows)
    if sum(len(row.stage) + len(row.text) + len(row.visuals) for row in rows) > MAX_CHARACTERS:
        raise ScriptError(N_("{file} has far more text than a script: take the one of a single video.", file=name))
    language = detect_language("\n".join(row.text for row in rows))
    numbered, warnings = with_numbers(rows)
    stages = tuple(_stage(row, language) for row in numbered)
    script = Script(file=file, sheet=draft.sheet, stages=stages, language=language)
    if script.spoken_words == 0:
        raise ScriptError(N_("There is nothing to read out in {file}: its script column is empty.", file=name))
    of_file = (msgspec.structs.replace(warning, of_file=True) for warning in draft.warnings)
    found = (*of_file, *warnings, *advice(script, pace.band(language)))
    return msgspec.structs.replace(script, warnings=found)


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
