"""Dialogs of the prompter: a length, a place to go to, another text for a stage, a script's slate, a tablet."""

from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, TextArea

from studio_tui.course.script import ScriptWarning, Sheet
from studio_tui.course.take import Slate, VideoCode
from studio_tui.prompter.schedule import make_schedule
from studio_tui.station.messages import Refused, SetSlate
from studio_tui.station.prompter_messages import EditStage, GetTabletAddress, LoadScript, Prompt, TabletAnswer
from studio_tui.text import N_
from studio_tui.ui.screens.edit_dialog import EditDialog
from studio_tui.ui.screens.sheet_dialog import SheetDialog
from studio_tui.ui.screens.tablet_dialog import code_rows
from studio_tui.ui.screens.target_dialog import seconds_of
from tests.rigs.fake_station import IDLE, PROMPTER, ROLLING, SCRIPT, FakeStation
from tests.rigs.screens import app_on, running, settle, text_of, told

SMALL = (80, 24)
SCHEDULE = make_schedule(SCRIPT)


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("8:30", 510), ("8.30", 510), ("8 30", 510), ("08:05", 485), ("8", 480), ("8ж30", 510), ("", 0), (" ", 0),
        ("8,5", 510), ("8.5", 510), ("1:05:00", 3900), ("8 мин 30 с", 510), ("8 минут", 480), ("8,5 мин", 510),
        ("90:00", 5400), ("8:75", None), ("abc", None), ("8:30:00", 30_600), ("-3", None), ("8 слайд", None),
    ],
)  # fmt: skip
def test_a_length_is_understood_as_it_is_typed(typed: str, seconds: float | None):
    assert seconds_of(typed) == seconds


async def test_a_length_is_asked_for_with_the_rate_it_means():
    station = FakeStation(IDLE)
    async with running(app_on(station, "speaker"), SMALL) as pilot:
        await pilot.press("ц")
        await settle(pilot)
        assert "The rate decides: 155 words/min." in text_of(pilot)
        await pilot.press(*"0:25")
        await settle(pilot)
        wpm = round(SCHEDULE.length_s * 150 / 25)
        assert f"0:25: from the beginning this is {wpm} words/min" in text_of(pilot)
        await pilot.press("enter")
        await settle(pilot)
    assert station.orders() == [Prompt("target", 25.0)]


async def test_a_length_that_no_rate_meets_is_said_before_it_is_asked_for():
    async with running(app_on(FakeStation(IDLE), "speaker"), SMALL) as pilot:
        await pilot.press("w", *"1:05:00")
        await settle(pilot)
        shown = " ".join(text_of(pilot).split())
    assert "1:05:00 cannot be met" in shown
    assert "from 40 to 300" in shown


async def test_no_length_gives_the_target_up_and_nonsense_is_not_sent():
    clock = msgspec.structs.replace(PROMPTER.clock, target_s=510.0)
    station = FakeStation(msgspec.structs.replace(IDLE, prompter=msgspec.structs.replace(PROMPTER, clock=clock)))
    async with running(app_on(station), SMALL) as pilot:
        await pilot.press("w")
        await settle(pilot)
        field = pilot.app.screen.query_one("#length", Input)
        assert field.value == "8:30"
        field.value = "8:99"
        await pilot.press("enter")
        await settle(pilot)
        assert "This is no length" in text_of(pilot)
        assert station.orders() == []
        field.value = ""
        await pilot.press("enter")
        await settle(pilot)
    assert station.orders() == [Prompt("target", 0.0)]


def _at(position_s: float, markers_s: tuple[float, ...] = ()) -> FakeStation:
    clock = msgspec.structs.replace(PROMPTER.clock, position_s=position_s)
    prompter = msgspec.structs.replace(PROMPTER, clock=clock, markers_s=markers_s)
    return FakeStation(msgspec.structs.replace(IDLE, prompter=prompter))


@pytest.mark.parametrize("role", ["speaker", "camera", "producer"])
async def test_stages_and_marks_are_chosen_from_a_list(role: str):
    second_s = SCHEDULE.stage_starts_s[1]
    mark_s = SCHEDULE.words[SCHEDULE.word_at(second_s + 4.0)].start_s
    station = _at(1.0, (mark_s,))
    async with running(app_on(station, role), SMALL) as pilot:
        await pilot.press("g")
        await settle(pilot)
        shown = text_of(pilot)
        assert "Кітапханадан қажетті кітапты" in shown
        assert "◆" in shown
        assert pilot.app.screen.query_one(OptionList).highlighted == 0, "the stage being read"
        await pilot.press("down", "enter")
        await settle(pilot)
        await pilot.press("п", "down", "down", "enter")
        await settle(pilot)
    assert station.orders() == [Prompt("jump", 1), Prompt("line", mark_s - 1.0)]


