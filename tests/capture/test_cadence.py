"""Lateness, drift and loss told apart by the clock alone, for pictures and for sound."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio_tui.capture.cadence import FrameCadence, SampleCadence
from studio_tui.capture.picture import Frame, PictureFormat
from studio_tui.capture.sound import SoundBlock, SoundFormat

RATE_HZ = 48_000
BLOCK = 960
NO_DATA = np.zeros(0, np.uint8)
SILENCE = np.zeros((BLOCK, 2), np.int32)

seeds = st.integers(0, 2**32 - 1)
drifts = st.floats(-300e-6, 300e-6)


def frame_cadence(claimed_hz: float = 25.0) -> FrameCadence:
    cadence = FrameCadence()
    cadence.opened(PictureFormat(frame_rate_hz=claimed_hz))
    return cadence


def numbered(cadence: FrameCadence, stamps_s: Iterable[float]) -> list[Frame]:
    return [cadence.restamp(Frame(NO_DATA, "mjpeg", 0, float(at_s))) for at_s in stamps_s]


def indices(cadence: FrameCadence, stamps_s: Iterable[float]) -> list[int]:
    return [frame.index for frame in numbered(cadence, stamps_s)]


def sample_cadence(rate_hz: int = RATE_HZ) -> SampleCadence:
    cadence = SampleCadence()
    cadence.opened(SoundFormat(rate_hz=rate_hz))
    return cadence


def fed(cadence: SampleCadence, stamps_s: Iterable[float], index: int = 0) -> list[SoundBlock]:
    """Blocks numbered without gaps from ``index``, as a backend that reports no loss does."""
    return [
        cadence.restamp(SoundBlock(SILENCE, index + BLOCK * number, float(at_s)))
        for number, at_s in enumerate(stamps_s)
    ]


def arrivals(length: int, drift: float, seed: int, jitter_s: float = 0.012) -> np.ndarray:
    """Stamps of blocks that are each late by up to ``jitter_s``, now and then by 80 ms with a burst after it."""
    rng = np.random.default_rng(seed)
    captured = 1000.0 + np.arange(length) * BLOCK / RATE_HZ * (1 + drift)
    late = rng.uniform(0, jitter_s, length)
    late[rng.random(length) < 0.02] += 0.08
    return np.maximum.accumulate(captured + late)


# Pictures ---------------------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(seed=seeds, drift=drifts, spike=st.floats(0.7, 1.4))
def test_late_frames_that_are_caught_up_and_a_drifting_clock_are_no_loss(seed: int, drift: float, spike: float):
    rng = np.random.default_rng(seed)
    late = rng.uniform(-0.12, 0.12, 2000)
    late[20::37] += spike  # one late frame, then on time again
    stamps = 500.0 + (np.arange(2000) * (1 + drift) + late) * 0.04
    cadence = frame_cadence()
    assert indices(cadence, np.maximum.accumulate(stamps)) == list(range(2000))
    assert cadence.lost == 0


@settings(max_examples=10, deadline=None)
@given(seed=seeds, ppm=st.floats(50, 400))
def test_a_clock_whose_drift_turns_round_is_followed_for_eight_minutes(seed: int, ppm: float):
    rng = np.random.default_rng(seed)
    count = 25 * 60 * 8
    intervals = 0.04 * (1 + ppm * 1e-6 * np.sin(np.arange(count) / 2000))
    stamps = 100 + np.cumsum(intervals) + rng.uniform(0, 0.004, count)
    cadence = frame_cadence()
    assert indices(cadence, stamps) == list(range(count))
    assert cadence.lost == 0


@settings(max_examples=60, deadline=None)
@given(
    seed=seeds,
    drift=drifts,
    gaps=st.lists(st.tuples(st.integers(15, 60), st.integers(1, 80)), min_size=1, max_size=12),
)
def test_every_lost_frame_is_counted_and_numbers_stay_true(seed: int, drift: float, gaps: list[tuple[int, int]]):
    rng = np.random.default_rng(seed)
    true = list(range(200))  # a long gap can only be counted with a well known interval
    for run, gap in gaps:
        true += range(true[-1] + 1 + gap, true[-1] + 1 + gap + run)
    stamps = 20.0 + (np.array(true) * (1 + drift) + rng.uniform(-0.1, 0.1, len(true))) * 0.04
    cadence = frame_cadence()
    found = indices(cadence, stamps)
    assert cadence.lost == sum(gap for _, gap in gaps)
    assert found[-1] == true[-1]
    # A single frame needs five witnesses, everything more is seen at once.
    wrong = sum(a != b for a, b in zip(found, true, strict=True))
    assert wrong <= 4 * sum(gap == 1 for _, gap in gaps)


@pytest.mark.parametrize("real_hz", [12.5, 15, 23.976, 24, 24.98, 25.02, 29.97, 30, 50, 59.94, 60])
def test_the_interval_is_measured_whatever_the_card_claims(real_hz: float):
    cadence = frame_cadence(25.0)
    rng = np.random.default_rng(7)
    found = indices(cadence, 9.0 + (np.arange(500) + rng.uniform(0, 0.1, 500)) / real_hz)
    assert found == list(range(500))
    assert cadence.measured_rate_hz == pytest.approx(real_hz, rel=5e-4)


@pytest.mark.parametrize(("before_hz", "after_hz"), [(25, 50), (50, 25), (30, 25), (25, 30), (30, 15)])
def test_a_card_that_changes_its_rate_is_followed(before_hz: float, after_hz: float):
    cadence = frame_cadence(before_hz)
    stamps = np.cumsum([1 / before_hz] * 200 + [1 / after_hz] * 200)
    indices(cadence, stamps)
    assert cadence.measured_rate_hz == pytest.approx(after_hz, rel=1e-3)
    settled = cadence.lost
    assert settled <= 30, "a slower card looks like loss only until its new pace is known"
    indices(cadence, stamps[-1] + np.cumsum([1 / after_hz] * 200))
    assert cadence.lost == settled


def test_numbers_go_on_across_a_reopening_and_the_gap_in_numbers_is_the_gap_in_time():
    cadence = frame_cadence()
    indices(cadence, 5.0 + np.arange(100) * 0.04)
    cadence.opened(PictureFormat())
    found = indices(cadence, 5.0 + 99 * 0.04 + 8.0 + np.arange(50) * 0.04)
    assert found[0] == 99 + 200
    assert found == list(range(299, 349))
    assert cadence.lost == 199
    assert cadence.delivered == 150


def test_a_hole_among_the_first_frames_counts():
    cadence = frame_cadence()
    found = indices(cadence, [0, 0.04, 0.08, 2.08, 2.12, 2.16])
    assert found == [0, 1, 2, 52, 53, 54]
    assert cadence.lost == 49


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=80))
def test_numbers_and_stamps_grow_whatever_a_driver_stamps(stamps: list[float]):
    frames = numbered(frame_cadence(), stamps)
    for earlier, later in itertools.pairwise(frames):
        assert later.index > earlier.index
        assert later.at_s > earlier.at_s


def test_a_frame_is_never_stamped_later_than_its_driver_says():
    rng = np.random.default_rng(3)
    stamps = 1 + np.arange(300) * 0.04 + rng.uniform(0, 0.02, 300)
    frames = numbered(frame_cadence(), stamps)
    assert all(frame.at_s <= stamp + 1e-9 for frame, stamp in zip(frames, stamps, strict=True))


# Sound ------------------------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(seed=seeds, drift=drifts)
def test_late_blocks_and_a_drifting_clock_are_no_lost_sound(seed: int, drift: float):
    cadence = sample_cadence()
    blocks = fed(cadence, arrivals(3000, drift, seed))
    assert cadence.lost == 0
    assert [block.index for block in blocks] == [BLOCK * number for number in range(3000)]


@settings(max_examples=25, deadline=None)
@given(seed=seeds, drift=drifts)
def test_smoothed_stamps_lie_close_to_the_true_time_of_capture(seed: int, drift: float):
    stamps = arrivals(3000, drift, seed)
    blocks = fed(sample_cadence(), stamps)
    captured = 1000.0 + np.arange(3000) * BLOCK / RATE_HZ * (1 + drift)
    error = np.array([block.at_s for block in blocks[500:]]) - captured[500:]
    assert np.abs(error).max() < 0.012
    steps = np.diff([block.at_s for block in blocks[500:]])
    assert steps.min() > 0
    assert np.ptp(steps) < 0.003, "blocks follow each other evenly, whatever the jitter"


@settings(max_examples=40, deadline=None)
@given(seed=seeds, drift=drifts, missing_s=st.floats(0.06, 20), place=st.integers(100, 400))
def test_sound_that_never_came_is_found_by_the_clock(seed: int, drift: float, missing_s: float, place: int):
    stamps = arrivals(800, drift, seed)
    stamps[place:] += missing_s
    cadence = sample_cadence()
    blocks = fed(cadence, stamps)
    assert cadence.lost == pytest.approx(missing_s * RATE_HZ, abs=0.013 * RATE_HZ)
    first_after = next(n for n in range(1, 800) if blocks[n].index - blocks[n - 1].index > BLOCK)
    assert place <= first_after
    assert stamps[first_after] - stamps[place] < 0.65


def test_a_pause_that_is_caught_up_in_a_burst_is_no_loss():
    stamps = 10 + np.arange(500) * 0.02
    stamps[200:350] = stamps[350] + np.arange(150) * 0.0001  # nothing for three seconds, then all of it at once
    cadence = sample_cadence()
    fed(cadence, stamps)
    assert cadence.lost == 0


def test_a_stream_that_begins_with_a_burst_or_a_pause_has_lost_nothing():
    for first in (-0.15, 0.15):
        stamps = 10 + np.arange(500) * 0.02
        stamps[:5] += first
        cadence = sample_cadence()
        fed(cadence, np.maximum.accumulate(stamps))
        assert cadence.lost == 0


def test_loss_that_the_backend_reports_is_taken_as_it_is():
    cadence = sample_cadence()
    fed(cadence, 10 + np.arange(200) * 0.02)
    missing = 4801
    blocks = fed(cadence, 10 + np.arange(200, 400) * 0.02 + missing / RATE_HZ, index=200 * BLOCK + missing)
    assert cadence.lost == missing
    assert blocks[0].index == 200 * BLOCK + missing
    assert cadence.delivered == 400 * BLOCK


def test_samples_go_on_across_a_reopening_and_the_gap_is_the_gap_in_time():
    cadence = sample_cadence()
    fed(cadence, 10 + np.arange(200) * 0.02)
    cadence.opened(SoundFormat())
    blocks = fed(cadence, 17 + np.arange(200) * 0.02)
    assert blocks[0].index == pytest.approx(7 * RATE_HZ, abs=2)
    assert cadence.lost == pytest.approx(3 * RATE_HZ, abs=2)


def test_a_reopening_at_another_rate_keeps_the_time():
    cadence = sample_cadence()
    before = fed(cadence, 10 + np.arange(200) * 0.02)
    cadence.opened(SoundFormat(rate_hz=96_000))
    after = fed(cadence, 15 + np.arange(200) * 0.01)
    assert after[0].at_s == pytest.approx(15, abs=0.001)
    assert after[0].index - before[-1].index == pytest.approx(BLOCK + 96_000, abs=200)


@pytest.mark.parametrize("real_hz", [44_100, 47_990, 48_000, 48_010])
def test_the_rate_is_measured_whatever_the_device_claims(real_hz: float):
    cadence = sample_cadence()
    fed(cadence, 10 + np.arange(1500) * BLOCK / real_hz)
    assert cadence.measured_rate_hz == pytest.approx(real_hz, rel=2e-3 if real_hz == 44_100 else 1e-4)


@given(st.lists(st.floats(0, 1e5), min_size=2, max_size=80))
def test_sound_numbers_and_stamps_never_go_back(stamps: list[float]):
    for earlier, later in itertools.pairwise(fed(sample_cadence(), stamps)):
        assert later.index >= earlier.index + BLOCK
        assert later.at_s >= earlier.at_s
