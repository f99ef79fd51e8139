"""``studio-tui setup``: writes settings that load, refuses nonsense, and changes nothing before all is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import tomli_w

from studio_tui.capture.devices import DeviceList, list_devices
from studio_tui.commands import setup as setup_code
from studio_tui.config import Settings, load_settings
from tests.rigs.command_line import CommandLine, is_one_sentence

SMALL = {"camera": [{"width_px": 320, "height_px": 180}]}
"""Simulated pictures of this size are made in an instant."""
CHOICES = ("--sound", "simulated mic", "--camera", "simulated cam", "--station", "Aud_305")


@pytest.fixture(scope="module")
def plugged_in() -> DeviceList:
    """What is really plugged in; the simulated pair always is."""
    return list_devices()


@pytest.fixture(autouse=True)
def brief_looks(monkeypatch: pytest.MonkeyPatch, plugged_in: DeviceList) -> None:
    """Each device is looked at for a moment, and not looked for anew in every test."""
    monkeypatch.setattr(setup_code, "_LOOK_S", 0.15)
    monkeypatch.setattr(setup_code, "list_devices", lambda: plugged_in)


@pytest.fixture
def call(tmp_path: Path) -> Iterator[CommandLine]:
    line = CommandLine(tmp_path, SMALL)
    before = line.config.read_bytes()
    yield line
    kept = line.config.with_suffix(".toml.before")
    assert not kept.exists() or kept.read_bytes() == before


def number_of(devices: tuple[object, ...], name: str) -> str:
    return str([getattr(device, "name", "") for device in devices].index(name) + 1)


def test_what_was_chosen_is_written_and_the_rest_stays(call: CommandLine) -> None:
    before = load_settings(call.config)
    result = call("setup", *CHOICES, "--library", call.library.parent / "видео")
    assert result.exit_code == 0, result.output
    after = load_settings(call.config)
    assert (after.sound.backend, after.sound.device) == ("simulated", "Simulated microphone")
    assert (after.camera[0].backend, after.camera[0].device) == ("simulated", "Simulated camera")
    assert (after.station.name, after.station.language) == ("Aud_305", "en")
    assert after.library == call.library.parent / "видео"
    assert (after.camera[0].width_px, after.camera[0].height_px) == (320, 180)
    assert (after.alarms, after.prompter, after.meters) == (before.alarms, before.prompter, before.meters)


def test_what_it_writes_is_whole(call: CommandLine) -> None:
    call("setup", *CHOICES)
    assert load_settings(call.config.with_suffix(".toml.before")).station.name == "T"
    assert sorted(path.name for path in call.config.parent.iterdir()) == ["studio.toml", "studio.toml.before"]


def test_a_folder_is_written_as_it_is_meant_from_here(
    call: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    call("setup", *CHOICES, "--library", "takes")
    monkeypatch.chdir("/")
    assert load_settings(call.config).library == tmp_path / "takes"


def test_levels_and_picture_are_shown_first(call: CommandLine) -> None:
    shown = call("setup", *CHOICES).stdout
    assert "dBFS" in shown
    assert "320×180" in shown
    assert shown.index("dBFS") < shown.index("320×180") < shown.index(str(call.config))


def test_it_asks_for_what_is_left_out(call: CommandLine, plugged_in: DeviceList) -> None:
    typed = number_of(plugged_in.sound, "Simulated microphone") + "\nsimulated\n"
    result = call("setup", typed=typed)
    assert result.exit_code == 0, result.output
    assert load_settings(call.config).camera[0].device == "Simulated camera"
    assert load_settings(call.config).station.name == "T"


def test_without_a_file_it_makes_one(call: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the camera's usual size."""
    call.config.unlink()
    monkeypatch.setattr(setup_code, "show_picture", lambda *_: None)
    assert call("setup", *CHOICES).exit_code == 0
    chosen = load_settings(call.config)
    assert (chosen.camera[0].width_px, chosen.camera[0].height_px) == (1920, 1080)
    assert (chosen.alarms, chosen.recording) == (Settings().alarms, Settings().recording)
    assert not call.config.with_suffix(".toml.before").exists()


def test_more_cameras_stay(call: CommandLine) -> None:
    table = msgspec.to_builtins(load_settings(call.config))
    table["camera"] = [*table["camera"], {"name": "Second", "backend": "opencv", "device": "/dev/video7"}]
    call.config.write_text(tomli_w.dumps(table), encoding="utf-8")
    kept = load_settings(call.config).camera[1]
    result = call("setup", *CHOICES)
    call.config.with_suffix(".toml.before").unlink()
    assert result.exit_code == 0
    assert load_settings(call.config).camera[1] == kept


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--sound", "Theremin", "--camera", "simulated"), "Theremin"),
        (("--sound", "simulated", "--camera", "Daguerre"), "Daguerre"),
        ((*CHOICES[:4], "--station", "Студия"), "Студия"),
        ((*CHOICES[:4], "--station", ""), "name a station"),
        ((*CHOICES[:4], "--station", "../../etc"), "../../etc"),
        ((*CHOICES[:4], "--station", "A\n"), "name a station"),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(call: CommandLine, arguments: tuple[str, ...], why: str) -> None:
    before = call.config.read_bytes()
    result = call("setup", *arguments)
    assert result.exit_code == 2
    assert why in result.stderr
    assert "Traceback" not in result.stderr
    assert call.config.read_bytes() == before
    assert list(call.config.parent.iterdir()) == [call.config]


def test_a_bad_name_is_refused_before_anybody_has_to_speak(call: CommandLine) -> None:
    assert is_one_sentence(call("setup", *CHOICES[:4], "--station", "A B"))


def test_giving_up_half_way_changes_nothing(call: CommandLine) -> None:
    before = call.config.read_bytes()
    result = call("setup", "--sound", "simulated", typed="")
    assert result.exit_code == 1
    assert call.config.read_bytes() == before


def test_nothing_plugged_in_is_one_sentence(call: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_code, "list_devices", DeviceList)
    assert is_one_sentence(call("setup"))


def test_a_place_that_cannot_be_written_is_one_sentence(call: CommandLine, tmp_path: Path) -> None:
    call.config = tmp_path / "nowhere" / "studio.toml"
    result = call("setup", "--sound", "simulated", "--camera", "simulated")
    call.config = tmp_path / "studio.toml"
    assert result.exit_code == 2
    assert "nowhere" in result.stderr