@pytest.mark.parametrize(
    ("within_s", "chosen", "steps"),
    [(0.5, 0, -2), (5.0, 0, -3), (0.5, 2, 0), (5.0, 2, 0), (5.0, 1, -2)],
)
async def test_a_jump_back_is_counted_as_the_station_counts(within_s: float, chosen: int, steps: int):
    """From within a stage, its first step back leads to its own beginning."""
    station = _at(SCHEDULE.stage_starts_s[2] + within_s)
    async with running(app_on(station, "speaker"), SMALL) as pilot:
        await pilot.press("g")
        await settle(pilot)
        pilot.app.screen.query_one(OptionList).highlighted = chosen
        await pilot.press("enter")
        await settle(pilot)
    assert station.orders() == [Prompt("jump", steps)]


@pytest.mark.parametrize("role", ["speaker", "camera", "producer"])
async def test_the_text_of_the_stage_being_read_is_edited_with_letters_that_are_keys_elsewhere(role: str):
    station = FakeStation(IDLE)
    async with running(app_on(station, role), SMALL) as pilot:
        await pilot.press("e")
        await settle(pilot)
        assert isinstance(pilot.app.screen, EditDialog)
        shown = text_of(pilot)
        assert "Stage 2 of 3" in shown
        assert "The author's file stays as it is." in shown
        area = pilot.app.screen.query_one(TextArea)
        assert area.text == SCRIPT.stages[1].text
        area.text = ""
        await pilot.press(*"Үй", "space", *"қызығы.", "enter", *"йцукх")
        await settle(pilot)
        assert area.text == "Үй қызығы.\nйцукх"
        await pilot.press("ctrl+ы")
        await settle(pilot)
        assert not isinstance(pilot.app.screen, EditDialog)
        assert told(pilot) == ["Written into the library's copy of the script."]
    assert station.orders() == [EditStage(1, 1, "Үй қызығы.\nйцукх")]


async def test_what_the_station_refuses_stays_to_be_put_right():
    station = FakeStation(IDLE)
    station.answer_to = lambda command: Refused(N_("The disk is full.")) if isinstance(command, EditStage) else None
    async with running(app_on(station, "speaker"), SMALL) as pilot:
        await pilot.press("e")
        await settle(pilot)
        area = pilot.app.screen.query_one(TextArea)
        area.text = "Жаңа мәтін."
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "The disk is full." in text_of(pilot)
        assert area.text == "Жаңа мәтін."
        station.answer_to = lambda _: None
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert not isinstance(pilot.app.screen, EditDialog)
    assert station.orders() == [EditStage(1, 1, "Жаңа мәтін.")] * 2


