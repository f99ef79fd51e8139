"""``studio-tui prompter``: the speaker's screen, on its own terminal."""

from __future__ import annotations

import click

from studio_tui.commands.attach import show
from studio_tui.commands.common import config_path
from studio_tui.commands.language import translator_of
from studio_tui.text import mark


@click.command(help=mark("The speaker's screen, on the running station."))
@click.pass_context
def prompter(ctx: click.Context) -> None:
    """Attach to the station that runs; the prompter never starts one."""
    show(config_path(ctx), "speaker", translator_of(ctx).language)
