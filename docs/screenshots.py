# ruff: noqa: INP001 - a script, no package
"""Makes the pictures of the READMEs from the running program: ``make screenshots``.

A simulated station records a few takes of a sample course in a temporary library; the first is made with a fault
and fails. The real screens attach to the real station, are driven by their keys, and are saved in every language as
``docs/screenshots/<screen>.<language>.png``. It takes about three minutes.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import tomli_w
from terminal_picture import save_png
from textual.pilot import Pilot

from studio_tui.commands.common import (
    ensure_station,
    first_snapshot,
    link_to,
    snapshot_when,
    tell,
    wait_until_stopped,
)
from studio_tui.config import Role, Settings, load_settings
from studio_tui.course.take import Slate, Take, VideoCode
from studio_tui.i18n import LANGUAGES
from studio_tui.station.address import RUNTIME_VARIABLE
from studio_tui.station.client import StationClient
from studio_tui.station.messages import Decide, Roll, SetSlate, Snapshot, Stop
from studio_tui.station.prompter_messages import LoadScript, Prompt
from studio_tui.ui.app import StudioApp
from studio_tui.ui.screens.takes import TakesScreen
from studio_tui.ui.widgets.prompter_view import PrompterView

SIZE = (120, 36)
PICTURES = Path(__file__).parent / "screenshots"

_SCRIPT = Path(__file__).parents[1] / "studio_tui" / "course" / "samples" / "K1M1C1B1.kk.md"
_WATER = Slate(VideoCode(1, 1, 1, 1), "Су айналымы")
_METER = Slate(VideoCode(1, 1, 1, 2), "Су есептегіш")
_LEAKS = Slate(VideoCode(1, 1, 2, 1), "Судың жоғалуы")
_FAULT = "silence@8+20"
_NOTE = "Микрофон өшіп қалды"
_WAIT_S = 60.0
_TITLE = "studio-tui"

Shots = dict[str, str]
"""Screens as Textual saves them, SVG by name."""


@dataclass(frozen=True)
class Studio:
    """A simulated station that runs: its settings and a link to it."""

    settings: Settings
    client: StationClient

    def record(self, slate: Slate, seconds: float) -> Take:
        """Roll a take without a screen, and wait for its verdict."""
        tell(self.client, SetSlate(slate))
        tell(self.client, Roll(duration_s=seconds))
        snapshot_when(self.client, lambda now: now.take.phase == "rolling", _WAIT_S)
        return self.judged(seconds)

    def judged(self, seconds: float = 0.0) -> Take:
        """The take that has rolled, once it has its verdict."""
        ended = snapshot_when(self.client, lambda now: now.take.phase == "idle", seconds + _WAIT_S)
        assert ended.last_take is not None  # noqa: S101 - for the type checker; one has just ended
        return ended.last_take


def main() -> None:
    """Make all pictures; they are drawn at the end, because Chromium wants the whole machine."""
    shots: Shots = {}
    with tempfile.TemporaryDirectory(prefix="studio-shots-") as folder:
        os.environ[RUNTIME_VARIABLE] = str(Path(folder, "run"))
        config = _settings_file(Path(folder))
        with _studio(config, (_FAULT,)) as studio:
            shots |= asyncio.run(_failed_take(studio))
        with _studio(config, ()) as studio:
            _good_takes(studio)
            shots |= asyncio.run(_rolling_take(studio))
    PICTURES.mkdir(exist_ok=True)
    for name, svg in shots.items():
        file = PICTURES / f"{name}.png"
        save_png(svg, file)
        sys.stdout.write(f"{file.name}: {file.stat().st_size / 1000:.0f} kB\n")


def _settings_file(folder: Path) -> Path:
    config = folder / "studio.toml"
    station = {"name": "A", "language": "kk", "library": str(folder / "Studio")}
    config.write_text(tomli_w.dumps({"station": station}), encoding="utf-8")
    return config


@contextmanager
def _studio(config: Path, faults: tuple[str, ...]) -> Iterator[Studio]:
    """A station of its own, with the sample script on its prompter."""
    settings = load_settings(config)
    ensure_station(settings, config, faults)
    with link_to(settings) as client:
        first_snapshot(client)
        try:
            snapshot_when(client, _devices_run, _WAIT_S)
            tell(client, LoadScript(str(_SCRIPT)))
            yield Studio(settings, client)
        finally:
            tell(client, Stop(even_rolling=True))
            wait_until_stopped(settings.station.name)


def _devices_run(now: Snapshot) -> bool:
    return now.sound.status == "running" and all(camera.status == "running" for camera in now.cameras)


async def _failed_take(studio: Studio) -> Shots:
    """The microphone falls silent while the operator watches; the producer rejects the take."""
    tell(studio.client, SetSlate(_WATER))
    async with _screen(studio, "camera") as pilot:
        await pilot.press("f5", "space")
        await _until(studio, lambda now: any(alarm.kind.startswith("silence") for alarm in now.alarms))
        await _until(studio, lambda now: now.take.elapsed_s >= 16)
        shots = await _every_language(pilot, "alarm")
        await pilot.press("f6", "f6")
        await _until(studio, lambda now: now.take.phase == "idle")
    take = studio.judged()
    tell(studio.client, Decide(take.identity, accept=False, note=_NOTE))
    return shots


def _good_takes(studio: Studio) -> None:
    """Some more takes, most of them accepted."""
    for slate, seconds, accept in ((_WATER, 24, True), (_METER, 9, False), (_METER, 18, True)):
        take = studio.record(slate, seconds)
        if accept:
            tell(studio.client, Decide(take.identity, accept=True))


async def _rolling_take(studio: Studio) -> Shots:
    """All three screens, one after the other, on one take."""
    tell(studio.client, SetSlate(_LEAKS))
    async with _screen(studio, "camera") as pilot:
        await pilot.press("f5")
        tell(studio.client, Prompt("rewind"))
        tell(studio.client, Prompt("start"))
        await _until(studio, lambda now: now.take.elapsed_s >= 14)
        shots = await _every_language(pilot, "operator")
    for language in LANGUAGES:
        async with _screen(studio, "speaker", language) as pilot:
            await _until(studio, partial(_in_focus, pilot.app.screen.query_one(PrompterView)))
            shots[f"prompter.{language}"] = pilot.app.export_screenshot(title=_TITLE)
        async with _screen(studio, "producer", language) as pilot:
            await _choose_failed(pilot)
            shots[f"takes.{language}"] = pilot.app.export_screenshot(title=_TITLE)
    return shots


def _in_focus(view: PrompterView, now: Snapshot) -> bool:
    """Whether a line stands in the middle of the prompter's band, neither coming nor leaving."""
    if view.page is None:
        return False
    _, share = view.page.layout.place(now.prompter.clock.at(time.monotonic()))
    return 0.3 < share < 0.5


