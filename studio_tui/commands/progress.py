"""A progress bar on a terminal's standard error, wiped at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from studio_tui.checking.signals import Progress
from studio_tui.checking.source import shown
from studio_tui.i18n import Translator
from studio_tui.text import N_

_CELLS = 24
_WIPE = "\r\x1b[K"


@contextmanager
def progress_of(path: Path, translator: Translator) -> Iterator[Progress | None]:
    """How far a file has been measured; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return

    def show(measured_s: float, total_s: float | None) -> None:
        text = N_("Measuring {file}: {measured:.0f} s", file=shown(path), measured=measured_s)
        bar = f"{progress_bar(measured_s / total_s)} " if total_s else ""
        click.echo(_WIPE + bar + translator.say(text), nl=False, err=True)

    try:
        yield show
    finally:
        click.echo(_WIPE, nl=False, err=True)


def progress_bar(share: float) -> str:
    """A bar of fixed width with its percentage; shares beyond 0 to 1 are cut."""
    cut = min(max(share, 0.0), 1.0)
    filled = round(cut * _CELLS)
    return f"▕{'█' * filled}{'░' * (_CELLS - filled)}▏{cut:4.0%}"
