"""The RMS meters of the K-System."""

import numpy as np
import pytest

from meters.audio.ballistics import BALLISTICS
from meters.audio.levels import amplitude
from tests.rigs.needles import BLOCKS, course, shown
from tests.rigs.tones import tone

RATES_HZ = (44_100, 48_000)


@pytest.mark.parametrize("name", ["k14", "k20"])
@pytest.mark.parametrize("level_dbfs", [0.0, -14.0, -20.0, -60.0])
def test_sine_reads_the_same_on_peak_and_rms(name: str, level_dbfs: float):
    assert shown(name, tone([(3.0, level_dbfs)], channels=1), 48_000) == pytest.approx(level_dbfs, abs=0.02)


@pytest.mark.parametrize("blocks", BLOCKS)
@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_reaches_99_percent_in_600_ms(rate_hz: int, blocks: str):
    samples = tone([(1.0, -20)], rate_hz=rate_hz, channels=1)
    levels = course("k20", samples, rate_hz, (0.58, 0.60, 0.62), blocks)
    early, nominal, late = (amplitude(level + 20.0) for level in levels)
    assert early < 0.99 < late
    assert nominal == pytest.approx(0.99, abs=0.001)


@pytest.mark.parametrize("hz", [20.0, 31.5, 63.0, 250.0, 4000.0, 12_000.0, 16_000.0, 20_000.0])
def test_flat_from_20_hz_to_20_khz(hz: float):
    assert shown("k20", tone([(3.0, -20)], hz=hz, channels=1), 48_000) == pytest.approx(-20.0, abs=0.15)


def test_it_is_the_power_that_counts():
    """A square wave has 3.01 dB more power than a sine of its height; noise reads its RMS and 3.01 dB."""
    square = np.sign(tone([(3.0, 0)], hz=101.0, channels=1)) * amplitude(-20.0)
    assert shown("k20", square, 48_000) == pytest.approx(-16.99, abs=0.05)
    noise = np.random.default_rng(5).normal(0.0, amplitude(-23.01), (96_000, 1))
    assert shown("k20", noise, 48_000) == pytest.approx(-20.0, abs=0.3)


def test_scales_differ_in_where_zero_stands_and_in_nothing_else():
    assert (BALLISTICS["k20"].alignment_dbfs, BALLISTICS["k14"].alignment_dbfs) == (-20.0, -14.0)
    samples = tone([(0.2, -12), (0.1, None)], channels=1)
    assert shown("k20", samples, 48_000) == shown("k14", samples, 48_000)
