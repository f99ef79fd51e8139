"""Which language a call of the command line speaks. Loads nothing heavy: every call needs it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from studio_tui.i18n import LANGUAGES, Translator

_DEFAULT_CONFIG = Path("studio.toml")
_MAX_BYTES = 1_000_000  # as for the settings, whose module is not loaded for this


def translator_of(ctx: click.Context) -> Translator:
    """The translator of this call, made when it is first asked for."""
    root = ctx.find_root()
    if not isinstance(root.obj, Translator):
        root.obj = Translator(root.params.get("language") or language_of_system(root.params.get("config")))
    return root.obj


def language_of_system(config: Path | None = None) -> str:
    """The language to speak when none is asked for: the settings', else the system's, else Kazakh."""
    stated = _language_in(config or _DEFAULT_CONFIG)
    if stated:
        return stated
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        language = os.environ.get(variable, "")[:2].lower()
        if language in LANGUAGES:
            return language
    return LANGUAGES[0]


def _language_in(config: Path) -> str | None:
    """The language that a settings file states; one that cannot be read is reported by whoever needs the rest."""
    import tomllib  # noqa: PLC0415 - only where there is a file

    try:
        with config.open("rb") as file:
            table = tomllib.loads(file.read(_MAX_BYTES).decode())
    except (OSError, ValueError, RecursionError):
        return None
    station = table.get("station")
    language = station.get("language") if isinstance(station, dict) else None
    return language if language in LANGUAGES else None
