"""Blocks that are played again at once, found by their content."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest

from meters.audio.repeats import MAX_TIMES, SHORTEST_FRAMES, Repeat, RepeatFinder
from meters.audio.samples import Sound
from tests.rigs.impaired_sound import RATE_HZ, gain, native_speech, pink, quantised, white

Kind = Literal["floats", "24 bits", "16 bits"]
KINDS: tuple[Kind, ...] = ("floats", "24 bits", "16 bits")


def sound_of(sound: Sound, kind: Kind) -> Sound:
    """Shape (frames, channels), as it is fed."""
    return sound if kind == "floats" else quantised(sound, int(kind[:2]))


def with_repeat(sound: Sound, start: int, lag: int, times: int = 1) -> Sound:
    """The ``lag`` frames before ``start`` again, so many times."""
    sound = sound.copy()
    for time in range(times):
        sound[start + time * lag : start + (time + 1) * lag] = sound[start - lag : start]
    return sound


def found(sound: Sound, fresh: int = 0, frame: int = 0) -> list[Repeat]:
    return RepeatFinder(RATE_HZ).find(sound, fresh, frame)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("channels", [1, 2, 6])
@pytest.mark.parametrize("lag", [SHORTEST_FRAMES, 480, 9_600])
@pytest.mark.parametrize("times", [1, 2, MAX_TIMES])
def test_says_where_how_long_and_how_often(kind: Kind, channels: int, lag: int, times: int):
    start = 10_000
    sound = white((start + (times + 1) * lag) / RATE_HZ + 0.1, -30.0, 1, channels)
    repeated = sound_of(with_repeat(sound, start, lag, times), kind)
    assert found(repeated) == [Repeat(start, lag, times)]


@pytest.mark.parametrize("kind", KINDS)
def test_speech_and_pink_noise_played_again(kind: Kind):
    for sound in (native_speech("ru", 4.0), pink(4.0, -30.0, 1)):
        loudest = int(np.abs(sound[RATE_HZ : 3 * RATE_HZ, 0]).argmax()) + RATE_HZ
        repeated = sound_of(with_repeat(sound, loudest, 960), kind)
        # A sample or two at its ends may happen to be the same.
        (repeat,) = found(repeated)
        assert abs(repeat.start - loudest) <= 2
        assert (repeat.lag, repeat.times) == (960, 1)
        assert found(sound_of(sound, kind)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_block_played_again(kind: Kind):
    sound = white(1.0, -30.0, 1)
    assert found(sound_of(sound, kind)) == []
    assert found(sound_of(with_repeat(sound, 10_000, SHORTEST_FRAMES - 1), kind)) == []
    assert found(sound_of(with_repeat(sound, 10_000, 9_601), kind)) == []
    assert found(sound_of(with_repeat(sound, 10_000, 480, MAX_TIMES + 1), kind)) == []
    assert found(sound_of(with_repeat(white(1.0, -70.0, 1), 10_000, 960), kind)) == []
    one_channel = sound.copy()
    one_channel[:, 0] = with_repeat(sound, 10_000, 960)[:, 0]
    assert found(sound_of(one_channel, kind)) == []
    assert found(sound_of(np.zeros((RATE_HZ, 2)), kind)) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("hz", [50.0, 100.0, 480.0, 1_000.0, 1_090.0])
def test_the_periods_of_a_tone_are_no_blocks(kind: Kind, hz: float):
    tone = gain(-10.0) * np.sin(2.0 * np.pi * hz / RATE_HZ * np.arange(RATE_HZ))[:, None]
    for cycles in (1, 3, 8):  # as long as a block may be repeated, and then silence
        beep = tone.copy()
        beep[10_000 + round(cycles * RATE_HZ / hz) :] = 0.0
        assert found(sound_of(beep, kind)) == []
    assert found(sound_of(tone, kind)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_repetition_that_goes_on_is_told_when_it_ends_and_once(kind: Kind):
    sound = sound_of(with_repeat(white(1.0, -30.0, 1), 20_000, 2_400, 2), kind)
    finder = RepeatFinder(RATE_HZ)
    assert finder.find(sound[:22_000], 0, 0) == []
    # On a copy it may be looked for ahead of time.
    assert finder.copy().find(sound[2_000:30_000], 20_000, 22_000) == [Repeat(18_000, 2_400, 2)]
    assert finder.find(sound[1_000:24_000], 21_000, 22_000) == []
    assert finder.find(sound[1_000:30_000], 23_000, 24_000) == [Repeat(19_000, 2_400, 2)]
    assert finder.find(sound[2_000:40_000], 28_000, 30_000) == []


@pytest.mark.parametrize("rate_hz", [8_000, 44_100, 192_000])
def test_the_longest_block_follows_the_rate(rate_hz: int):
    longest = rate_hz // 5
    sound = np.random.default_rng(1).normal(0.0, 0.1, (rate_hz, 2))
    finder = RepeatFinder(rate_hz)
    assert finder.back_frames == 5 * longest
    start = rate_hz // 2
    assert finder.find(with_repeat(sound, start, longest), 0, 0) == [Repeat(start, longest, 1)]
    assert RepeatFinder(rate_hz).find(with_repeat(sound, start, longest + 1), 0, 0) == []
