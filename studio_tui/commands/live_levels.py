"""A device's live level on one line of a terminal, to see before it is chosen that it is the right one."""

from __future__ import annotations

import time

import click

from meters.audio.ballistics import PeakHold
from meters.audio.bits import UsedBitsMeter
from meters.rate import RateMeter
from meters.video.jpeg import jpeg_size
from studio_tui.capture.openers import picture_opener, sound_opener, start_rig
from studio_tui.capture.picture import Frame
from studio_tui.config import CameraSettings, Settings, SoundSettings
from studio_tui.i18n import Translator
from studio_tui.text import N_

_BAR_CELLS = 40
_LOWEST_DBFS = -60.0
_HOLD_S = 0.4
_READ_S = 0.5


def show_sound(settings: SoundSettings, length_s: float, translator: Translator) -> None:
    """Open the interface and draw its level for some seconds; raises `DeviceError` when it cannot be opened."""
    source = sound_opener(settings, start_rig(Settings(sound=settings)))()
    peak = PeakHold(source.format.rate_hz, source.format.channels, _HOLD_S)
    bits = UsedBitsMeter(source.format.channels)
    click.echo(translator.say(N_("Speak into the microphone: {device}", device=source.name)))
    try:
        end_s = time.monotonic() + length_s
        while time.monotonic() < end_s:
            block = source.read(_READ_S)
            if block is None:
                continue
            peak.feed(block.samples)
            bits.feed(block.samples)
            _redraw("  ".join(_bar(level_dbfs) for level_dbfs in peak.read()))
    finally:
        source.close()
    click.echo()
    used = max((found for found in bits.read() if found is not None), default=None)
    if used is not None:
        click.echo(
            translator.say(
                N_("The interface uses {used} bits of {claimed}.", used=used, claimed=source.format.bits)
            )
        )


def show_picture(settings: CameraSettings, length_s: float, translator: Translator) -> None:
    """Open the card and say what it delivers; raises `DeviceError` when it cannot be opened."""
    source = picture_opener(settings, start_rig(Settings(camera=(settings,))))()
    rate = RateMeter()
    click.echo(translator.say(N_("Looking at the picture: {device}", device=source.name)))
    size_px = (0, 0)
    try:
        end_s = time.monotonic() + length_s
        while time.monotonic() < end_s:
            frame = source.read(_READ_S)
            if frame is not None:
                rate.feed(frame.index, frame.at_s)
                size_px = _size_px(frame)
    finally:
        source.close()
    width_px, height_px = size_px
    click.echo(f"{width_px}×{height_px}, {rate.read() or 0.0:.2f}/s, {source.format.encoding}")


def _size_px(frame: Frame) -> tuple[int, int]:
    if frame.encoding == "mjpeg":
        return jpeg_size(frame.data) or (0, 0)
    return frame.data.shape[1], frame.data.shape[0]


def _bar(level_dbfs: float) -> str:
    share = min(max(1 - level_dbfs / _LOWEST_DBFS, 0.0), 1.0)
    return f"{'█' * round(share * _BAR_CELLS):·<{_BAR_CELLS}} {max(level_dbfs, _LOWEST_DBFS):6.1f} dBFS"


def _redraw(line: str) -> None:
    """Over the line that stands there; nothing moves while the level does."""
    click.echo(f"\r{line}", nl=False)
