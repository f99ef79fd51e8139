"""The room-tone dialog: what it asks for, what it counts, what it found, and what to do about it."""

import msgspec
import pytest
from textual.pilot import Pilot

from studio_tui.station.messages import MeasureRoomTone, Refused, RoomTone, RoomToneState
from studio_tui.text import N_
from studio_tui.ui.screens.room_dialog import RoomDialog, result_rows, room_rows
from studio_tui.ui.widgets.rows import width_of
from studio_tui.ui.words import Words
from tests.rigs.example_sound import DOUBTFUL_ROOM, HUMMING_ROOM, ROOM, SOUND
from tests.rigs.fake_station import IDLE, FakeStation
from tests.rigs.screens import app_on, running, settle, text_of, told

SMALL = (80, 24)
EN = Words("en")


def on_room(station: FakeStation, room: RoomToneState, sequence: int) -> None:
    """The station publishes another state of the room."""
    sound = msgspec.structs.replace(SOUND, room_tone=room)
    station.snapshot = msgspec.structs.replace(IDLE, sound=sound, sequence=sequence)


async def look(pilot: Pilot[None]) -> str:
    await settle(pilot)
    assert isinstance(pilot.app.screen, RoomDialog)
    pilot.app.screen.look()
    await pilot.pause()
    return text_of(pilot)


@pytest.mark.parametrize("press", ["n", "т"])
async def test_a_room_is_measured_from_the_first_word_to_the_result(press: str):
    station = FakeStation()
    on_room(station, RoomToneState(), 10)
    async with running(app_on(station), SMALL) as pilot:
        await pilot.press(press)
        shown = await look(pilot)
        assert "Everybody silent for 8 seconds" in shown
        assert "? room not measured" in shown
        assert " Measure " in shown
        assert station.orders() == [], "nobody is silent yet"
        await pilot.press("enter")
        await settle(pilot)
        assert station.orders() == [MeasureRoomTone()]
        for sequence, left_s in enumerate((8.0, 4.6, 0.1), 11):
            on_room(station, RoomToneState(phase="measuring", left_s=left_s), sequence)
            assert f"silence, please: {left_s:>4} s" in await look(pilot)
        on_room(station, msgspec.structs.replace(ROOM, age_s=0.0), 20)
        shown = await look(pilot)
        assert "−62.4 dBFS(A) ✓ good  no hum  just now" in shown
        assert "The room is quiet enough." in shown
        assert " Again " in shown
        await pilot.press(press)
        await settle(pilot)
        assert station.orders() == [MeasureRoomTone()] * 2
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(pilot.app.screen, RoomDialog)


async def test_the_last_result_and_its_age_are_there_when_it_opens():
    station = FakeStation(IDLE)
    async with running(app_on(station), SMALL) as pilot:
        await pilot.press("n")
        assert "12 min ago" in await look(pilot)
        assert "−14.2 dBFS" in text_of(pilot), "the live level"
    assert station.orders() == []


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
async def test_hum_and_noise_and_the_buttons_fit_the_smallest_screen(language: str):
    station = FakeStation()
    on_room(station, HUMMING_ROOM, 10)
    async with running(app_on(station, language=language), SMALL) as pilot:
        await pilot.press("n")
        shown = await look(pilot)
        for selector in ("#leave", "#measure", "#room-view"):
            region = pilot.app.screen.query_one(selector).region
            assert region.bottom <= SMALL[1], selector
            assert region.right <= SMALL[0], selector
    assert "dBFS(A)" in shown


def test_what_was_found_comes_with_what_to_do():
    text = " ".join("".join(part.text for part in row) for row in result_rows(EN, HUMMING_ROOM, 66))
    for words in ("−48.7 dBFS(A) ▲ noisy", "▲ hum 50 Hz −57.2 dBFS", "Turn off fans", "comes from the mains"):
        assert words in text, words


@pytest.mark.parametrize("doubt", [N_("Somebody spoke."), None])
def test_what_could_not_be_told_is_neither_good_nor_silent_about_it(doubt: object):
    tone = RoomTone(noise_floor_dbfs_a=None, hum_hz=None, hum_dbfs=None, doubt=doubt)
    state = msgspec.structs.replace(DOUBTFUL_ROOM, result=tone)
    text = " ".join("".join(part.text for part in row) for row in result_rows(EN, state, 66))
    assert "? could not tell" in text
    assert ("Measure again" in text) is (doubt is None)
    assert "good" not in text
    assert "no hum" not in text
    assert ("Somebody spoke." in text) is (doubt is not None)


@pytest.mark.parametrize("width", range(40, 121, 8))
def test_no_row_is_wider_than_the_box(width: int):
    for state in (ROOM, HUMMING_ROOM, RoomToneState(phase="measuring", left_s=3.0)):
        assert max(map(width_of, room_rows(EN, state, SOUND, width))) <= width


def test_the_box_does_not_grow_when_a_short_result_comes():
    heights = {
        len(room_rows(EN, state, SOUND, 66))
        for state in (RoomToneState(), RoomToneState(phase="measuring", left_s=8.0), ROOM)
    }
    assert len(heights) == 1


async def test_a_station_that_has_gone_is_said_and_a_refusal_too():
    station = FakeStation(IDLE)
    station.answer_to = lambda command: (
        Refused(N_("A take rolls.")) if isinstance(command, MeasureRoomTone) else None
    )
    async with running(app_on(station), SMALL) as pilot:
        await pilot.press("n", "n")
        await settle(pilot)
        assert told(pilot) == ["A take rolls."]
        station.age_s = 3.0
        assert "■ The station does not answer." in await look(pilot)


async def test_the_operator_screen_says_where_the_room_is():
    station = FakeStation()
    async with running(app_on(station)) as pilot:
        for number, (room, words) in enumerate(
            (
                (RoomToneState(), "? room not measured  N measures it"),
                (RoomToneState(phase="measuring", left_s=4.0), "silence, please: 4 s"),
                (DOUBTFUL_ROOM, "? could not tell  just now"),
                (HUMMING_ROOM, "▲ noisy  ▲ hum 50 Hz −57.2 dBFS"),
            ),
            10,
        ):
            on_room(station, room, number)
            await settle(pilot)
            assert words in text_of(pilot)
