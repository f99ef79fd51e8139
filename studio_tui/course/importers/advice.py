"""What the author of a script, or its producer, is told about it before it is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from studio_tui.course.codes import parse
from studio_tui.course.filenames import parse_file_name
from studio_tui.course.reading_time import clock
from studio_tui.course.script import Script, ScriptWarning, Sheet, Stage
from studio_tui.course.words import blanks, unpaired
from studio_tui.presets import Band
from studio_tui.text import N_, NN_

MAX_VIDEO_MIN = 10
"""Longest video (A, table 2)."""
MIN_VIDEO_MIN = 1
"""Shortest video that is not asked about. Our own figure: the client gives 4 to 10 minutes of video for a lesson
and about 3 for a promo video (A, section II), but no least length of a single one."""
LONG_STAGE_MIN = 2
"""A stage longer than this at the slowest rate is hard to repeat after a slip; our own figure."""
DURATION_SLACK_MIN = 1.0
_MOST_BRACKETS = 3
"""Unpaired brackets of a stage that are told, so that a text of brackets is not told at length."""


def advice(script: Script, band: Band) -> Iterator[ScriptWarning]:
    """Everything that is to be said of a script's texts and of its sheet.

    Args:
        script: the script.
        band: how fast its language shall be read: too long at the slowest is too long at any, and so on.
    """
    for stage in script.stages:
        yield from _on_stage(stage)
        yield from _on_long_stage(stage, band)
    if not script.sheet.outcomes:
        message = N_("The information sheet names no learning outcomes; they are shown at the start of the video.")
        yield ScriptWarning(kind="no_outcomes", message=message)
    yield from _on_length(script, band)
    yield from _on_names(script.sheet)


def _on_stage(stage: Stage) -> Iterator[ScriptWarning]:
    unfilled = blanks(stage.text)
    if unfilled:
        message = NN_(
            "Stage {stage} has a blank that is still to be filled in.",
            "Stage {stage} has {count} blanks that are still to be filled in.",
            unfilled,
            stage=stage.stage,
        )
        yield ScriptWarning(kind="blank", stage=stage.stage, message=message)
    elif not stage.spoken_words and (stage.text or stage.visuals):
        message = N_("Stage {stage} has no text, only something to be seen.", stage=stage.stage)
        yield ScriptWarning(kind="no_text", stage=stage.stage, message=message)
    for bracket in islice(unpaired(stage.text), _MOST_BRACKETS):
        message = N_(
            "Stage {stage}: the bracket at “{text}” has no partner in its line, so what stands there is read out.",
            stage=stage.stage,
            text=bracket,
        )
        yield ScriptWarning(kind="open_bracket", stage=stage.stage, message=message)


def _on_long_stage(stage: Stage, band: Band) -> Iterator[ScriptWarning]:
    if stage.spoken_words > LONG_STAGE_MIN * band.low_wpm:
        message = N_(
            "Stage {stage} takes {minutes} minutes at {wpm} words a minute: "
            "divide it, so that a part can be repeated alone.",
            stage=stage.stage,
            minutes=round(stage.spoken_words / band.low_wpm, 1),
            wpm=round(band.low_wpm),
        )
        yield ScriptWarning(kind="long_stage", stage=stage.stage, message=message)


def _on_length(script: Script, band: Band) -> Iterator[ScriptWarning]:
    least, most = script.spoken_words / band.high_wpm, script.spoken_words / band.low_wpm
    if most > MAX_VIDEO_MIN:
        message = N_(
            "At {wpm} words a minute this takes {minutes} minutes, but a video has at most {most}: divide it.",
            wpm=round(band.low_wpm),
            minutes=round(most, 1),
            most=MAX_VIDEO_MIN,
        )
        yield ScriptWarning(kind="too_long", message=message)
    if least < MIN_VIDEO_MIN:
        message = N_(
            "At {wpm} words a minute this takes only {seconds} s: is that the whole script?",
            wpm=round(band.high_wpm),
            seconds=round(least * 60),
        )
        yield ScriptWarning(kind="too_short", message=message)
    said = script.sheet.duration_min
    if said is not None and not least - DURATION_SLACK_MIN <= said <= most + DURATION_SLACK_MIN:
        message = N_(
            "The sheet says {minutes} min, but these words take {least} to {most} "
            "at {fastest} to {slowest} words a minute.",
            minutes=clock(said * 60),
            least=clock(least * 60),
            most=clock(most * 60),
            fastest=round(band.high_wpm),
            slowest=round(band.low_wpm),
        )
        yield ScriptWarning(kind="duration_differs", message=message)


def _on_names(sheet: Sheet) -> Iterator[ScriptWarning]:
    number, file_name = parse(sheet.number), parse_file_name(sheet.file_name)
    if sheet.number and number.code is None:
        message = N_(
            "The number on the sheet, “{text}”, names no video: write it like К1 M1 С1 В5.", text=sheet.number[:60]
        )
        yield ScriptWarning(kind="bad_number", message=message)
    if sheet.file_name and file_name.code is None:
        message = N_(
            "The file name on the sheet, “{text}”, names no video: write it like К1_M1_С1_В5 and the title.",
            text=sheet.file_name[:60],
        )
        yield ScriptWarning(kind="bad_file_name", message=message)
    if number.code is not None and file_name.code is not None and number.code != file_name.code:
        message = N_(
            "The sheet's number says {one}, its file name {other}: put one of them right.",
            one=str(number.code),
            other=str(file_name.code),
        )
        yield ScriptWarning(kind="names_differ", message=message)
