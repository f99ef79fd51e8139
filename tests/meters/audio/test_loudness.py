import re
import subprocess
import wave
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import signal

from meters.audio.gating import GatedHistogram, loudness_lufs
from meters.audio.kweighting import k_weighting_sections
from meters.audio.loudness import LoudnessMeter
from tests.rigs.tones import RATE_HZ, as_int24, tone


@pytest.mark.parametrize("rate_hz", [32_000, 44_100, 48_000, 96_000, 192_000])
def test_full_scale_sine_on_one_channel_reads_minus_3_01(rate_hz: int):
    """BS.1770-5 Annex 1: 997 Hz, 0 dBFS, one channel."""
    samples = tone([(4, 0.0)], hz=997.0, rate_hz=rate_hz)
    samples[:, 1] = 0.0
    meter = LoudnessMeter(rate_hz, 2)
    meter.feed(samples)
    assert meter.read().integrated_lufs == pytest.approx(-3.01, abs=0.01)


@pytest.mark.parametrize("rate_hz", [32_000, 44_100, 48_000, 96_000, 192_000])
def test_tone_on_both_channels_at_minus_18_reads_minus_17_99(rate_hz: int):
    meter = LoudnessMeter(rate_hz, 2)
    meter.feed(tone([(4, -18.0)], rate_hz=rate_hz))
    assert meter.read().integrated_lufs == pytest.approx(-17.99, abs=0.015)


@pytest.mark.parametrize("rate_hz", [44_100, 88_200, 96_000, 192_000])
def test_weighting_has_the_same_response_at_other_rates(rate_hz: int):
    hz = np.geomspace(10.0, 10_000.0, 200)
    assert np.abs(_response_db(rate_hz, hz) - _response_db(48_000, hz)).max() < 0.01


@pytest.mark.parametrize("rate_hz", [11_025, 16_000, 22_050, 44_100, 96_000, 192_000])
def test_tone_reads_the_same_at_other_rates(rate_hz: int):
    meter = LoudnessMeter(rate_hz, 2)
    meter.feed(tone([(4, -23.0)], rate_hz=rate_hz))
    # At 11 kHz the bilinear transform bends the curve by a tenth at 1 kHz; from 16 kHz on it is below 0.05.
    assert meter.read().integrated_lufs == pytest.approx(-23.0, abs=0.1)
    assert meter.read().momentary_lufs == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize("rate_hz", [44_100, 48_000])
def test_agrees_with_ffmpeg_on_speech_like_sound(rate_hz: int, tmp_path: Path):
    words = _speech_like(rate_hz, seconds=20.0)
    meter = LoudnessMeter(rate_hz, 2)
    meter.feed(words)
    result = meter.read()
    reference = _ffmpeg_ebur128(words, rate_hz, tmp_path / "speech.wav")
    assert result.integrated_lufs == pytest.approx(reference["I"], abs=0.1)
    assert result.short_term_max_lufs == pytest.approx(reference["S max"], abs=0.15)
    # ffmpeg steps by 100 ms, we by 10 ms: our maximum can only be higher.
    assert reference["M max"] - 0.1 <= result.momentary_max_lufs <= reference["M max"] + 1.0


def test_digital_silence_after_sound_reads_the_floor():
    meter = LoudnessMeter(RATE_HZ, 2)
    meter.feed(tone([(5, 0.0), (10, None)]))
    result = meter.read()
    assert result.momentary_lufs == result.short_term_lufs == -200.0
    assert result.integrated_lufs == pytest.approx(0.0, abs=0.2)  # blocks half in silence pass the gate


def test_says_nothing_before_its_windows_are_full():
    meter = LoudnessMeter(RATE_HZ, 2)
    meter.feed(tone([(0.39, -20)]))
    assert meter.read().momentary_lufs is None
    meter.feed(tone([(0.02, -20)]))
    assert meter.read().momentary_lufs is not None
    assert meter.read().short_term_lufs is None


