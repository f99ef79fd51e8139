import numpy as np
import pytest

from meters.audio.levels import LevelMeter, amplitude, dbfs, dbfs_of_power
from meters.audio.samples import to_float, to_int32
from tests.rigs.tones import as_int24, tone


def test_sine_has_its_peak_and_an_rms_3_db_below():
    meter = LevelMeter(2)
    meter.feed(as_int24(tone([(1.0, -12.0)], hz=997)))
    levels = meter.read()
    assert levels.peak_dbfs == pytest.approx((-12.0, -12.0), abs=0.01)
    assert levels.rms_dbfs == pytest.approx((-15.01, -15.01), abs=0.01)


def test_most_negative_word_is_full_scale():
    meter = LevelMeter(1)
    meter.feed(np.array([[-(2**31)]], np.int32))
    assert meter.read().peak_dbfs == (0.0,)


def test_silence_and_nothing_at_all_read_the_floor():
    meter = LevelMeter(2)
    assert meter.read().peak_dbfs == (-200.0, -200.0)
    meter.feed(np.zeros((0, 2), np.int32))
    meter.feed(np.zeros((10, 2), np.int32))
    assert meter.read().rms_dbfs == (-200.0, -200.0)


def test_reset_starts_over():
    meter = LevelMeter(1)
    meter.feed(np.full((10, 1), 0.5))
    meter.reset()
    meter.feed(np.full((10, 1), 0.25))
    assert meter.read().peak_dbfs == pytest.approx((-12.04,), abs=0.01)


def test_decibels_and_back():
    assert amplitude(dbfs(0.3)) == pytest.approx(0.3)
    assert dbfs_of_power(0.09) == pytest.approx(dbfs(0.3))
    assert dbfs(0.0) == dbfs_of_power(0.0) == dbfs(1e-30) == -200.0


def test_every_word_survives_the_way_to_float_and_back():
    words = np.array([[-(2**31), 2**31 - 1, 0, 1, -1, 0x7FFFFF00, -256]], np.int32)
    assert (to_int32(to_float(words)) == words).all()


def test_floats_beyond_full_scale_are_tamed_and_what_is_not_finite_is_nothing():
    odd = np.array([[1.5, -1.5, np.nan, np.inf, -np.inf]], np.float32)
    assert to_int32(odd).tolist() == [[2**31 - 1, -(2**31), 0, 0, 0]]
    assert to_float(odd).tolist() == [[1.5, -1.5, 0.0, 0.0, 0.0]]
    largest = float(np.finfo(np.float32).max)
    assert to_float(np.array([[1e300, -1e300, np.inf, largest]])).tolist() == [[largest, -largest, 0.0, largest]]
    assert np.isfinite(np.square(to_float(np.array([[1e300]])))).all()


def test_offset_is_the_mean_and_may_be_negative():
    meter = LevelMeter(2)
    meter.feed(as_int24(np.add(tone([(1.0, -12.0)], hz=1000), (0.01, -0.003))))
    assert meter.read().dc_offset == pytest.approx((0.01, -0.003), abs=1e-6)


def test_crest_factor_is_peak_over_rms_and_silence_has_none():
    meter = LevelMeter(3)
    samples = np.zeros((48_000, 3))
    samples[:, :1] = tone([(1.0, -20.0)], hz=1000, channels=1)
    samples[:, 1] = np.where(np.arange(48_000) % 100 < 50, 0.2, -0.2)
    meter.feed(samples)
    sine, square, silence = meter.read().crest_db
    assert (sine, square) == (pytest.approx(3.01, abs=0.01), pytest.approx(0.0, abs=1e-9))
    assert silence is None


@pytest.mark.parametrize("frames", [1, 479, 480, 481, 1000, 5000])
def test_every_frame_counts_and_once_only(frames: int):
    samples = np.random.default_rng(3).uniform(-1.0, 1.0, (frames, 2))
    meter = LevelMeter(2)
    for at in range(0, frames, 333):
        meter.feed(samples[at : at + 333])
    levels = meter.read()
    assert levels.dc_offset == pytest.approx(samples.mean(axis=0))
    assert levels.rms_dbfs == pytest.approx(10.0 * np.log10(np.square(samples).mean(axis=0)))
    assert levels.peak_dbfs == pytest.approx(20.0 * np.log10(np.abs(samples).max(axis=0)))
