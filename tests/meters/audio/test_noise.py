from collections.abc import Callable

import numpy as np
import pytest

from meters.audio.a_weighting import a_weighting_power
from meters.audio.noise import NoiseMeter
from tests.rigs.impaired_sound import Sound, dark, native_speech, pink, room, white
from tests.rigs.spoken import Language, spoken
from tests.rigs.tones import RATE_HZ, tone

Colour = Callable[[float, float, int], Sound]


def noise_of(samples: Sound, rate_hz: int = RATE_HZ):
    meter = NoiseMeter(rate_hz, samples.shape[1])
    for first in range(0, len(samples), RATE_HZ // 2):
        meter.feed(samples[first : first + RATE_HZ // 2])
    return meter.read()


def level_dbfs_a(samples: Sound):
    """A-weighted RMS of the whole of a channel."""
    power = np.square(np.abs(np.fft.rfft(samples))) * a_weighting_power(np.fft.rfftfreq(len(samples), 1 / RATE_HZ))
    return 10.0 * np.log10(2.0 * power.sum() / len(samples) ** 2)


@pytest.mark.parametrize(("hz", "level_db"), [(1000.0, -3.01), (1995.26, -3.01 + 1.2), (125.89, -3.01 - 16.1)])
def test_a_full_scale_sine_reads_its_rms_and_the_weighting(hz: float, level_db: float):
    floor = noise_of(tone([(3, 0)], hz=hz)).noise_floor_dbfs_a
    assert floor.value == pytest.approx(level_db, abs=0.06)


@pytest.mark.parametrize("colour", [white, pink, room])
@pytest.mark.parametrize("rms_dbfs", [-60.0, -100.0])
def test_steady_noise_is_its_own_floor_and_holds_no_speech(colour: Colour, rms_dbfs: float):
    samples = colour(8.0, rms_dbfs, 1)
    noise = noise_of(samples)
    # The tenth percentile lies a little below the mean.
    assert noise.noise_floor_dbfs_a.value == pytest.approx(level_dbfs_a(samples[:, noise.channel]) - 0.2, abs=0.2)
    assert noise.noise_floor_dbfs_a.confidence > 0.9
    assert noise.snr_db.doubt == "no_speech"


def test_rumble_is_a_floor_too():
    samples = dark(8.0, -60.0, 1)
    noise = noise_of(samples)
    assert noise.noise_floor_dbfs_a.value == pytest.approx(level_dbfs_a(samples[:, noise.channel]), abs=2.0)
    assert noise.snr_db.doubt == "no_speech"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("room_dbfs", [-75.0, -50.0])
def test_the_floor_is_heard_in_the_pauses_of_speech(language: Language, room_dbfs: float):
    samples = native_speech(language, 20.0, room_dbfs)
    noise = noise_of(samples)
    only_room = room(20.0, room_dbfs, 1)
    assert noise.noise_floor_dbfs_a.value == pytest.approx(level_dbfs_a(only_room[:, 0]), abs=0.5)


@pytest.mark.parametrize("room_dbfs", [-70.0, -55.0])
def test_signal_to_noise_ratio_follows_the_noise(room_dbfs: float):
    alone = noise_of(native_speech("ru", 20.0, -85.0))
    noisy = noise_of(native_speech("ru", 20.0, room_dbfs))
    assert noisy.snr_db.value == pytest.approx(alone.snr_db.value - (room_dbfs + 85.0), abs=1.0)
    # Fricatives between syllables weigh on the mean; the level of a syllable lies a little above it.
    speech_dbfs_a = noisy.snr_db.value + noisy.noise_floor_dbfs_a.value
    assert speech_dbfs_a == pytest.approx(level_dbfs_a(native_speech("ru", 20.0, -85.0)[:, noisy.channel]), abs=2.0)


def test_a_chain_of_words_without_a_pause_lets_no_room_be_heard():
    voice = spoken("ru", wpm=200, seconds=20.0)
    loud = np.abs(voice) > 0.002
    ends = np.flatnonzero(np.convolve(loud, np.ones(RATE_HZ // 20), "same") > 0.5)
    samples = voice[ends][:, None] + white(20.0, -75.0, 1, 1)[: len(ends)]
    noise = noise_of(samples)
    assert noise.noise_floor_dbfs_a.doubt == "no_pause"
    assert noise.snr_db.doubt == "no_pause"


def test_the_worse_of_two_microphones_counts():
    samples = native_speech("en", 20.0, -70.0)
    good = noise_of(samples)
    # The second one hisses: its wearer listens, then speaks.
    hiss = white(20.0, -55.0, 5, 1)[:, 0]
    silent, speaking = samples.copy(), samples.copy()
    silent[:, 1] = hiss
    speaking[:, 1] += hiss
    for noisy in (noise_of(silent), noise_of(silent[:, ::-1]), noise_of(speaking)):
        assert noisy.noise_floor_dbfs_a.value == pytest.approx(level_dbfs_a(hiss), abs=0.7)
    assert [noise_of(sound).channel for sound in (silent, silent[:, ::-1], speaking)] == [1, 0, 1]
    assert good.snr_db.value - noise_of(speaking).snr_db.value > 10.0


def test_the_channel_of_speech_says_how_far_it_stands_out():
    samples = native_speech("ru", 20.0, -70.0)
    alone = noise_of(samples[:, :1])
    samples[:, 1] = white(20.0, -55.0, 5, 1)[:, 0]
    assert noise_of(samples).snr_db == alone.snr_db


@pytest.mark.parametrize("rest_dbfs", [None, -100.0, -120.0])
def test_a_channel_nobody_uses_is_left_out(rest_dbfs: float | None):
    samples = native_speech("kk", 20.0, -75.0)
    alone = noise_of(samples[:, :1])
    # What leaks into its cable would stand out less from what an open input has of noise.
    samples[:, 1] = samples[:, 0] * 0.001
    samples[:, 1] += 0.0 if rest_dbfs is None else white(20.0, rest_dbfs, 5, 1)[:, 0]
    assert noise_of(samples) == alone
    samples[:, 1] = 0.0
    assert noise_of(samples) == alone


def test_an_open_input_is_no_room_to_a_speaker_without_pauses():
    voice = spoken("ru", wpm=200, seconds=20.0)
    loud = np.abs(voice) > 0.002
    ends = np.flatnonzero(np.convolve(loud, np.ones(RATE_HZ // 20), "same") > 0.5)
    samples = np.stack((voice[ends], white(20.0, -95.0, 1, 1)[: len(ends), 0]), axis=1)
    assert noise_of(samples).noise_floor_dbfs_a.doubt == "no_pause"


def test_digital_silence_is_no_room():
    assert noise_of(np.zeros((RATE_HZ * 3, 2))).noise_floor_dbfs_a.doubt == "too_quiet"
    assert noise_of(np.zeros((RATE_HZ * 3, 2))).channel is None
    # Constant: A-weighting knows no direct current.
    assert noise_of(np.full((RATE_HZ * 3, 1), 0.1)).noise_floor_dbfs_a.doubt == "too_quiet"


def test_digital_silence_before_and_after_is_left_out():
    samples = np.concatenate([np.zeros((5 * RATE_HZ, 2)), room(5.0, -70.0, 1), np.zeros((5 * RATE_HZ, 2))])
    assert noise_of(samples).noise_floor_dbfs_a.value == pytest.approx(-73.2, abs=0.4)


def test_too_short():
    noise = noise_of(room(1.95, -70.0, 1))
    assert noise.noise_floor_dbfs_a.doubt == noise.snr_db.doubt == "too_short"
    assert noise_of(room(2.0, -70.0, 1)).noise_floor_dbfs_a.value is not None


@pytest.mark.parametrize(("rate_hz", "channels"), [(8_000, 1), (11_025, 8), (44_100, 2), (96_000, 1)])
def test_any_rate_and_any_number_of_channels(rate_hz: int, channels: int):
    samples = 0.001 * np.random.default_rng(1).standard_normal((3 * rate_hz, channels))
    noise = noise_of(samples, rate_hz)
    # White noise has less power in the audible band the higher the rate: these are the weighting's own figures.
    hz = np.linspace(0.0, rate_hz / 2, 10_000)
    expected = -60.0 + 10.0 * np.log10(a_weighting_power(hz).mean())
    assert noise.noise_floor_dbfs_a.value == pytest.approx(expected, abs=0.6)


def test_numbers_that_are_none_do_not_hurt():
    samples = room(6.0, -70.0, 1)
    samples[1000:1010] = np.nan
    samples[5000] = np.inf
    assert noise_of(samples).noise_floor_dbfs_a.value == pytest.approx(-73.2, abs=0.5)
    meter = NoiseMeter(RATE_HZ, 2)
    meter.feed(np.empty((0, 2)))
    assert meter.read().noise_floor_dbfs_a.doubt == "too_short"


def test_an_hour_is_spread_over_a_bounded_number_of_windows():
    meter = NoiseMeter(8_000, 1)
    quiet, loud = white(10.0, -80.0, 1, 1)[:80_000], white(10.0, -40.0, 2, 1)[:80_000]
    for _ in range(60):
        meter.feed(loud)
    for _ in range(60):
        meter.feed(quiet)
    powers = meter.window_powers()
    assert 128 <= len(powers) <= 256
    # Both halves are there in equal parts.
    assert np.mean(powers > 1e-6) == pytest.approx(0.5, abs=0.01)
