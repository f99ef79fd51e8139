"""True peak beyond the standard's cases: the filter itself, other rates, what must never happen."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import signal

from meters.audio.levels import FLOOR_DBFS
from meters.audio.true_peak import TruePeakMeter, phases
from tests.rigs.tones import RATE_HZ, as_int24, tone


def _four_phases():
    inner, outer = phases(RATE_HZ)
    return np.array([outer, inner, inner[::-1], outer[::-1]])


def _by_definition_dbtp(samples: NDArray[np.float64]) -> float:
    """BS.1770-5 Annex 2 to the letter, and the samples themselves."""
    curve = [np.abs(np.convolve(samples, phase)[: len(samples)]).max() for phase in _four_phases()]
    return float(20.0 * np.log10(max(*curve, np.abs(samples).max())))


def _read(samples: NDArray[np.float64], rate_hz: int = RATE_HZ):
    meter = TruePeakMeter(rate_hz, samples.shape[1])
    meter.feed(samples)
    return meter.read()


def test_the_table_has_the_standard_s_properties():
    table = _four_phases()
    assert np.abs(table).sum(axis=1).max() == pytest.approx(2.0228, abs=5e-5)
    assert table.sum(axis=1) == pytest.approx(np.ones(4), abs=0.03)
    assert np.array_equal(table * 2.0**13, np.rint(table * 2.0**13))  # 14-bit numbers
    _, response = signal.freqz(
        table.T.ravel(), worN=2.0 * np.pi * np.array([1e3, 10e3, 20e3]), fs=2 * np.pi * 192e3
    )
    assert 20.0 * np.log10(np.abs(response) / 4.0) == pytest.approx([0.0, 0.1, 0.0], abs=0.3)


@pytest.mark.parametrize("kind", ["white", "quiet start", "bursts", "low"])
def test_agrees_with_the_definition(kind: str):
    random = np.random.default_rng(5)
    samples = random.normal(0.0, 0.1, 3 * RATE_HZ)
    if kind == "quiet start":
        samples *= np.linspace(0.0, 1.0, len(samples)) ** 4
    elif kind == "bursts":
        samples *= random.choice([0.0, 0.01, 1.0], len(samples) // 480).repeat(480)
    elif kind == "low":
        samples = signal.lfilter([0.1], [1.0, -0.98], samples)
    assert _read(samples[:, None]) == pytest.approx((_by_definition_dbtp(samples),), abs=1e-9)


@pytest.mark.parametrize("block", [1000, 240, 7])
def test_finds_a_peak_far_above_the_samples_around_it(block: int):
    """Samples of the signs that the filter adds up to its sum of magnitudes, in the shade of a higher sample."""
    phase = phases(RATE_HZ)[0]
    magnitudes = float(np.abs(phase).sum())
    samples = np.zeros((3000, 1))
    samples[500] = 0.99
    samples[1995:2007, 0] = np.sign(phase)[::-1] * 1.02 / magnitudes
    meter = TruePeakMeter(RATE_HZ, 1)
    for at in range(0, len(samples), block):
        meter.feed(samples[at : at + block])
    assert meter.read() == pytest.approx((20.0 * np.log10(1.02),), abs=1e-9)


def test_finds_the_peaks_of_short_bursts():
    """Each of the phases has its turn to be the highest, by little or by much."""
    random = np.random.default_rng(6)
    for _ in range(300):
        samples = np.zeros(60)
        samples[20:32] = random.choice([-0.5, 0.5], 12)
        samples[5] = random.uniform(0.5, 0.9)  # the shade of a higher sample
        assert _read(samples[:, None]) == pytest.approx((_by_definition_dbtp(samples),), abs=1e-9)


@given(
    seed=st.integers(0, 1000),
    channels=st.integers(1, 3),
    rate_hz=st.sampled_from([8_000, 44_100, 48_000, 96_000, 192_000]),
    sizes=st.lists(st.integers(0, 400) | st.integers(0, 30_000), min_size=1, max_size=30),
)
@settings(max_examples=60, deadline=None)
def test_the_size_of_the_blocks_leaves_no_trace(seed: int, channels: int, rate_hz: int, sizes: list[int]):
    random = np.random.default_rng(seed)
    loud = random.choice([0.01, 0.3, 1.0], 60).repeat(1000)
    samples = random.normal(0.0, 0.2, (60_000, channels)) * loud[:, None]
    chopped, at = TruePeakMeter(rate_hz, channels), 0
    for size in (*sizes, len(samples)):
        chopped.feed(samples[at : at + size])
        chopped.read()
        at += size
    assert chopped.read() == _read(samples, rate_hz)


def test_is_never_below_the_sample_peak():
    """A single sample on its own is lower in all four phases (0.972), and nothing has come after the last one."""
    samples = np.zeros((1000, 2))
    samples[500, 0] = samples[-1, 1] = -0.9
    assert min(_read(samples)) >= 20.0 * np.log10(0.9)


@pytest.mark.parametrize(
    ("rate_hz", "lowest_db"), [(32_000, -0.4), (44_100, -0.4), (48_000, -0.4), (88_200, -0.1), (96_000, -0.25)]
)
def test_tones_of_the_audible_range_read_their_level(rate_hz: int, lowest_db: float):
    for hz in (997.0, 5_003.0, 11_003.0, 0.4 * min(rate_hz, 48_000)):
        samples = tone([(1, -6.0)], hz=hz, rate_hz=rate_hz, channels=1)
        samples[: rate_hz // 10] *= np.linspace(0.0, 1.0, rate_hz // 10)[:, None]
        assert -6.0 + lowest_db <= _read(samples, rate_hz)[0] <= -6.0 + 0.25


def test_at_96_khz_a_peak_may_lie_anywhere_between_the_samples():
    for phase in np.linspace(0.0, np.pi / 3, 16):
        samples = 0.5 * np.sin(np.pi / 3 * np.arange(9600) + phase)  # 16 kHz: always the same six points of it
        samples[:4800] *= np.linspace(0.0, 1.0, 4800)
        assert -6.02 - 0.4 <= _read(samples[:, None], 96_000)[0] <= -6.02 + 0.2


def test_from_192_khz_on_the_samples_are_close_enough():
    samples = tone([(1, -6.0)], hz=20_011.0, rate_hz=192_000)
    assert _read(samples, 192_000) == pytest.approx((-6.0, -6.0), abs=0.05)


def test_channels_are_independent():
    """Eight channels, each at a level of its own; the quiet ones must not be passed over for the loud ones."""
    levels = [0.0, -60.0, -6.0, -20.0, -40.0, -3.0, -80.0, -10.0]
    samples = tone([(0.5, 0.0)], hz=RATE_HZ / 4, channels=8)
    samples = np.sin(np.pi / 4 + np.arange(len(samples)) * np.pi / 2)[:, None] * 10.0 ** (np.array(levels) / 20.0)
    samples[:4800] *= np.linspace(0.0, 1.0, 4800)[:, None]
    assert _read(samples) == pytest.approx(levels, abs=0.3)
    assert np.allclose(np.abs(samples).max(axis=0), 10.0 ** (np.array(levels) / 20.0) / np.sqrt(2.0))


def test_silence_reads_the_floor_and_so_does_a_meter_that_has_heard_nothing():
    meter = TruePeakMeter(RATE_HZ, 2)
    assert meter.read() == (FLOOR_DBFS, FLOOR_DBFS)
    meter.feed(np.zeros((RATE_HZ, 2), np.int32))
    assert meter.read() == (FLOOR_DBFS, FLOOR_DBFS)


def test_reset_starts_over():
    meter = TruePeakMeter(RATE_HZ, 2)
    meter.feed(tone([(1, -6.0), (0.1, None)]))
    meter.reset()
    assert meter.read() == (FLOOR_DBFS, FLOOR_DBFS)
    meter.feed(tone([(1, -30.0)]))
    assert meter.read() == pytest.approx((-30.0, -30.0), abs=0.1)


def test_integers_and_floats_read_the_same():
    words = as_int24(np.random.default_rng(2).normal(0.0, 0.1, (RATE_HZ, 2)))
    floats = words / 2.0**31
    assert _read(words) == _read(floats) == _read(np.asfortranarray(floats))


def test_empty_blocks_and_bad_samples_do_no_harm():
    samples = tone([(1, -20.0)])
    meter = TruePeakMeter(RATE_HZ, 2)
    meter.feed(samples[:0])
    samples[100, 0] = np.nan
    meter.feed(samples)
    assert meter.read()[1] == pytest.approx(-20.0, abs=0.1)
    assert meter.read()[0] < -10.0
    before = meter.read()
    samples[100, 0] = np.inf
    meter.feed(samples)
    assert meter.read() == pytest.approx(before, abs=0.1)
    meter.reset()
    meter.feed(tone([(1, -20.0)]))
    assert meter.read() == pytest.approx((-20.0, -20.0), abs=0.1)


def test_a_rate_that_is_no_rate_of_sound_is_refused():
    with pytest.raises(ValueError, match="sampling rate 4000 Hz is below 8000 Hz"):
        TruePeakMeter(4_000, 2)
