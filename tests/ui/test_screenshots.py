"""How the three screens look, at three sizes: a change that nobody meant is seen. English: translators are free.

After a change that was meant: ``pytest tests/ui/test_screenshots.py --snapshot-update``, look, commit.
"""

from collections.abc import Callable

import msgspec
import pytest
from textual.pilot import Pilot

from studio_tui.config import Role
from studio_tui.station.messages import Snapshot
from studio_tui.ui.themes import LIGHT
from tests.rigs.example_sound import HUMMING_ROOM, SOUND
from tests.rigs.fake_station import ALARMED, IDLE, PROMPTER, TROUBLED, FakeStation
from tests.rigs.screens import app_on, settle

SIZES = [(80, 24), (120, 40), (200, 60)]
STATES: dict[Role, Snapshot] = {"camera": ALARMED, "speaker": IDLE, "producer": IDLE}

Compare = Callable[..., bool]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("role", STATES)
def test_the_screen_looks_as_it_did(snap_compare: Compare, role: Role, size: tuple[int, int]):
    app = app_on(FakeStation(STATES[role]), role)
    assert snap_compare(app, terminal_size=size, run_before=settle)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_troubled_sound_looks_as_it_did(snap_compare: Compare, size: tuple[int, int]):
    assert snap_compare(app_on(FakeStation(TROUBLED)), terminal_size=size, run_before=settle)


@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("key", ["n", "f9"])
def test_what_lies_over_the_screen_looks_as_it_did(snap_compare: Compare, key: str, size: tuple[int, int]):
    async def opened(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await pilot.press(key)
        await settle(pilot)

    state = msgspec.structs.replace(IDLE, sound=msgspec.structs.replace(SOUND, room_tone=HUMMING_ROOM))
    assert snap_compare(app_on(FakeStation(state)), terminal_size=size, run_before=opened)


def test_the_light_theme_looks_as_it_did(snap_compare: Compare):
    async def lit(pilot: Pilot[None]) -> None:
        pilot.app.theme = LIGHT
        await settle(pilot)

    assert snap_compare(app_on(FakeStation(IDLE)), terminal_size=(80, 24), run_before=lit)


def test_the_mirrored_page_looks_as_it_did(snap_compare: Compare):
    state = msgspec.structs.replace(IDLE, prompter=msgspec.structs.replace(PROMPTER, mirror=True))
    assert snap_compare(app_on(FakeStation(state), "speaker"), terminal_size=(80, 24), run_before=settle)
