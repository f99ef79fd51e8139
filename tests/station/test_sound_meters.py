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
    samples = as_int24(tone([(0.5, -30), (0.03, -10), (0.05, None)], hz=997.0))
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


def test_levels_are_as_new_as_the_last_block():
    meters = SoundMeters(SoundFormat(RATE_HZ, 2, 24), MeterSettings(ballistics="digital18"), AlarmSettings())
    quiet, loud = as_int24(tone([(0.01, -60)])), as_int24(tone([(0.01, -6)]))
    meters.feed(SoundBlock(quiet, 0, 0.0))
    assert max(channel.peak_dbfs for channel in meters.read(SOUND, 0.0).channels) < -59
    meters.feed(SoundBlock(loud, 480, 0.01))
    assert max(channel.peak_dbfs for channel in meters.read(SOUND, 0.01).channels) > -7


def test_what_waits_at_the_roll_belongs_to_what_was_before():
    meters = SoundMeters(SoundFormat(RATE_HZ, 2, 24), MeterSettings(), AlarmSettings())
    # Ten quiet milliseconds at the end: a true peak is found some samples late.
    meters.feed(SoundBlock(as_int24(tone([(0.02, -3), (0.01, -40)])), 0, 0.0))
    meters.restart_programme()
    meters.feed(SoundBlock(as_int24(tone([(1.0, -40)])), 1_440, 0.03))
    peak = meters.read(SOUND, 1.0).true_peak_dbtp
    assert peak is not None
    assert peak < -39
