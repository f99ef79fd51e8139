"""The doctor sees what is missing, names the command that mends it, and its exit code says whether it matters."""

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from studio_tui.capture.devices import CameraDevice, DeviceList, SoundDevice
from studio_tui.commands.diagnosis import (
    Machine,
    capture_cards,
    import_failure,
    library_folder,
    sound_input,
    sounddevice,
    terminal_colours,
    terminal_size,
    video_rights,
)
from studio_tui.config import Settings, SoundSettings
from studio_tui.i18n import Translator

MACHINE = Machine(
    environment={},
    columns_rows=None,
    encoding="utf-8",
    video_nodes=(),
    devices=DeviceList(
        (
            SoundDevice("sounddevice", "Scarlett 2i2 USB: Audio (hw:1,0)"),
            CameraDevice("opencv", "Cam Link 4K", "/dev/video2"),
        )
    ),
)


def doctor(folder: Path, settings: str, **environment: str) -> tuple[int, dict[str, dict[str, str]]]:
    """Exit code and checks by name of the real command in a folder with these settings."""
    (folder / "studio.toml").write_text(settings, encoding="utf-8")
    outcome = subprocess.run(
        [sys.executable, "-m", "studio_tui", "--language", "en", "doctor", "--json"],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "TERM": "xterm-256color", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(outcome.stdout)
    assert report["ok"] == (outcome.returncode == 0)
    return outcome.returncode, {check["name"]: check for check in report["checks"]}


def test_a_machine_that_runs_these_tests_is_healthy(tmp_path: Path):
    code, checks = doctor(tmp_path, f'[station]\nlibrary = "{tmp_path}"\n')
    assert {name for name, check in checks.items() if check["status"] != "ok"} == set()
    assert code == 0
    assert {"python", "libraries", "portaudio", "pyaudio", "library", "utf8", "colours"} <= checks.keys()


@pytest.mark.parametrize(("backend", "health"), [("sounddevice", "missing"), ("simulated", "advice")])
def test_missing_portaudio_matters_where_sound_comes_through_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: str, health: str
):
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')")  # as the real one does
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    found = sounddevice(Settings(sound=msgspec.convert({"backend": backend}, SoundSettings)))
    assert found.health == health
    assert found.fix is not None


def test_text_that_is_not_utf8_is_found(tmp_path: Path):
    code, checks = doctor(tmp_path, "", PYTHONIOENCODING="ascii")
    assert checks["utf8"]["status"] == "missing"
    assert "LANG" in checks["utf8"]["fix"]
    assert code == 1


def test_settings_that_cannot_be_read_are_one_more_finding(tmp_path: Path):
    code, checks = doctor(tmp_path, "[station\n")
    assert "studio.toml" in checks["settings"]["message"]
    assert "library" in checks
    assert code == 1


def test_a_library_that_cannot_be_made_is_found(tmp_path: Path):
    (tmp_path / "file").write_text("")
    settings = msgspec.convert({"station": {"library": str(tmp_path / "file" / "Studio")}}, Settings)
    assert library_folder(settings).health == "missing"


@pytest.mark.parametrize(("minutes", "health"), [(1, "ok"), (100_000.0, "missing")])
def test_too_little_room_is_found(tmp_path: Path, minutes: float, health: str):
    table = {"station": {"library": str(tmp_path)}, "recording": {"keep_free_minutes": minutes}}
    assert library_folder(msgspec.convert(table, Settings)).health == health


@pytest.mark.parametrize(
    ("size", "healths"), [((79, 24), ["advice"]), ((80, 23), ["advice"]), ((80, 24), ["ok"]), (None, [])]
)
def test_a_small_terminal_is_advised_against(size: tuple[int, int] | None, healths: list[str]):
    found = terminal_size(dataclasses.replace(MACHINE, columns_rows=size))
    assert [diagnosis.health for diagnosis in found] == healths


@pytest.mark.parametrize(
    ("environment", "health"),
    [
        ({"TERM": "vt100"}, "advice"),
        ({"TERM": "xterm-256color"}, "ok"),
        ({"TERM": "vt100", "COLORTERM": "truecolor"}, "ok"),
        ({"TERM": "vt100", "NO_COLOR": ""}, "ok"),
    ],
)
def test_colours_are_told_from_the_environment(environment: dict[str, str], health: str):
    assert terminal_colours(dataclasses.replace(MACHINE, environment=environment)).health == health


def test_a_card_that_may_not_be_opened_is_found(tmp_path: Path):
    closed = dataclasses.replace(MACHINE, video_nodes=(tmp_path / "video0",))
    [diagnosis] = video_rights(Settings(), closed)
    assert diagnosis.health == "advice"  # simulated cameras need no rights
    assert diagnosis.fix is not None
    assert "usermod" in Translator("en").say(diagnosis.fix)


@pytest.mark.parametrize(
    ("sound", "health"),
    [
        ({"backend": "simulated"}, "ok"),
        ({"backend": "sounddevice"}, "ok"),
        ({"backend": "sounddevice", "device": "scarlett"}, "ok"),
        ({"backend": "sounddevice", "device": "Babyface"}, "missing"),
        ({"backend": "pyaudio", "device": "scarlett"}, "missing"),
    ],
)
def test_the_sound_interface_of_the_settings_is_looked_for(sound: dict[str, str], health: str):
    settings = msgspec.convert({"sound": sound}, Settings)
    assert sound_input(settings, MACHINE).health == health


def test_each_capture_card_of_the_settings_is_looked_for():
    devices = ["cam link", "/dev/video2", "", "Intensity", "/dev/video0"]
    cameras = [{"backend": "opencv", "device": device} for device in devices]
    settings = msgspec.convert({"camera": [*cameras, {"backend": "simulated"}]}, Settings)
    assert [found.health for found in capture_cards(settings, MACHINE)] == [
        "ok",
        "ok",
        "ok",
        "missing",
        "missing",
        "ok",
    ]


def test_an_import_is_tried_for_real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "breaks_on_import.py").write_text("raise OSError('no such library: libnothing.so')")
    (tmp_path / "ends_the_process.py").write_text("import os; os._exit(7)")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    why = {name: import_failure(name) for name in ("json", "not_there", "breaks_on_import", "ends_the_process")}
    assert {name: text and Translator("en").say(text) for name, text in why.items()} == {
        "json": None,
        "not_there": "not_there is not installed",
        "breaks_on_import": "OSError: no such library: libnothing.so",
        "ends_the_process": "exit code 7",
    }
