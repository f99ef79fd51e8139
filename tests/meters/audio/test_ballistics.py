"""What all level meters have in common, what sets them apart, and the mark that stays."""

import dataclasses

import numpy as np
import pytest

from meters.audio.ballistics import BALLISTICS, PeakHold
from tests.rigs.needles import feed_in, shown
from tests.rigs.tones import RATE_HZ, tone

NAMES = ("ppm1", "ppm2a", "vu", "k20", "k14", "digital18")


def test_catalogue_names_every_meter_and_its_standard():
    assert tuple(BALLISTICS) == NAMES
    assert {each.name: each.standard for each in BALLISTICS.values()} == {
        "ppm1": "IEC 60268-10 type I",
        "ppm2a": "IEC 60268-10 type IIa",
        "vu": "IEC 60268-17",
        "k20": "K-System K-20",
        "k14": "K-System K-14",
        "digital18": "IEC 60268-18",
    }
    assert [BALLISTICS[name].alignment_dbfs for name in NAMES] == [-18.0, -18.0, -18.0, -20.0, -14.0, -18.0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        BALLISTICS["vu"].name = "ppm1"


@pytest.mark.parametrize("rate_hz", [8_000, 44_100, 48_000, 96_000, 192_000])
@pytest.mark.parametrize("name", NAMES)
def test_alignment_sine_of_minus_18_reads_minus_18(name: str, rate_hz: int):
    samples = tone([(2.0, -18)], hz=997.0, rate_hz=rate_hz, channels=1)
    assert shown(name, samples, rate_hz) == pytest.approx(-18.0, abs=0.3)


def test_syllables_set_the_meters_apart():
    """Six syllables a second of pulsed sound with clicks: the slower a meter, the less it shows of its peaks."""
    random = np.random.default_rng(3)
    seconds = np.arange(4 * RATE_HZ) / RATE_HZ
    syllables = np.maximum(np.sin(2 * np.pi * 6 * seconds), 0.0) * np.exp(-((seconds * 120) % 1) * 5)
    samples = (syllables * random.normal(0.0, 0.1, len(seconds)))[:, None]
    samples = samples[: -RATE_HZ // 20]  # ends within a syllable
    vu, k20, ppm2a, ppm1, digital = (
        max(shown(name, samples, RATE_HZ, at_s=at_s) for at_s in np.arange(3.0, 3.9, 0.04))
        for name in ("vu", "k20", "ppm2a", "ppm1", "digital18")
    )
    assert vu < k20 < ppm2a < ppm1 < digital
    assert digital - vu > 10.0


@pytest.mark.parametrize("name", NAMES)
def test_channels_are_apart(name: str):
    samples = np.repeat(tone([(2.0, -6)], channels=1), 8, axis=1) * 10.0 ** (-np.arange(8) / 2.0)
    meter = BALLISTICS[name].make(RATE_HZ, 8)
    meter.feed(samples)
    assert np.diff(meter.read()) == pytest.approx([-10.0] * 7, abs=0.1)


@pytest.mark.parametrize("name", NAMES)
def test_silence_reads_the_floor(name: str):
    meter = BALLISTICS[name].make(RATE_HZ, 2)
    assert meter.read() == (-200.0, -200.0)
    meter.feed(np.zeros((0, 2)))
    meter.feed(np.zeros((5000, 2)))
    assert meter.read() == (-200.0, -200.0)


@pytest.mark.parametrize("name", NAMES)
def test_bad_samples_of_a_driver_are_survived(name: str):
    samples = tone([(1.0, -18)]).astype(np.float32)
    samples[100, 0], samples[101, 1], samples[102] = np.nan, np.inf, -np.inf
    meter = BALLISTICS[name].make(RATE_HZ, 2)
    feed_in(meter, samples, RATE_HZ, "10 ms")
    feed_in(meter, np.zeros((RATE_HZ // 10, 2)), RATE_HZ, "10 ms")
    assert np.isfinite(meter.read()).all()


@pytest.mark.parametrize("name", NAMES)
def test_words_of_24_bits_read_as_floats_do(name: str):
    samples = tone([(0.5, -18)])
    words = np.rint(samples * 2.0**31).astype(np.int32)
    assert shown(name, words, RATE_HZ) == pytest.approx(shown(name, samples, RATE_HZ), abs=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_rates_too_low_to_measure_are_refused(name: str):
    with pytest.raises(ValueError, match="below 8000 Hz"):
        BALLISTICS[name].make(4000, 1)


def test_held_peak_stands_for_its_time_and_drops_to_what_came_after():
    samples = np.zeros((4 * RATE_HZ, 1))
    samples[RATE_HZ] = -0.5
    samples[2 * RATE_HZ] = 0.25
    hold = PeakHold(RATE_HZ, 1, hold_s=2.0)
    held = [hold.read()[0]]
    for start in range(0, len(samples), RATE_HZ // 100):
        hold.feed(samples[start : start + RATE_HZ // 100])
        held.append(round(hold.read()[0], 2))
    assert set(held[:101]) == {-200.0}
    assert set(held[101:301]) == {-6.02}
    assert set(held[301:]) == {-12.04}


def test_peak_of_the_last_moment_beside_the_held_one():
    samples = np.zeros((RATE_HZ, 1))
    samples[1000] = 0.5
    samples[-1000] = 0.25
    hold = PeakHold(RATE_HZ, 1, hold_s=2.0)
    assert hold.read_last(0.04) == (-200.0,)
    hold.feed(samples)
    assert round(hold.read()[0], 2) == -6.02
    assert round(hold.read_last(0.04)[0], 2) == -12.04
    assert hold.read_last(0.01) == (-200.0,)
    assert hold.read_last(2.0) == hold.read()
