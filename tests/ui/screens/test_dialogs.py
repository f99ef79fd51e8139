"""Dialogs: the slate understands what people type, the script is found, leaving is a choice."""

from pathlib import Path

import msgspec
import pytest
from textual.events import Key
from textual.widgets import Input

from studio_tui.course.importers.problem import ScriptError
from studio_tui.course.importers.reader import SCRIPT_SUFFIXES, read_script
from studio_tui.course.take import Slate, VideoCode
from studio_tui.station.messages import SetSlate, Stop
from studio_tui.station.prompter_messages import LoadScript
from studio_tui.ui.screens.quit_dialog import QuitDialog
from studio_tui.ui.screens.script_dialog import candidates
from tests.rigs.fake_station import IDLE, ROLLING, FakeStation
from tests.rigs.screens import app_on, running, settle, text_of

SMALL = (80, 24)


async def test_a_code_in_any_letters_becomes_the_slate():
    station = FakeStation(IDLE)
    async with running(app_on(station), SMALL) as pilot:
        await pilot.press("f2", *"k1м2c3в4")
        await settle(pilot)
        assert "Course 1, module 2, lesson 3, video 4." in text_of(pilot)
        await pilot.press("enter", "end", "ctrl+u", *"Жаңа", "enter")
        await settle(pilot)
    assert station.orders() == [SetSlate(Slate(VideoCode(1, 2, 3, 4), "Жаңа"))]


async def test_keys_typed_ahead_of_the_screen_land_where_they_were_meant():
    station = FakeStation(IDLE)
    app = app_on(station)
    async with running(app, SMALL) as pilot:
        app.post_message(Key("f2", None))
        for character in "К1м2c3в4\rЖаңа сабақ\r":  # all of it is read before the dialog is there
            app.post_message(Key("enter", character) if character == "\r" else Key(character, character))
        for _ in range(5):
            await settle(pilot)
    assert station.orders() == [SetSlate(Slate(VideoCode(1, 2, 3, 4), "Жаңа сабақ"))]


async def test_a_title_behind_the_code_counts():
    station = FakeStation(IDLE)
    async with running(app_on(station), SMALL) as pilot:
        await pilot.press("f2")
        await settle(pilot)
        pilot.app.screen.query_one("#code", Input).value = "К2 М1 С1 В1 Су айналымы"
        await settle(pilot)
        assert "К2_M1_С1_В1_Су айналымы" in text_of(pilot)
        await pilot.press("enter", "enter")
        await settle(pilot)
    assert station.orders() == [SetSlate(Slate(VideoCode(2, 1, 1, 1), "Су айналымы"))]


async def test_what_is_no_code_is_explained_and_not_used():
    station = FakeStation(IDLE)
    async with running(app_on(station), SMALL) as pilot:
        await pilot.press("f2", *"k1m2")
        await settle(pilot)
        assert "has no lesson number" in text_of(pilot)
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert station.orders() == []
        await pilot.press("escape")
        await settle(pilot)
        assert "READY" not in text_of(pilot), "the word is drawn in blocks"
    assert station.orders() == []


async def test_a_script_is_found_by_its_path(tmp_path: Path):
    folder = tmp_path / "Сценарийлер"
    folder.mkdir()
    script = folder / "K1M1C1B5 кіріспе.md"
    script.write_text("text", encoding="utf-8")
    (folder / "photo.jpg").write_text("no script", encoding="utf-8")
    station = FakeStation(IDLE)
    async with running(app_on(station), SMALL) as pilot:
        await pilot.press("f3")
        await settle(pilot)
        field = pilot.app.screen.query_one("#path", Input)
        field.value = f"{tmp_path}/Сце"
        await settle(pilot)
        assert "Сценарийлер/" in text_of(pilot)
        field.value = str(folder)
        await pilot.press("enter")
        await settle(pilot)
        assert field.value == f"{folder}/", "a folder is gone into"
        assert "photo.jpg" not in text_of(pilot)
        field.value = str(script)
        await pilot.press("enter")
        await settle(pilot)
    assert station.orders() == [LoadScript(str(script))]


