"""The VU meter against IEC 60268-17 (and its parent, ANSI C16.5)."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from meters.audio.levels import amplitude
from tests.rigs.needles import BLOCKS, course, shown
from tests.rigs.tones import tone

RATES_HZ = (44_100, 48_000)
STEADY = amplitude(-20.0)


def _deflection(samples: NDArray[np.float64], rate_hz: int, moments_s: Sequence[float], blocks: str):
    """Of the needle, 1.0 being the steady reading of -20 dBFS."""
    return [amplitude(level) / STEADY for level in course("vu", samples, rate_hz, moments_s, blocks)]


@pytest.mark.parametrize("blocks", BLOCKS)
@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_iec_60268_17_reaches_99_percent_in_300_ms(rate_hz: int, blocks: str):
    samples = tone([(0.5, -20)], rate_hz=rate_hz, channels=1)
    early, late = _deflection(samples, rate_hz, (0.27, 0.33), blocks)
    assert early < 0.99 < late
    before, after = _deflection(samples, rate_hz, (0.29, 0.31), blocks)
    assert before < 0.99 < after, "well inside the tolerance"


@pytest.mark.parametrize("blocks", BLOCKS)
@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_iec_60268_17_overshoots_by_1_to_1_5_percent(rate_hz: int, blocks: str):
    samples = tone([(2.0, -20)], rate_hz=rate_hz, channels=1)
    *swing, steady = _deflection(samples, rate_hz, (*np.arange(0.3, 0.8, 0.01), 2.0), blocks)
    assert 0.010 < max(swing) / steady - 1.0 < 0.015


@pytest.mark.parametrize("blocks", BLOCKS)
@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_iec_60268_17_falls_in_the_same_time(rate_hz: int, blocks: str):
    samples = tone([(2.0, -20), (1.0, None)], rate_hz=rate_hz, channels=1)
    early, late = _deflection(samples, rate_hz, (2.27, 2.33), blocks)
    assert early > 0.01 > late


@pytest.mark.parametrize("rate_hz", RATES_HZ)
@pytest.mark.parametrize("level_dbfs", [0.0, -18.0, -20.0, -40.0])
def test_iec_60268_17_steady_sine_reads_right(level_dbfs: float, rate_hz: int):
    samples = tone([(2.0, level_dbfs)], rate_hz=rate_hz, channels=1)
    assert shown("vu", samples, rate_hz) == pytest.approx(level_dbfs, abs=0.05)


@pytest.mark.parametrize("rate_hz", RATES_HZ)
@pytest.mark.parametrize(
    ("hz", "tolerance_db"),
    [(25, 0.5), (35, 0.2), (63, 0.2), (250, 0.2), (4037, 0.2), (8037, 0.2), (10_037, 0.2), (16_037, 0.5)],
)
def test_iec_60268_17_frequency_response(hz: float, tolerance_db: float, rate_hz: int):
    """ANSI C16.5: 0.2 dB from 35 Hz to 10 kHz, 0.5 dB from 25 Hz to 16 kHz."""
    samples = tone([(2.0, -20)], hz=hz, rate_hz=rate_hz, channels=1)
    assert shown("vu", samples, rate_hz) == pytest.approx(-20.0, abs=tolerance_db)


def test_iec_60268_17_reversal_of_asymmetric_signal():
    pulses = np.maximum(tone([(1.0, -10)], hz=200.0, channels=1), 0.0)
    assert shown("vu", pulses, 48_000) == pytest.approx(shown("vu", -pulses, 48_000), abs=0.1)
    assert shown("vu", pulses, 48_000) > -20


def test_it_is_the_mean_and_not_the_power_that_counts():
    """Half the time at double the level has the same mean; its power is 3 dB more."""
    gated = tone([(0.01, -20), (0.01, None)] * 100, channels=1)
    assert shown("vu", gated, 48_000) == pytest.approx(-26.02, abs=0.1)


def test_needle_rests_at_its_pin():
    """Without the pin it would swing below zero and come back."""
    samples = tone([(1.0, -20), (2.0, None)], channels=1)
    assert course("vu", samples, 48_000, (1.6, 2.0, 3.0), "10 ms") == [-200.0] * 3
