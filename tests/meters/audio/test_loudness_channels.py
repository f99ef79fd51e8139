"""What each channel counts, for any number of them."""

import numpy as np
import pytest

from meters.audio.channel_weights import SURROUND_WEIGHT, usual_weights, weights_of_positions
from meters.audio.loudness import LoudnessMeter
from tests.rigs.tones import RATE_HZ, tone

S = SURROUND_WEIGHT


@pytest.mark.parametrize(
    ("channels", "weights"),
    [
        pytest.param(1, (1,), id="mono"),
        pytest.param(2, (1, 1), id="L R"),
        pytest.param(3, (1, 1, 1), id="L R C"),
        pytest.param(4, (1, 1, S, S), id="L R Ls Rs"),
        pytest.param(5, (1, 1, 1, S, S), id="L R C Ls Rs"),
        pytest.param(6, (1, 1, 1, 0, S, S), id="L R C LFE Ls Rs"),
    ],
)
def test_each_channel_counts_by_its_weight(channels: int, weights: tuple[float, ...]):
    assert usual_weights(channels) == weights
    for channel, weight in enumerate(weights):
        samples = np.zeros((RATE_HZ, channels))
        samples[:, channel] = tone([(1, 0.0)], hz=997.0)[:, 0]
        meter = LoudnessMeter(RATE_HZ, channels)
        meter.feed(samples)
        expected = -3.01 + 10.0 * np.log10(weight) if weight else None
        assert meter.read().integrated_lufs == (None if expected is None else pytest.approx(expected, abs=0.02))


@pytest.mark.parametrize(
    ("layout", "weights"),
    [
        ("FL FR FC LFE BL BR", (1, 1, 1, 0, S, S)),  # FFmpeg's 5.1
        ("FL FR FC LFE SL SR", (1, 1, 1, 0, S, S)),  # 5.1(side)
        ("FL FR BL BR", (1, 1, S, S)),  # quad
        ("FL FR FC LFE BL BR SL SR", (1, 1, 1, 0, 1, 1, S, S)),  # 7.1
        ("FL FR FC LFE BC SL SR", (1, 1, 1, 0, 1, S, S)),  # 6.1
        ("FL FR FC LFE SL SR TFL TFR TBL TBR LFE2", (1, 1, 1, 0, S, S, 1, 1, 1, 1, 0)),
        ("DL DR", (1, 1)),
        ("fl nowhere", (1, 1)),
        ("", ()),
    ],
)
def test_weights_of_named_positions(layout: str, weights: tuple[float, ...]):
    assert weights_of_positions(layout.split()) == weights


def test_eight_channels_by_name():
    positions = ["FL", "FR", "FC", "LFE", "BL", "BR", "SL", "SR"]
    samples = tone([(2, -20.0)], hz=997.0, channels=8)
    meter = LoudnessMeter(RATE_HZ, 8, weights_of_positions(positions))
    meter.feed(samples)
    assert meter.read().integrated_lufs == pytest.approx(-23.01 + 10.0 * np.log10(5 + 2 * S), abs=0.02)


def test_eight_channels_without_names_count_the_same():
    meter = LoudnessMeter(RATE_HZ, 8)
    meter.feed(tone([(2, -20.0)], hz=997.0, channels=8))
    assert meter.read().integrated_lufs == pytest.approx(-23.01 + 10.0 * np.log10(8), abs=0.02)


def test_a_low_frequency_channel_alone_is_silence():
    meter = LoudnessMeter(RATE_HZ, 1, weights_of_positions(["LFE"]))
    meter.feed(tone([(4, 0.0)], channels=1))
    result = meter.read()
    assert result.momentary_lufs == -200.0
    assert result.integrated_lufs is None


def test_weights_must_fit_the_channels():
    with pytest.raises(ValueError, match="2 weights for 3 channels"):
        LoudnessMeter(RATE_HZ, 3, weights=(1.0, 1.0))


@pytest.mark.parametrize("channels", range(1, 9))
@pytest.mark.parametrize("rate_hz", [8_000, 44_100])
def test_cutting_the_stream_differently_changes_nothing(channels: int, rate_hz: int):
    samples = np.random.default_rng(channels).normal(0.0, 0.1, (4 * rate_hz, channels))
    whole, chopped = LoudnessMeter(rate_hz, channels), LoudnessMeter(rate_hz, channels)
    whole.feed(samples)
    for at in range(0, len(samples), 777):
        chopped.feed(samples[at : at + 777])
    assert chopped.read() == whole.read()
    assert whole.read().range_lu is not None