async def test_a_script_that_is_not_there_is_said(tmp_path: Path):
    station = FakeStation(IDLE)
    async with running(app_on(station), SMALL) as pilot:
        await pilot.press("f3")
        await settle(pilot)
        pilot.app.screen.query_one("#path", Input).value = str(tmp_path / "none.docx")
        await pilot.press("enter")
        await settle(pilot)
        assert "There is no such file." in text_of(pilot)
    assert station.orders() == []


def test_candidates_are_folders_and_scripts_only(tmp_path: Path):
    (tmp_path / "sub").mkdir()
    for name in ("a.docx", "a.txt", "a.md", "a.csv", "a.mov", ".hidden.md", "b.docx"):
        (tmp_path / name).touch()
    elsewhere = [Path("/none")]
    scripts = ["a.csv", "a.docx", "a.md", "a.txt"]
    assert candidates(f"{tmp_path}/a", elsewhere) == [str(tmp_path / name) for name in scripts]
    assert candidates("a", [*elsewhere, tmp_path]) == scripts
    assert "sub/" in candidates("", [tmp_path])
    assert f"{tmp_path}/sub/" in candidates(f"{tmp_path}/", elsewhere)
    assert str(tmp_path / ".hidden.md") not in candidates(f"{tmp_path}/", elsewhere)
    assert candidates(f"{tmp_path}/none/x", elsewhere) == []
    assert candidates("~nobody-of-this-name/", elsewhere) == []


@pytest.mark.parametrize("suffix", sorted(SCRIPT_SUFFIXES))
def test_every_kind_that_is_offered_is_read(tmp_path: Path, suffix: str):
    file = tmp_path / f"script{suffix}"
    file.write_text("", encoding="utf-8")
    with pytest.raises(ScriptError) as problem:
        read_script(file)
    assert "is no script" not in problem.value.text.msgid, "another trouble than the kind of file"


async def test_a_relative_path_can_be_typed_at_once(tmp_path: Path):
    (tmp_path / "Су").mkdir()
    (tmp_path / "Су" / "k1.md").write_text("text", encoding="utf-8")
    station = FakeStation(msgspec.structs.replace(IDLE, library=str(tmp_path)))
    async with running(app_on(station), SMALL) as pilot:
        await pilot.press("f3")
        await settle(pilot)
        assert "Су/" in text_of(pilot), "the folder's files are listed before anything is typed"
        await pilot.press(*"Су/k1.md", "enter")
        await settle(pilot)
    assert station.orders() == [LoadScript(str(tmp_path / "Су" / "k1.md"))]


async def test_leaving_asks_and_escape_stays():
    station = FakeStation(ROLLING)
    app = app_on(station)
    async with running(app, SMALL) as pilot:
        for press in ("q", "й", "ctrl+q", "ctrl+й", "ctrl+c"):
            await pilot.press(press)
            await settle(pilot)
            assert isinstance(app.screen, QuitDialog), press
            assert "A take is rolling: К1 M1 С1 В5 T05" in text_of(pilot)
            assert "the take goes on" in text_of(pilot)
            await pilot.press("escape")
            await settle(pilot)
            assert not isinstance(app.screen, QuitDialog)
        assert not app._exit
    assert station.orders() == []


async def test_enter_leaves_the_station_alone():
    station = FakeStation(ROLLING)
    app = app_on(station)
    async with running(app, SMALL) as pilot:
        await pilot.press("q", "enter")
        await pilot.pause()
        assert app._exit
    assert station.orders() == []


async def test_leaving_asks_while_the_station_is_still_starting_and_not_once_it_has_ended():
    station = FakeStation(None)
    app = app_on(station)
    async with running(app, SMALL) as pilot:
        await pilot.press("q")
        await settle(pilot)
        assert isinstance(app.screen, QuitDialog)
        await pilot.press("escape")
        await settle(pilot)
        station.gone = True
        await pilot.press("q")
        await pilot.pause()
        assert app._exit


async def test_the_station_can_be_stopped():
    station = FakeStation(ROLLING)
    app = app_on(station)
    async with running(app, SMALL) as pilot:
        await pilot.press("q")
        await settle(pilot)
        await pilot.click("#stop")
        await app.workers.wait_for_complete()
        assert app._exit
    assert station.orders() == [Stop(even_rolling=True)]
