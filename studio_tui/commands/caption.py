"""``studio-tui caption``: captions of takes, from the prompter's run beside them or from a script."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from meters.audio.detectors import MakeVoice
from studio_tui.checking.pace import pace_of
from studio_tui.checking.source import shown
from studio_tui.checking.speech_file import measure_sound
from studio_tui.checking.spoken_script import SpokenScript, read_as_a_whole
from studio_tui.checking.voices import maker_of_voice
from studio_tui.commands.language import translator_of
from studio_tui.commands.options import json_option, voice_option
from studio_tui.commands.progress import progress_of
from studio_tui.course.importers.reader import read_script
from studio_tui.course.script import Script, ScriptLanguage
from studio_tui.i18n import Translator
from studio_tui.prompter.caption_text import FORMATS, CaptionFormat
from studio_tui.prompter.captions import Caption, make_captions
from studio_tui.prompter.said import SaidWord, language_of, said_in_run, said_in_script
from studio_tui.station.caption_files import CaptionError, caption_file, write_captions
from studio_tui.station.run_file import read_run, run_file
from studio_tui.station.spoken_run import spoken_script
from studio_tui.text import N_, NN_, StudioError, mark

_EXIT_PROBLEM = 2


class _Said(msgspec.Struct, frozen=True):
    """What was said in a movie: the words, the script as the check knows it, its language."""

    words: tuple[SaidWord, ...]
    spoken: SpokenScript
    language: ScriptLanguage


@click.command(help=mark("Captions of takes as .srt and .vtt, from the prompter's run and the sound."))
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--format", "fmt", type=click.Choice(FORMATS), help=mark("Only this format; default: both."))
@click.option(
    "--output",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help=mark("Folder to write to, or the file itself for one movie and one format; default: beside the movie."),
)
@click.option(
    "--script",
    "script_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=mark("Script that is read in the movies, for those without a prompter's run."),
)
@voice_option
@json_option
@click.pass_context
def caption(
    ctx: click.Context,
    files: tuple[Path, ...],
    fmt: CaptionFormat | None,
    output: Path | None,
    script_file: Path | None,
    voice: str,
    *,
    as_json: bool,
) -> None:
    """Only the sound is decoded. A movie without captions gets a sentence on standard error; exit code 2 then."""
    translator = translator_of(ctx)
    make_voice = maker_of_voice(voice)
    formats = FORMATS if fmt is None else (fmt,)
    _refuse_one_file_for_many(output, len(files) * len(formats))
    script = None if script_file is None else read_script(script_file)
    documents: list[dict[str, object]] = []
    for movie in files:
        try:
            said = _said(movie, script)
            captions = _captions(movie, said, make_voice, translator)
            paths = _written(movie, captions, said.language, formats, output)
        except StudioError as problem:
            sentence = translator.say(problem.text)
            click.echo(sentence, err=True)
            documents.append({"file": shown(movie), "captions": 0, "written": [], "problem": sentence})
            continue
        documents.append(
            {
                "file": shown(movie),
                "language": said.language,
                "captions": len(captions),
                "written": [str(path) for path in paths],
            }
        )
        if not as_json:
            made = translator.say(NN_("{count} caption", "{count} captions", len(captions)))
            click.echo(f"{made}: {', '.join(str(path) for path in paths)}")
    if as_json:
        click.echo(msgspec.json.encode({"files": documents}).decode())
    ctx.exit(_EXIT_PROBLEM if any("problem" in document for document in documents) else 0)


def _refuse_one_file_for_many(output: Path | None, count: int) -> None:
    if output is not None and not output.is_dir() and count > 1:
        raise CaptionError(
            N_(
                "{path} is no folder, and {count} files of captions do not fit into one file. "
                "Give a folder that exists, or one movie and one --format.",
                path=str(output),
                count=count,
            )
        )


def _said(movie: Path, script: Script | None) -> _Said:
    """The words of a movie: of the script that was given, else of the run beside it."""
    if script is not None:
        return _Said(said_in_script(script), read_as_a_whole(script), script.language)
    path = run_file(movie)
    if not path.is_file():
        raise CaptionError(
            N_("There is no run of the prompter beside {file}. Give the script with --script.", file=shown(movie))
        )
    run = read_run(path)
    words, spoken, language = said_in_run(run), spoken_script(run), language_of(run)
    if language is None or spoken is None:
        raise CaptionError(
            N_("On the prompter of {file} no text went by. Give the script with --script.", file=shown(movie))
        )
    return _Said(words, spoken, language)


def _captions(
    movie: Path, said: _Said, make_voice: MakeVoice | None, translator: Translator
) -> tuple[Caption, ...]:
    """The captions; raises `StudioError` when nobody speaks, or says something else."""
    with progress_of(movie, translator) as progress:
        sound = measure_sound(movie, progress, make_voice)
    if not sound.speech_at_s:
        raise CaptionError(N_("Nobody speaks in {file}.", file=shown(movie)))
    if pace_of(sound, said.spoken).doubts.get("pace_wpm") == "off_script":
        raise CaptionError(
            N_("What is said in {file} does not fit the script. Give the script that was read.", file=shown(movie))
        )
    return make_captions(said.words, sound.speech_at_s, said.language)


def _written(
    movie: Path,
    captions: Sequence[Caption],
    language: ScriptLanguage,
    formats: Sequence[CaptionFormat],
    output: Path | None,
) -> list[Path]:
    paths = []
    for fmt in formats:
        beside = caption_file(movie, language, fmt)
        path = beside if output is None else output / beside.name if output.is_dir() else output
        paths.append(write_captions(path, captions, fmt, language))
    return paths
