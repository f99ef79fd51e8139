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
