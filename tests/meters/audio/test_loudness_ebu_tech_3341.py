"""EBU Tech 3341 (2016), table 1: the cases of loudness that need no official recordings. Tolerance ±0.1 LU."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from meters.audio.loudness import Loudness, LoudnessMeter
from tests.rigs.blocks import BLOCKS, blocks_of, feed_all
from tests.rigs.tones import RATE_HZ, tone

TOLERANCE_LU = 0.1
Segments = tuple[tuple[float, float | None], ...]

in_blocks = pytest.mark.parametrize("block", BLOCKS)
_signal = lru_cache(maxsize=2)(tone)


def _measured(segments: Segments, block: int | None) -> Loudness:
    return feed_all(LoudnessMeter(RATE_HZ, 2), _signal(segments), block).read()


def _readings(segments: Segments, block: int | None) -> list[tuple[float, Loudness]]:
    """What the meter shows after each block, and at how many seconds."""
    meter, readings, frames = LoudnessMeter(RATE_HZ, 2), [], 0
    for samples in blocks_of(_signal(segments), block):
        meter.feed(samples)
        frames += len(samples)
        readings.append((frames / RATE_HZ, meter.read()))
    return readings


@pytest.mark.parametrize("level_dbfs", [pytest.param(-23.0, id="case 1"), pytest.param(-33.0, id="case 2")])
@in_blocks
def test_cases_1_and_2_steady_tone(level_dbfs: float, block: int | None):
    result = _measured(((20, level_dbfs),), block)
    assert result.momentary_lufs == pytest.approx(level_dbfs, abs=TOLERANCE_LU)
    assert result.short_term_lufs == pytest.approx(level_dbfs, abs=TOLERANCE_LU)
    assert result.integrated_lufs == pytest.approx(level_dbfs, abs=TOLERANCE_LU)


@pytest.mark.parametrize(
    "segments",
    [
        pytest.param(((10, -36), (60, -23), (10, -36)), id="case 3"),
        pytest.param(((10, -72), (10, -36), (60, -23), (10, -36), (10, -72)), id="case 4"),
        pytest.param(((20, -26), (20.1, -20), (20, -26)), id="case 5"),
    ],
)
@in_blocks
def test_cases_3_to_5_gating(segments: Segments, block: int | None):
    assert _measured(segments, block).integrated_lufs == pytest.approx(-23.0, abs=TOLERANCE_LU)


@in_blocks
def test_case_6_five_channels(block: int | None):
    levels = np.array([-28.0, -28.0, -24.0, -30.0, -30.0])
    samples = tone([(20, 0.0)], channels=5) * 10.0 ** (levels / 20.0)
    result = feed_all(LoudnessMeter(RATE_HZ, 5), samples, block).read()
    assert result.integrated_lufs == pytest.approx(-23.0, abs=TOLERANCE_LU)


@in_blocks
def test_case_9_short_term_stays_after_3_s(block: int | None):
    readings = _readings(((1.34, -20), (1.66, -30)) * 5, block)
    filled = [result.short_term_lufs for at_s, result in readings if at_s >= 3.0]
    assert filled == pytest.approx([-23.0] * len(filled), abs=TOLERANCE_LU)
    assert readings[-1][1].short_term_max_lufs == pytest.approx(-23.0, abs=TOLERANCE_LU)
    assert all(result.short_term_lufs is None for at_s, result in readings if at_s < 3.0)


@pytest.mark.parametrize("file", range(20))
@in_blocks
def test_case_10_short_term_maximum_wherever_it_begins(file: int, block: int | None):
    result = _measured(((file * 0.15, None), (3, -23), (1, None)), block)
    assert result.short_term_max_lufs == pytest.approx(-23.0, abs=TOLERANCE_LU)


@in_blocks
def test_case_11_short_term_maximum_follows(block: int | None):
    meter = LoudnessMeter(RATE_HZ, 2)
    for i in range(20):
        feed_all(meter, tone([(i * 0.15, None), (3, -38 + i), (3 - i * 0.15, None)]), block)
        assert meter.read().short_term_max_lufs == pytest.approx(-38 + i, abs=TOLERANCE_LU)


@in_blocks
def test_case_12_momentary_stays_after_1_s(block: int | None):
    readings = _readings(((0.18, -20), (0.22, -30)) * 25, block)
    filled = [result.momentary_lufs for at_s, result in readings if at_s >= 1.0]
    assert filled == pytest.approx([-23.0] * len(filled), abs=TOLERANCE_LU)


@pytest.mark.parametrize("file", range(20))
@in_blocks
def test_case_13_momentary_maximum_wherever_it_begins(file: int, block: int | None):
    result = _measured(((file * 0.02, None), (0.4, -23), (1, None)), block)
    assert result.momentary_max_lufs == pytest.approx(-23.0, abs=TOLERANCE_LU)


@in_blocks
def test_case_14_momentary_maximum_follows(block: int | None):
    meter = LoudnessMeter(RATE_HZ, 2)
    for i in range(20):
        feed_all(meter, tone([(i * 0.02, None), (0.4, -38 + i), (0.4 - i * 0.02, None)]), block)
        assert meter.read().momentary_max_lufs == pytest.approx(-38 + i, abs=TOLERANCE_LU)
