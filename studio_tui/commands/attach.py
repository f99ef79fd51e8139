"""Opens a screen on the station, and a station when none runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from studio_tui.commands.common import ensure_station, link_to
from studio_tui.config import Role, load_settings
from studio_tui.station.address import runtime_dir, station_runs
from studio_tui.station.client import StationGoneError
from studio_tui.text import N_


def attach(config: Path | None, role: str | None, language: str, faults: Sequence[str]) -> None:
    """Start a station if there is none, then show the screen of a role until it is closed."""
    ensure_station(load_settings(config), config, faults)
    show(config, role, language)


def show(config: Path | None, role: str | None, language: str) -> None:
    """Show a screen on the station that runs.

    Raises:
        StationGoneError: none runs.
    """
    from studio_tui.ui.app import StudioApp  # noqa: PLC0415 - half a second that a refusal should not cost
    from studio_tui.ui.terminal_probe import picture_cell  # noqa: PLC0415

    settings = load_settings(config)
    if not station_runs(runtime_dir(settings.station.name)):
        raise StationGoneError(N_("No station is running. Start it with: studio-tui"))
    chosen: Role = next((known for known in get_args(Role) if known == role), settings.station.role)
    # Only the speaker's screen has pictures, so only that one asks the terminal whether it shows any.
    cell = picture_cell() if chosen == "speaker" else None
    with link_to(settings) as client:
        StudioApp(client, settings, chosen, language, picture_cell=cell).run()
