"""What a station needs of the machine it runs on, looked at piece by piece, each with the command that mends it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from studio_tui.capture.devices import DeviceList, list_devices
from studio_tui.config import Settings
from studio_tui.text import N_, StudioError, Text

Health = Literal["ok", "advice", "missing"]
"""``advice``: the station works without it; ``missing``: it does not."""

_LIBRARIES = ("alembic", "av", "cv2", "msgspec", "numpy", "scipy", "sqlalchemy", "textual", "zmq")
_MIN_COLUMNS, _MIN_ROWS = 80, 24
_SOUND_MBPS = 2.4
"""Two channels of 24 bits at 48 kHz."""
_IMPORT_S = 60.0
_SEE_DEVICES = N_("Plug it in, or choose another with: studio-tui setup")


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was looked at.

    Attributes:
        name: what it is, for programs.
        health: see `Health`.
        text: what was found, one sentence.
        fix: the command that mends it, or what to do; None where nothing is to be done.
    """

    name: str
    health: Health
    text: Text
    fix: Text | None = None


@dataclass(frozen=True)
class Machine:
    """What of the surroundings is looked at; replaced in tests."""

    environment: dict[str, str]
    columns_rows: tuple[int, int] | None
    """Size of the terminal, None when the output goes elsewhere."""
    encoding: str
    """Of standard output."""
    video_nodes: tuple[Path, ...]
    """Linux's video devices."""
    devices: DeviceList


def this_machine(settings: Settings) -> Machine:
    """The machine that the program runs on, with the devices that the settings may name."""
    size = shutil.get_terminal_size() if sys.stdout.isatty() else None
    return Machine(
        environment=dict(os.environ),
        columns_rows=None if size is None else (size.columns, size.lines),
        encoding=sys.stdout.encoding or "",
        video_nodes=tuple(sorted(Path("/dev").glob("video*"))),
        devices=list_devices(camera_paths=[camera.device for camera in settings.camera if "/" in camera.device]),
    )


def examine(settings: Settings, machine: Machine) -> Iterator[Diagnosis]:
    """Look at everything, in the order in which one would mend it."""
    yield python_version()
    yield from libraries()
    yield sounddevice(settings)
    yield pyaudio(settings)
    yield sound_input(settings, machine)
    yield from video_rights(settings, machine)
    yield from capture_cards(settings, machine)
    yield library_folder(settings)
    yield terminal_text(machine)
    yield from terminal_size(machine)
    yield terminal_colours(machine)


def install_command(apt: str, brew: str) -> Text:
    """The command that brings a system package."""
    if sys.platform == "darwin":
        return Text(f"brew install {brew}")
    if sys.platform == "linux" and shutil.which("apt-get"):
        return Text(f"{'' if os.geteuid() == 0 else 'sudo '}apt-get install {apt}")
    return N_("Install what your system calls {package}.", package=apt)


def import_failure(*modules: str) -> Text | None:
    """Why modules cannot be imported, None when they can.

    It is tried in a process of its own: a broken native library may end the process that loads it.
    """
    missing = [module for module in modules if importlib.util.find_spec(module) is None]
    if missing:
        return N_("{name} is not installed", name=missing[0])
    program = f"import {', '.join(modules)}"
    child = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=_IMPORT_S
    )
    if child.returncode == 0:
        return None
    last_line = (child.stderr.strip().splitlines() or [f"exit code {child.returncode}"])[-1]
    return Text("".join(letter for letter in last_line if letter.isprintable()))


def python_version() -> Diagnosis:
    """Is it a Python that the program is made for?"""
    version = ".".join(str(part) for part in sys.version_info[:3])
    fits = (3, 11) <= tuple(sys.version_info[:2]) < (3, 14)
    if fits:
        return Diagnosis("python", "ok", N_("Python {version}", version=version))
    return Diagnosis(
        "python",
        "missing",
        N_("This is Python {version}; the program is made for 3.11 to 3.13.", version=version),
        Text("PYTHON=python3.13 make run"),
    )


def libraries() -> Iterator[Diagnosis]:
    """Can every library be loaded?"""
    if import_failure(*_LIBRARIES) is None:
        yield Diagnosis("libraries", "ok", N_("All Python libraries are there."))
        return
    for name in _LIBRARIES:
        why = import_failure(name)
        if why is None:
            continue
        lacks_system_part = name == "cv2" and (".so" in why.msgid)
        yield Diagnosis(
            name,
            "missing",
            N_("The Python library {name} cannot be loaded: {why}.", name=name, why=why),
            install_command("libgl1 libglib2.0-0", "opencv") if lacks_system_part else Text("make run"),
        )


def sounddevice(settings: Settings) -> Diagnosis:
    """Can sound come through sounddevice, that is, is PortAudio there?"""
    why = import_failure("sounddevice")
    if why is None:
        return Diagnosis("portaudio", "ok", N_("PortAudio is there."))
    health: Health = "missing" if settings.sound.backend == "sounddevice" else "advice"
    return Diagnosis(
        "portaudio",
        health,
        N_("Sound cannot be recorded through sounddevice: {why}.", why=why),
        install_command("libportaudio2", "portaudio"),
    )


def pyaudio(settings: Settings) -> Diagnosis:
    """Can sound come through PyAudio?"""
    why = import_failure("pyaudio")
    if why is None:
        return Diagnosis("pyaudio", "ok", N_("PyAudio is there."))
    if settings.sound.backend != "pyaudio":
        return Diagnosis("pyaudio", "ok", N_("PyAudio is not there; these settings do not use it."))
    return Diagnosis(
        "pyaudio",
        "missing",
        N_('Sound cannot be recorded through PyAudio: {why}. backend = "sounddevice" does without it.', why=why),
        install_command("portaudio19-dev gcc python3-dev", "portaudio"),
    )


