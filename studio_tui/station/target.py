"""Where speech should be: the target lines of the loudness meters."""

from __future__ import annotations

import msgspec

from studio_tui.config import Settings
from studio_tui.presets import load_preset
from studio_tui.station.messages import LoudnessTarget


def loudness_target(settings: Settings) -> LoudnessTarget:
    """The preset's target, or the loudness that studio.toml asks for in its place.

    Raises:
        PresetError: there is no such preset, or it cannot be used.
    """
    target = msgspec.convert(load_preset(settings.station.preset).loudness, LoudnessTarget, from_attributes=True)
    own_lufs = settings.meters.target_lufs
    if own_lufs == 0.0:
        return target
    return msgspec.structs.replace(target, target_lufs=own_lufs, source="studio.toml")
