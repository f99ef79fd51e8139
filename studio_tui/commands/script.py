"""``studio-tui script``: what an importer understood of a script file."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click
import msgspec

from studio_tui.commands.options import json_option
from studio_tui.commands.script_report import report
from studio_tui.config import load_settings
from studio_tui.course.importers.problem import ScriptError
from studio_tui.course.importers.reader import read_script
from studio_tui.course.reading_time import seconds_at
from studio_tui.course.script import Script
from studio_tui.i18n import Translator
from studio_tui.presets import load_preset
from studio_tui.text import mark

_AGREED_WPM = (150, 165, 180)
"""Rates that ``--json`` tells times at, whatever band a preset has: outside programs read them by these names."""
_WIDTHS = (40, 120)
"""The narrowest and the widest report; without a terminal it is 80 columns wide."""


@click.command(help=mark("What was understood of a script, with words and reading times."))
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@click.pass_context
def script(context: click.Context, /, *, file: Path, as_json: bool) -> None:
    """Show what was understood of a script: its stages, words, reading time and warnings.

    FILE is a Word file (.docx), a table in Markdown (.md) or CSV (.csv), or plain text (.txt).
    Exit code 2 if it cannot be read.
    """
    translator = context.find_object(Translator) or Translator("en")
    pace = load_preset(load_settings(context.find_root().params.get("config")).station.preset).pace
    try:
        read = read_script(file, pace)
    except ScriptError as problem:
        click.echo(translator.say(problem.text), err=True)
        context.exit(2)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(as_document(read, translator)), indent=2))
    else:
        click.echo("\n".join(report(read, pace.band(read.language), translator, _width())))


def as_document(read: Script, translator: Translator) -> dict[str, object]:
    """A script as ``--json`` prints it."""
    return {
        "file": read.file,
        "sheet": read.sheet,
        "stages": read.stages,
        "words": read.words,
        "spoken_words": read.spoken_words,
        "language": read.language,
        "seconds_at_wpm": {str(wpm): round(seconds_at(read.spoken_words, wpm), 3) for wpm in _AGREED_WPM},
        "warnings": [
            {"kind": warning.kind, "stage": warning.stage, "message": translator.say(warning.message)}
            for warning in read.warnings
        ],
    }


def _width() -> int:
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else 80
    return min(max(columns, _WIDTHS[0]), _WIDTHS[1])
