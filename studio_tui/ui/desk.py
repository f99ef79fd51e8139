"""What every screen of one app is given: the link to the station, the language, the settings, the time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from studio_tui.config import Settings
from studio_tui.station.client import StationLink
from studio_tui.ui.terminal_probe import CellSize
from studio_tui.ui.words import Words


@dataclass(frozen=True)
class Desk:
    """One operator's place at the station.

    Attributes:
        link: snapshots in, commands out.
        words: the language of this app.
        settings: the studio.toml this app was started with.
        now_s: monotonic time, the clock that alarms and the prompter are stamped with.
        picture_cell: a cell of this terminal, where it shows pictures; None where it does not.
    """

    link: StationLink
    words: Words
    settings: Settings
    now_s: Callable[[], float] = time.monotonic
    picture_cell: CellSize | None = None
