"""K-weighted energy: both ways to it agree, and nobody's samples change."""

from __future__ import annotations

import numpy as np
import pytest

from meters.audio.block_filter import block_frames
from meters.audio.kweighting import KWeightedEnergy
from meters.audio.loudness import LoudnessMeter


def test_both_ways_to_the_energy_agree(monkeypatch: pytest.MonkeyPatch):
    samples = np.random.default_rng(5).normal(scale=0.1, size=(48_000, 3))
    weights = (1.0, 0.0, 1.41)
    in_blocks = KWeightedEnergy(48_000, weights, 100).feed(samples)
    monkeypatch.setattr("meters.audio.kweighting.block_frames", lambda _frames: None)
    one_by_one = KWeightedEnergy(48_000, weights, 100).feed(samples)
    assert np.allclose(in_blocks, one_by_one, rtol=1e-9, atol=0.0)
    assert not np.array_equal(in_blocks, one_by_one)


@pytest.mark.parametrize("rate_hz", [11_025, 22_050, 47_900])
def test_rates_that_no_block_suits_are_measured_all_the_same(rate_hz: int):
    assert rate_hz % 100 or block_frames(rate_hz // 100) is None
    meter = LoudnessMeter(rate_hz, 1)
    seconds = np.arange(4 * rate_hz) / rate_hz
    meter.feed(0.1 * np.sin(2.0 * np.pi * 997.0 * seconds)[:, None])
    integrated = meter.read().integrated_lufs
    assert integrated is not None
    # A sine at 997 Hz in one channel reads 3.01 below its peak (BS.1770-5 Annex 1); far below 32 kHz the bilinear
    # transform bends the shelf a little.
    assert abs(integrated - (-23.01)) < 0.2


def test_the_callers_samples_stay_as_they_are():
    for samples in (
        np.ones((4_800, 2), np.int32) << 20,
        np.full((4_800, 2), 0.1),
        np.asfortranarray(np.full((4_800, 2), 0.1)),
        np.full((4_800, 1), 0.1),
    ):
        before = samples.copy()
        LoudnessMeter(48_000, samples.shape[1]).feed(samples)
        assert np.array_equal(samples, before)