async def test_an_edit_is_not_thrown_away_by_one_press_of_escape():
    station = FakeStation(IDLE)
    async with running(app_on(station), SMALL) as pilot:
        await pilot.press("e")
        await settle(pilot)
        await pilot.press("А", "escape")
        await settle(pilot)
        assert "Press Escape again" in text_of(pilot)
        await pilot.press("Б", "escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, EditDialog), "typing on is a wish to keep it"
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(pilot.app.screen, EditDialog)
        await pilot.press("e")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(pilot.app.screen, EditDialog), "an untouched text closes at once"
    assert station.orders() == []


def _with_sheet(station: FakeStation) -> FakeStation:
    station.script = msgspec.structs.replace(
        SCRIPT,
        sheet=Sheet(number="К2 M1 С1 В3", topic="Су айналымы"),
        warnings=(
            ScriptWarning(kind="blank", message=N_("A blank is not filled in."), stage="2"),
            ScriptWarning(kind="long", message=N_("Too long.")),
        ),
    )
    return station


async def _load(pilot: Pilot[None], station: FakeStation, path: str) -> None:
    await pilot.press("f3")
    await settle(pilot)
    pilot.app.screen.query_one("#path", Input).value = path
    await pilot.press("enter")
    await settle(pilot)
    assert station.orders()[-1] == LoadScript(path)
    await settle(pilot)


async def test_a_script_of_another_video_asks_about_the_slate(tmp_path: Path):
    file = tmp_path / "су.md"
    file.write_text("text", encoding="utf-8")
    station = _with_sheet(FakeStation(IDLE))
    async with running(app_on(station), SMALL) as pilot:
        await _load(pilot, station, str(file))
        assert isinstance(pilot.app.screen, SheetDialog)
        shown = text_of(pilot)
        assert "Script: К2 M1 С1 В3  Су айналымы" in shown
        assert "Slate: К1 M1 С1 В5" in shown
        await pilot.press("enter")
        await settle(pilot)
        assert station.orders() == [LoadScript(str(file))], "Enter alone changes nothing"
        await _load(pilot, station, str(file))
        await pilot.press("ы")
        await settle(pilot)
    assert station.orders()[-1] == SetSlate(Slate(VideoCode(2, 1, 1, 3), "Су айналымы"))


async def test_remarks_about_a_script_are_told(tmp_path: Path):
    file = tmp_path / "су.md"
    file.write_text("text", encoding="utf-8")
    station = _with_sheet(FakeStation(IDLE))
    async with running(app_on(station), SMALL) as pilot:
        await _load(pilot, station, str(file))
        (said,) = told(pilot)
    assert said == "2 remarks about the script; the first: stage 2: A blank is not filled in."


async def test_while_a_take_rolls_the_slate_is_not_asked_about_until_it_has_ended(tmp_path: Path):
    file = tmp_path / "су.md"
    file.write_text("text", encoding="utf-8")
    station = _with_sheet(FakeStation(ROLLING))
    async with running(app_on(station), SMALL) as pilot:
        await _load(pilot, station, str(file))
        assert not isinstance(pilot.app.screen, SheetDialog)
        station.snapshot = msgspec.structs.replace(IDLE, sequence=9)
        await settle(pilot)
        assert isinstance(pilot.app.screen, SheetDialog)
        await pilot.press("escape")
        await settle(pilot)
    assert station.orders() == [LoadScript(str(file))]


async def test_the_same_video_asks_nothing(tmp_path: Path):
    file = tmp_path / "су.md"
    file.write_text("text", encoding="utf-8")
    station = _with_sheet(FakeStation(msgspec.structs.replace(IDLE, slate=Slate(VideoCode(2, 1, 1, 3), "Басқа"))))
    async with running(app_on(station), SMALL) as pilot:
        await _load(pilot, station, str(file))
        assert not isinstance(pilot.app.screen, SheetDialog)


async def test_the_librarys_copies_are_listed_as_scripts(tmp_path: Path):
    (tmp_path / "Scripts").mkdir()
    (tmp_path / "Scripts" / "су-1.toml").write_text("", encoding="utf-8")
    (tmp_path / "studio.toml").write_text("", encoding="utf-8")
    station = FakeStation(msgspec.structs.replace(IDLE, library=str(tmp_path)))
    async with running(app_on(station), SMALL) as pilot:
        await pilot.press("f3")
        await settle(pilot)
        assert "studio.toml" not in text_of(pilot)
        pilot.app.screen.query_one("#path", Input).value = "Scripts/"
        await settle(pilot)
        assert "су-1.toml" in text_of(pilot)


async def test_a_tablet_is_told_an_address_and_shown_a_code():
    station = FakeStation(IDLE)
    address = "http://192.0.2.7:8750/?key=" + "a" * 32
    station.answer_to = lambda command: TabletAnswer(address) if isinstance(command, GetTabletAddress) else None
    async with running(app_on(station), (100, 50)) as pilot:
        await pilot.press("d")
        await settle(pilot)
        shown = text_of(pilot)
        assert address in shown
        for row in code_rows(address):
            assert row in shown
        assert station.orders().count(GetTabletAddress()) == 1
        await pilot.click("#ask")
        await settle(pilot)
        assert station.orders().count(GetTabletAddress()) == 2


async def test_a_tablet_page_that_is_off_is_said():
    station = FakeStation(IDLE)
    station.answer_to = lambda command: (
        Refused(N_("The page is off.")) if isinstance(command, GetTabletAddress) else None
    )
    async with running(app_on(station), SMALL) as pilot:
        await pilot.press("в")
        await settle(pilot)
        assert "The page is off." in text_of(pilot)


async def test_a_certificate_of_the_stations_own_is_shown_to_be_compared():
    station = FakeStation(IDLE)
    fingerprint = ":".join(f"{byte:02X}" for byte in range(32))
    station.answer_to = lambda command: (
        TabletAnswer("https://192.168.1.20:8750/?key=abc", fingerprint)
        if isinstance(command, GetTabletAddress)
        else None
    )
    async with running(app_on(station), (120, 50)) as pilot:
        await pilot.press("d")
        await settle(pilot)
        shown = text_of(pilot)
        assert "00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F" in shown
        assert "10 11 12 13 14 15 16 17 18 19 1A 1B 1C 1D 1E 1F" in shown
        assert "compare its SHA-256 fingerprint" in " ".join(shown.split())
        for row in code_rows("https://192.168.1.20:8750/?key=abc"):
            assert row.rstrip() in shown
