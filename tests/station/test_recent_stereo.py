"""Dual mono and an inverted channel, of the last seconds: a change shows, a suspicion does not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio_tui.station.recent_stereo import RecentStereo, RecentStereoMeter
from tests.rigs.impaired_sound import white
from tests.rigs.tones import RATE_HZ

BLOCK = 4_800


def heard(
    samples: NDArray[np.float64], meter: RecentStereoMeter | None = None
) -> tuple[RecentStereoMeter, RecentStereo]:
    meter = meter or RecentStereoMeter(RATE_HZ, samples.shape[1])
    for at in range(0, len(samples), BLOCK):
        meter.feed(samples[at : at + BLOCK])
    return meter, meter.read()


def pair(seconds: float, left: float, right: float) -> NDArray[np.float64]:
    """The same noise in both channels, each times a factor."""
    return white(seconds, -30.0, seed=3)[:, :1] * (left, right)


def test_a_cable_that_was_changed_shows_within_half_a_minute():
    meter, now = heard(pair(60.0, 1.0, -1.0))
    assert now.inverted
    _, now = heard(pair(30.0, 1.0, 1.0), meter)
    assert not now.inverted
    assert now.dual_mono


def test_an_inversion_after_long_good_sound_shows_too():
    meter, now = heard(white(60.0, -30.0, seed=2))
    assert not now.inverted
    _, now = heard(pair(30.0, 1.0, -1.0), meter)
    assert now.inverted


def test_a_suspicion_is_no_alarm():
    noise = white(30.0, -30.0, seed=2)
    together = np.column_stack((noise[:, 0], -0.6 * noise[:, 0] + 0.8 * noise[:, 1]))
    _, now = heard(together)
    assert now.correlation is not None
    assert now.correlation < -0.5
    assert not now.inverted


def test_silence_leaves_what_was_known():
    meter, _ = heard(pair(25.0, 1.0, -1.0))
    _, now = heard(np.zeros((60 * RATE_HZ, 2)), meter)
    assert now.inverted
    assert now.correlation is None


def test_one_channel_is_no_pair():
    _, now = heard(white(3.0, -30.0, seed=2)[:, :1])
    assert now == RecentStereo()
