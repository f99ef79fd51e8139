"""Smooth letters on the real kitty: what the speaker sees, in pixels."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio_tui.station.prompter_messages import LoadScript, Prompt
from tests.rigs.kitty_window import KittyWindow
from tests.rigs.station_process import StationProcess, wait_until

WAIT_S = 60.0
WHITE, BAND = (255, 255, 255), (0x14, 0x1B, 0x26)
SCRIPT = "Сәлеметсіздер ме!\n\nҚабық, ядро, цитоплазма.\n\nСау болыңыздар!"

Screen = NDArray[np.uint8]


def has(colour: tuple[int, int, int], screen: Screen) -> NDArray[np.bool_]:
    return np.asarray((screen == np.array(colour, np.uint8)).all(axis=2))


def band_of(screen: Screen) -> Screen:
    """The line being read: its band, from the first to the last row and column of it."""
    rows, columns = np.nonzero(has(BAND, screen))
    return screen[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]


def shows_line(screen: Screen) -> bool:
    return bool(has(BAND, screen).sum() > 10_000 and has(WHITE, screen).sum() > 2_000)


def still(window: KittyWindow) -> Screen:
    """The screen once two looks at it are the same where the text is."""
    deadline_s = time.monotonic() + WAIT_S
    before = window.pixels()[100:960]
    while True:
        time.sleep(0.3)
        now = window.pixels()[100:960]
        if shows_line(now) and np.array_equal(before, now):
            return now
        assert time.monotonic() < deadline_s, "the page never stood still"
        before = now


def test_letters_are_smooth_turn_over_and_move(tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text(SCRIPT, encoding="utf-8")
    with StationProcess(tmp_path, {"prompter": {"letters": "kitty"}}) as station:
        station.start()
        client = station.client()
        client.ask(LoadScript(str(script)))
        command = station.command("--language", "kk", "--role", "speaker")
        with KittyWindow(command, station.env) as window:
            looks_until(window, shows_line, "the line being read")
            plain = band_of(still(window))
            greys = np.unique(plain[:, :, 0])
            assert len(greys) > 40, "edges are smooth"
            client.ask(Prompt("mirror"))
            looks_until(window, lambda screen: shows(plain[:, ::-1], screen), "the mirrored line")
            client.ask(Prompt("mirror"))
            looks_until(
                window, lambda screen: shows_line(screen) and np.array_equal(band_of(screen), plain), "it back"
            )
            client.ask(Prompt("jump", 1))
            looks_until(window, lambda screen: shows_line(screen) and not shows(plain, screen), "the next line")
        client.close()


def looks_until(window: KittyWindow, there: Callable[[Screen], bool], what: str) -> None:
    def seen() -> bool:
        assert window.alive, "the screen has ended"
        return there(window.pixels()[100:960])

    wait_until(seen, WAIT_S, what)


def shows(line: Screen, screen: Screen) -> bool:
    return shows_line(screen) and np.array_equal(band_of(screen), line)
