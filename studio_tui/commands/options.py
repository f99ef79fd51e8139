"""Options that several commands have. Loads nothing heavy."""

from __future__ import annotations

import click

from studio_tui.text import mark

json_option = click.option(
    "--json", "as_json", is_flag=True, help=mark("One JSON document on standard output, nothing else.")
)
