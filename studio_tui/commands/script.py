"""``studio-tui script``: what an importer understood of a script file."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from studio_tui.commands.options import json_option
from studio_tui.course.importers.problem import ScriptError
from studio_tui.course.importers.reader import read_script
from studio_tui.course.script import Script
from studio_tui.i18n import Translator
from studio_tui.text import N_, NN_, Text, mark

RATES_WPM = (150, 165, 180)
"""The client's band and its middle (A, table 2)."""

_SHEET_LABELS: dict[str, Text] = {
    "course": N_("Course"),
    "topic": N_("Topic"),
    "outcomes": N_("Learning outcomes"),
    "number": N_("Number"),
    "author": N_("Author"),
    "university": N_("University"),
    "speaker": N_("Speaker"),
    "duration_min": N_("Duration"),
    "visuals": N_("Visuals"),
    "file_name": N_("File name"),
}


@click.command(help=mark("What was understood of a script, with words and reading times."))
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@click.pass_context
def script(context: click.Context, /, *, file: Path, as_json: bool) -> None:
    """Show what was understood of a script: its stages, words, reading time and warnings.

    FILE is a Word file (.docx), a Markdown table (.md) or plain text (.txt). Exit code 2 if it cannot be read.
    """
    translator = context.find_object(Translator) or Translator("en")
    try:
        read = read_script(file)
    except ScriptError as problem:
        click.echo(translator.say(problem.text), err=True)
        context.exit(2)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(as_document(read, translator)), indent=2))
    else:
        click.echo("\n".join(_report(read, translator)))


def seconds_at(spoken_words: int, wpm: float) -> float:
    """How long words take at a rate, seconds."""
    return spoken_words / wpm * 60


def as_document(read: Script, translator: Translator) -> dict[str, object]:
    """A script as ``--json`` prints it."""
    return {
        "file": read.file,
        "sheet": read.sheet,
        "stages": read.stages,
        "words": read.words,
        "spoken_words": read.spoken_words,
        "language": read.language,
        "seconds_at_wpm": {str(wpm): round(seconds_at(read.spoken_words, wpm), 3) for wpm in RATES_WPM},
        "warnings": [
            {"kind": warning.kind, "stage": warning.stage, "message": translator.say(warning.message)}
            for warning in read.warnings
        ],
    }


def _report(read: Script, translator: Translator) -> list[str]:
    """The lines of the human report."""
    lines = [read.file]
    for field, label in _SHEET_LABELS.items():
        value = getattr(read.sheet, field)
        if value not in {"", None}:
            shown = translator.say(N_("{minutes} min", minutes=value)) if isinstance(value, float) else value
            lines.append(f"  {translator.say(label)}: {shown.replace(chr(10), ' / ')}")
    lines.append("")
    for stage in read.stages:
        counted = translator.say(NN_("{count} spoken word", "{count} spoken words", stage.spoken_words))
        lines.append(f"  {stage.stage:>3}  {_clock(seconds_at(stage.spoken_words, RATES_WPM[0])):>5}  {counted}")
    lines += ["", _total(read, translator)]
    for warning in read.warnings:
        lines.append(f"! {translator.say(warning.message)}")
    return lines


def _total(read: Script, translator: Translator) -> str:
    times = ", ".join(f"{_clock(seconds_at(read.spoken_words, wpm))} @ {wpm}" for wpm in RATES_WPM)
    return translator.say(
        N_(
            "{words} words, {spoken} spoken ({language}); at words a minute: {times}",
            words=read.words,
            spoken=read.spoken_words,
            language=read.language,
            times=times,
        )
    )


def _clock(seconds: float) -> str:
    """Minutes and seconds, 8:05."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
