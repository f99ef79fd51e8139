"""EBU Tech 3341 (2016), table 1: true peak, cases 15 to 23. Tolerance +0.2 and -0.4 dB."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import signal

from meters.audio.true_peak import TruePeakMeter
from tests.rigs.blocks import BLOCKS, feed_all
from tests.rigs.tones import RATE_HZ

FADE_S = 0.1
"""A tone that begins at once has the ringing of its beginning in it, which is higher than the tone (case 18)."""

in_blocks = pytest.mark.parametrize("block", BLOCKS)


def _reads(samples: NDArray[np.float64], expected_dbtp: float, block: int | None):
    stereo = np.repeat(samples[:, None], 2, axis=1)
    for reading in feed_all(TruePeakMeter(RATE_HZ, 2), stereo, block).read():
        assert expected_dbtp - 0.4 <= reading <= expected_dbtp + 0.2


@lru_cache(maxsize=1)
def _faded_tone(hz: float, phase_deg: float, amplitude: float):
    at = np.arange(2 * RATE_HZ)
    fade = np.minimum(1.0, np.minimum(at, at[::-1]) / (FADE_S * RATE_HZ))
    return amplitude * fade * np.sin(2.0 * np.pi * hz / RATE_HZ * at + np.radians(phase_deg))


@pytest.mark.parametrize(
    ("divisor", "phase_deg", "amplitude", "expected_dbtp"),
    [
        pytest.param(4, 0.0, 0.5, -6.0, id="case 15"),
        pytest.param(4, 45.0, 0.5, -6.0, id="case 16"),
        pytest.param(6, 60.0, 0.5, -6.0, id="case 17"),
        pytest.param(8, 67.5, 0.5, -6.0, id="case 18"),
        pytest.param(4, 45.0, 1.41, 3.0, id="case 19"),
    ],
)
@in_blocks
def test_cases_15_to_19_tones(
    divisor: int, phase_deg: float, amplitude: float, expected_dbtp: float, block: int | None
):
    _reads(_faded_tone(RATE_HZ / divisor, phase_deg, amplitude), expected_dbtp, block)


@lru_cache(maxsize=1)
def _burst_at_four_times_the_rate():
    """A tone of fs/6 at 0.5 with one period of fs/4 at 1.0 where it crosses zero, low-passed for the lower rate."""
    calm = 0.5 * np.sin(2.0 * np.pi / 24 * np.arange(24 * 2000))
    loud = np.sin(2.0 * np.pi / 16 * np.arange(16))
    whole = np.concatenate((calm, loud, calm))
    fade = np.minimum(1.0, np.minimum(np.arange(len(whole)), np.arange(len(whole))[::-1]) / (4 * FADE_S * RATE_HZ))
    return signal.lfilter(signal.firwin(511, 0.25), 1.0, whole * fade)


@pytest.mark.parametrize("offset", [pytest.param(offset, id=f"case {20 + offset}") for offset in range(4)])
@in_blocks
def test_cases_20_to_23_burst_between_the_samples(offset: int, block: int | None):
    _reads(_burst_at_four_times_the_rate()[offset::4], 0.0, block)
