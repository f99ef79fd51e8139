from collections.abc import Callable

import numpy as np
import pytest

from meters.audio.room_tone import RoomToneMeter
from tests.rigs.impaired_sound import Sound, dark, native_speech, pink, room, white, with_hum
from tests.rigs.spoken import Language
from tests.rigs.tones import RATE_HZ


def tone_of(samples: Sound, seconds: float = 8.0):
    meter = RoomToneMeter(RATE_HZ, samples.shape[1], seconds)
    for first in range(0, len(samples), 960):
        meter.feed(samples[first : first + 960])
    return meter.read()


def test_a_quiet_room_with_hum():
    reading = tone_of(with_hum(room(8.0, -75.0, 1), -80.0) + np.array([0.01, -0.0002]))
    tone = reading.value
    assert tone is not None
    assert reading.confidence > 0.7
    assert tone.noise_floor_dbfs_a == pytest.approx(-78.2, abs=0.4)
    assert tone.hum.value is not None
    assert tone.hum.value.found
    assert tone.hum.value.level_dbfs == pytest.approx(-81.8, abs=0.7)
    assert tone.dc_offset == pytest.approx((0.01, -0.0002), abs=1e-5)


@pytest.mark.parametrize("colour", [white, pink, dark, room])
@pytest.mark.parametrize("dbfs", [-45.0, -75.0, -85.0])
def test_no_hum_where_there_is_none(colour: Callable[[float, float, int], Sound], dbfs: float):
    tone = tone_of(colour(8.0, dbfs, 3)).value
    assert tone is not None
    assert tone.hum.value is not None
    assert not tone.hum.value.found


def test_counts_down_and_hears_nothing_that_comes_after():
    meter = RoomToneMeter(RATE_HZ, 2)
    assert meter.left_s == 8.0
    quiet = room(8.0, -75.0, 1)
    meter.feed(quiet[: 6 * RATE_HZ])
    assert meter.left_s == 2.0
    assert meter.read().doubt == "too_short"
    meter.feed(np.concatenate([quiet[6 * RATE_HZ :], native_speech("ru", 4.0)]))
    assert meter.left_s == 0.0
    tone = meter.read()
    assert tone.value is not None
    meter.feed(native_speech("ru", 4.0))
    assert meter.read() == tone == tone_of(quiet)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("peak_dbfs", [-12.0, -40.0])
def test_somebody_spoke(language: Language, peak_dbfs: float):
    assert tone_of(native_speech(language, 8.0, peak_dbfs=peak_dbfs)).doubt == "speech"


def test_somebody_said_one_word():
    samples = room(8.0, -75.0, 1)
    samples[5 * RATE_HZ : 5 * RATE_HZ + RATE_HZ // 2] += native_speech("en", 1.0, peak_dbfs=-30.0)[: RATE_HZ // 2]
    assert tone_of(samples).doubt == "speech"


def test_somebody_knocked():
    samples = room(8.0, -75.0, 1)
    ring = np.arange(RATE_HZ // 20) / RATE_HZ
    knock = 0.02 * np.exp(-ring * 150.0) * np.sin(2.0 * np.pi * 180.0 * ring)
    samples[3 * RATE_HZ : 3 * RATE_HZ + len(knock)] += knock[:, None]
    assert tone_of(samples).doubt == "speech"


@pytest.mark.parametrize("samples", [np.zeros((8 * RATE_HZ, 2)), white(8.0, -115.0, 1)], ids=["zeros", "converter"])
def test_the_microphone_is_off(samples: Sound):
    assert tone_of(samples).doubt == "too_quiet"


def test_one_channel_is_off():
    samples = room(8.0, -70.0, 1)
    samples[:, 0] = 0.0
    tone = tone_of(samples).value
    assert tone is not None
    assert tone.channel == 1
    assert tone.noise_floor_dbfs_a == pytest.approx(-73.2, abs=0.4)


def test_the_noisier_of_two_microphones_counts():
    samples = room(8.0, -75.0, 1)
    samples[:, 1] = room(8.0, -60.0, 2)[:, 0]
    tone = tone_of(samples).value
    assert tone is not None
    assert (tone.channel, tone.noise_floor_dbfs_a) == (1, pytest.approx(-63.2, abs=0.4))


def test_somebody_spoke_beside_a_microphone_that_hisses():
    samples = native_speech("ru", 8.0, peak_dbfs=-12.0)
    samples[:, 1] = white(8.0, -50.0, 2)[:, 0]
    assert tone_of(samples).doubt == "speech"


def test_one_second_is_no_room_tone():
    assert tone_of(room(8.0, -75.0, 1), 1.0).doubt == "too_short"
