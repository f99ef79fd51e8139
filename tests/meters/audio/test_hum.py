import subprocess
from collections.abc import Callable

import numpy as np
import pytest
from scipy import signal

from meters.audio.hum import HumMeter
from tests.rigs.impaired_sound import Sound, at_peak, dark, native_speech, pink, room, white, with_hum
from tests.rigs.spoken import TEXTS, Language, spoken
from tests.rigs.tones import RATE_HZ

Colour = Callable[[float, float, int], Sound]


def hum_in(samples: Sound, rate_hz: int = RATE_HZ):
    meter = HumMeter(rate_hz, samples.shape[1])
    for first in range(0, len(samples), RATE_HZ // 2):
        meter.feed(samples[first : first + RATE_HZ // 2])
    return meter.read()


def note(hz: float, seconds: float = 12.0, harmonics: int = 1):
    turns = hz / RATE_HZ * np.arange(round(seconds * RATE_HZ))
    voice = sum(np.sin(2.0 * np.pi * turns * order + order) / order for order in range(1, harmonics + 1))
    return at_peak(np.asarray(voice)[:, None], -20.0) + white(seconds, -75.0, 4, 1)


@pytest.mark.parametrize("hz", [50.0, 49.94, 60.0])
@pytest.mark.parametrize("dbfs", [-60.0, -70.0, -80.0, -90.0, -100.0])
def test_hum_in_8_seconds_of_room_tone(dbfs: float, hz: float):
    reading = hum_in(with_hum(white(8.0, -75.0, 1), dbfs, hz))
    hum = reading.value
    assert hum is not None
    assert hum.found
    assert hum.fundamental_hz == pytest.approx(hz, abs=0.03)
    # Three sines of 0, -12 and -6 dB to the fundamental's peak: 1.2 dB more than it alone.
    assert hum.level_dbfs == pytest.approx(dbfs - 3.01 + 1.18, abs=0.7)
    orders = [round(line.hz / hz) for line in hum.harmonics]
    assert orders == [1, 2, 3] if dbfs > -100.0 else {1} <= set(orders) <= {1, 2, 3}
    assert reading.confidence > 0.8


@pytest.mark.parametrize("colour", [room, pink])
def test_hum_under_noise_that_is_loudest_where_the_hum_is(colour: Colour):
    hum = hum_in(with_hum(colour(8.0, -75.0, 1), -90.0)).value
    assert hum is not None
    assert hum.found
    assert hum.level_dbfs == pytest.approx(-92.0, abs=1.5)


@pytest.mark.parametrize("colour", [white, pink, dark, room])
def test_no_hum_in_noise(colour: Colour):
    for seed in range(8):
        reading = hum_in(colour(8.0, -75.0, seed))
        assert reading.value is not None
        assert not reading.value.found


def test_the_limit_is_where_hum_would_begin_to_be_found():
    noise = room(8.0, -75.0, 3)
    without = hum_in(noise).value
    assert without is not None
    assert not hum_in(with_hum(noise, without.limit_dbfs - 4.0 + 3.0, harmonics=[0.0])).value.found
    assert hum_in(with_hum(noise, without.limit_dbfs + 4.0 + 3.0, harmonics=[0.0])).value.found


@pytest.mark.parametrize("pitch", [20, 45, 60, 99])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_hum_in_voices(language: Language, pitch: int):
    voice = spoken(language, seconds=16.0, pitch=pitch)
    hum = hum_in(voice[:, None] + room(16.0, -75.0, pitch, 1)).value
    assert hum is None or not hum.found


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_hum_in_a_monotonous_voice_of_100_hz(language: Language):
    """The pitch of 60 without any melody is 100 Hz to espeak-ng; read by it, every vowel stands on that line."""
    command = ["espeak-ng", "-m", "-v", language, "-p", "60", "--stdin", "--stdout"]
    text = f'<prosody range="0">{TEXTS[language]}</prosody>'.encode()
    said = subprocess.run(command, input=text, capture_output=True, check=True).stdout
    voice = signal.resample_poly(np.frombuffer(said[44:], "<i2").astype(float), 320, 147)
    vowels = np.abs(np.fft.rfft(voice[: 8 * RATE_HZ]))
    assert vowels[8 * 95 : 8 * 105].argmax() == pytest.approx(40, abs=12)
    samples = at_peak(np.resize(voice, (24 * RATE_HZ, 1)), -6.0) + room(24.0, -75.0, 60, 1)
    hum = hum_in(samples).value
    assert hum is not None
    assert not hum.found


def test_a_line_that_pauses_is_no_hum():
    samples = note(100.0)
    assert hum_in(samples).value.found
    times_s = np.arange(len(samples)) / RATE_HZ
    samples[times_s % 1.3 > 1.0] = white(12.0, -75.0, 4, 1)[times_s % 1.3 > 1.0]
    hum = hum_in(samples).value
    assert hum is not None
    assert not hum.found


def test_a_tone_that_the_low_rate_would_fold_on_to_the_mains():
    hum = hum_in(note(2050.0) + room(12.0, -75.0, 1, 1)).value
    assert hum is not None
    assert not hum.found


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_hum_under_speech(language: Language):
    hum = hum_in(with_hum(native_speech(language, 16.0), -70.0)).value
    assert hum is not None
    assert hum.found
    assert hum.fundamental_hz == pytest.approx(50.0, abs=0.05)


@pytest.mark.parametrize("hz", [48.9994, 51.9131, 61.7354, 97.9989, 103.826, 440.0, 500.0, 997.0, 1000.0])
def test_no_hum_in_held_notes_and_test_tones(hz: float):
    hum = hum_in(note(hz)).value
    assert hum is None or not hum.found
    hum = hum_in(note(hz, harmonics=7)).value
    assert hum is None or not hum.found


@pytest.mark.parametrize("off_hz", [0.35, 0.5, 0.75])
def test_a_line_beside_the_mains_is_none_of_theirs(off_hz: float):
    for hz in (50.0 - off_hz, 50.0 + off_hz):
        hum = hum_in(note(hz)).value
        assert hum is None or not hum.found


def test_hum_that_begins_half_way_is_found_where_it_is_not_hidden():
    samples = white(16.0, -75.0, 1, 1)
    samples[8 * RATE_HZ :] = with_hum(samples[8 * RATE_HZ :], -103.0, harmonics=[0.0])
    samples[: 8 * RATE_HZ] += 0.1 * np.random.default_rng(1).standard_normal((8 * RATE_HZ, 1))
    hum = hum_in(samples).value
    assert hum is not None
    assert hum.found


def test_rectified_hum_has_no_fundamental():
    hum = hum_in(with_hum(white(8.0, -75.0, 1), -70.0, 100.0, [0.0, -6.0, -12.0])).value
    assert hum is not None
    assert hum.fundamental_hz == pytest.approx(50.0, abs=0.02)
    assert [round(line.hz) for line in hum.harmonics] == [100, 200, 300]


def test_the_channel_with_the_hum():
    samples = white(8.0, -75.0, 1, 3)
    samples[:, 1:2] = with_hum(samples[:, 1:2], -80.0)
    samples[:, 2] = 0.0
    hum = hum_in(samples).value
    assert hum is not None
    assert hum.found
    assert hum.channel == 1


def test_could_not_tell():
    assert hum_in(white(3.9, -75.0, 1)).doubt == "too_short"
    assert hum_in(np.zeros((8 * RATE_HZ, 2))).doubt == "too_quiet"
    assert hum_in(white(8.0, -5.0, 1)).doubt == "unclear"


@pytest.mark.parametrize(("rate_hz", "channels"), [(8_000, 1), (11_025, 8), (22_050, 2), (44_100, 2), (96_000, 1)])
def test_any_rate_and_any_number_of_channels(rate_hz: int, channels: int):
    noise = 10.0 ** (-75.0 / 20.0) * np.random.default_rng(1).standard_normal((8 * rate_hz, channels))
    line = 10.0 ** (-87.0 / 20.0) * np.sin(2.0 * np.pi * 50.04 / rate_hz * np.arange(len(noise)))
    assert not hum_in(noise, rate_hz).value.found
    hum = hum_in(noise + line[:, None], rate_hz).value
    assert hum.fundamental_hz == pytest.approx(50.04, abs=0.03)
    assert hum.level_dbfs == pytest.approx(-90.0, abs=1.0)


def test_numbers_that_are_none_do_not_hurt():
    samples = with_hum(white(12.0, -75.0, 1), -70.0)
    samples[1000:1010] = np.nan
    samples[5000] = np.inf
    assert hum_in(samples).value.found
    meter = HumMeter(RATE_HZ, 2)
    meter.feed(np.empty((0, 2)))
    assert meter.read().doubt == "too_short"
