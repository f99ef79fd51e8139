"""``studio-tui devices``: what is plugged in and what it can do."""

from __future__ import annotations

from collections.abc import Iterator

import click
import msgspec

from studio_tui.capture.devices import CameraDevice, DeviceList, SoundDevice, list_devices
from studio_tui.commands.common import settings_of
from studio_tui.commands.language import translator_of
from studio_tui.commands.options import json_option
from studio_tui.i18n import Translator
from studio_tui.text import N_, Text, mark


@click.command(help=mark("What is plugged in and what it can do."))
@json_option
@click.pass_context
def devices(ctx: click.Context, *, as_json: bool) -> None:
    """See the help text above; the docstring is for readers of the code."""
    translator = translator_of(ctx)
    found = list_devices(camera_paths=[camera.device for camera in settings_of(ctx).camera if "/" in camera.device])
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(_document(found, translator)), indent=2))
    else:
        for line in _lines(found):
            click.echo(translator.say(line).rstrip())
    for problem in found.problems:
        click.echo(translator.say(problem), err=True)


def _document(found: DeviceList, translator: Translator) -> dict[str, object]:
    """``{"sound": […], "cameras": […], "problems": […]}``; fields as in `SoundDevice` and `CameraDevice`."""
    return {
        "sound": [_without_tag(device) for device in found.sound],
        "cameras": [_without_tag(device) for device in found.cameras],
        "problems": [translator.say(problem) for problem in found.problems],
    }


def _without_tag(device: SoundDevice | CameraDevice) -> dict[str, object]:
    return {name: msgspec.to_builtins(getattr(device, name)) for name in device.__struct_fields__}


def _lines(found: DeviceList) -> Iterator[Text]:
    yield N_("Sound inputs")
    for sound in found.sound:
        yield _sound_line(sound)
    yield N_("Cameras")
    for camera in found.cameras:
        yield N_("  {name}  (backend {backend}) {path}", name=camera.name, backend=camera.backend, path=camera.path)
        for offer in camera.formats:
            rates = ", ".join(f"{rate_hz:g}" for rate_hz in offer.frame_rates_hz) or "?"
            size = f"{offer.width_px}×{offer.height_px}"
            yield N_(
                "      {encoding} {size}: {rates} frames a second", encoding=offer.encoding, size=size, rates=rates
            )


def _sound_line(sound: SoundDevice) -> Text:
    rates = ", ".join(str(rate_hz) for rate_hz in sound.rates_hz) or "?"
    backend = f"{sound.backend}, {sound.host}" if sound.host else sound.backend
    values: dict[str, str | float | Text] = {
        "name": sound.name,
        "backend": backend,
        "channels": sound.channels,
        "rates": rates,
    }
    if sound.default:
        return N_("  {name}  (backend {backend}; default) channels: {channels}; {rates} Hz", **values)
    return N_("  {name}  (backend {backend}) channels: {channels}; {rates} Hz", **values)
