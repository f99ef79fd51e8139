"""What the live screen is told of the sound of the last seconds."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from studio_tui.capture.sound import SoundBlock, SoundFormat
from studio_tui.config import AlarmSettings, MeterSettings
from studio_tui.station.messages import RoomToneState
from studio_tui.station.signal_truth import SignalTruthMeter
from studio_tui.station.sound_meters import SoundMeters
from tests.rigs.example_sound import SOUND
from tests.rigs.impaired_sound import (
    at_rms,
    clipped,
    native_speech,
    quantised,
    resampled,
    sixteen_in_24,
    white,
    with_hum,
)
from tests.rigs.tones import RATE_HZ, as_int24, tone

BLOCK = 960


@cache
def speech() -> NDArray[np.float64]:
    return native_speech("kk", 8.0)


def heard(samples: NDArray[np.int32], meter: SignalTruthMeter | None = None) -> SignalTruthMeter:
    meter = meter or SignalTruthMeter(SoundFormat())
    for at in range(0, len(samples), BLOCK):
        meter.feed(samples[at : at + BLOCK])
    return meter


def meters_after(samples: NDArray[np.int32], meters: SoundMeters, *, ask_room_at: int | None = None) -> float:
    for at in range(0, len(samples), BLOCK):
        if at == ask_room_at:
            meters.measure_room_tone()
        meters.feed(SoundBlock(samples[at : at + BLOCK], at, at / RATE_HZ))
    return len(samples) / RATE_HZ


def sound_meters() -> SoundMeters:
    return SoundMeters(SoundFormat(), MeterSettings(), AlarmSettings())


def test_nothing_is_known_before_there_is_sound():
    truth = SignalTruthMeter(SoundFormat()).read()
    assert (truth.used_bits, truth.real_bits, truth.bandwidth_hz, truth.source_rate_hz) == (None,) * 4
    assert (truth.holes, truth.flat_tops) == (0, 0)


def test_native_sound_is_what_it_claims():
    truth = heard(quantised(speech(), 24)).read()
    assert (truth.used_bits, truth.real_bits, truth.bandwidth_hz) == (24, 24, 24_000.0)
    assert truth.source_rate_hz is None
    assert (truth.holes, truth.flat_tops) == (0, 0)


def test_16_bits_are_seen_through_a_gain():
    truth = heard(sixteen_in_24(speech(), gain_db=-3.3)).read()
    assert (truth.used_bits, truth.real_bits) == (24, 16)


def test_a_conversion_from_44100_is_seen():
    truth = heard(quantised(resampled(speech(), 44_100, by="soxr"), 24)).read()
    assert truth.source_rate_hz == 44_100
    assert truth.real_bits is None  # the converter fills its words, whatever it was given


def test_a_change_of_the_interface_shows():
    meter = heard(sixteen_in_24(np.tile(speech(), (3, 1))))
    assert meter.read().used_bits == 16
    heard(quantised(np.tile(speech(), (4, 1)), 24), meter)
    assert (meter.read().used_bits, meter.read().real_bits) == (24, 24)


def test_what_is_known_of_the_interface_stands_through_a_pause():
    meter = heard(sixteen_in_24(np.tile(speech(), (3, 1)), gain_db=-3.3))
    assert (meter.read().used_bits, meter.read().real_bits) == (24, 16)
    heard(sixteen_in_24(white(24.0, -88.0, seed=8), gain_db=-3.3), meter)
    assert (meter.read().used_bits, meter.read().real_bits) == (24, 16)


def test_holes_are_counted_until_they_are_acknowledged():
    samples = quantised(speech(), 24)
    loudest = int(np.argmax(np.abs(samples[RATE_HZ : 5 * RATE_HZ, 0]))) + RATE_HZ
    samples[loudest : loudest + 480] = 0
    meter = heard(samples)
    assert meter.read().holes >= 1
    meter.acknowledge()
    assert meter.read().holes == 0


def test_sound_clipped_on_its_way_is_seen_and_clips_of_the_interface_are_not_counted_twice():
    loud = native_speech("kk", 8.0)
    assert heard(quantised(clipped(loud, -6.0, 6.0), 24)).read().flat_tops > 10
    assert heard(quantised(clipped(loud, 0.0, 6.0), 24)).read().flat_tops == 0


def test_the_room_is_measured_when_it_is_asked_for():
    meters = sound_meters()
    room = quantised(with_hum(white(12.0, -70.0, seed=4), -66.0), 24)
    assert meters.read(SOUND, 0.0).room_tone == RoomToneState()
    half = len(room) // 4
    meters_after(room[:half], meters, ask_room_at=0)
    state = meters.read(SOUND, 3.0).room_tone
    assert state.phase == "measuring"
    assert 4.9 < state.left_s < 5.1
    meters_after(room[half:], meters)
    state = meters.read(SOUND, 12.0).room_tone
    assert (state.phase, state.left_s) == ("done", 0.0)
    assert state.result is not None
    assert state.result.noise_floor_dbfs_a is not None
    assert -75 < state.result.noise_floor_dbfs_a < -68
    assert state.result.hum_hz is not None
    assert 49.9 < state.result.hum_hz < 50.1
    assert state.result.doubt is None


def test_hum_that_rumble_hides_is_not_said_to_be_absent():
    meters = sound_meters()
    rumble = white(8.1, -26.0, seed=5)
    rumble = at_rms(signal.sosfilt(signal.butter(4, 90.0, fs=RATE_HZ, output="sos"), rumble, axis=0), -26.0)
    meters_after(quantised(with_hum(rumble, -50.0), 24), meters, ask_room_at=0)
    result = meters.read(SOUND, 9.0).room_tone.result
    assert result is not None
    assert result.noise_floor_dbfs_a is not None
    assert (result.hum_hz, result.hum_is_told) == (None, False)


def test_the_room_tells_how_far_the_sound_sits_off_centre():
    meters = sound_meters()
    room = white(8.1, -70.0, seed=4)
    room[:, 1] -= 0.02
    meters_after(quantised(room, 24), meters, ask_room_at=0)
    result = meters.read(SOUND, 9.0).room_tone.result
    assert result is not None
    assert abs(result.dc_offset + 0.02) < 1e-4


def test_a_room_in_which_somebody_speaks_is_not_measured():
    meters = sound_meters()
    meters_after(quantised(speech(), 24), meters, ask_room_at=0)
    meters_after(quantised(speech(), 24), meters)
    result = meters.read(SOUND, 16.0).room_tone.result
    assert result is not None
    assert result.noise_floor_dbfs_a is None
    assert result.doubt is not None


def test_what_is_said_of_a_take_begins_at_the_roll():
    meters = sound_meters()
    meters_after(as_int24(tone([(5, -3.0), (0.1, -30.0)])), meters)
    before = meters.read(SOUND, 5.0)
    assert before.true_peak_dbtp is not None
    assert before.true_peak_dbtp > -3.1
    assert [round(each / 10) for each in before.history_lufs[-2:]] == [-3, -3]
    meters.begin_programme()
    meters_after(as_int24(tone([(5.1, -30.0)])), meters)
    for _ in range(3):
        after = meters.read(SOUND, 10.0)
    assert after.true_peak_dbtp is not None
    assert after.true_peak_dbtp < -29
    assert len(after.history_lufs) == 5
    assert after.momentary_max_lufs is not None
    assert after.dual_mono
    assert after.correlation is not None
    assert after.correlation > 0.99
