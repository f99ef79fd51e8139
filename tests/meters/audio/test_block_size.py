"""However a stream is cut into blocks, every meter reads the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meters.audio.ballistics import BALLISTICS, PeakHold
from meters.audio.bandwidth import BandwidthMeter
from meters.audio.bits import BitsMeter
from meters.audio.clipping import ClipMeter
from meters.audio.dropouts import DropoutMeter
from meters.audio.flat_tops import FlatTopMeter
from meters.audio.hum import HumMeter
from meters.audio.levels import LevelMeter
from meters.audio.loudness import LoudnessMeter
from meters.audio.noise import NoiseMeter
from meters.audio.room_tone import RoomToneMeter
from meters.audio.samples import checked
from meters.audio.silence import SilenceMeter
from meters.audio.speech import SpeechMeter
from meters.audio.stereo import StereoMeter
from meters.audio.true_peak import TruePeakMeter

SECONDS = 4


def _signal(rate_hz: int):
    random = np.random.default_rng(11)
    shape = np.repeat(random.choice([0.0, 0.001, 0.1, 1.4], 40), rate_hz * SECONDS // 40)
    # At first it is cut off below full scale, later there.
    top = np.where(np.arange(len(shape)) < len(shape) // 2, 0.7, 1.0 - 2.0**-23)[:, None]
    samples = np.clip(random.standard_normal((len(shape), 2)) * shape[:, None], -top, top)
    again = int(np.flatnonzero(shape == 0.1)[0]) + rate_hz // 20
    samples[again : again + 200] = samples[again - 200 : again]
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
        StereoMeter(rate_hz, 2),
        FlatTopMeter(2),
        DropoutMeter(rate_hz, 2),
        *(ballistics.make(rate_hz, 2) for ballistics in BALLISTICS.values()),
    )


def _readings(meters: tuple[Any, ...]):
    level, hold, loudness, true_peak, clip, silence, bits, bandwidth, stereo, flat, dropouts, *needles = meters
    return (
        level.read(),
        hold.read(),
        loudness.read(),
        true_peak.read(),
        clip.read(),
        clip.clips,
        silence.read(),
        bits.read(),
        bandwidth.read(),
        stereo.read(),
        flat.read(),
        dropouts.read(),
        [needle.read() for needle in needles],
    )


WHOLE = {}
for _rate_hz, _samples in SIGNALS.items():
    _whole = _meters(_rate_hz)
    for _meter in _whole:
        _meter.feed(_samples)
    WHOLE[_rate_hz] = _readings(_whole)


def test_the_signal_has_something_for_every_meter():
    _, _, loudness, true_peak, clipping, clips, silence, bits, bandwidth, *more, needles = WHOLE[48_000]
    stereo, flat_tops, dropouts = more
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
    assert stereo.correlation_min.value is not None
    assert min(tops.value.runs for tops in flat_tops) > 10
    assert {place.kind for place in dropouts.value.places} == {"zeros", "repeat"}
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


DAMAGE_SECONDS = 1.6


def _damaged(rate_hz: int, channels: int, *, as_floats: bool):
    """Noise in bursts, cut off below full scale and later there, with zeros between, and a block played twice."""
    random = np.random.default_rng(13)
    steps = round(20 * DAMAGE_SECONDS)
    shape = np.repeat(random.permutation(np.resize([0.0, 0.1, 0.1, 0.4, 1.4], steps)), rate_hz // 20)
    top = np.where(np.arange(len(shape)) < len(shape) // 2, 0.7, 1.0 - 2.0**-23)[:, None]
    samples = np.clip(random.standard_normal((len(shape), channels)) * shape[:, None], -top, top)
    again = int(np.flatnonzero(shape == 0.1)[0]) + rate_hz // 40
    samples[again : again + 200] = samples[again - 200 : again]
    return samples if as_floats else np.rint(samples * 2.0**23).astype(np.int32) << 8


Damage = tuple[int, int, bool]

DAMAGED: dict[Damage, Any] = {
    (rate_hz, channels, as_floats): _damaged(rate_hz, channels, as_floats=as_floats)
    for rate_hz, channels in ((44_100, 1), (44_100, 6), (48_000, 2), (96_000, 1), (96_000, 6))
    for as_floats in (False, True)
}


def _finders(rate_hz: int, channels: int):
    return (
        ClipMeter(channels, 16),
        FlatTopMeter(channels),
        DropoutMeter(rate_hz, channels),
        BitsMeter(rate_hz, channels),
        LevelMeter(channels),
        LoudnessMeter(rate_hz, channels),
        TruePeakMeter(rate_hz, channels),
        SilenceMeter(rate_hz, channels, threshold_dbfs=-70.0, min_silence_s=0.02),
    )


def _found(finders: tuple[Any, ...]):
    return *(finder.read() for finder in finders), finders[0].clips


def _found_in_one(case: Damage):
    finders = _finders(*case[:2])
    for finder in finders:
        finder.feed(DAMAGED[case])
    return _found(finders)


FOUND = {case: _found_in_one(case) for case in DAMAGED}


@pytest.mark.parametrize("case", DAMAGED)
def test_the_damaged_sound_has_something_for_every_finder(case: Damage):
    clipping, flat_tops, dropouts, bits, *_, silence, clips = FOUND[case]
    assert min(clipping.runs) > 10
    assert clips
    assert min(tops.value.runs for tops in flat_tops) > 10
    assert {place.kind for place in dropouts.value.places} == {"zeros", "repeat"}
    assert min(bits.used_bits) >= 24
    assert all(silence.intervals)


@settings(max_examples=30, deadline=None)
@given(
    case=st.sampled_from(sorted(DAMAGED)),
    sizes=st.lists(st.integers(0, 30_000) | st.integers(0, 50), min_size=1, max_size=40),
    are_checked=st.booleans(),
)
def test_damage_is_found_whatever_the_size_of_blocks(*, case: Damage, sizes: list[int], are_checked: bool):
    samples = DAMAGED[case]
    finders = _finders(*case[:2])
    at = 0
    for size in (*sizes, len(samples)):
        block = samples[at : at + size]
        for finder in finders:
            finder.feed(checked(block) if are_checked else block)
        _found(finders)
        at = min(at + size, len(samples))
    assert _found(finders) == FOUND[case]


@settings(max_examples=15, deadline=None)
@given(
    case=st.sampled_from([case for case in sorted(DAMAGED) if case[1] == 1]),
    share=st.floats(0.0, 1.0),
    sizes=st.lists(st.integers(0, 30_000), min_size=1, max_size=20),
)
def test_what_counts_after_a_reset_does_not_depend_on_blocks(case: Damage, share: float, sizes: list[int]):
    samples = DAMAGED[case]
    cut = round(share * len(samples))
    readings = []
    for lengths in ([len(samples)], sizes):
        finders = [ClipMeter(1, 16), FlatTopMeter(1), DropoutMeter(case[0], 1)]
        for part in (samples[:cut], samples[cut:]):
            for finder in finders:
                finder.reset()
                at = 0
                for length in (*lengths, len(part)):
                    finder.feed(part[at : at + length])
                    at = min(at + length, len(part))
        readings.append([finder.read() for finder in finders])
    assert readings[0] == readings[1]


def _talk(rate_hz: int):
    """Three seconds of a humming room, then words of four syllables and pauses in it; floats without a last bit."""
    random = np.random.default_rng(12)
    times_s = np.arange(9 * rate_hz) / rate_hz
    room = 0.001 * random.standard_normal((len(times_s), 2)) + 0.001 * np.sin(100.0 * np.pi * times_s)[:, None]
    syllables = np.square(np.sin(4.0 * np.pi * times_s)) * ((times_s > 3.0) & (times_s % 1.5 < 1.0))
    return room + (0.2 * syllables * np.sin(1_400.0 * np.pi * times_s))[:, None]


TALK = {rate_hz: _talk(rate_hz) for rate_hz in (8_000, 11_025, 48_000)}


def _listeners(rate_hz: int):
    return (
        NoiseMeter(rate_hz, 2),
        HumMeter(rate_hz, 2),
        RoomToneMeter(rate_hz, 2, seconds=2.7),
        SpeechMeter(rate_hz, 2),
    )


def _heard(listeners: tuple[Any, ...]):
    return *(listener.read() for listener in listeners), listeners[-1].judged()


HEARD = {}
for _rate_hz, _samples in TALK.items():
    _all = _listeners(_rate_hz)
    for _listener in _all:
        _listener.feed(_samples)
    HEARD[_rate_hz] = _heard(_all)


def test_the_talk_has_something_for_every_listener():
    noise, hum, room_tone, speech, judged = HEARD[48_000]
    assert noise.noise_floor_dbfs_a.value is not None
    assert noise.snr_db.value is not None
    assert hum.value.found
    assert room_tone.value is not None
    assert speech.pause_count == 3
    assert speech.syllables == 16
    assert judged.confidence > 0.5


@settings(max_examples=25, deadline=None)
@given(
    rate_hz=st.sampled_from(sorted(TALK)),
    sizes=st.lists(st.integers(0, 40_000) | st.integers(0, 50), min_size=1, max_size=60),
)
def test_what_is_heard_does_not_depend_on_the_size_of_blocks(rate_hz: int, sizes: list[int]):
    samples = TALK[rate_hz]
    listeners = _listeners(rate_hz)
    at = 0
    for size in (*sizes, len(samples)):
        for listener in listeners:
            listener.feed(samples[at : at + size])
        _heard(listeners)
        at = min(at + size, len(samples))
    assert _heard(listeners) == HEARD[rate_hz]
