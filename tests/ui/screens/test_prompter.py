"""The speaker's screen: the text moves by the station's clock, a clicker works, the red bar tells of the take."""

import msgspec

from studio_tui.station.messages import GetScript, Prompt
from studio_tui.ui.widgets.prompter_view import PrompterView
from tests.rigs.fake_station import IDLE, NOW_S, PROMPTER, ROLLING, SCRIPT, FakeStation
from tests.rigs.screens import Clock, app_on, running, settle, text_of

PLAIN = msgspec.structs.replace(ROLLING, prompter=msgspec.structs.replace(ROLLING.prompter, letters="plain"))


async def test_a_clickers_buttons_start_and_hold():
    station = FakeStation()
    async with running(app_on(station, "speaker")) as pilot:
        for count, press in enumerate(("space", "f5", "escape", "b", "и", "full_stop", "ю"), 1):
            await pilot.press(press)
            await settle(pilot)
            assert station.orders() == [Prompt("toggle")] * count, press


async def test_a_clickers_pages_are_stages():
    station = FakeStation()
    async with running(app_on(station, "speaker")) as pilot:
        await pilot.press("pagedown")
        await settle(pilot)
        await pilot.press("pageup")
        await settle(pilot)
    assert station.orders() == [Prompt("jump", 1), Prompt("jump", -1)]


async def test_the_script_is_asked_for_once_for_each_script():
    station = FakeStation(PLAIN)
    async with running(app_on(station, "speaker")) as pilot:
        await settle(pilot)
        assert station.commands == [GetScript()]
        station.snapshot = msgspec.structs.replace(
            PLAIN, prompter=msgspec.structs.replace(PLAIN.prompter, script_id=2)
        )
        await settle(pilot)
        assert station.commands == [GetScript(), GetScript()]


async def test_the_text_stands_where_the_clock_says():
    station, clock = FakeStation(PLAIN), Clock()
    async with running(app_on(station, "speaker", clock=clock)) as pilot:
        view = pilot.app.screen.query_one(PrompterView)
        for passed_s in (0.0, 3.0, 7.0):
            clock.now_s = NOW_S + passed_s
            await settle(pilot)
            assert view.page is not None
            index, _ = view.page.layout.place(PLAIN.prompter.clock.at(clock.now_s))
            row = view.page.focus_rows(PROMPTER.focus).start
            shown = "\n".join(text_of(pilot).split("\n")[row : row + 4])
            assert view.page.layout.lines[index].text in shown


async def test_lines_are_moved_by_whole_lines():
    station = FakeStation()
    async with running(app_on(station, "speaker")) as pilot:
        page = pilot.app.screen.query_one(PrompterView).page
        assert page is not None
        position_s = IDLE.prompter.clock.position_s
        index, _ = page.layout.place(position_s)
        await pilot.press("down")
        await settle(pilot)
    (command,) = station.orders()
    assert isinstance(command, Prompt)
    assert page.layout.place(position_s + command.amount) == (index + 1, 0.0)


async def test_letters_and_mirror_have_keys():
    station = FakeStation()
    async with running(app_on(station, "speaker")) as pilot:
        for press in ("f2", "f3", "f6", "ь", "home", "һ", "minus"):
            await pilot.press(press)
            await settle(pilot)
    assert station.orders() == [
        Prompt("size", -1), Prompt("size", 1), Prompt("mirror"), Prompt("mirror"), Prompt("rewind"),
        Prompt("wpm", 5.0), Prompt("wpm", -5.0),
    ]  # fmt: skip


async def test_a_take_that_rolls_is_seen_by_the_speaker():
    async with running(app_on(FakeStation(ROLLING), "speaker"), (80, 24)) as pilot:
        first, *_, facts, _ = text_of(pilot).split("\n")
    assert "● REC  03:27" in first
    assert "RUNNING" in facts
    assert "155 words/min" in facts


async def test_the_mirror_turns_the_page_over():
    mirrored = msgspec.structs.replace(IDLE, prompter=msgspec.structs.replace(PROMPTER, mirror=True))
    station = FakeStation(IDLE)
    async with running(app_on(station, "speaker"), (80, 24)) as pilot:
        place = pilot.app.screen.query_one(PrompterView).region
        page = slice(place.y, place.bottom)
        plain = text_of(pilot).split("\n")[page]
        station.snapshot = mirrored
        await settle(pilot)
        turned = text_of(pilot).split("\n")[page]
    assert any(row.strip() for row in plain)
    swap = str.maketrans("▘▝▌▐▖▗▞▚▛▜▙▟▶◀", "▝▘▐▌▗▖▚▞▜▛▟▙◀▶")
    assert [row[::-1].translate(swap) for row in turned] == plain


async def test_no_script_is_said():
    none = msgspec.structs.replace(IDLE, prompter=msgspec.structs.replace(PROMPTER, script_id=0))
    station = FakeStation(IDLE)
    async with running(app_on(station, "speaker")) as pilot:
        station.snapshot = none
        await settle(pilot)
        assert "No script yet. The operator opens one with F3." in text_of(pilot)
        assert SCRIPT.stages
