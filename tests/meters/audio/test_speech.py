import re
import subprocess
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from meters.audio.speech import SpeechMeter
from meters.audio.speech_band import SpeechBand
from meters.audio.syllables import SyllableCounter
from meters.audio.voice import MAX_KEPT, Speech, Timeline
from meters.interval import Interval
from tests.rigs.impaired_sound import Sound, at_rms, dark, native_speech, pink, room, white, with_hum
from tests.rigs.spoken import LANGUAGES, PEAK, TEXTS, Language, spoken
from tests.rigs.tones import RATE_HZ

VOWELS = {"kk": "аәеёиоөуұүыіэюя", "ru": "аеёиоуыэюя"}


def meter_of(samples: Sound, frames: int = 960, rate_hz: int = RATE_HZ):
    meter = SpeechMeter(rate_hz, samples.shape[1])
    for first in range(0, len(samples), frames):
        meter.feed(samples[first : first + frames])
    return meter


def trimmed(language: Language, text: str, wpm: int = 140):
    """A sentence from where it can be heard to where it cannot any more, 40 dB below its peak."""
    voice = spoken(language, text, wpm=wpm)
    loud = np.flatnonzero(np.abs(voice) > PEAK / 100.0)
    return voice[loud[0] : loud[-1] + 1]


def sentences_with_pauses(language: Language, snr_db: float):
    """Sentences after a second of noise and with 0.5 to 1.5 s of it between them; and when each is spoken."""
    random = np.random.default_rng(1)
    parts, truth = [np.zeros(RATE_HZ)], []
    for text in re.findall(r"[^.!?]+[.!?]", TEXTS[language]):
        voice = trimmed(language, text)
        start_s = sum(map(len, parts)) / RATE_HZ
        truth.append(Interval(start_s, start_s + len(voice) / RATE_HZ))
        parts += [voice, np.zeros(round(random.uniform(0.5, 1.5) * RATE_HZ))]
    whole = np.concatenate(parts)
    spoken_only = np.concatenate(parts[1::2])
    level_dbfs = 10.0 * np.log10(np.mean(np.square(spoken_only)))
    noise = at_rms(room(len(whole) / RATE_HZ + 0.1, 0.0, 1, 1), level_dbfs - snr_db)
    return whole[:, None] + noise[: len(whole)], truth


@pytest.fixture(scope="module", params=[(language, snr) for language in LANGUAGES for snr in (20.0, 30.0)])
def scene(request: pytest.FixtureRequest):
    samples, truth = sentences_with_pauses(*request.param)
    return meter_of(samples).read(), truth, request.param[1]


def test_onsets_and_offsets(scene: tuple[Speech, list[Interval], float]):
    speech, truth, _ = scene
    for sentence in truth:
        mine = [s for s in speech.segments if s.end_s > sentence.start_s and s.start_s < sentence.end_s]
        assert mine[0].start_s == pytest.approx(sentence.start_s, abs=0.05)
        # At 20 dB what ends on a plosive may lose its burst behind the hold.
        assert mine[-1].end_s == pytest.approx(sentence.end_s, abs=0.05)


