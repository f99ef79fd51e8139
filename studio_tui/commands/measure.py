"""``studio-tui measure``: every meter's reading of a file."""

from __future__ import annotations

import shutil
from pathlib import Path

import click
import msgspec

from studio_tui.checking.measure_report import measure_lines
from studio_tui.checking.measured_file import measure_file
from studio_tui.checking.measurements import Measurements, SoundMeasurements
from studio_tui.checking.source import UnreadableError, shown
from studio_tui.checking.voices import maker_of_voice
from studio_tui.commands.language import translator_of
from studio_tui.commands.options import json_option, voice_option
from studio_tui.commands.progress import progress_of
from studio_tui.presets import Measuring
from studio_tui.text import mark

_EXIT_UNREADABLE = 2


@click.command(help=mark("Every meter's reading of a file: sound, speech, picture."))
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@voice_option
@json_option
@click.pass_context
def measure(ctx: click.Context, files: tuple[Path, ...], voice: str, *, as_json: bool) -> None:
    """Every file is decoded once, every frame and sample measured; nothing is judged and nothing is written.

    A file that cannot be read gets a sentence on standard error; the others are measured all the same.
    """
    translator = translator_of(ctx)
    make_voice = maker_of_voice(voice)
    documents: list[dict[str, object]] = []
    unreadable = False
    for path in files:
        try:
            with progress_of(path, translator) as progress:
                _, measured = measure_file(path, Measuring(), progress, make_voice)
        except UnreadableError as problem:
            unreadable = True
            said = translator.say(problem.text)
            click.echo(said, err=True)
            documents.append({"file": shown(path), "measurements": {}, "problem": said})
            continue
        documents.append({"file": shown(path), "measurements": _measurements(measured)})
        if not as_json:
            width = shutil.get_terminal_size().columns
            click.echo("\n".join(measure_lines(shown(path), measured, translator, width)) + "\n")
    if as_json:
        click.echo(msgspec.json.encode({"files": documents}).decode())
    ctx.exit(_EXIT_UNREADABLE if unreadable else 0)


def _measurements(measured: Measurements) -> dict[str, object]:
    """As outside programs read them, with the loudness over time, each channel and each line of a hum."""
    sound = measured.sound or SoundMeasurements()
    return {
        **measured.as_dict(),
        "short_term_lufs": sound.short_term_lufs,
        "by_channel": sound.by_channel,
        "hum_harmonics": sound.hum_harmonics,
    }
