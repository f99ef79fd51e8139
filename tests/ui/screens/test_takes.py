"""The producer's screen: takes with verdicts, findings of the chosen one, accept and reject."""

import msgspec
import pytest

from studio_tui.station.messages import Decide, GetTakes
from tests.rigs.fake_station import FINDINGS, IDLE, TAKES, FakeStation, take
from tests.rigs.screens import app_on, running, settle, text_of


async def test_takes_and_findings_are_shown():
    async with running(app_on(FakeStation(), "producer"), (200, 60)) as pilot:
        shown = text_of(pilot)
    for words in (
        "6 takes", "to decide: 1", "accepted: 2", "✗ FAIL", "✓ PASS", "? UNDECIDED", "Деректер [/] түрлері",
        "The sound has fewer real bits than it claims.", "1:12–1:18", "53.12", "progressive", "20 bit",
    ):  # fmt: skip
        assert words in shown, words


async def test_the_cursor_chooses_whose_findings_are_shown():
    async with running(app_on(FakeStation(), "producer"), (200, 60)) as pilot:
        await pilot.press("down", "down")
        await settle(pilot)
        assert "Note: Дыбыс алыстан шығады" in text_of(pilot)
        await pilot.press("down")
        await settle(pilot)
        assert "The station was ended; the last 0.4 s are missing." in text_of(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 36)])
async def test_figures_keep_clear_of_the_scrollbar(size: tuple[int, int]):
    station = FakeStation()
    station.takes = (msgspec.structs.replace(TAKES[0], findings_json=msgspec.json.encode(FINDINGS * 9).decode()),)
    async with running(app_on(station, "producer"), size) as pilot:
        screen = pilot.app.screen
        detail, light = screen.query_one("#detail"), screen.query_one("#rec")
        assert detail.vertical_scrollbar.region.width == 1
        assert screen.query_one("#verdict").region.right < detail.vertical_scrollbar.region.x
        assert detail.styles.scrollbar_background == detail.styles.background
        assert light.size.height != 3, "in three rows a 0 looks like a D"


async def test_a_take_is_accepted():
    station = FakeStation()
    async with running(app_on(station, "producer"), (80, 24)) as pilot:
        await pilot.press("down")
        for press in ("f7", "a", "ф"):
            await pilot.press(press)
            await settle(pilot)
    assert station.orders() == [Decide("A/K1M1C1B5/T03", accept=True)] * 3


async def test_a_take_is_rejected_with_a_note():
    station = FakeStation()
    async with running(app_on(station, "producer"), (80, 24)) as pilot:
        for press in ("f8", "в"):
            await pilot.press(press, *"Шу бар", "enter")
            await settle(pilot)
    assert station.orders() == [Decide("A/K1M1C1B5/T04", accept=False, note="Шу бар")] * 2


async def test_the_log_is_asked_again_only_when_it_has_changed():
    station = FakeStation()
    async with running(app_on(station, "producer")) as pilot:
        await pilot.press("down")
        await settle(pilot)
        assert station.commands.count(GetTakes()) == 1
        station.takes = (take(5), *TAKES)
        station.snapshot = msgspec.structs.replace(IDLE, log_revision=2)
        await settle(pilot)
        assert station.commands.count(GetTakes()) == 2
        assert "7 takes" in text_of(pilot)
        assert "TAKE  К1 M1 С1 В5 T03" in text_of(pilot), "the cursor stays on its take"


async def test_another_language_keeps_the_cursor_on_its_take():
    async with running(app_on(FakeStation(), "producer"), (200, 60)) as pilot:
        await pilot.press("down", "down")
        await settle(pilot)
        await pilot.press("l")
        await settle(pilot)
        assert "К1 M1 С1 В5 T02" in text_of(pilot)
        assert "Дыбыс алыстан шығады" in text_of(pilot)


async def test_one_video_can_be_looked_at_alone():
    station = FakeStation()
    async with running(app_on(station, "producer")) as pilot:
        await pilot.press("f2")
        await settle(pilot)
        assert "4 takes" in text_of(pilot)
        assert station.commands[-1] == GetTakes(code="K1M1C1B5")
        await pilot.press("f2")
        await settle(pilot)
        assert "6 takes" in text_of(pilot)


async def test_an_empty_log_is_no_trouble():
    station = FakeStation()
    station.takes = ()
    async with running(app_on(station, "producer"), (80, 24)) as pilot:
        await pilot.press("f7", "f8", "down")
        await settle(pilot)
        assert "no take yet" in text_of(pilot)
    assert station.orders() == []


async def test_findings_that_cannot_be_read_are_left_out():
    station = FakeStation()
    station.takes = (msgspec.structs.replace(TAKES[0], findings_json="{broken"),)
    async with running(app_on(station, "producer")) as pilot:
        assert "✗ FAIL" in text_of(pilot)
