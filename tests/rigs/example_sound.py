"""What a station says of its sound, for screens and alarms: all is well, and rooms of three kinds."""

from __future__ import annotations

import numpy as np

from studio_tui.station.messages import ChannelState, RoomTone, RoomToneState, SoundState
from studio_tui.text import N_


def channel(level_dbfs: float, hold_dbfs: float, clips: int = 0, true_peak_dbtp: float = -200.0) -> ChannelState:
    """One channel."""
    return ChannelState(
        peak_dbfs=level_dbfs, level_dbfs=level_dbfs, hold_dbfs=hold_dbfs, clips=clips, silent_s=0.0,
        true_peak_dbtp=true_peak_dbtp,
    )  # fmt: skip


HISTORY_LUFS = tuple(round(-232 + 14 * np.sin(second / 6) + 9 * np.sin(second / 2.3)) for second in range(95))
"""A voice that swings around the target."""

ROOM = RoomToneState(
    phase="done", result=RoomTone(noise_floor_dbfs_a=-62.4, hum_hz=None, hum_dbfs=None), age_s=754.0
)
HUMMING_ROOM = RoomToneState(
    phase="done", result=RoomTone(noise_floor_dbfs_a=-48.7, hum_hz=50.0, hum_dbfs=-57.2), age_s=31.0
)
DOUBTFUL_ROOM = RoomToneState(
    phase="done",
    result=RoomTone(noise_floor_dbfs_a=None, hum_hz=None, hum_dbfs=None, doubt=N_("Somebody spoke.")),
    age_s=5.0,
)

SOUND = SoundState(
    device="Scarlett 2i2 USB",
    status="running",
    rate_hz=48_000,
    bits=24,
    used_bits=24,
    real_bits=24,
    bandwidth_hz=20_140.0,
    measured_rate_hz=48_000.3,
    channels=(channel(-14.2, -9.6, true_peak_dbtp=-5.1), channel(-16.8, -11.1, true_peak_dbtp=-6.3)),
    momentary_lufs=-21.4,
    short_term_lufs=-22.8,
    integrated_lufs=-23.2,
    loudness_range_lu=5.8,
    momentary_max_lufs=-18.9,
    short_term_max_lufs=-20.7,
    true_peak_dbtp=-5.1,
    history_lufs=HISTORY_LUFS,
    correlation=0.86,
    balance_db=-0.4,
    room_tone=ROOM,
    lost_samples=0,
    skipped_blocks=0,
)
