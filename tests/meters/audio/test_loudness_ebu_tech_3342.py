"""EBU Tech 3342 (2016), table 1: loudness range. Tolerance ±1 LU; cases 5 and 6 are official recordings."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from meters.audio.gating import GatedHistogram
from meters.audio.loudness import LoudnessMeter
from tests.rigs.blocks import BLOCKS, feed_all
from tests.rigs.tones import RATE_HZ, tone

TOLERANCE_LU = 1.0

_signal = lru_cache(maxsize=1)(tone)


@pytest.mark.parametrize(
    ("levels_dbfs", "range_lu"),
    [
        pytest.param((-20, -30), 10.0, id="case 1"),
        pytest.param((-20, -15), 5.0, id="case 2"),
        pytest.param((-40, -20), 20.0, id="case 3"),
        pytest.param((-50, -35, -20, -35, -50), 15.0, id="case 4"),
    ],
)
@pytest.mark.parametrize("block", BLOCKS)
def test_cases_1_to_4(levels_dbfs: tuple[float, ...], range_lu: float, block: int | None):
    samples = _signal(tuple((20.0, level) for level in levels_dbfs))
    result = feed_all(LoudnessMeter(RATE_HZ, 2), samples, block).read()
    assert result.range_lu == pytest.approx(range_lu, abs=TOLERANCE_LU)


def test_there_is_no_range_before_the_first_window_is_full_nor_in_silence():
    meter = LoudnessMeter(RATE_HZ, 2)
    meter.feed(tone([(2.9, -20)]))
    assert meter.read().range_lu is None
    meter.feed(tone([(0.2, -20)]))
    assert meter.read().range_lu == 0.0
    meter = LoudnessMeter(RATE_HZ, 2)
    meter.feed(tone([(5, -72)]))
    assert meter.read().range_lu is None


def test_restart_forgets_the_range():
    meter = LoudnessMeter(RATE_HZ, 2)
    meter.feed(tone([(10, -20), (10, -30)]))
    meter.restart()
    assert meter.read().range_lu is None
    meter.feed(tone([(10, -25)]))
    assert meter.read().range_lu == pytest.approx(0.0, abs=0.02)


def test_percentiles_agree_with_those_of_the_sorted_list():
    """The standard's own arithmetic, on the list of all blocks, against the histogram."""
    levels = np.random.default_rng(8).normal(-28.0, 8.0, 5_001)
    histogram = GatedHistogram()
    histogram.add(10.0 ** ((levels + 0.691) / 10.0))
    loud = levels[levels > -70.0]
    gate = 10.0 * np.log10(np.mean(10.0 ** (loud / 10.0))) - 20.0
    kept = np.sort(loud[loud > gate])
    low, high = kept[round((len(kept) - 1) * 0.10)], kept[round((len(kept) - 1) * 0.95)]
    assert histogram.range_lu() == pytest.approx(high - low, abs=0.02)
