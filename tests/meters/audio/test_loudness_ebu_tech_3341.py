"""EBU Tech 3341 (2016), table 1: the cases that need no official recordings. Tolerance ±0.1 LU."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from meters.audio.loudness import Loudness, LoudnessMeter
from tests.rigs.tones import RATE_HZ, tone

TOLERANCE_LU = 0.1


def measured(samples: NDArray[np.float64], rate_hz: int = RATE_HZ) -> Loudness:
    meter = LoudnessMeter(rate_hz, samples.shape[1])
    for start in range(0, len(samples), rate_hz // 10):
        meter.feed(samples[start : start + rate_hz // 10])
    return meter.read()


@pytest.mark.parametrize("level_dbfs", [pytest.param(-23.0, id="case 1"), pytest.param(-33.0, id="case 2")])
def test_case_1_and_2_steady_tone(level_dbfs: float):
    result = measured(tone([(20, level_dbfs)]))
    assert result.momentary_lufs == pytest.approx(level_dbfs, abs=TOLERANCE_LU)
    assert result.short_term_lufs == pytest.approx(level_dbfs, abs=TOLERANCE_LU)
    assert result.integrated_lufs == pytest.approx(level_dbfs, abs=TOLERANCE_LU)


@pytest.mark.parametrize(
    "segments",
    [
        pytest.param([(10, -36), (60, -23), (10, -36)], id="case 3"),
        pytest.param([(10, -72), (10, -36), (60, -23), (10, -36), (10, -72)], id="case 4"),
        pytest.param([(20, -26), (20.1, -20), (20, -26)], id="case 5"),
    ],
)
def test_case_3_to_5_gating(segments: list[tuple[float, float]]):
    assert measured(tone(segments)).integrated_lufs == pytest.approx(-23.0, abs=TOLERANCE_LU)


def test_case_6_five_channels():
    samples = tone([(20, 0.0)], channels=5)
    for channel, level in enumerate((-28, -28, -24, -30, -30)):
        samples[:, channel] *= 10.0 ** (level / 20.0)
    assert measured(samples).integrated_lufs == pytest.approx(-23.0, abs=TOLERANCE_LU)


def test_case_9_short_term_stays_after_3_s():
    samples = tone([(1.34, -20), (1.66, -30)] * 5)
    meter = LoudnessMeter(RATE_HZ, 2)
    readings = []
    for start in range(0, len(samples), 480):
        meter.feed(samples[start : start + 480])
        readings.append(meter.read().short_term_lufs)
    after_3_s = [reading for reading in readings if reading is not None]
    assert len(after_3_s) == len(readings) - 299
    assert all(reading == pytest.approx(-23.0, abs=TOLERANCE_LU) for reading in after_3_s)


def test_case_12_momentary_stays_after_1_s():
    samples = tone([(0.18, -20), (0.22, -30)] * 25)
    meter = LoudnessMeter(RATE_HZ, 2)
    for start in range(0, len(samples), 480):
        meter.feed(samples[start : start + 480])
        if start >= RATE_HZ:
            assert meter.read().momentary_lufs == pytest.approx(-23.0, abs=TOLERANCE_LU)


@pytest.mark.parametrize("file", range(20))
def test_case_10_short_term_maximum_wherever_it_begins(file: int):
    samples = tone([(file * 0.15, None), (3, -23), (1, None)])
    assert measured(samples).short_term_max_lufs == pytest.approx(-23.0, abs=TOLERANCE_LU)


def test_case_11_short_term_maximum_follows():
    meter = LoudnessMeter(RATE_HZ, 2)
    for i in range(20):
        meter.feed(tone([(i * 0.15, None), (3, -38 + i), (3 - i * 0.15, None)]))
        assert meter.read().short_term_max_lufs == pytest.approx(-38 + i, abs=TOLERANCE_LU)


@pytest.mark.parametrize("file", range(20))
def test_case_13_momentary_maximum_wherever_it_begins(file: int):
    samples = tone([(file * 0.02, None), (0.4, -23), (1, None)])
    assert measured(samples).momentary_max_lufs == pytest.approx(-23.0, abs=TOLERANCE_LU)


def test_case_14_momentary_maximum_follows():
    meter = LoudnessMeter(RATE_HZ, 2)
    for i in range(20):
        meter.feed(tone([(i * 0.02, None), (0.4, -38 + i), (0.4 - i * 0.02, None)]))
        assert meter.read().momentary_max_lufs == pytest.approx(-38 + i, abs=TOLERANCE_LU)
