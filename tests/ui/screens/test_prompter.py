"""The speaker's screen: the text moves by the station's clock, a clicker works, the red bar tells of the take."""

from collections.abc import Callable

import msgspec
import pytest
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget

from studio_tui.config import Role
from studio_tui.course.script import Sheet
from studio_tui.station.messages import Snapshot
from studio_tui.station.prompter_messages import GetScript, Prompt
from studio_tui.ui.prompter_signs import EDGE_ROWS
from studio_tui.ui.screens.prompter import PrompterScreen
from studio_tui.ui.widgets.alarm_bar import AlarmBar
from studio_tui.ui.widgets.prompter_strip import PrompterStrip
from studio_tui.ui.widgets.prompter_view import PrompterView
from tests.rigs.fake_station import IDLE, NOW_S, PROMPTER, ROLLING, SCRIPT, FakeStation
from tests.rigs.screens import Clock, app_on, running, settle, text_of

PLAIN = msgspec.structs.replace(ROLLING, prompter=msgspec.structs.replace(ROLLING.prompter, letters="plain"))


async def test_a_clickers_buttons_start_and_hold():
    station = FakeStation()
    async with running(app_on(station, "speaker")) as pilot:
        for count, press in enumerate(("space", "f5", "shift+f5", "f17", "b", "и", "full_stop", "ю"), 1):
            await pilot.press(press)
            await settle(pilot)
            assert station.orders() == [Prompt("toggle")] * count, press


async def test_escape_holds_and_never_starts():
    station = FakeStation()
    async with running(app_on(station, "speaker")) as pilot:
        await pilot.press("g")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert station.orders() == [], "it was the dialog's"
        await pilot.press("escape")
        await settle(pilot)
    assert station.orders() == [Prompt("hold")]


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


def _state(**changes: object) -> Snapshot:
    """A script that runs, with something different about its prompter."""
    return msgspec.structs.replace(ROLLING, prompter=msgspec.structs.replace(ROLLING.prompter, **changes))


def _wheel(kind: type[MouseScrollDown | MouseScrollUp], view: Widget) -> MouseScrollDown | MouseScrollUp:
    return kind(view, x=5, y=5, delta_x=0, delta_y=1, button=0, shift=False, meta=False, ctrl=False)


async def test_clicks_of_the_wheel_are_lines_and_add_up():
    station = FakeStation()
    async with running(app_on(station, "speaker")) as pilot:
        screen, view = pilot.app.screen, pilot.app.screen.query_one(PrompterView)
        assert isinstance(screen, PrompterScreen)
        assert view.page is not None
        position_s = IDLE.prompter.clock.position_s
        index, _ = view.page.layout.place(position_s)
        for _ in range(3):  # all before the next picture
            screen.on_mouse_scroll_down(_wheel(MouseScrollDown, view))
        await _until(pilot, lambda: bool(station.orders()))
        assert station.orders() == [Prompt("line", view.page.layout.position(index + 3) - position_s)]
        station.commands.clear()
        view.post_message(_wheel(MouseScrollUp, view))
        await _until(pilot, lambda: bool(station.orders()))
    assert station.orders() == [Prompt("line", view.page.layout.position(index - 1) - position_s)]


@pytest.mark.parametrize("role", ["camera", "producer"])
async def test_the_wheel_over_the_strip_moves_by_about_a_line_and_nowhere_else(role: Role):
    station = FakeStation()
    async with running(app_on(station, role)) as pilot:
        for kind, action in ((AlarmBar, []), (PrompterStrip, [Prompt("line", 2.0)])):
            widget = pilot.app.screen.query_one(kind)
            widget.post_message(_wheel(MouseScrollDown, widget))
            await pilot.pause(0.2)
            await settle(pilot)
            assert station.orders() == action


async def test_a_click_on_the_text_does_nothing():
    station = FakeStation(ROLLING)
    async with running(app_on(station, "speaker")) as pilot:
        await pilot.click(PrompterView)
        await settle(pilot)
    assert station.orders() == []


