"""``studio-tui setup``: choose devices with live levels; writes studio.toml."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import click
import msgspec
import tomli_w

from studio_tui.capture.devices import CameraDevice, SoundDevice, list_devices
from studio_tui.commands.common import config_path
from studio_tui.commands.language import translator_of
from studio_tui.commands.live_levels import show_picture, show_sound
from studio_tui.config import CameraSettings, Settings, SoundSettings, StationSettings, load_settings
from studio_tui.i18n import Translator
from studio_tui.text import N_, StudioError, Text, mark

Device = TypeVar("Device", SoundDevice, CameraDevice)

_DEFAULT_FILE = Path("studio.toml")
_LOOK_S = 5.0


@click.command(help=mark("Choose devices with live levels; writes studio.toml."))
@click.option("--sound", "sound_name", help=mark("Name of the sound interface or part of it; asks when left out."))
@click.option("--camera", "camera_name", help=mark("Name of the capture card or part of it; asks when left out."))
@click.option("--station", "station_name", help=mark("Name of this station: Latin letters and digits."))
@click.option("--library", help=mark("Folder for takes, log and scripts."))
@click.pass_context
def setup(
    ctx: click.Context,
    sound_name: str | None,
    camera_name: str | None,
    station_name: str | None,
    library: str | None,
) -> None:
    """Ask, show that it works, write. Nothing is written before everything has been chosen."""
    translator = translator_of(ctx)
    file = config_path(ctx) or _DEFAULT_FILE
    before = load_settings(file) if file.exists() else Settings()
    station = _station_settings(before, station_name, library, translator.language)
    found = list_devices()
    for problem in found.problems:
        click.echo(translator.say(problem), err=True)
    sound = _sound_settings(before, _chosen(found.sound, sound_name, N_("Sound interface"), translator))
    show_sound(sound, _LOOK_S, translator)
    camera = _camera_settings(before, _chosen(found.cameras, camera_name, N_("Camera"), translator))
    show_picture(camera, _LOOK_S, translator)
    _write(file, msgspec.structs.replace(before, station=station, sound=sound, camera=(camera, *before.camera[1:])))
    click.echo(translator.say(N_("Written to {file}. Start with: studio-tui", file=str(file.absolute()))))


def _sound_settings(before: Settings, device: SoundDevice) -> SoundSettings:
    changed = {**msgspec.to_builtins(before.sound), "backend": device.backend, "device": device.name}
    return msgspec.convert(changed, SoundSettings)


def _camera_settings(before: Settings, device: CameraDevice) -> CameraSettings:
    changed = {
        **msgspec.to_builtins(before.camera[0]),
        "backend": device.backend,
        "device": device.path or device.name,
    }
    return msgspec.convert(changed, CameraSettings)


def _station_settings(before: Settings, name: str | None, library: str | None, language: str) -> StationSettings:
    changed = {**msgspec.to_builtins(before.station), "language": language}
    if name is not None:
        changed["name"] = name
    if library:
        changed["library"] = str(Path(library).expanduser().absolute())
    try:
        return msgspec.convert(changed, StationSettings)
    except msgspec.ValidationError as problem:
        raise StudioError(
            N_("“{name}” cannot name a station: use up to 20 Latin letters, digits, - and _.", name=name or "")
        ) from problem


def _chosen(found: Sequence[Device], asked: str | None, title: Text, translator: Translator) -> Device:
    """The device that was named on the command line, or the one that is picked from a list."""
    if not found:
        raise StudioError(N_("No device was found. Plug it in and start the set-up again."))
    if asked is not None:
        return _named(found, asked)
    click.echo(translator.say(title))
    for number, device in enumerate(found, 1):
        click.echo(f"  {number}  {device.name}")
    answer = click.prompt(translator.say(N_("Number or part of the name")), default="1")
    number = int(answer) if answer.strip().isdecimal() else 0
    return found[number - 1] if 1 <= number <= len(found) else _named(found, answer)


def _named(found: Sequence[Device], asked: str) -> Device:
    wanted = asked.strip().casefold()
    matching = [device for device in found if wanted in device.name.casefold()]
    if not matching:
        names = ", ".join(device.name for device in found)
        raise StudioError(N_("No device is called “{name}”. There are: {names}", name=asked, names=names))
    return matching[0]


def _write(file: Path, settings: Settings) -> None:
    """Replace the settings file in one step; what was there is kept beside it."""
    table = msgspec.to_builtins(settings)
    draft = file.with_suffix(".toml.new")
    try:
        draft.write_text(tomli_w.dumps(table), encoding="utf-8")
        if file.exists():
            file.replace(file.with_suffix(".toml.before"))
        draft.replace(file)
    except OSError as problem:
        why = problem.strerror or ""
        raise StudioError(
            N_("The settings cannot be written to {file}: {why}.", file=str(file), why=why)
        ) from problem
