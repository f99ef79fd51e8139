import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meters.rate import RateMeter


def test_finds_a_sound_clock_that_is_200_ppm_off():
    random = np.random.default_rng(0)
    meter = RateMeter(window_s=10.0)
    for block in range(1000):
        meter.feed(block * 960, block * 960 / 48_009.6 + abs(random.normal(0.0, 0.002)))
    assert meter.read() == pytest.approx(48_009.6, abs=5.0)


@settings(max_examples=30, deadline=None)
@given(rate_hz=st.sampled_from([23.976, 24.0, 25.0, 29.97, 50.0, 59.94]), seed=st.integers(0, 1000))
def test_finds_the_frame_rate_although_many_stamps_are_late(rate_hz: float, seed: int):
    random = np.random.default_rng(seed)
    number = np.arange(int(12 * rate_hz))
    late_s = np.where(random.random(len(number)) < 0.03, random.uniform(0.05, 0.4, len(number)), 0.002)
    # A late frame keeps those behind it waiting.
    at_s = np.maximum.accumulate(number / rate_hz + late_s * random.random(len(number)))
    meter = RateMeter(window_s=10.0)
    for frame, stamp_s in zip(number.tolist(), at_s.tolist(), strict=True):
        meter.feed(frame, stamp_s)
    assert meter.read() == pytest.approx(rate_hz, rel=0.002)


def test_stamps_of_a_busy_spell_do_not_bend_the_rate():
    """For 4 of 10 s everything comes 0.3 s late."""
    meter = RateMeter(window_s=10.0)
    for frame in range(250):
        meter.feed(frame, frame / 25 + (0.3 if frame >= 150 else 0.0))
    assert meter.read() == pytest.approx(25.0, rel=1e-3)


def test_the_least_late_stamps_are_the_ones_that_count():
    random = np.random.default_rng(4)
    meter = RateMeter(window_s=10.0)
    for frame in range(300):
        meter.feed(frame, frame / 25 + (random.uniform(0.01, 0.039) if random.random() < 0.8 else 0.0))
    assert meter.read() == pytest.approx(25.0, rel=1e-5)


def test_a_gap_with_the_frames_counted_does_not_change_the_rate():
    meter = RateMeter()
    for frame in (*range(100), *range(150, 250)):
        meter.feed(frame, frame / 25)
    assert meter.read() == pytest.approx(25.0)


def test_follows_a_change_within_its_window():
    meter = RateMeter(window_s=4.0)
    for frame in range(250):
        meter.feed(frame, frame / 50)
    for frame in range(250):
        meter.feed(250 + frame, 5 + frame / 25)
    assert meter.read() == pytest.approx(25.0, rel=0.001)


def test_says_nothing_at_first_and_after_the_device_was_opened_anew():
    meter = RateMeter(min_span_s=1.0)
    for frame in range(25):
        meter.feed(frame, frame / 25)
    assert meter.read() is None
    for frame in range(25, 60):
        meter.feed(frame, frame / 25)
    assert meter.read() == pytest.approx(25.0)
    meter.feed(0, 3.0)
    assert meter.read() is None


def test_a_device_that_stands_still_has_no_rate_of_its_past():
    meter = RateMeter(window_s=2.0)
    for frame in range(100):
        meter.feed(frame, frame / 25)
    for tick in range(100):
        meter.feed(99, 4 + tick / 25)
    assert meter.read() == pytest.approx(0.0, abs=1e-9)
