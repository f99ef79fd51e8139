"""What `checked` samples remember belongs to them alone."""

from __future__ import annotations

import numpy as np

from meters.audio.clipping import Clip, ClipMeter
from meters.audio.samples import checked, extremes_of, peaks_of, to_float, to_int32
from meters.audio.silence import SilenceMeter

RATE_HZ = 8_000


def _words(seed: int = 0, frames: int = 4 * RATE_HZ):
    return np.random.default_rng(seed).integers(-(2**31), 2**31, (frames, 2), np.int32)


def test_integers_come_back_as_they_were():
    words = _words()
    assert to_int32(checked(words)) is words
    assert (to_int32(checked(words)[5:9]) == words[5:9]).all()
    assert (to_int32(checked(words / 2.0**31)) == words).all()


def test_a_slice_has_extremes_of_its_own():
    sound = checked(_words())
    highest, lowest = extremes_of(sound)
    few = sound[:3]
    assert (extremes_of(few)[0] == to_float(few).max(axis=0)).all()
    assert (extremes_of(few)[0] < highest).all()
    assert (extremes_of(few)[1] > lowest).all()
    assert (peaks_of(few) == np.abs(to_float(few)).max(axis=0)).all()


def test_meters_that_share_a_glance_hear_what_each_hears_alone():
    sound = np.zeros((4 * RATE_HZ, 2))
    sound[::7] = 0.001  # loud for one threshold, silent for the other; the glance sees it but here and there
    sound[RATE_HZ : 2 * RATE_HZ, 0] = 0.0
    sound[3 * RATE_HZ + 5, 1] = 0.5
    settings = [(-40.0, 0.5), (-80.0, 0.5), (-80.0, 0.1), (-40.0, 0.1)]
    together = [SilenceMeter(RATE_HZ, 2, *setting) for setting in settings]
    for at in range(0, len(sound), 1_111):
        block = checked(sound[at : at + 1_111])
        for meter in together:
            meter.feed(block)
    readings = [meter.read() for meter in together]
    for setting, reading in zip(settings, readings, strict=True):
        alone = SilenceMeter(RATE_HZ, 2, *setting)
        alone.feed(sound)
        assert reading == alone.read()
    assert [len(reading.intervals[0]) for reading in readings] == [1, 1, 1, 1]
    assert readings[0] != readings[1]


def test_clips_are_those_of_the_words():
    words = _words(frames=1_000) // 2
    words[10:14, 0] = 2**31 - 2**16
    words[500:503, 1] = -(2**31)
    words[700:703, 1] = 2**31 - 2**16 - 1  # below the highest word of 16 bits
    meter = ClipMeter(2, 16)
    meter.feed(checked(words[:12]))
    meter.feed(checked(words[12:]))
    assert meter.clips == (Clip(10, 4, 0), Clip(500, 3, 1))