async def test_letters_are_switched_on_this_screen_alone():
    station = FakeStation(IDLE)
    async with running(app_on(station, "speaker")) as pilot:
        shown = [text_of(pilot)]
        for press in ("f4", "a", "ф", "f4"):
            await pilot.press(press)
            await settle(pilot)
            shown.append(text_of(pilot))
    assert station.orders() == []
    assert len({*shown}) == 4
    assert shown[4] == shown[0]
    assert "Кітапханадан қажетті" in shown[3], "plain letters"


async def test_the_count_in_is_seen_and_said():
    clock = msgspec.structs.replace(ROLLING.prompter.clock, position_s=0.0, anchor_s=NOW_S + 2.4)
    station = FakeStation(_state(clock=clock))
    async with running(app_on(station, "speaker"), (80, 24)) as pilot:
        view = pilot.app.screen.query_one(PrompterView)
        counted = [
            y for y, strip in enumerate(view.render_lines(view.size.region)) if _has_ink(view, strip, "count")
        ]
        assert len(counted) >= 4
        assert "BEGINS IN 3 S" in text_of(pilot)
        station.snapshot = _state(clock=msgspec.structs.replace(clock, anchor_s=NOW_S - 0.1))
        await settle(pilot)
        assert "BEGINS IN" not in text_of(pilot)
        assert not any(_has_ink(view, strip, "count") for strip in view.render_lines(view.size.region))


def _has_ink(view: PrompterView, strip: Strip, tone: str) -> bool:
    ink = view.get_component_rich_style(f"prompter--{tone}").color
    return any(segment.style and segment.style.color == ink and segment.text.strip() for segment in strip)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"held_by_voice": True, "follows_voice": True, "speaking": False}, ("WAITS FOR THE VOICE", "○ silent")),
        ({"follows_voice": True, "speaking": None}, ("HELD BY HAND", "? no voice can be heard")),
        ({"stage_speed": 1.05}, ("stage 2 of 3 ×1.05",)),
        ({"syllables_per_word": 2.7}, ("7.0 syll/s",)),
        ({"band_wpm": (100.0, 136.0)}, ("100–136 faster than the band",)),
        ({"band_wpm": (160.0, 180.0)}, ("160–180 slower than the band",)),
    ],
)
async def test_the_facts_say_what_holds_it_and_how_fast_it_is(changes: dict[str, object], words: tuple[str, ...]):
    clock = msgspec.structs.replace(PROMPTER.clock, running=False)
    async with running(app_on(FakeStation(_state(clock=clock, **changes)), "speaker")) as pilot:
        shown = text_of(pilot)
    for each in words:
        assert each in shown


async def test_the_end_is_said_whoever_held_the_text_last():
    clock = msgspec.structs.replace(PROMPTER.clock, running=False, position_s=PROMPTER.clock.length_s)
    async with running(app_on(FakeStation(_state(clock=clock, held_by_voice=True)), "speaker")) as pilot:
        shown = text_of(pilot)
    assert "AT THE END" in shown
    assert "WAITS FOR THE VOICE" not in shown


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        # 33 s of script time are left, at most twice as fast: 16 s or more.
        ({"target_s": 510.0, "begun_s": NOW_S - 505.0}, "cannot be met: 0:"),
        ({"target_s": 3600.0, "begun_s": NOW_S - 10.0}, "too short"),
    ],
)
@pytest.mark.parametrize("role", ["speaker", "camera", "producer"])
async def test_a_target_that_cannot_be_met_is_said(role: Role, clock: dict[str, float], words: str):
    aimed = msgspec.structs.replace(PROMPTER.clock, running=True, anchor_s=NOW_S, **clock)
    station = FakeStation(_state(clock=aimed.aimed(NOW_S, aimed.target_s)))
    async with running(app_on(station, role), (140, 40)) as pilot:
        shown = text_of(pilot)
    assert "cannot be met: " in shown
    assert words in shown


