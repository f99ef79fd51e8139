import numpy as np
import pytest

from meters.audio.ballistics import BALLISTICS
from studio_tui.capture.sound import SoundBlock, SoundFormat
from studio_tui.config import AlarmSettings, MeterSettings, Settings
from studio_tui.station.sound_desk import SoundDesk
from studio_tui.station.sound_meters import SoundMeters
from tests.rigs.example_sound import SOUND
from tests.rigs.tones import RATE_HZ, as_int24, tone

NAMES = ("ppm1", "ppm2a", "vu", "k20", "k14", "digital18")


@pytest.mark.parametrize("name", NAMES)
def test_level_moves_as_studio_toml_says(name: str):
    samples = as_int24(tone([(0.5, -30), (0.03, -10), (0.07, None)], hz=997.0))
    meters = SoundMeters(SoundFormat(RATE_HZ, 2, 24), MeterSettings(ballistics=name), AlarmSettings())
    reader = BALLISTICS[name].make(RATE_HZ, 2)
    for index in range(0, len(samples), 960):
        block = samples[index : index + 960]
        meters.feed(SoundBlock(block, index, index / RATE_HZ))
        reader.feed(block)
    assert tuple(channel.level_dbfs for channel in meters.read(SOUND, 0.0).channels) == reader.read()
    assert np.mean(reader.read()) > -40


@pytest.mark.parametrize("name", NAMES)
def test_snapshot_names_the_ballistics(name: str):
    settings = Settings(meters=MeterSettings(ballistics=name))

    def open_source():
        raise AssertionError("the desk is not started")

    assert SoundDesk(settings, open_source, lambda _: None).read().ballistics == name


def test_what_is_read_does_not_depend_on_the_size_of_the_blocks_but_for_what_waits():
    samples = as_int24(tone([(2.0, -20), (0.02, -6), (1.18, -30)], hz=997.0))
    read = []
    for step in (480, 960, 4_800, len(samples)):
        meters = SoundMeters(SoundFormat(RATE_HZ, 2, 24), MeterSettings(), AlarmSettings())
        for index in range(0, len(samples), step):
            meters.feed(SoundBlock(samples[index : index + step], index, index / RATE_HZ))
        read.append(meters.read(SOUND, 0.0))
    assert all(state.channels == read[0].channels for state in read)
    assert all(state.momentary_lufs == read[0].momentary_lufs for state in read)
    assert read[0].true_peak_dbtp is not None


def test_levels_are_measured_for_every_snapshot():
    meters = SoundMeters(SoundFormat(RATE_HZ, 2, 24), MeterSettings(ballistics="digital18"), AlarmSettings())
    for number, level_dbfs in enumerate((-60, -6)):
        for half in range(2):
            block = as_int24(tone([(0.02, level_dbfs)]))
            meters.feed(SoundBlock(block, 960 * (2 * number + half), 0.04 * number + 0.02 * half))
        peaks = [channel.peak_dbfs for channel in meters.read(SOUND, 0.04 * (number + 1)).channels]
        assert max(peaks) == pytest.approx(level_dbfs, abs=0.2)


def test_what_waits_at_the_roll_belongs_to_what_was_before():
    meters = SoundMeters(SoundFormat(RATE_HZ, 2, 24), MeterSettings(), AlarmSettings())
    # Ten quiet milliseconds at the end: a true peak is found some samples late.
    meters.feed(SoundBlock(as_int24(tone([(0.02, -3), (0.01, -40)])), 0, 0.0))
    meters.begin_programme()
    meters.feed(SoundBlock(as_int24(tone([(1.0, -40)])), 1_440, 0.03))
    peak = meters.read(SOUND, 1.0).true_peak_dbtp
    assert peak is not None
    assert peak < -39


def test_the_figures_of_a_take_stand_still_behind_the_cut():
    meters = SoundMeters(SoundFormat(RATE_HZ, 2, 24), MeterSettings(), AlarmSettings())
    meters.begin_programme()
    meters.feed(SoundBlock(as_int24(tone([(5.0, -20)])), 0, 0.0))
    meters.end_programme()
    take = meters.read(SOUND, 5.0)
    meters.feed(SoundBlock(as_int24(tone([(5.0, -3)])), 5 * RATE_HZ, 5.0))
    after = meters.read(SOUND, 10.0)
    assert after.programme_is_over
    assert not SOUND.programme_is_over
    figures = ("integrated_lufs", "loudness_range_lu", "momentary_max_lufs", "true_peak_dbtp")
    assert [getattr(after, name) for name in figures] == [getattr(take, name) for name in figures]
    assert after.momentary_lufs is not None
    assert take.momentary_lufs is not None
    assert after.momentary_lufs > take.momentary_lufs + 10
    meters.begin_programme()
    meters.feed(SoundBlock(as_int24(tone([(1.0, -40)])), 10 * RATE_HZ, 10.0))
    anew = meters.read(SOUND, 11.0)
    assert not anew.programme_is_over
    assert anew.integrated_lufs is not None
    assert anew.integrated_lufs < -35


def test_an_interface_of_16_bits_clips_at_their_top():
    meters = SoundMeters(SoundFormat(RATE_HZ, 2, 24), MeterSettings(), AlarmSettings())
    wave = np.clip(np.rint(tone([(0.5, 6.0)]) * 2**15), -(2**15), 2**15 - 1).astype(np.int32) << 16
    meters.feed(SoundBlock(np.maximum(wave, -(2**30)), 0, 0.0))  # only upwards
    assert all(channel.clips > 100 for channel in meters.read(SOUND, 0.5).channels)
