"""Only the sound of a file, measured: when somebody speaks in it. The picture is not decoded."""

from __future__ import annotations

from pathlib import Path

from meters.audio.detectors import MakeVoice
from studio_tui.checking.claims import sounds
from studio_tui.checking.measurements import SoundMeasurements
from studio_tui.checking.signals import Progress, decode
from studio_tui.checking.sound_track import SoundTrack
from studio_tui.checking.source import UnreadableError, open_finished, shown
from studio_tui.checking.worst_track import worst_of
from studio_tui.presets import Measuring
from studio_tui.text import N_


def measure_sound(
    path: Path, progress: Progress | None = None, make_voice: MakeVoice | None = None
) -> SoundMeasurements:
    """Measure all sound tracks of a file; ``make_voice`` as in `SoundTrack`.

    Raises:
        UnreadableError: it is missing, no media file, cut short, or has no sound that can be decoded.
    """
    with open_finished(path) as container:
        zero_s = (container.start_time or 0) / 1_000_000
        tracks = {stream.index: SoundTrack(stream, Measuring(), zero_s, make_voice) for stream in sounds(container)}
        if tracks:
            decode(container, tracks, progress)
    found = tuple(track.finish() for track in tracks.values())
    if not any(track.samples for track in found):
        raise UnreadableError(N_("{file} has no sound that can be decoded.", file=shown(path)))
    return worst_of(found)
