"""Where speech should be: the target lines of the loudness meters."""

from __future__ import annotations

import msgspec

from studio_tui.config import MeterSettings
from studio_tui.presets import Preset
from studio_tui.station.messages import LoudnessTarget


def loudness_target(preset: Preset, meters: MeterSettings) -> LoudnessTarget:
    """The preset's target, or the loudness that studio.toml asks for in its place."""
    target = msgspec.convert(preset.loudness, LoudnessTarget, from_attributes=True)
    if meters.target_lufs == 0.0:
        return target
    return msgspec.structs.replace(target, target_lufs=meters.target_lufs, source="studio.toml")
