"""Runs the app on a pretend station, and reads what stands on the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from studio_tui.config import Role, Settings
from studio_tui.ui.app import StudioApp
from studio_tui.ui.screens.station_screen import StationScreen
from tests.rigs.fake_station import NOW_S, FakeStation


class Clock:
    """A monotonic clock that a test turns."""

    def __init__(self) -> None:
        self.now_s = NOW_S

    def __call__(self) -> float:
        return self.now_s


def app_on(
    station: FakeStation,
    role: Role = "camera",
    language: str = "en",
    settings: Settings | None = None,
    clock: Clock | None = None,
) -> StudioApp:
    """The app as ``studio-tui`` starts it, on a pretend station at a clock that stands."""
    return StudioApp(station, settings or Settings(), role, language, now_s=clock or Clock())


@asynccontextmanager
async def running(app: StudioApp, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
    """The app without a terminal, once everything that can be known is on the screen."""
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        yield pilot


async def settle(pilot: Pilot[None]) -> None:
    """Wait until all commands are answered, and show what they brought."""
    await pilot.pause()
    for turn in range(20):
        # An answer may want work done, and that a look to be seen.
        if turn >= 3 and all(worker.is_finished for worker in pilot.app.workers):
            break
        await pilot.app.workers.wait_for_complete()
        for screen in pilot.app.screen_stack:
            if isinstance(screen, StationScreen):
                screen.look()
        await pilot.pause()


def told(pilot: Pilot[None]) -> list[str]:
    """The sentences that the app has shown for a few seconds."""
    return [notification.message for notification in pilot.app._notifications]


def text_of(pilot: Pilot[None]) -> str:
    """The screen as text, row under row."""
    screen = pilot.app.screen
    width, height = pilot.app.size
    rows = screen._compositor.render_strips(pilot.app.size)
    assert len(rows) == height
    return "\n".join("".join(segment.text for segment in row)[:width] for row in rows)
