"""Quasi-peak programme meters against IEC 60268-10: type I (DIN) and type IIa (BBC).

Bursts are of whole half waves of 5 kHz from silence, and count against the same tone held steady.
"""

import numpy as np
import pytest

from tests.rigs.needles import BLOCKS, course, shown
from tests.rigs.tones import tone

RATES_HZ = (44_100, 48_000)
TYPE_I = [(10.0, -1.0, 0.5), (5.0, -2.0, 1.0), (3.0, -4.0, 1.0), (0.4, -15.0, 4.0)]
TYPE_IIA = [(100.0, 0.0, 0.5), (10.0, -2.0, 0.5), (5.0, -4.0, 0.75), (1.5, -9.0, 1.0), (0.5, -17.0, 2.0)]


def _burst_db(name: str, burst_ms: float, rate_hz: int, blocks: str, delay_s: float, hz: float = 5000.0):
    steady = shown(name, tone([(2.0, -10)], hz=hz, rate_hz=rate_hz, channels=1), rate_hz)
    silence = np.zeros((round(delay_s * rate_hz), 1))
    burst = tone([(burst_ms / 1000, -10)], hz=hz, rate_hz=rate_hz, channels=1)
    return shown(name, np.concatenate((silence, burst)), rate_hz, blocks=blocks) - steady


@pytest.mark.parametrize("blocks", BLOCKS)
@pytest.mark.parametrize("rate_hz", [*RATES_HZ, 96_000])
@pytest.mark.parametrize(("burst_ms", "expected_db", "tolerance_db"), TYPE_I)
def test_iec_60268_10_type_i_burst(
    burst_ms: float, expected_db: float, tolerance_db: float, rate_hz: int, blocks: str
):
    for delay_s in (0.0, 0.05, 0.0833):
        got_db = _burst_db("ppm1", burst_ms, rate_hz, blocks, delay_s)
        assert got_db == pytest.approx(expected_db, abs=tolerance_db)


@pytest.mark.parametrize("blocks", BLOCKS)
@pytest.mark.parametrize("rate_hz", [*RATES_HZ, 96_000])
@pytest.mark.parametrize(("burst_ms", "expected_db", "tolerance_db"), TYPE_IIA)
def test_iec_60268_10_type_iia_burst(
    burst_ms: float, expected_db: float, tolerance_db: float, rate_hz: int, blocks: str
):
    for delay_s in (0.0, 0.05, 0.0833):
        got_db = _burst_db("ppm2a", burst_ms, rate_hz, blocks, delay_s)
        assert got_db == pytest.approx(expected_db, abs=tolerance_db)


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_iec_60268_10_type_iia_burst_of_half_a_millisecond_at_10_khz(rate_hz: int):
    """As the Lindos LA100's sequence for BBC meters has it: the shortest burst may hold five waves."""
    got_db = _burst_db("ppm2a", 0.5, rate_hz, "whole", 0.05, hz=10_000.0)
    assert got_db == pytest.approx(-17.0, abs=2.0)


@pytest.mark.parametrize("blocks", BLOCKS)
@pytest.mark.parametrize("rate_hz", RATES_HZ)
@pytest.mark.parametrize(("name", "fall_db", "return_s"), [("ppm1", 20.0, 1.7), ("ppm2a", 24.0, 2.8)])
def test_iec_60268_10_return_time(name: str, fall_db: float, return_s: float, rate_hz: int, blocks: str):
    samples = tone([(1.0, 0), (4.0, None)], rate_hz=rate_hz, channels=1)
    moments_s = (1.0, 1.0 + return_s / 2, 1.0 + return_s - 0.3, 1.0 + return_s, 1.0 + return_s + 0.3)
    start, half, early, nominal, late = course(name, samples, rate_hz, moments_s, blocks)
    assert start - early < fall_db < start - late
    assert start - nominal == pytest.approx(fall_db, abs=0.1)
    assert start - half == pytest.approx(fall_db / 2, abs=0.1), "steady in decibels a second"


@pytest.mark.parametrize("name", ["ppm1", "ppm2a"])
@pytest.mark.parametrize("hz", [31.5, 63, 125, 250, 500, 1000, 2000, 4000, 8000, 12_500, 16_000])
def test_iec_60268_10_frequency_response(name: str, hz: float):
    """Flat to 0.3 dB. High tones lie beside those thirds of an octave at which no sample may meet a peak."""
    samples = tone([(2.0, -10)], hz=hz + (37 if hz >= 4000 else 0), channels=1)
    assert shown(name, samples, 48_000) == pytest.approx(-10.0, abs=0.3)


@pytest.mark.parametrize("name", ["ppm1", "ppm2a"])
@pytest.mark.parametrize("level_dbfs", [0.0, -9.0, -18.0, -40.0, -60.0])
def test_iec_60268_10_steady_tone(name: str, level_dbfs: float):
    assert shown(name, tone([(2.0, level_dbfs)], channels=1), 48_000) == pytest.approx(level_dbfs, abs=0.1)


@pytest.mark.parametrize("name", ["ppm1", "ppm2a"])
def test_iec_60268_10_reversal_of_asymmetric_pulses(name: str):
    """Less than 1 dB between the polarities."""
    pulses = np.maximum(tone([(1.0, -10)], hz=200.0, channels=1), 0.0) ** 4
    positive, negative = shown(name, pulses, 48_000), shown(name, -pulses, 48_000)
    assert positive > -60
    assert abs(positive - negative) < 1.0


def test_close_pulses_add_up():
    """A quasi-peak meter charges with every glottal pulse: not the mean and not a single pulse is what it shows."""
    period, pulse = np.zeros((480, 1)), tone([(0.001, -10)], hz=5000.0, channels=1)
    period[: len(pulse)] = pulse
    for name in ("ppm1", "ppm2a"):
        single = shown(name, pulse, 48_000)
        assert single + 4.0 < shown(name, np.tile(period, (100, 1)), 48_000) < -10.0
