"""The prompter's keys on all three screens: one meaning each, on every layout, and what they ask of the station."""

import msgspec
import pytest
from textual.pilot import Pilot

from studio_tui.config import Role, Settings
from studio_tui.station.prompter_messages import Prompt
from studio_tui.ui.app import SCREENS
from studio_tui.ui.prompter_keys import MOVING_BY_ARROWS, prompter_keys
from studio_tui.ui.widgets.key_bar import KeyBar
from studio_tui.ui.words import Words
from tests.rigs.fake_station import IDLE, PROMPTER, ROLLING, FakeStation
from tests.rigs.screens import app_on, running, settle, text_of

ROLES: tuple[Role, ...] = ("speaker", "camera", "producer")

EVERYWHERE = {
    "space": Prompt("toggle"), "plus": Prompt("wpm", 5), "equals_sign": Prompt("wpm", 5), "һ": Prompt("wpm", 5),
    "minus": Prompt("wpm", -5), "ө": Prompt("wpm", -5),
    "z": Prompt("again"), "я": Prompt("again"),
    "shift+left": Prompt("stage_speed", -0.05), "shift+right": Prompt("stage_speed", 0.05),
    "y": Prompt("to_marker", -1), "н": Prompt("to_marker", -1), "u": Prompt("marker"), "г": Prompt("marker"),
    "i": Prompt("to_marker", 1), "ш": Prompt("to_marker", 1),
    "f": Prompt("follow"), "а": Prompt("follow"),
    "left_square_bracket": Prompt("patience", -0.1), "х": Prompt("patience", -0.1),
    "right_square_bracket": Prompt("patience", 0.1), "ъ": Prompt("patience", 0.1),
    "j": Prompt("size", -1), "о": Prompt("size", -1), "k": Prompt("size", 1), "л": Prompt("size", 1),
    "shift+up": Prompt("focus", -0.03), "shift+down": Prompt("focus", 0.03),
    "m": Prompt("mirror"), "ь": Prompt("mirror"), "backslash": Prompt("flip"),
}  # fmt: skip
WHERE_NO_TABLE_IS = {
    "left": Prompt("wpm", -5), "right": Prompt("wpm", 5), "pageup": Prompt("jump", -1),
    "pagedown": Prompt("jump", 1), "home": Prompt("rewind"),
}  # fmt: skip


async def _asked(pilot: Pilot[None], station: FakeStation, press: str) -> list[object]:
    before = len(station.orders())
    await pilot.press(press)
    await settle(pilot)
    return list(station.orders()[before:])


@pytest.mark.parametrize("role", ROLES)
async def test_a_key_asks_the_same_on_every_screen_and_layout(role: Role):
    wanted = EVERYWHERE if role == "producer" else EVERYWHERE | WHERE_NO_TABLE_IS
    station = FakeStation(ROLLING)
    async with running(app_on(station, role), (80, 24)) as pilot:
        for press, command in wanted.items():
            assert await _asked(pilot, station, press) == [command], press


async def test_the_producers_table_keeps_its_arrows():
    station = FakeStation(IDLE)
    async with running(app_on(station, "producer")) as pilot:
        for press in ("down", "up", "pagedown", "pageup", "home", "end", "left", "right"):
            assert await _asked(pilot, station, press) == [], press


async def test_the_operators_arrows_move_by_about_a_line():
    station = FakeStation(IDLE)
    async with running(app_on(station)) as pilot:
        assert await _asked(pilot, station, "down") == [Prompt("line", 2.0)]
        assert await _asked(pilot, station, "up") == [Prompt("line", -2.0)]


@pytest.mark.parametrize("role", ROLES)
def test_every_key_of_the_prompter_is_explained_in_the_help(role: Role):
    names = {binding.id for binding in SCREENS[role].BINDINGS if binding.tooltip}
    wanted = {binding.id for binding in prompter_keys()}
    assert names >= (wanted - MOVING_BY_ARROWS if role == "producer" else wanted)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("role", ROLES)
async def test_the_key_bar_has_the_most_important_keys_at_80_columns(role: Role, language: str):
    first = {"speaker": "prompter_toggle", "camera": "roll", "producer": "accept"}[role]
    async with running(app_on(FakeStation(IDLE), role, language), (80, 24)) as pilot:
        bar = pilot.app.screen.query_one(KeyBar)
        keys = {active.binding.id: active.binding for active in pilot.app.screen.active_bindings.values()}
        row = "".join(part.text for part in bar.rows(80, 1)[0])
        assert len(row) <= 80
        assert keys[first].description in row
        assert keys["help"].description in row
        assert Words(language).say(SCREENS[role].NAME)


@pytest.mark.parametrize("role", ROLES)
async def test_a_key_of_the_settings_reaches_the_prompter_on_every_screen(role: Role):
    station = FakeStation(IDLE)
    async with running(app_on(station, role, settings=Settings(keys={"prompter_again": "f12"}))) as pilot:
        assert await _asked(pilot, station, "f12") == [Prompt("again")]
        assert await _asked(pilot, station, "z") == []


@pytest.mark.parametrize("role", ROLES)
async def test_what_needs_a_script_says_so_without_one(role: Role):
    station = FakeStation(msgspec.structs.replace(IDLE, prompter=msgspec.structs.replace(PROMPTER, script_id=0)))
    async with running(app_on(station, role)) as pilot:
        for press in ("e", "у", "g", "п", "w", "ц"):
            screens = len(pilot.app.screen_stack)
            await pilot.press(press)
            await settle(pilot)
            assert len(pilot.app.screen_stack) == screens, press
        assert "There is no script to do that with." in text_of(pilot)
