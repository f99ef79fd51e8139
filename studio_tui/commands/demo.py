"""``studio-tui demo``: a simulated station on a sample course, in a library that is gone afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import tomli_w

from studio_tui.commands.common import (
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
from studio_tui.station.address import RUNTIME_VARIABLE
from studio_tui.station.messages import LoadScript, SetSlate, Stop
from studio_tui.text import mark

_SAMPLES = Path(__file__).parents[1] / "course" / "samples"
_SCRIPTS = {"kk": "K1M1C1B1.kk.md", "ru": "K1M1C1B2.ru.md", "en": "K1M1C1B3.en.md"}
_SLATES = {
    "kk": Slate(VideoCode(1, 1, 1, 1), "Су айналымы"),
    "ru": Slate(VideoCode(1, 1, 1, 2), "Как работает счётчик воды"),
    "en": Slate(VideoCode(1, 1, 1, 3), "Reading the meter"),
}


@click.command(help=mark("A simulated station on a sample course; nothing to plug in."))
@click.option("--seconds", type=click.FloatRange(min=1), help=mark("Close by itself after that long."))
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
            closing = threading.Timer(seconds, lambda: app.call_from_thread(app.exit))
            closing.daemon = True
            closing.start()
        app.run()


@contextmanager
def _temporary_station(language: str, faults: tuple[str, ...]) -> Iterator[Settings]:
    """A station of its own that ends with the demonstration."""
    folder = Path(tempfile.mkdtemp(prefix="studio-demo-"))
    os.environ[RUNTIME_VARIABLE] = str(folder / "run")
    config = folder / "studio.toml"
    station = {"name": "demo", "language": language, "library": str(folder / "library")}
    config.write_text(tomli_w.dumps({"station": station}), encoding="utf-8")
    settings = load_settings(config)
    try:
        ensure_station(settings, config, faults)
        yield settings
        with link_to(settings) as client:
            first_snapshot(client)
            tell(client, Stop(even_rolling=True))
        wait_until_stopped(settings.station.name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
