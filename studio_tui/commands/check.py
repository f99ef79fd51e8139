"""``studio-tui check``: judge files against a preset."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from studio_tui.checking.findings import Judgement
from studio_tui.checking.judge import judge_file
from studio_tui.checking.report import finding_as_json, report_lines
from studio_tui.checking.signals import TakeFacts
from studio_tui.checking.spoken_script import SpokenScript, read_as_a_whole
from studio_tui.checking.voices import maker_of_voice
from studio_tui.commands.language import translator_of
from studio_tui.commands.options import json_option, voice_option
from studio_tui.commands.progress import progress_of
from studio_tui.config import load_settings
from studio_tui.course.importers.reader import read_script
from studio_tui.course.take import Verdict
from studio_tui.i18n import Translator
from studio_tui.presets import Preset, load_preset
from studio_tui.text import N_, StudioError, mark

EXIT_CODES: tuple[tuple[Verdict, int], ...] = (("unreadable", 2), ("fail", 1), ("undecided", 3))
"""The first verdict of these that any file got decides; 0 when none did."""


@click.command(help=mark("Judge files against a spec."))
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--preset", "preset_name", metavar="NAME", help=mark("Spec to judge by: a name or a .toml file."))
@click.option(
    "--script",
    "script_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=mark("Script that is read in the files, for the pace."),
)
@voice_option
@json_option
@click.pass_context
def check(
    ctx: click.Context,
    files: tuple[Path, ...],
    preset_name: str | None,
    script_file: Path | None,
    voice: str,
    *,
    as_json: bool,
) -> None:
    """Every file is decoded once, every frame and sample measured; nothing is written."""
    translator = translator_of(ctx)
    preset = load_preset(preset_name or _preset_of_settings(ctx))
    make_voice = maker_of_voice(voice)
    facts = TakeFacts(spoken=_spoken(script_file))
    judgements = []
    for path in files:
        with progress_of(path, translator) as progress:
            judgements.append(judge_file(path, preset, facts, progress, make_voice))
        if not as_json:
            click.echo("\n".join(report_lines(judgements[-1], translator)))
    if as_json:
        click.echo(msgspec.json.encode(_document(preset, judgements, translator)).decode())
    ctx.exit(exit_code(judgements))


def exit_code(judgements: Sequence[Judgement]) -> int:
    """2 if any file could not be read, else 1 if any fails, else 3 if any is undecided, else 0."""
    verdicts = {judgement.verdict for judgement in judgements}
    return next((code for verdict, code in EXIT_CODES if verdict in verdicts), 0)


def _spoken(script_file: Path | None) -> SpokenScript | None:
    """The script as somebody reads it from beginning to end; raises `StudioError` when there is nothing to say."""
    if script_file is None:
        return None
    spoken = read_as_a_whole(read_script(script_file))
    if not spoken.words:
        raise StudioError(
            N_("{file} has no words to be spoken. Give the script that was read.", file=str(script_file))
        )
    return spoken


def _preset_of_settings(ctx: click.Context) -> str:
    return load_settings(ctx.find_root().params.get("config")).station.preset


def _document(preset: Preset, judgements: Sequence[Judgement], translator: Translator) -> dict[str, object]:
    return {"preset": preset.name, "files": [_file(judgement, translator) for judgement in judgements]}


def _file(judgement: Judgement, translator: Translator) -> dict[str, object]:
    return {
        "file": judgement.file,
        "verdict": judgement.verdict,
        "findings": [finding_as_json(finding, translator) for finding in judgement.findings],
        "scores": msgspec.to_builtins(judgement.scores),
        "measurements": judgement.measurements,
    }