def video_rights(settings: Settings, machine: Machine) -> Iterator[Diagnosis]:
    """May this user open the capture cards? Only Linux keeps them as files of a group."""
    closed = [node for node in machine.video_nodes if not os.access(node, os.R_OK | os.W_OK)]
    if not closed:
        return
    uses_cards = any(camera.backend != "simulated" for camera in settings.camera)
    yield Diagnosis(
        "video_rights",
        "missing" if uses_cards else "advice",
        N_("You may not open {device}; its group must be yours.", device=str(closed[0])),
        N_("{command}, then log out and in again", command=f"sudo usermod -aG {_group_of(closed[0])} $USER"),
    )


def sound_input(settings: Settings, machine: Machine) -> Diagnosis:
    """Is the sound interface that the settings name there?"""
    wanted = settings.sound
    names = [device.name for device in machine.devices.sound if device.backend == wanted.backend]
    if wanted.backend == "simulated":
        return Diagnosis("sound_input", "ok", N_("Sound is simulated."))
    if any(wanted.device.casefold() in name.casefold() for name in names):
        return Diagnosis(
            "sound_input", "ok", N_("The sound interface {name} is there.", name=wanted.device or names[0])
        )
    return Diagnosis(
        "sound_input",
        "missing",
        N_("The sound interface {name} is not there.", name=wanted.device or wanted.backend),
        _SEE_DEVICES,
    )


def capture_cards(settings: Settings, machine: Machine) -> Iterator[Diagnosis]:
    """Are the capture cards that the settings name there?"""
    for wanted in settings.camera:
        if wanted.backend == "simulated":
            yield Diagnosis("camera", "ok", N_("Camera {name} is simulated.", name=wanted.name))
            continue
        cards = [card for card in machine.devices.cameras if card.backend == wanted.backend]
        if any(wanted.device == card.path or wanted.device.casefold() in card.name.casefold() for card in cards):
            yield Diagnosis("camera", "ok", N_("The card of camera {name} is there.", name=wanted.name))
            continue
        text = N_(
            "The card of camera {name} is not there: {device}.", name=wanted.name, device=wanted.device or "–"
        )
        yield Diagnosis("camera", "missing", text, _SEE_DEVICES)


def _group_of(node: Path) -> str:
    try:
        return node.group()
    except (KeyError, OSError, NotImplementedError):
        return "video"


def library_folder(settings: Settings) -> Diagnosis:
    """Can takes be written, and is there room for them?"""
    library = settings.library
    folder = next(parent for parent in (library, *library.parents) if parent.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return Diagnosis(
            "library",
            "missing",
            N_("Takes cannot be written to {folder}.", folder=str(library)),
            N_("Choose another folder: library in studio.toml"),
        )
    rate_mbps = settings.recording.intra_bitrate_mbps + _SOUND_MBPS
    minutes = shutil.disk_usage(folder).free * 8 / (rate_mbps * 1e6) / 60
    text = N_("Takes go to {folder}; it has room for {minutes:.0f} minutes.", folder=str(library), minutes=minutes)
    if minutes < settings.recording.keep_free_minutes:
        return Diagnosis(
            "library", "missing", text, N_("Make room on that disk, or choose another one in studio.toml")
        )
    return Diagnosis("library", "ok", text)


def terminal_text(machine: Machine) -> Diagnosis:
    """Can the terminal show every letter?"""
    if machine.encoding.lower().replace("-", "") == "utf8":
        return Diagnosis("utf8", "ok", N_("The terminal's text is UTF-8."))
    return Diagnosis(
        "utf8",
        "missing",
        N_("The terminal's text is {encoding}; Kazakh letters need UTF-8.", encoding=machine.encoding or "–"),
        Text("export LANG=C.UTF-8"),
    )


def terminal_size(machine: Machine) -> Iterator[Diagnosis]:
    """Is the terminal large enough?"""
    if machine.columns_rows is None:
        return
    columns, rows = machine.columns_rows
    text = N_("The terminal has {columns} columns and {rows} rows.", columns=columns, rows=rows)
    if columns >= _MIN_COLUMNS and rows >= _MIN_ROWS:
        yield Diagnosis("terminal_size", "ok", text)
    else:
        yield Diagnosis(
            "terminal_size",
            "advice",
            text,
            N_("Enlarge it to {columns} × {rows} or more", columns=_MIN_COLUMNS, rows=_MIN_ROWS),
        )


def terminal_colours(machine: Machine) -> Diagnosis:
    """Does the terminal say that it has colours?"""
    terminal = machine.environment.get("TERM", "")
    if "NO_COLOR" in machine.environment:
        return Diagnosis("colours", "ok", N_("Colours are off, because NO_COLOR is set."))
    if machine.environment.get("COLORTERM", "") in {"truecolor", "24bit"} or sys.platform == "win32":
        return Diagnosis("colours", "ok", N_("The terminal shows all colours."))
    if "256color" in terminal or "direct" in terminal:
        return Diagnosis("colours", "ok", N_("The terminal shows 256 colours."))
    return Diagnosis(
        "colours",
        "advice",
        N_("The terminal ({terminal}) does not say that it has colours.", terminal=terminal or "–"),
        Text("export COLORTERM=truecolor"),
    )


def settings_problem(problem: StudioError) -> Diagnosis:
    """A settings file that cannot be used, as one more thing to mend."""
    return Diagnosis("settings", "missing", problem.text)
