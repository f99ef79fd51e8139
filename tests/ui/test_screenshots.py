"""How the three screens look, at three sizes: a change that nobody meant is seen. English: translators are free.

After a change that was meant: ``pytest tests/ui/test_screenshots.py --snapshot-update``, look, commit.
"""

from collections.abc import Callable

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from studio_tui.config import Role
from studio_tui.course.script import Sheet
from studio_tui.station.messages import Snapshot
from studio_tui.ui.themes import LIGHT
from tests.rigs.example_sound import HUMMING_ROOM, SOUND
from tests.rigs.fake_station import ALARMED, IDLE, NOW_S, PROMPTER, ROLLING, SCRIPT, TROUBLED, FakeStation
from tests.rigs.screens import app_on, settle

SIZES = [(80, 24), (120, 40), (200, 60)]
STATES: dict[Role, Snapshot] = {"camera": ALARMED, "speaker": IDLE, "producer": IDLE}

Compare = Callable[..., bool]

BUSY = msgspec.structs.replace(
    ROLLING,
    prompter=msgspec.structs.replace(
        PROMPTER,
        clock=msgspec.structs.replace(PROMPTER.clock, running=True, target_s=32.4, begun_s=NOW_S - 20.0),
        syllables_per_word=2.68, stage_speed=1.05, follows_voice=True, speaking=True, edited=True,
        markers_s=(3.0, 14.0),
    ),
)  # fmt: skip
"""A prompter about which there is something to say."""


def _with_pictures(state: Snapshot) -> FakeStation:
    station = FakeStation(state)
    visuals = ("Спикер кадрда", "Титр: аты-жөні, кітапхана сөрелері", "Слайд 3: қорытынды")
    station.script = msgspec.structs.replace(
        SCRIPT,
        sheet=Sheet(speaker="Айгүл Серікқызы, қауымд. профессор"),
        stages=tuple(
            msgspec.structs.replace(stage, visuals=seen) for stage, seen in zip(SCRIPT.stages, visuals, strict=True)
        ),
    )
    return station


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


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("looks", [{"mirror": True}, {"mirror": True, "flip": True}], ids="-".join)
def test_the_page_in_a_glass_looks_as_it_did(snap_compare: Compare, looks: dict[str, bool], size: tuple[int, int]):
    state = msgspec.structs.replace(BUSY, prompter=msgspec.structs.replace(BUSY.prompter, **looks))
    assert snap_compare(app_on(_with_pictures(state), "speaker"), terminal_size=size, run_before=settle)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("role", STATES)
def test_a_busy_prompter_looks_as_it_did(snap_compare: Compare, role: Role, size: tuple[int, int]):
    assert snap_compare(app_on(_with_pictures(BUSY), role), terminal_size=size, run_before=settle)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_count_in_looks_as_it_did(snap_compare: Compare, size: tuple[int, int]):
    clock = msgspec.structs.replace(PROMPTER.clock, position_s=0.0, anchor_s=NOW_S + 2.5, running=True)
    state = msgspec.structs.replace(IDLE, prompter=msgspec.structs.replace(PROMPTER, clock=clock))
    assert snap_compare(app_on(FakeStation(state), "speaker"), terminal_size=size, run_before=settle)


@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("key", ["e", "g", "w"])
def test_the_prompters_dialogs_look_as_they_did(snap_compare: Compare, key: str, size: tuple[int, int]):
    async def opened(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await pilot.press(key)
        await settle(pilot)
        if isinstance(pilot.app.screen.focused, TextArea | Input):
            pilot.app.screen.set_focus(None)  # a cursor that blinks is there or not
            await settle(pilot)

    assert snap_compare(app_on(_with_pictures(BUSY), "speaker"), terminal_size=size, run_before=opened)
