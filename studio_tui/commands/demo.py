"""``studio-tui demo``: a simulated station on a sample course, in a library that is gone afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
import tomli_w

from studio_tui.commands.common import (
    Seconds,
    ensure_station,
    fault_option,
    faults_of,
    first_snapshot,
    link_to,
    tell,
    wait_until_stopped,
)
from studio_tui.commands.language import translator_of
from studio_tui.config import Role, Settings, load_settings
from studio_tui.course.take import Slate, VideoCode
from studio_tui.station.address import RUNTIME_VARIABLE, runtime_dir, station_runs
from studio_tui.station.messages import SetSlate, Stop
from studio_tui.station.prompter_messages import LoadScript
from studio_tui.text import mark

if TYPE_CHECKING:
    from studio_tui.ui.app import StudioApp

_POLL_S = 0.05
_SAMPLES = Path(__file__).parents[1] / "course" / "samples"
_SCRIPTS = {"kk": "K1M1C1B1.kk.md", "ru": "K1M1C1B2.ru.md", "en": "K1M1C1B3.en.md"}
_SLATES = {
    "kk": Slate(VideoCode(1, 1, 1, 1), "Су айналымы"),
    "ru": Slate(VideoCode(1, 1, 1, 2), "Как работает счётчик воды"),
    "en": Slate(VideoCode(1, 1, 1, 3), "Reading the meter"),
}


@click.command(help=mark("A simulated station on a sample course; nothing to plug in."))
@click.option("--seconds", type=Seconds(), help=mark("Close by itself after that long."))
@fault_option
@click.pass_context
def demo(ctx: click.Context, seconds: float | None, own_faults: tuple[str, ...]) -> None:
    """Everything lives in a temporary folder: settings, library, sockets."""
    language = translator_of(ctx).language
    role: Role = ctx.find_root().params["role"] or "camera"
    with _temporary_station(language, faults_of(ctx, own_faults)) as settings, link_to(settings) as client:
        from studio_tui.ui.app import StudioApp  # noqa: PLC0415 - half a second; the station starts meanwhile

        first_snapshot(client)
        tell(client, SetSlate(_SLATES[language]))
        tell(client, LoadScript(str(_SAMPLES / _SCRIPTS[language])))
        app = StudioApp(client, settings, role, language)
        if seconds is not None:
            threading.Thread(target=_close_after, args=(seconds, app), daemon=True).start()
        app.run()


def _close_after(seconds: float, app: StudioApp) -> None:
    """Close the screen after that long, and not before it is there."""
    time.sleep(seconds)
    while not app.is_running:
        time.sleep(_POLL_S)
    app.call_from_thread(app.exit)


def _end_in_order_on_hangup() -> None:
    """A real station outlives its terminal; one for a demonstration must not, nobody would ever stop it."""
    for name in ("SIGHUP", "SIGTERM"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: sys.exit())


@contextmanager
def _temporary_station(language: str, faults: tuple[str, ...]) -> Iterator[Settings]:
    """A station of its own that ends with the demonstration."""
    folder = Path(tempfile.mkdtemp(prefix="studio-demo-"))
    os.environ[RUNTIME_VARIABLE] = str(folder / "run")
    config = folder / "studio.toml"
    station = {"name": "demo", "language": language, "library": str(folder / "library")}
    config.write_text(tomli_w.dumps({"station": station}), encoding="utf-8")
    settings = load_settings(config)
    _end_in_order_on_hangup()
    try:
        ensure_station(settings, config, faults)
        try:
            yield settings
        finally:
            _stop(settings)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _stop(settings: Settings) -> None:
    """End the station, unless that has happened already."""
    if not station_runs(runtime_dir(settings.station.name)):
        return
    with link_to(settings) as client:
        first_snapshot(client)
        tell(client, Stop(even_rolling=True))
    wait_until_stopped(settings.station.name)
