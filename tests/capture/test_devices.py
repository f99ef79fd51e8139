"""Listing devices: what is there is found, and no driver can take the program down with it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from studio_tui.capture.devices import DeviceList, list_devices
from studio_tui.capture.simulated.rig import PICTURE_NAME, SOUND_NAME
from studio_tui.cli import cli
from studio_tui.i18n import Translator
from tests.rigs.pretend_card import PretendCard
from tests.rigs.private_pulse import INPUT_NAME, PrivatePulse

PATIENCE_S = 60.0


@pytest.fixture
def pulse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivatePulse]:
    with PrivatePulse(tmp_path) as daemon:
        for name, value in daemon.env().items():
            monkeypatch.setenv(name, value)
        yield daemon


def _sentences(found: DeviceList) -> str:
    return " ".join(Translator("en").say(problem) for problem in found.problems)


def _child(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def test_sound_inputs_are_listed_for_each_backend(pulse: PrivatePulse) -> None:  # noqa: ARG001 - it must run
    found = list_devices(PATIENCE_S)
    assert not found.problems
    rows = {(device.backend, device.name): device for device in found.sound}
    for backend in ("sounddevice", "pyaudio"):
        device = rows[backend, INPUT_NAME]
        assert device.host == "ALSA"
        assert device.channels >= 2
        assert 48_000 in device.rates_hz
    assert ("simulated", SOUND_NAME) in rows
    assert [device.name for device in found.sound if device.backend == "sounddevice" and device.default] == [
        "default"
    ]


def test_a_capture_card_is_listed_with_its_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = PretendCard(tmp_path)
    for name, value in card.env().items():
        if os.environ.get(name) != value and name != "LD_PRELOAD":
            monkeypatch.setenv(name, value)
    # Only the child may load the pretend card: it replaces open and ioctl.
    command = ["env", f"LD_PRELOAD={card.env()['LD_PRELOAD']}", sys.executable, "-m", "studio_tui.capture.listing"]
    found = list_devices(PATIENCE_S, [str(card.device)], command)
    (device,) = [camera for camera in found.cameras if camera.path == str(card.device)]
    assert device.backend == "opencv"
    assert device.name
    offers = {offer.encoding: offer for offer in device.formats}
    assert set(offers) == {"MJPG", "YUYV"}
    assert (offers["MJPG"].width_px, offers["MJPG"].height_px) == (1920, 1080)
    assert 25.0 in offers["MJPG"].frame_rates_hz


def test_a_path_that_is_no_camera_is_left_out(tmp_path: Path) -> None:
    plain = tmp_path / "video0"
    plain.write_text("not a device")
    found = list_devices(PATIENCE_S, [str(plain), str(tmp_path / "missing")])
    assert str(tmp_path) not in " ".join(camera.path for camera in found.cameras)
    assert PICTURE_NAME in [camera.name for camera in found.cameras]


def test_a_frozen_sound_server_costs_only_its_own_devices(pulse: PrivatePulse) -> None:
    pulse.freeze()
    try:
        found = list_devices(5.0)
    finally:
        pulse.thaw()
    assert SOUND_NAME in [device.name for device in found.sound]
    assert INPUT_NAME not in [device.name for device in found.sound]
    assert "does not answer" in _sentences(found)


def test_a_crash_keeps_what_was_found_before_it() -> None:
    line = json.dumps(
        {"devices": [{"type": "sound", "backend": "pyaudio", "name": "Микрофон"}]}, ensure_ascii=False
    )
    program = f"import os, sys; print({line!r}, flush=True); print('driver noise', flush=True); os.abort()"
    found = list_devices(PATIENCE_S, command=_child(program))
    assert [device.name for device in found.sound] == ["Микрофон"]
    assert "crashed" in _sentences(found)


def test_no_child_at_all_is_a_sentence_too() -> None:
    found = list_devices(PATIENCE_S, command=["/nonexistent/python"])
    assert not found.devices
    assert "cannot be listed" in _sentences(found)


def test_without_portaudio_the_rest_is_listed() -> None:
    """As on a Linux machine without libportaudio2: importing sounddevice raises OSError."""
    program = (
        "import importlib.abc, sys\n"
        "class Gone(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'sounddevice': raise OSError('PortAudio library not found')\n"
        "        if name == 'pyaudio': raise ImportError(name)\n"
        "sys.meta_path.insert(0, Gone())\n"
        "from studio_tui.capture.listing import main\n"
        "main([])\n"
    )
    found = list_devices(PATIENCE_S, command=_child(program))
    assert [device.name for device in found.sound] == [SOUND_NAME]
    assert "libportaudio2" in _sentences(found)


def test_drivers_print_nothing_into_the_terminal(pulse: PrivatePulse) -> None:
    pulse.add_input("broken", kind="nosuchplugin")  # ALSA complains about it whenever devices are listed
    child = subprocess.run(
        [sys.executable, "-m", "studio_tui.capture.listing"], capture_output=True, check=True, timeout=PATIENCE_S
    )
    assert child.stderr == b""


def test_the_command_prints_one_document(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    answer = CliRunner().invoke(cli, ["--language", "en", "devices", "--json"])
    assert answer.exit_code == 0
    document = json.loads(answer.stdout)
    assert set(document) == {"sound", "cameras", "problems"}
    (sound,) = [device for device in document["sound"] if device["backend"] == "simulated"]
    assert sound["name"] == SOUND_NAME
    assert 48_000 in sound["rates_hz"]
    (camera,) = [device for device in document["cameras"] if device["backend"] == "simulated"]
    assert camera["formats"] == [
        {"encoding": "MJPG", "width_px": 1920, "height_px": 1080, "frame_rates_hz": [25.0]}
    ]


def test_the_command_speaks_to_people(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    answer = CliRunner().invoke(cli, ["--language", "en", "devices"])
    assert answer.exit_code == 0
    assert SOUND_NAME in answer.stdout
    assert "1920×1080" in answer.stdout
