import numpy as np
import pytest
from numpy.typing import NDArray

from meters.audio.ballistics import PeakHold, PpmMeter
from tests.rigs.tones import RATE_HZ, tone


def highest_reading(samples: NDArray[np.float64], rate_hz: int = RATE_HZ):
    meter = PpmMeter(rate_hz, samples.shape[1])
    readings = []
    for start in range(0, len(samples), rate_hz // 2000):
        meter.feed(samples[start : start + rate_hz // 2000])
        readings.append(meter.read()[0])
    return max(readings)


@pytest.mark.parametrize("rate_hz", [44_100, 48_000, 96_000])
@pytest.mark.parametrize(
    ("burst_ms", "expected_db", "tolerance_db"), [(10.0, -1, 0.5), (5.0, -2, 1.0), (3.0, -4, 1.0), (0.4, -15, 4.0)]
)
def test_bursts_of_iec_60268_10_type_i(burst_ms: float, expected_db: float, tolerance_db: float, rate_hz: int):
    steady = highest_reading(tone([(1.0, -10)], hz=5000, rate_hz=rate_hz))
    for delay_s in (0.05, 0.05004, 0.05008):  # wherever it falls between the meter's steps
        burst = tone([(burst_ms / 1000, -10)], hz=5000, rate_hz=rate_hz)
        samples = np.concatenate([np.zeros((round(delay_s * rate_hz), 2)), burst, np.zeros((rate_hz // 20, 2))])
        assert highest_reading(samples, rate_hz) - steady == pytest.approx(expected_db, abs=tolerance_db)


def test_returns_20_db_in_1_7_s():
    meter = PpmMeter(RATE_HZ, 2)
    meter.feed(tone([(1.0, 0)]))
    before = meter.read()[0]
    meter.feed(np.zeros((round(1.7 * RATE_HZ), 2)))
    assert before - meter.read()[0] == pytest.approx(20.0, abs=0.2)


def test_alignment_tone_reads_its_level():
    meter = PpmMeter(RATE_HZ, 2)
    meter.feed(tone([(2.0, -18)]))
    assert meter.read() == pytest.approx((-18.0, -18.0), abs=0.05)


@pytest.mark.parametrize("hz", [31.5, 63, 250, 1000, 4000, 8000, 12_500, 16_000])
def test_frequency_response_is_flat(hz: float):
    meter = PpmMeter(RATE_HZ, 1)
    meter.feed(tone([(2.0, -10)], hz=hz + 0.37, channels=1))
    assert meter.read()[0] == pytest.approx(-10.0, abs=0.5)


def test_channels_are_apart():
    samples = tone([(1.0, -6)])
    samples[:, 1] *= 0.01
    meter = PpmMeter(RATE_HZ, 2)
    meter.feed(samples)
    left, right = meter.read()
    assert left - right == pytest.approx(40.0, abs=0.1)


def test_silence_reads_the_floor():
    assert PpmMeter(RATE_HZ, 2).read() == (-200.0, -200.0)
    assert PeakHold(RATE_HZ, 2).read() == (-200.0, -200.0)


def test_held_peak_stands_for_its_time_and_drops_to_what_came_after():
    samples = np.zeros((4 * RATE_HZ, 1))
    samples[RATE_HZ] = -0.5
    samples[2 * RATE_HZ] = 0.25
    hold = PeakHold(RATE_HZ, 1, hold_s=2.0)
    held = []
    for start in range(0, len(samples), RATE_HZ // 100):
        hold.feed(samples[start : start + RATE_HZ // 100])
        held.append(round(hold.read()[0], 2))
    assert held[99] == -200.0
    assert set(held[100:300]) == {-6.02}
    assert set(held[300:]) == {-12.04}


def test_rates_too_low_to_measure_are_refused():
    with pytest.raises(ValueError, match="below 8000 Hz"):
        PpmMeter(4000, 1)