def test_silence_has_no_integrated_loudness():
    meter = LoudnessMeter(RATE_HZ, 2)
    meter.feed(np.zeros((RATE_HZ, 2), np.int32))
    assert meter.read().integrated_lufs is None


def test_sound_below_the_absolute_gate_has_no_integrated_loudness():
    meter = LoudnessMeter(RATE_HZ, 2)
    meter.feed(tone([(3, -70.5)]))
    assert meter.read().integrated_lufs is None
    meter.feed(tone([(3, -69.0)]))
    assert meter.read().integrated_lufs == pytest.approx(-69.0, abs=0.3)


def test_restart_forgets_the_programme_but_not_the_windows():
    meter = LoudnessMeter(RATE_HZ, 2)
    meter.feed(tone([(5, -10)]))
    meter.restart()
    assert meter.read().integrated_lufs is None
    assert meter.read().momentary_lufs == pytest.approx(-10.0, abs=0.1)
    meter.feed(tone([(5, -30)]))
    result = meter.read()
    assert result.integrated_lufs == pytest.approx(-30.0, abs=0.1)
    assert result.momentary_max_lufs == pytest.approx(-30.0, abs=0.2)


def test_one_bad_sample_does_not_poison_the_meter():
    samples = tone([(5, -23)])
    samples[100, 0], samples[101, 0], samples[5_000, 1] = np.nan, np.inf, -np.inf
    meter = LoudnessMeter(RATE_HZ, 2)
    meter.feed(samples)
    meter.feed(tone([(5, -23)]))
    loudness = meter.read()
    assert loudness.short_term_lufs == pytest.approx(-23.0, abs=0.1)
    assert loudness.integrated_lufs == pytest.approx(-23.0, abs=0.1)
    assert loudness.momentary_max_lufs == pytest.approx(-23.0, abs=0.1)


def test_histogram_agrees_with_gating_of_all_blocks():
    """The memory-saving histogram against the standard's definition on the list of blocks."""
    levels = np.random.default_rng(7).normal(-25.0, 9.0, 20_000)
    blocks = 10.0 ** ((levels + 0.691) / 10.0)
    histogram = GatedHistogram()
    histogram.add(blocks)
    loud = blocks[levels > -70.0]
    gate = loudness_lufs(float(loud.mean())) - 10.0
    expected = loudness_lufs(float(loud[10.0 * np.log10(loud) - 0.691 > gate].mean()))
    assert histogram.integrated_lufs() == pytest.approx(expected, abs=0.002)


def _response_db(rate_hz: int, hz: NDArray[np.float64]):
    _, response = signal.sosfreqz(k_weighting_sections(rate_hz), worN=hz, fs=rate_hz)
    return 20.0 * np.log10(np.abs(response))


def _speech_like(rate_hz: int, seconds: float):
    """Noise bursts of differing length and level with pauses: enough to make the gates work."""
    random = np.random.default_rng(3)
    shape = np.concatenate(
        [np.full(int(rate_hz * random.uniform(0.1, 0.9)), random.choice([0.0, 0.02, 0.1, 0.3])) for _ in range(80)]
    )[: int(seconds * rate_hz)]
    noise = random.standard_normal((len(shape), 2)) * 0.3
    return as_int24(signal.lfilter([0.2], [1.0, -0.8], noise, axis=0) * shape[:, None])


def _ffmpeg_ebur128(words: NDArray[np.int32], rate_hz: int, path: Path):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(4)
        file.setframerate(rate_hz)
        file.writeframes(words.astype("<i4").tobytes())
    command = ["ffmpeg", "-nostdin", "-v", "verbose", "-i", str(path), "-af", "ebur128", "-f", "null", "-"]
    log = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    integrated = float(re.findall(r"I:\s+(-?[\d.]+) LUFS", log)[-1])
    frames = re.findall(r"M:\s*(-?[\d.]+|nan|-inf) S:\s*(-?[\d.]+|nan|-inf)", log)
    momentary = max(float(m) for m, _ in frames)
    return {"I": integrated, "M max": momentary, "S max": max(float(s) for _, s in frames)}
