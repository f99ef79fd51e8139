"""The digital peak meter against IEC 60268-18."""

import numpy as np
import pytest

from tests.rigs.needles import BLOCKS, course, shown
from tests.rigs.tones import tone

RATES_HZ = (44_100, 48_000)


@pytest.mark.parametrize("blocks", BLOCKS)
@pytest.mark.parametrize("rate_hz", RATES_HZ)
@pytest.mark.parametrize("at", [0, 4095, 4096, 4097, 9999])
def test_iec_60268_18_one_sample_of_full_scale_is_shown_at_once(at: int, rate_hz: int, blocks: str):
    samples = np.zeros((at + 1, 1))
    samples[at] = -1.0
    assert shown("digital18", samples, rate_hz, blocks=blocks) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("blocks", BLOCKS)
@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_iec_60268_18_returns_20_db_in_1_7_s(rate_hz: int, blocks: str):
    samples = tone([(1.0, 0), (3.0, None)], rate_hz=rate_hz, channels=1)
    start, half, early, nominal, late = course("digital18", samples, rate_hz, (1.0, 1.85, 2.4, 2.7, 3.0), blocks)
    assert start - early < 20.0 < start - late
    assert start - nominal == pytest.approx(20.0, abs=0.05)
    assert start - half == pytest.approx(10.0, abs=0.05), "the return speed is about constant"


def test_iec_60268_18_channels_return_alike():
    samples = tone([(1.0, 0), (1.7, None)])
    samples[:, 1] *= 0.5
    left = shown("digital18", samples, 48_000)
    right = shown("digital18", samples[:, ::-1], 48_000)
    assert left - right == pytest.approx(6.02, abs=0.01)


def test_what_lies_between_the_samples_is_not_shown():
    """A quarter of the sampling rate at 45°: every sample is 3 dB below the wave's peak."""
    wave = np.sin(np.pi / 2 * np.arange(48_000) + np.pi / 4)[:, None]
    assert shown("digital18", wave, 48_000) == pytest.approx(-3.01, abs=0.01)
