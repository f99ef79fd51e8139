import re
import subprocess
import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from meters.audio.silence import SilenceMeter
from meters.interval import Interval
from tests.rigs.tones import RATE_HZ, as_int24, tone


def test_finds_silence_per_channel():
    samples = tone([(2.0, -20), (3.0, None), (2.0, -20)])
    samples[:, 1] = tone([(7.0, -20)])[:, 1]
    meter = SilenceMeter(RATE_HZ, 2, threshold_dbfs=-60, min_silence_s=1.0)
    meter.feed(samples)
    left, right = meter.read().intervals
    assert [(i.start_s, i.end_s) for i in left] == [pytest.approx((2.0, 5.0), abs=0.001)]
    assert right == ()


def test_noise_below_the_threshold_is_silence_and_above_is_not():
    quiet = tone([(3.0, -61)])
    quiet[:, 1] *= 10.0 ** (2 / 20)
    meter = SilenceMeter(RATE_HZ, 2, threshold_dbfs=-60, min_silence_s=1.0)
    meter.feed(quiet)
    left, right = meter.read().intervals
    assert left == (Interval(0.0, 3.0),)
    assert right == ()


def test_says_how_long_it_is_silent_now():
    meter = SilenceMeter(RATE_HZ, 1, min_silence_s=4.0)
    meter.feed(np.ones((RATE_HZ, 1)))
    meter.feed(np.zeros((RATE_HZ * 3, 1)))
    assert meter.silent_for_s == meter.read().silent_for_s == (3.0,)
    assert meter.read().intervals == ((),)
    meter.feed(np.zeros((RATE_HZ, 1)))
    assert meter.read().intervals == ((Interval(1.0, 5.0),),)
    meter.feed(np.ones((1, 1)))
    assert meter.read().silent_for_s == (0.0,)


def test_a_pause_shorter_than_asked_is_no_silence():
    meter = SilenceMeter(RATE_HZ, 1, min_silence_s=1.0)
    meter.feed(tone([(1, -20), (0.9, None), (1, -20)], channels=1))
    assert meter.read().intervals == ((),)


@pytest.mark.parametrize(("quiet_frames", "count"), [(RATE_HZ - 1, 0), (RATE_HZ, 1)])
def test_the_shortest_silence_is_exact_to_the_frame(quiet_frames: int, count: int):
    samples = np.concatenate([np.ones((500, 1)), np.zeros((quiet_frames, 1)), np.ones((500, 1))])
    meter = SilenceMeter(RATE_HZ, 1, min_silence_s=1.0)
    meter.feed(samples[:7000])
    meter.feed(samples[7000:])
    assert len(meter.read().intervals[0]) == count


def test_digital_silence_is_below_any_threshold():
    meter = SilenceMeter(RATE_HZ, 1, threshold_dbfs=-250.0, min_silence_s=1.0)
    meter.feed(np.zeros((2 * RATE_HZ, 1), np.int32))
    assert meter.read().intervals == ((Interval(0.0, 2.0),),)


def test_agrees_with_ffmpeg_silencedetect(tmp_path: Path):
    samples = tone([(1.3, -20), (2.1, -75), (0.8, -30), (0.4, None), (1.1, -20), (1.7, None)], channels=1)
    words = as_int24(samples)
    path = tmp_path / "gaps.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(4)
        file.setframerate(RATE_HZ)
        file.writeframes(words.astype("<i4").tobytes())
    command = ["ffmpeg", "-nostdin", "-i", str(path), "-af", "silencedetect=n=-60dB:d=1", "-f", "null", "-"]
    log = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    reference = [float(value) for value in re.findall(r"silence_(?:start|end): (-?[\d.]+)", log)]
    meter = SilenceMeter(RATE_HZ, 1, threshold_dbfs=-60, min_silence_s=1.0)
    meter.feed(words)
    ours = [time for interval in meter.read().intervals[0] for time in (interval.start_s, interval.end_s)]
    assert len(ours) == 4
    assert ours == pytest.approx(reference, abs=0.002)


def _stretches_below(words: NDArray[np.int32], threshold: float, min_frames: int):
    """Start and end of each quiet stretch, the slow way."""
    loud = np.flatnonzero(np.concatenate(([True], np.abs(words.astype(np.int64)) >= threshold, [True])))
    return [(int(a), int(b) - 1) for a, b in pairwise(loud) if b - a - 1 >= max(1, min_frames)]


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 1000),
    min_frames=st.integers(1, 3000),
    mean_run=st.sampled_from([1, 30, 700, 2500]),
    as_floats=st.booleans(),
    cut=st.integers(100, 20_000),
)
def test_is_exact_to_the_frame_wherever_silence_lies(
    *, seed: int, min_frames: int, mean_run: int, as_floats: bool, cut: int
):
    random = np.random.default_rng(seed)
    runs = random.geometric(1.0 / mean_run, 16_000 // mean_run + 2)
    words = np.repeat(np.where(np.arange(len(runs)) % 2, 2**30, 2**20), runs)[:16_000].astype(np.int32)[:, None]
    words *= random.choice([-1, 1], (len(words), 1))
    meter = SilenceMeter(8_000, 1, threshold_dbfs=-40.0, min_silence_s=min_frames / 8_000)
    for at in range(0, len(words), cut):
        meter.feed(words[at : at + cut] / 2.0**31 if as_floats else words[at : at + cut])
    found = [(round(i.start_s * 8_000), round(i.end_s * 8_000)) for i in meter.read().intervals[0]]
    assert found == _stretches_below(words[:, 0], 0.01 * 2**31, min_frames)
