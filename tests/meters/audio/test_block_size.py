"""However a stream is cut into blocks, every meter reads the same."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from meters.audio.ballistics import BALLISTICS, PeakHold
from meters.audio.bandwidth import BandwidthMeter
from meters.audio.bits import BitsMeter
from meters.audio.clipping import ClipMeter
from meters.audio.levels import LevelMeter
from meters.audio.loudness import LoudnessMeter
from meters.audio.silence import SilenceMeter
from meters.audio.true_peak import TruePeakMeter

SECONDS = 4


def _signal(rate_hz: int):
    random = np.random.default_rng(11)
    shape = np.repeat(random.choice([0.0, 0.001, 0.1, 1.4], 40), rate_hz * SECONDS // 40)
    samples = np.clip(random.standard_normal((len(shape), 2)) * shape[:, None], -1.0, 1.0 - 2.0**-23)
    return (np.rint(samples * 2.0**23).astype(np.int32)) << 8


SIGNALS = {rate_hz: _signal(rate_hz) for rate_hz in (8_000, 11_025, 48_000)}


def _meters(rate_hz: int):
    return (
        LevelMeter(2),
        PeakHold(rate_hz, 2, hold_s=0.5),
        LoudnessMeter(rate_hz, 2),
        TruePeakMeter(rate_hz, 2),
        ClipMeter(2),
        SilenceMeter(rate_hz, 2, threshold_dbfs=-70.0, min_silence_s=0.05),
        BitsMeter(rate_hz, 2),
        BandwidthMeter(rate_hz, 2),
        *(ballistics.make(rate_hz, 2) for ballistics in BALLISTICS.values()),
    )


def _readings(meters: tuple[Any, ...]):
    level, hold, loudness, true_peak, clip, silence, bits, bandwidth, *needles = meters
    return (
        level.read().peak_dbfs,
        hold.read(),
        loudness.read(),
        true_peak.read(),
        clip.read(),
        clip.clips,
        silence.read(),
        bits.read(),
        bandwidth.read(),
        [needle.read() for needle in needles],
    )


WHOLE = {}
for _rate_hz, _samples in SIGNALS.items():
    _whole = _meters(_rate_hz)
    for _meter in _whole:
        _meter.feed(_samples)
    WHOLE[_rate_hz] = _readings(_whole)


def test_the_signal_has_something_for_every_meter():
    _, _, loudness, true_peak, clipping, clips, silence, bits, bandwidth, needles = WHOLE[48_000]
    assert loudness.integrated_lufs is not None
    assert loudness.short_term_lufs is not None
    assert min(true_peak) > 0.1
    assert min(clipping.runs) > 10
    assert clips
    assert all(silence.intervals)
    assert bits.used_bits == (24, 24)
    assert bits.real_bits.value == 24
    assert bits.effective_bits.value is not None
    assert bandwidth.value is not None
    assert np.min(needles) > -60.0


@settings(max_examples=40, deadline=None)
@given(
    rate_hz=st.sampled_from(sorted(SIGNALS)),
    sizes=st.lists(st.integers(0, 20_000) | st.integers(0, 50), min_size=1, max_size=60),
)
def test_readings_do_not_depend_on_the_size_of_blocks(rate_hz: int, sizes: list[int]):
    samples = SIGNALS[rate_hz]
    meters = _meters(rate_hz)
    at = 0
    for size in (*sizes, len(samples)):
        for meter in meters:
            meter.feed(samples[at : at + size])
        _readings(meters)  # reading in between must not matter either
        at = min(at + size, len(samples))
    assert _readings(meters) == WHOLE[rate_hz]
