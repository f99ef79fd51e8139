"""A finished file, measured from end to end: what it claims and what it holds."""

from __future__ import annotations

from pathlib import Path

from meters.audio.detectors import MakeVoice
from studio_tui.checking.claims import Claims, read_claims
from studio_tui.checking.measurements import Measurements
from studio_tui.checking.signals import Progress, measure
from studio_tui.checking.source import UnreadableError, open_finished, shown
from studio_tui.presets import Measuring
from studio_tui.text import N_

_MISSING_S, _MISSING_SHARE = 1.0, 0.01
"""Stated durations are rounded and sound often ends a little after the picture; more than this is missing."""


def measure_file(
    path: Path, measuring: Measuring, progress: Progress | None = None, make_voice: MakeVoice | None = None
) -> tuple[Claims, Measurements]:
    """Decode a file once and measure it; ``make_voice`` as in `studio_tui.checking.sound_track.SoundTrack`.

    Raises:
        UnreadableError: it is missing, no media file, cut short, or nothing in it can be decoded.
    """
    with open_finished(path) as container:
        claims = read_claims(container)
        measured = measure(container, measuring, progress, make_voice)
    refuse_nothing(path, measured)
    _refuse_cut_short(path, claims, measured)
    return claims, measured


def refuse_nothing(path: Path, measured: Measurements) -> None:
    """Raise `UnreadableError` when nothing in the file could be decoded."""
    frames = measured.picture.frames if measured.picture else 0
    samples = measured.sound.samples if measured.sound else 0
    if not frames and not samples:
        raise UnreadableError(
            N_(
                "{file} holds no picture and no sound that can be decoded. Check that it is the right file.",
                file=shown(path),
            )
        )


def _refuse_cut_short(path: Path, claims: Claims, measured: Measurements) -> None:
    """A header may state a duration that was never written, e.g. when the disk was full."""
    stated_s, held_s = claims.duration_s, measured.duration_s
    if stated_s is None or held_s is None:
        return
    if stated_s - held_s > max(_MISSING_S, stated_s * _MISSING_SHARE):
        raise UnreadableError(
            N_(
                "{file} is cut short: it says {stated:.1f} s and holds {held:.1f} s. Copy it again.",
                file=shown(path),
                stated=stated_s,
                held=held_s,
            )
        )
