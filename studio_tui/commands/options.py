"""Options that several commands have. Loads nothing heavy."""

from __future__ import annotations

import click

from studio_tui.text import mark

json_option = click.option(
    "--json", "as_json", is_flag=True, help=mark("One JSON document on standard output, nothing else.")
)

voice_option = click.option(
    "--voice",
    type=click.Choice(["energy", "silero"]),
    default="energy",
    help=mark("What hears speech: its energy, or Silero's model where the room is noisy."),
)
