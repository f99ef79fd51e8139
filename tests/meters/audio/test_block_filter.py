"""The filter in blocks: what SciPy's recursive one gives, whatever number of stretches comes at a time."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import signal

from meters.audio.block_filter import BlockFilter, block_frames
from meters.audio.kweighting import k_weighting_sections

RATES = (8_000, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000)


def noise(signals: int, frames: int) -> NDArray[np.float64]:
    """Noise at -20 dBFS."""
    return np.random.default_rng(frames).normal(scale=0.1, size=(signals, frames))


def in_a_row(stretches: NDArray[np.float64]) -> NDArray[np.float64]:
    """Stretch after stretch, shape (signals, frames)."""
    return stretches.swapaxes(0, 1).reshape(stretches.shape[1], -1)


@pytest.mark.parametrize("rate_hz", RATES)
@pytest.mark.parametrize("signals", [1, 2, 5])
def test_gives_what_scipys_filter_gives(rate_hz: int, signals: int):
    sections, sound = k_weighting_sections(rate_hz), noise(signals, rate_hz)
    ours = in_a_row(BlockFilter(sections, signals, rate_hz // 100).feed(sound))
    theirs = signal.sosfilt(sections, sound, axis=1)
    # 24 bits end at 6e-8; what is left is the rounding of both.
    assert np.abs(ours - theirs).max() < 1e-9


@settings(deadline=None)
@given(cuts=st.lists(st.integers(0, 40), max_size=8), signals=st.sampled_from([1, 2, 3, 6, 17]))
def test_does_not_tell_how_many_stretches_came_at_a_time(cuts: list[int], signals: int):
    sections, sound = k_weighting_sections(48_000), noise(signals, 40 * 480)
    whole = BlockFilter(sections, signals, 480).feed(sound)
    meter = BlockFilter(sections, signals, 480)
    edges = [0, *sorted(cuts), 40]
    parts = [meter.feed(sound[:, begin * 480 : end * 480]) for begin, end in pairwise(edges)]
    assert np.array_equal(np.concatenate(parts), whole)


def test_every_signal_has_a_memory_of_its_own():
    sections, sound = k_weighting_sections(48_000), noise(5, 20 * 480)
    together = BlockFilter(sections, 5, 480).feed(sound)
    for number in range(5):
        alone = BlockFilter(sections, 1, 480).feed(sound[number : number + 1])
        assert np.abs(together[:, number] - alone[:, 0]).max() < 1e-12
    few, many = BlockFilter(sections, 1, 480), BlockFilter(sections, 64, 480)
    assert many._past.nbytes == 64 * few._past.nbytes
    assert many._remembered.nbytes == few._remembered.nbytes


def test_rings_out_into_digital_silence():
    meter = BlockFilter(k_weighting_sections(48_000), 2, 480)
    meter.feed(noise(2, 48_000))
    after = meter.feed(np.zeros((2, 48_000)))
    assert np.any(after[0])
    assert not np.any(after[-1])


def test_the_callers_samples_stay_as_they_are():
    sound = noise(2, 4_800)
    before = sound.copy()
    BlockFilter(k_weighting_sections(48_000), 2, 480).feed(sound)
    assert np.array_equal(sound, before)


@pytest.mark.parametrize("stretch_frames", [479, 15, 2 * 479])
def test_a_stretch_no_block_divides_is_refused(stretch_frames: int):
    assert block_frames(stretch_frames) is None
    with pytest.raises(ValueError, match="cannot be cut"):
        BlockFilter(k_weighting_sections(48_000), 1, stretch_frames)


def test_a_filter_that_rings_for_long_is_refused():
    resonance = signal.iirpeak(50.0, 500.0, fs=48_000)
    with pytest.raises(ValueError, match="rings"):
        BlockFilter(signal.tf2sos(*resonance), 1, 480)
