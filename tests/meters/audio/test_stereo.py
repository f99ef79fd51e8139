import numpy as np
import pytest

from meters.audio.stereo import StereoMeter
from tests.rigs.impaired_sound import RATE_HZ, Sound, Words, gain, native_speech, quantised, white
from tests.rigs.tones import tone

SECONDS = 12.0


@pytest.fixture(scope="module")
def speech():
    return native_speech("en", SECONDS)


def heard(samples: Sound | Words, rate_hz: int = RATE_HZ):
    meter = StereoMeter(rate_hz, samples.shape[1])
    for at in range(0, len(samples), 10_000):
        meter.feed(samples[at : at + 10_000])
    return meter.read()


def sines(degrees: float):
    """1 kHz on both channels, the second so much later."""
    turns = 1000.0 / RATE_HZ * np.arange(3 * RATE_HZ)
    return 0.1 * np.sin(2.0 * np.pi * np.stack((turns, turns - degrees / 360.0)).T)


@pytest.mark.parametrize("degrees", [0, 45, 90, 135, 180])
def test_correlation_is_the_cosine_of_the_phase(degrees: int):
    expected = pytest.approx(np.cos(np.radians(degrees)), abs=1e-6)
    stereo = heard(sines(degrees))
    assert stereo.correlation == expected
    assert stereo.correlation_min.value == expected
    assert stereo.correlation_mean.value == expected


def test_an_offset_is_no_correlation():
    stereo = heard(white(4.0, -50.0, 1) + 0.3)
    assert abs(stereo.correlation) < 0.05
    assert stereo.dual_mono.value is False


def test_the_display_shows_the_last_400_ms_and_the_programme_all():
    samples = np.concatenate((sines(0), sines(180)[: RATE_HZ // 2]))
    stereo = heard(samples)
    assert stereo.correlation == pytest.approx(-1.0)
    assert stereo.correlation_min.value == pytest.approx(-1.0)
    assert stereo.correlation_mean.value == pytest.approx(0.8, abs=0.1)


def test_pauses_do_not_count():
    noisy = np.concatenate((tone([(5.0, -20.0)]), white(60.0, -70.0, 1)))
    stereo = heard(noisy)
    assert stereo.correlation is None
    assert stereo.correlation_mean.value > 0.95
    assert stereo.dual_mono.value is True


def test_balance_is_the_right_over_the_left():
    samples = tone([(2.0, -20.0)]) * (1.0, 0.5)
    stereo = heard(samples)
    assert stereo.balance_db == pytest.approx(-6.02, abs=0.01)
    assert stereo.programme_balance_db.value == pytest.approx(-6.02, abs=0.01)


def test_a_dead_channel_shows_in_the_balance_and_nowhere_else():
    stereo = heard(tone([(2.0, -20.0)]) * (0.0, 1.0))
    assert stereo.correlation is None
    assert stereo.balance_db > 100.0
    assert stereo.programme_balance_db.value > 100.0
    assert stereo.dual_mono.doubt == "too_quiet"


def test_two_microphones_before_one_speaker_are_stereo(speech: Sound):
    stereo = heard(quantised(speech, 24))
    assert stereo.correlation_mean.value > 0.4
    assert stereo.dual_mono.value is False
    assert stereo.inverted.value is False


@pytest.mark.parametrize("bits", [16, 24])
@pytest.mark.parametrize("balance_db", [0.0, -12.0, 3.0])
def test_one_microphone_on_both_channels_is_dual_mono(speech: Sound, balance_db: float, bits: int):
    both = speech[:, [0, 0]] * (1.0, gain(balance_db))
    stereo = heard(quantised(both, bits, dither=True))
    assert stereo.dual_mono.value is True
    assert stereo.inverted.value is False


def test_only_the_very_same_numbers_are_certainly_dual_mono(speech: Sound):
    same = quantised(speech[:, [0, 0]], 24)
    assert heard(same).dual_mono.confidence == 1.0
    nearly = same.copy()
    nearly[RATE_HZ // 2, 1] += 256
    assert heard(nearly).dual_mono.value is True
    assert heard(nearly).dual_mono.confidence < 1.0


def test_a_copy_with_converter_noise_is_one_and_with_much_noise_is_unclear(speech: Sound):
    copied = speech[:, [0, 0]]
    assert heard(copied + white(SECONDS, -95.0, 1)).dual_mono.value is True
    assert heard(copied + white(SECONDS, -72.0, 1)).dual_mono.doubt == "unclear"
    assert heard(copied + white(SECONDS, -45.0, 1)).dual_mono.value is False


def test_one_channel_upside_down(speech: Sound):
    mirrored = heard(quantised(speech[:, [0, 0]] * (1.0, -0.7), 24))
    assert mirrored.inverted.value is True
    assert mirrored.inverted.confidence > 0.9
    assert mirrored.dual_mono.value is False


def test_one_of_two_microphones_wired_upside_down(speech: Sound):
    stereo = heard(speech * (1.0, -1.0))
    assert stereo.inverted.value is True
    assert stereo.inverted.confidence < 0.9
    assert stereo.correlation_min.value < -0.5


def test_half_a_programme_in_dual_mono_is_not_dual_mono(speech: Sound):
    half = speech.copy()
    half[: len(half) // 2, 1] = half[: len(half) // 2, 0]
    assert heard(half).dual_mono.value is not True


def test_what_cannot_be_told():
    assert heard(white(5.0, -70.0, 1)).dual_mono.doubt == "too_quiet"
    assert heard(white(5.0, -70.0, 1)[:, [0, 0]]).inverted.doubt == "too_quiet"
    assert heard(tone([(1.0, -20.0)])).correlation_min.doubt == "too_short"
    assert heard(tone([(0.3, -20.0)])).programme_balance_db.doubt == "too_short"
    mono = heard(tone([(5.0, -20.0)], channels=1))
    assert mono.correlation is None
    assert {mono.dual_mono.doubt, mono.inverted.doubt, mono.correlation_mean.doubt} == {"not_stereo"}
    assert mono.programme_balance_db.doubt == "not_stereo"


def test_a_new_programme_forgets_the_old_one():
    meter = StereoMeter(RATE_HZ, 2)
    meter.feed(sines(180))
    meter.restart()
    assert meter.read().correlation == pytest.approx(-1.0)
    assert meter.read().correlation_min.doubt == "too_short"
    meter.feed(sines(0))
    assert meter.read().correlation_min.value > 0.9
    assert meter.read().dual_mono.value is True


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 44_100, 192_000])
def test_other_rates_and_more_channels(rate_hz: int):
    samples = np.random.default_rng(1).normal(0.0, 0.1, (3 * rate_hz, 8))
    samples[:, 1] = -samples[:, 0]
    assert heard(samples, rate_hz).inverted.value is True


def test_faulty_samples_and_empty_blocks():
    samples = sines(0).astype(np.float32)
    samples[1000] = np.nan, np.inf
    stereo = heard(samples)
    assert -1.0 <= stereo.correlation_min.value <= 1.0
    meter = StereoMeter(RATE_HZ, 2)
    meter.feed(np.zeros((0, 2), np.int32))
    assert meter.read().correlation is None