async def _choose_failed(pilot: Pilot[None]) -> None:
    """Put the cursor on the take that failed."""
    screen = pilot.app.screen
    assert isinstance(screen, TakesScreen)  # noqa: S101 - for the type checker
    end_s = time.monotonic() + _WAIT_S
    while screen.chosen is None or screen.chosen.verdict != "fail":
        await pilot.press("down")
        await asyncio.sleep(0.1)
        if time.monotonic() > end_s:
            raise TimeoutError("no take has failed")


@asynccontextmanager
async def _screen(studio: Studio, role: Role, language: str = LANGUAGES[0]) -> AsyncIterator[Pilot[None]]:
    """A screen as ``studio-tui`` shows it, on a terminal that exists only in memory."""
    app = StudioApp(studio.client, studio.settings, role, language)
    async with app.run_test(size=SIZE) as pilot:
        await asyncio.sleep(2)
        yield pilot


async def _until(studio: Studio, condition: Callable[[Snapshot], bool]) -> None:
    """Let the screen live until the station shows what is waited for."""
    end_s = time.monotonic() + _WAIT_S
    while studio.client.snapshot is None or not condition(studio.client.snapshot):
        await asyncio.sleep(0.1)
        if time.monotonic() > end_s:
            raise TimeoutError(f"the station did not do what the pictures need; it shows {studio.client.snapshot}")


async def _every_language(pilot: Pilot[None], name: str) -> Shots:
    """The screen as it stands, in one language after the other."""
    app = pilot.app
    assert isinstance(app, StudioApp)  # noqa: S101 - for the type checker
    shots: Shots = {}
    for language in LANGUAGES:
        app.speak(language)
        await asyncio.sleep(0.4)
        shots[f"{name}.{language}"] = app.export_screenshot(title=_TITLE)
    return shots


if __name__ == "__main__":
    main()