async def test_a_rate_beyond_the_band_is_said_where_there_is_one_row():
    clock = msgspec.structs.replace(PROMPTER.clock, running=True, target_s=90.0, begun_s=NOW_S - 20.0, wpm=220.0)
    async with running(app_on(FakeStation(_state(clock=clock)), "speaker"), (120, 24)) as pilot:
        assert "faster than the band" in text_of(pilot)


async def test_time_against_the_target_is_shown():
    clock = msgspec.structs.replace(PROMPTER.clock, running=True, target_s=510.0, begun_s=NOW_S - 200.0)
    async with running(app_on(FakeStation(_state(clock=clock)), "speaker")) as pilot:
        assert "3:20 of 8:30" in text_of(pilot)


async def test_what_comes_next_stands_above_the_text():
    station = FakeStation(PLAIN)
    visuals = ("Спикер кадрда", "Титр: аты-жөні", "Слайд 3: қорытынды")
    stages = zip(SCRIPT.stages, visuals, strict=True)
    station.script = msgspec.structs.replace(
        SCRIPT,
        sheet=Sheet(speaker="Айгүл Серікқызы"),
        stages=tuple(msgspec.structs.replace(stage, visuals=seen) for stage, seen in stages),
    )
    async with running(app_on(station, "speaker"), (140, 30)) as pilot:
        line = text_of(pilot).split("\n")[1]
    assert "stage 2 of 3" in line
    assert "▁ caption: Айгүл Серікқызы" in line
    assert line.index("[слайд 2]") < line.index("→ Слайд 3: қорытынды"), "the sooner one first"
    assert "now: Титр: аты-жөні" in line


@pytest.mark.parametrize("changes", [{"mirror": True}, {"flip": True}, {"mirror": True, "flip": True}])
async def test_in_a_glass_the_edges_are_turned_over_with_the_text(changes: dict[str, object]):
    async with running(app_on(FakeStation(_state(**changes)), "speaker"), (120, 44)) as pilot:
        view = pilot.app.screen.query_one(PrompterView)
        assert view.has_edges
        strips = view.render_lines(view.size.region)
        edged = [y for y, strip in enumerate(strips) if _has_ink(view, strip, "edge")]
    assert edged
    assert min(edged) < EDGE_ROWS
    assert max(edged) >= view.size.height - EDGE_ROWS


async def test_marks_stand_in_the_margin_of_their_line():
    station = FakeStation(PLAIN)
    async with running(app_on(station, "speaker")) as pilot:
        assert "◆" not in "".join(text_of(pilot).split("\n")[1:-3])
        mark_s = PLAIN.prompter.clock.position_s
        marked = msgspec.structs.replace(PLAIN.prompter, markers_s=(mark_s,))
        station.snapshot = msgspec.structs.replace(PLAIN, prompter=marked)
        await settle(pilot)
        view = pilot.app.screen.query_one(PrompterView)
        assert view.page is not None
        line = view.page.layout.lines[view.page.layout.place(mark_s)[0]]
        rows = [row for row in text_of(pilot).split("\n") if row.startswith("◆")]
    assert len(rows) == 1
    assert rows[0].strip("◆▶◀ ") in {line.text, ""}


async def test_a_slow_terminal_gets_fewer_pictures_and_is_told_so(monkeypatch: pytest.MonkeyPatch):
    station = FakeStation(ROLLING)
    async with running(app_on(station, "speaker"), (120, 40)) as pilot:
        monkeypatch.setattr("studio_tui.ui.screens.prompter.waiting_writes", lambda _: 9)
        await _until(pilot, lambda: "slow terminal: 15 pictures/s" in text_of(pilot), station)


async def _until(pilot: Pilot[None], condition: Callable[[], bool], station: FakeStation | None = None) -> None:
    for _ in range(600):
        if station is not None and station.snapshot is not None:
            newer = msgspec.structs.replace(station.snapshot, sequence=station.snapshot.sequence + 1)
            station.snapshot = newer
        await pilot.pause(0.02)
        if condition():
            return
    raise AssertionError("it never came")