def test_phonation_time_and_pauses(scene: tuple[Speech, list[Interval], float]):
    speech, truth, _ = scene
    between = [Interval(a.end_s, b.start_s) for a, b in pairwise(truth)]
    within = [p for p in speech.pauses if any(s.start_s < p.start_s and p.end_s < s.end_s for s in truth)]
    spoken_s = sum(s.duration_s for s in truth) - sum(p.duration_s for p in within)
    assert speech.phonation_s == pytest.approx(spoken_s, rel=0.05)
    assert speech.share == pytest.approx(spoken_s / speech.duration_s, rel=0.05)
    assert speech.pause_count == len(speech.pauses) == len(between) + len(within)
    assert speech.longest_pause_s == pytest.approx(max(p.duration_s for p in between), abs=0.1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wpm", [130, 150, 180])
def test_syllables_are_the_vowels_of_the_text(language: Language, wpm: int):
    text = TEXTS[language]
    if language == "en":
        command = ["espeak-ng", "-q", "--ipa", "-v", "en", "--stdin"]
        said = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
        vowels = len(re.findall("[aeiouæɑɒɐəɘɛɜɪɨɔʊʌː]+", re.sub("[ˈˌ]", "", said)))
    else:
        vowels = sum(letter in VOWELS[language] for letter in text.lower())
    voice = spoken(language, text, wpm=wpm)
    quiet = np.zeros(RATE_HZ)
    samples = np.concatenate([quiet, voice, quiet])[:, None]
    samples = samples + room(len(samples) / RATE_HZ + 0.1, -70.0, 1, 1)[: len(samples)]
    assert meter_of(samples).read().syllables == pytest.approx(vowels, rel=0.15)


def test_active_follows_the_voice_live():
    samples, truth = sentences_with_pauses("ru", 30.0)
    meter = SpeechMeter(RATE_HZ, 1)
    was_active, late_s = False, []
    for first in range(0, len(samples), 480):
        meter.feed(samples[first : first + 480])
        now_s = (first + 480) / RATE_HZ
        speech = meter.read()
        if speech.active and not was_active:
            late_s.append(min(now_s - s.start_s for s in truth if s.start_s <= now_s))
        if was_active and not speech.active:
            assert speech.silent_for_s == pytest.approx(0.25, abs=0.011)
        was_active = speech.active
    assert len(late_s) == len(truth)
    assert max(late_s) <= 0.05


@pytest.mark.parametrize("colour", [white, pink, dark, room])
def test_noise_is_no_speech(colour: Callable[[float, float, int], Sound]):
    meter = meter_of(with_hum(colour(20.0, -60.0, 1), -50.0))
    assert meter.read().segments == ()
    assert meter.read().syllables == 0
    assert meter.judged().doubt == "no_speech"


def test_knocks_are_no_speech():
    samples = room(8.0, -70.0, 1)
    for at_s in (2.0, 4.5):
        ring = np.arange(RATE_HZ // 25) / RATE_HZ
        first = round(at_s * RATE_HZ)
        knock = 0.1 * np.exp(-ring * 200.0) * np.sin(2.0 * np.pi * 700.0 * ring)
        samples[first : first + len(ring)] += knock[:, None]
    assert meter_of(samples).read().phonation_s == 0.0


def test_noise_after_a_dead_start_is_no_speech():
    samples = room(6.0, -60.0, 1)
    samples[:RATE_HZ] = 0.0
    assert meter_of(samples).read().segments == ()


def test_noise_that_has_risen_is_learnt_within_seconds():
    samples = room(16.0, -70.0, 1)
    samples[4 * RATE_HZ :] *= 8.0
    speech = meter_of(samples).read()
    assert not speech.active
    assert [s.start_s for s in speech.segments] == [pytest.approx(4.0, abs=0.03)]
    assert speech.phonation_s < 6.5


def test_inverted_channel_does_not_cancel_the_voice():
    samples = native_speech("en", 6.0)
    samples[:, 1] = -samples[:, 0]
    assert meter_of(samples).read().phonation_s > 3.5


def test_judged_as_sure_as_speech_stands_out():
    clear = meter_of(native_speech("ru", 6.0, -80.0)).judged()
    noisy = meter_of(native_speech("ru", 6.0, -42.0)).judged()
    assert clear.value is not None
    assert noisy.value is not None
    assert clear.confidence > 0.9 > noisy.confidence > 0.1
    assert meter_of(native_speech("ru", 0.9)).judged().doubt == "too_short"
    assert meter_of(np.zeros((2 * RATE_HZ, 2))).judged().doubt == "no_speech"


@pytest.mark.parametrize(("rate_hz", "channels"), [(8_000, 1), (11_025, 8), (16_000, 1), (44_100, 2), (96_000, 2)])
def test_any_rate_and_any_number_of_channels(rate_hz: int, channels: int):
    random = np.random.default_rng(2)
    times_s = np.arange(6 * rate_hz) / rate_hz
    voice = np.where((times_s >= 2.0) & (times_s < 4.0), np.sin(2.0 * np.pi * 700.0 * times_s), 0.0)
    samples = (0.1 * voice + 0.0005 * random.standard_normal(len(times_s)))[:, None].repeat(channels, axis=1)
    speech = meter_of(samples, 500, rate_hz).read()
    assert [(s.start_s, s.end_s) for s in speech.segments] == [pytest.approx((2.0, 4.0), abs=0.025)]


def test_rates_below_8_khz_are_refused():
    with pytest.raises(ValueError, match="7999"):
        SpeechMeter(7_999, 1)


def test_numbers_that_are_none_do_not_hurt():
    samples = native_speech("kk", 6.0)
    before = meter_of(samples).read()
    samples[1000:1010] = np.nan
    samples[9 * RATE_HZ // 10] = -np.inf
    meter = meter_of(samples)
    meter.feed(np.empty((0, 2)))
    # What is infinite sounds like a shot: all else is quiet beside it, but not for ever.
    assert 0.0 <= meter.read().phonation_s <= before.duration_s
    meter.feed(native_speech("kk", 20.0))
    assert meter.read().phonation_s > 8.0


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 48_000])
def test_energy_of_the_band_is_the_same_however_the_stream_is_cut(rate_hz: int):
    samples = np.random.default_rng(3).standard_normal((rate_hz, 2))
    whole = SpeechBand(rate_hz, 2).feed(samples)
    band = SpeechBand(rate_hz, 2)
    pieces = [band.feed(samples[first : first + 777]) for first in range(0, len(samples), 777)]
    assert np.concatenate(pieces).tolist() == whole.tolist()
    assert len(whole) == pytest.approx(100, abs=1)


@pytest.mark.parametrize(("hz", "level_db"), [(50.0, -25.1), (500.0, -5.4), (2_000.0, 2.1), (3_000.0, -2.1)])
def test_the_band_is_that_of_vowels(hz: float, level_db: float):
    tone = np.sin(2.0 * np.pi * hz / RATE_HZ * np.arange(RATE_HZ))[:, None]
    assert 10.0 * np.log10(SpeechBand(RATE_HZ, 1).feed(tone)[1:].mean()) == pytest.approx(level_db, abs=0.2)


@pytest.mark.parametrize(("dip_db", "count"), [(1.5, 1), (6.0, 4)])
def test_a_syllable_stands_out_on_both_sides(dip_db: float, count: int):
    beat = (1.0 - np.cos(2.0 * np.pi * np.arange(100) / 25.0)) / 2.0
    level_db = np.concatenate([np.full(20, -60.0), -20.0 - dip_db * (1.0 - beat), np.full(20, -60.0)])
    nuclei = SyllableCounter(0.01).feed(10.0 ** (level_db / 10.0))
    assert len(nuclei) == count
    if count == 4:
        assert [nucleus.at_s for nucleus in nuclei] == pytest.approx([0.33, 0.58, 0.83, 1.08], abs=0.015)


def steps_of(pattern: str, onset_steps: int = 3):
    """A timeline of steps of 10 ms, given as runs: ``5.`` none, ``3~`` like speech, ``9#`` speech."""
    timeline = Timeline(0.01, onset_steps)
    for count, kind in re.findall(r"(\d+)(.)", pattern):
        for _ in range(int(count)):
            timeline.step(speech=kind == "#", like=kind != ".")
    return timeline


@pytest.mark.parametrize(
    ("pattern", "segments"),
    [
        ("50. 20# 50.", [(0.5, 0.7)]),
        ("50. 2# 50.", []),
        ("50. 3# 2~ 50.", []),
        ("50. 3# 3~ 50.", [(0.5, 0.56)]),
        ("50. 4~ 20# 5~ 50.", [(0.5, 0.79)]),
        ("50. 40~ 20# 50.", [(0.8, 1.1)]),
        ("50. 20# 24. 20# 50.", [(0.5, 1.14)]),
        ("50. 20# 25. 20# 50.", [(0.5, 0.7), (0.95, 1.15)]),
        ("50. 20# 30. 4# 30. 20#", [(0.5, 0.7), (1.34, 1.54)]),
    ],
)
def test_stretches_of_speech(pattern: str, segments: list[tuple[float, float]]):
    speech = steps_of(pattern).read()
    assert [(s.start_s, s.end_s) for s in speech.segments] == [pytest.approx(segment) for segment in segments]
    assert speech.phonation_s == pytest.approx(sum(end - start for start, end in segments))
    assert [(p.start_s, p.end_s) for p in speech.pauses] == [
        pytest.approx((a[1], b[0])) for a, b in pairwise(segments)
    ]


def test_active_and_since_when_not():
    assert steps_of("50.").read().silent_for_s == pytest.approx(0.5)
    assert not steps_of("50. 2#").read().active
    assert steps_of("50. 3#").read().active
    still = steps_of("50. 20# 24.").read()
    assert still.active
    assert still.silent_for_s == pytest.approx(0.24)
    over = steps_of("50. 20# 25.").read()
    assert not over.active
    assert over.silent_for_s == pytest.approx(0.25)
    # A click is no speech: the silence goes on.
    assert steps_of("50. 20# 100. 3# 30.").read().silent_for_s == pytest.approx(1.33)


def test_nuclei_count_in_stretches_only():
    timeline = steps_of("50.")
    timeline.nucleus(0.2)
    for _ in range(20):
        timeline.step(speech=True, like=True)
        if timeline.read().active:
            break
    timeline.nucleus(0.51)
    for _ in range(20):
        timeline.step(speech=True, like=True)
    assert timeline.read().syllables == 1
    for _ in range(40):
        timeline.step(speech=False, like=False)
    timeline.nucleus(0.9)
    assert timeline.read().syllables == 1


def test_stretches_kept_are_bounded_and_counts_are_not():
    timeline = Timeline(0.1, 1)
    for _ in range(MAX_KEPT + 10):
        for like in (True, False, False, False):
            timeline.step(speech=like, like=like)
    speech = timeline.read()
    assert len(speech.segments) == len(speech.pauses) == MAX_KEPT
    assert speech.pause_count == MAX_KEPT + 9
    assert speech.phonation_s == pytest.approx(0.1 * (MAX_KEPT + 10))
