"""The command line: what there is and where it lives. A command is imported only when it is called."""

from __future__ import annotations

import copy
import importlib
from pathlib import Path
from typing import TypeVar

import click

from studio_tui.commands.language import language_of_system, translator_of
from studio_tui.i18n import LANGUAGES, Translator
from studio_tui.text import StudioError, Text, mark

COMMANDS = {
    "demo": mark("A simulated station on a sample course; nothing to plug in."),
    "prompter": mark("The speaker's screen, on the running station."),
    "tablet": mark("Address of the prompter's page for a tablet, with a key that works once."),
    "takes": mark("The producer's screen, or the list of takes."),
    "setup": mark("Choose devices with live levels; writes studio.toml."),
    "devices": mark("What is plugged in and what it can do."),
    "doctor": mark("What is missing on this machine and the command that fixes it."),
    "record": mark("Roll one take without a screen, check it, log it."),
    "check": mark("Judge files against a spec."),
    "measure": mark("Every meter's reading of a file: sound, speech, picture."),
    "script": mark("What was understood of a script, with words and reading times."),
    "caption": mark("Captions of takes as .srt and .vtt, from the prompter's run and the sound."),
    "name": mark("Read codes and names of videos in any spelling."),
    "station": mark("Start, stop or look at the station."),
}
"""Every command and what it is for; its code is ``studio_tui.commands.<name>``."""

EXIT_PROBLEM = 2

CommandT = TypeVar("CommandT", bound=click.Command)


class CommandTable(click.Group):
    """A group that loads a command when it is called, and gives its help in the user's language."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All commands, in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command and translate its help; None when there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"studio_tui.commands.{cmd_name}"), cmd_name)
        return _translated(command, ctx)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a problem becomes one sentence on standard error and exit code 2."""
        try:
            return super().invoke(ctx)
        except StudioError as problem:
            click.echo(translator_of(ctx).say(problem.text), err=True)
            ctx.exit(EXIT_PROBLEM)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table of commands, without importing any."""
        translator = translator_of(ctx)
        with formatter.section(translator.say(Text(mark("Commands")))):
            formatter.write_dl([(name, translator.say(Text(purpose))) for name, purpose in COMMANDS.items()])

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The program's own help."""
        super(CommandTable, _translated(self, ctx)).format_help(ctx, formatter)


def _translated(command: CommandT, ctx: click.Context) -> CommandT:
    """A copy of a command, and of those below it, whose help speaks the user's language."""
    translator = translator_of(ctx)
    copied = copy.copy(command)
    if copied.help:
        copied.help = translator.say(Text(copied.help))
    copied.params = [_translated_option(parameter, translator) for parameter in copied.params]
    help_option = copied.get_help_option(ctx)
    if help_option is not None:
        help_option.help = translator.say(Text(mark("Show this message and exit.")))
    if isinstance(copied, click.Group):
        copied.commands = {name: _translated(part, ctx) for name, part in copied.commands.items()}
    return copied


def _translated_option(parameter: click.Parameter, translator: Translator) -> click.Parameter:
    if not isinstance(parameter, click.Option) or not parameter.help:
        return parameter
    copied = copy.copy(parameter)
    copied.help = translator.say(Text(parameter.help))
    return copied


@click.group(
    cls=CommandTable,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=mark("A recording station for course videos. Without a command: open the screen of your role."),
)
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    is_eager=True,  # read before --help speaks, and so is the language
    help=mark("Settings file; default: studio.toml here."),
)
@click.option(
    "--language", type=click.Choice(LANGUAGES), is_eager=True, help=mark("Language of screens and messages.")
)
@click.option("--role", type=click.Choice(["camera", "speaker", "producer"]), help=mark("Which screen to open."))
@click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar="KIND@S+S",
    help=mark("Trouble for simulated devices to make in every take, e.g. silence@10+5: at second 10, for 5 s."),
)
@click.version_option(package_name="studio-tui", help=mark("Show the version and exit."))
@click.pass_context
def cli(
    ctx: click.Context, config: Path | None, language: str | None, role: str | None, faults: tuple[str, ...]
) -> None:
    """Everything starts here."""
    ctx.obj = Translator(language or language_of_system(config))
    if ctx.invoked_subcommand is None:
        from studio_tui.commands.attach import attach  # noqa: PLC0415 - screens take half a second to load

        attach(config, role, ctx.obj.language, faults)


def main() -> None:
    """Run the command line."""
    cli.main()
