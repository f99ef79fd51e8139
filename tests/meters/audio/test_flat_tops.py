from collections.abc import Callable, Iterable

import numpy as np
import pytest

from meters.audio.clipping import Clip, ClipMeter
from meters.audio.flat_tops import MAX_COUNTED, MAX_PLACES, FlatTopMeter, FlatTops
from tests.rigs.impaired_sound import (
    RATE_HZ,
    Sound,
    Words,
    at_peak,
    clipped,
    dark,
    gain,
    native_speech,
    pink,
    quantised,
    white,
)
from tests.rigs.spoken import LANGUAGES, Language
from tests.rigs.tones import tone

SECONDS = 8.0


def heard(samples: Sound | Words, block: int = 24_000):
    meter = FlatTopMeter(samples.shape[1])
    for at in range(0, len(samples), block):
        meter.feed(samples[at : at + block])
    return meter.read()


def runs(samples: Sound | Words):
    return [0 if reading.value is None else reading.value.runs for reading in heard(samples)]


def sine(hz: float, peak_dbfs: float, phase: float = 0.0):
    turns = hz / RATE_HZ * np.arange(3 * RATE_HZ)
    return gain(peak_dbfs) * np.sin(2.0 * np.pi * turns + phase)[:, None]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("over_db", [2.0, 6.0, 12.0])
@pytest.mark.parametrize(("bits", "dither"), [(24, False), (24, True), (16, False), (16, True)])
def test_finds_speech_clipped_at_minus_6(language: Language, over_db: float, bits: int, *, dither: bool):
    samples = clipped(native_speech(language, SECONDS), -6.0, over_db)
    first, second = heard(quantised(samples, bits, dither=dither))
    assert first.value.level_dbfs == pytest.approx(-6.0, abs=0.01)
    assert first.confidence >= 0.5
    assert over_db == 2.0 or second.value.runs > 50


@pytest.mark.parametrize(("colour", "over_db"), [(white, 2.0), (white, 12.0), (pink, 6.0), (pink, 12.0)])
def test_finds_clipped_noise(colour: Callable[[float, float, int], Sound], over_db: float):
    samples = clipped(colour(SECONDS, -20.0, 1), -6.0, over_db)
    assert min(runs(quantised(samples, 24))) >= 5


@pytest.mark.parametrize("bits", [16, 24])
@pytest.mark.parametrize("hz", [50.0, 100.0, 440.0, 1000.0, 3000.0])
@pytest.mark.parametrize("over_db", [1.0, 3.0, 12.0])
def test_finds_clipped_sines_in_every_half_wave(hz: float, over_db: float, bits: int):
    samples = clipped(sine(hz, 0.0), -6.0, over_db)
    assert runs(quantised(samples, bits))[0] == pytest.approx(2 * hz * 3.0, rel=0.2)


@pytest.mark.parametrize("gain_db", [-30.0, -12.0, 4.0])
@pytest.mark.parametrize("bits", [16, 24])
def test_finds_what_was_clipped_before_a_gain(gain_db: float, bits: int):
    samples = clipped(native_speech("en", SECONDS), -6.0) * gain(gain_db)
    reading = heard(quantised(samples, bits))[0]
    assert reading.value.level_dbfs == pytest.approx(-6.0 + gain_db, abs=0.05)
    assert reading.value.runs > 20


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_one_polarity_is_enough_and_places_are_exact(side: float):
    samples = np.random.default_rng(1).normal(0.0, 0.05, (RATE_HZ, 2))
    starts = [100, 23_960, 23_998, 24_000, 30_000, 40_000]
    for start in starts:
        samples[start : start + 4, 1] = 0.4
    first, second = heard(samples * side)
    assert first.value.runs == 0
    assert [(place.start_frame, place.channel) for place in second.value.places] == [
        (100, 1), (23_960, 1), (23_998, 1), (30_000, 1), (40_000, 1),
    ]  # fmt: skip
    assert [place.frames for place in second.value.places] == [4, 4, 6, 4, 4]


def test_two_flat_tops_are_chance_and_so_are_shorter_ones():
    samples = np.random.default_rng(1).normal(0.0, 0.05, (RATE_HZ, 1))
    for start in (1_000, 2_000):
        samples[start : start + 4] = 0.4
    samples[3_000:3_002] = samples[5_000:5_002] = 0.4
    assert runs(samples) == [0]
    samples[4_000:4_003] = 0.4
    assert runs(samples) == [3]


def test_a_louder_sound_later_does_not_hide_what_was_found():
    speech = clipped(native_speech("en", SECONDS), -6.0)
    samples = np.concatenate((speech, native_speech("ru", SECONDS, peak_dbfs=-3.0)))
    assert min(runs(quantised(samples, 24))) > 50
    assert heard(samples)[0].value.level_dbfs == pytest.approx(-6.0, abs=0.01)


@pytest.mark.parametrize("bits", [16, 24])
@pytest.mark.parametrize("hz", [1.0, 10.0, 20.0, 50.0, 60.0, 100.0, 440.0, 997.0, 3000.0, 4000.0, 6000.0, 12_000.0])
def test_pure_tones_are_not_clipped(hz: float, bits: int):
    for peak_dbfs in (-0.1, -6.0, -20.0, -40.0):
        for phase in (0.0, 0.3):
            assert runs(quantised(sine(hz, peak_dbfs, phase), bits)) == [0]
            assert runs(quantised(sine(hz, peak_dbfs, phase), bits, dither=True)) == [0]


@pytest.mark.parametrize("bits", [16, 24])
@pytest.mark.parametrize("peak_dbfs", [-0.1, -6.0, -20.0, -35.0])
def test_native_sound_is_not_clipped(peak_dbfs: float, bits: int):
    for colour in (white, pink, dark):
        assert runs(quantised(at_peak(colour(SECONDS, -20.0, 2), peak_dbfs), bits)) == [0, 0]
    for language in LANGUAGES:
        assert runs(quantised(native_speech(language, SECONDS, peak_dbfs=peak_dbfs), bits)) == [0, 0]


def test_fades_constants_and_a_soft_limiter_are_not_clipped():
    speech = native_speech("en", SECONDS)
    ramp = np.linspace(0.0, 1.0, len(speech))[:, None]
    for samples in (speech * ramp, speech * ramp[::-1], 0.5 * np.tanh(6.0 * speech), np.full((96_000, 2), 0.5)):
        assert runs(quantised(samples, 24)) == [0, 0]


def test_what_cannot_be_told():
    assert heard(np.zeros((96_000, 1), np.int32))[0].doubt == "too_quiet"
    assert heard(white(2.0, -70.0, 1))[0].doubt == "too_quiet"
    assert heard(tone([(0.3, -20.0)]))[0].doubt == "too_short"
    assert heard(np.zeros((0, 2), np.float32))[1].doubt == "too_short"


def test_counts_and_places_are_bounded():
    samples = np.tile(np.array([0.5, 0.5, 0.5, -0.1, 0.0]), 50_000)[:, None]
    reading = heard(samples)[0]
    assert MAX_COUNTED <= reading.value.runs <= MAX_COUNTED + 5_000
    assert len(reading.value.places) == MAX_PLACES


def _frames(tops: Iterable[Clip]):
    return {frame for top in tops for frame in range(top.start_frame, top.start_frame + top.frames)}


@pytest.mark.parametrize("bits", [16, 24])
@pytest.mark.parametrize("dither", [False, True])
@pytest.mark.parametrize("level_dbfs", [-0.06, -0.05, -0.02, -0.001, -0.0004, -0.0002, 0.0])
def test_every_top_up_to_full_scale_is_counted_once(level_dbfs: float, bits: int, *, dither: bool):
    samples = quantised(clipped(sine(997.0, 0.0), level_dbfs, 6.0)[:3_000], bits, dither=dither)
    clips = ClipMeter(1, 16)
    clips.feed(samples)
    (reading,) = heard(np.concatenate((samples, np.zeros((24_000, 1), np.int32))))
    below = reading.value
    counted, there = clips.read().runs[0] + below.runs, 2 * 997 * 3_000 / RATE_HZ
    assert counted >= there - 2
    assert dither or counted <= there + 2  # dither makes two clips of one top
    assert below.are_below_full_scale == (below.runs > 0)
    assert not _frames(clips.clips) & _frames(below.places)
    if level_dbfs < -0.0004:
        assert clips.read().runs == (0,)
        assert below.level_dbfs == pytest.approx(level_dbfs, abs=0.001)


def test_a_side_cut_off_below_full_scale_is_seen_beside_clips_on_the_other():
    samples = clipped(sine(440.0, 0.0), -0.02, 6.0)
    samples[samples > 0.9] = 1.0
    (reading,) = heard(quantised(samples, 24))
    assert reading.value.runs == pytest.approx(440 * 3, abs=2)
    assert reading.value.level_dbfs == pytest.approx(-0.02, abs=0.001)


def test_clips_later_do_not_hide_what_was_cut_off_below():
    speech = native_speech("en", SECONDS)
    samples = np.concatenate((clipped(speech, -6.0), clipped(speech, 0.0, 12.0)))
    assert heard(quantised(samples, 24))[0].value.level_dbfs == pytest.approx(-6.0, abs=0.01)
    only_clips = heard(quantised(clipped(speech, 0.0, 12.0), 24))[0]
    assert only_clips.value == FlatTops(None, 0, ())


def test_what_comes_after_the_last_tile_is_read_and_counted_once():
    sound = 0.01 * np.sin(np.arange(50_000) / 20.0)[:, None]
    for at in (5_000, 9_000, 12_000, 30_000):
        sound[at : at + 5] = 0.5
    meter = FlatTopMeter(1)
    found = []
    for end in range(10_000, 50_001, 10_000):
        meter.feed(sound[end - 10_000 : end])
        assert meter.read() == meter.read()
        value = meter.read()[0].value
        found.append(0 if value is None else value.runs)
    assert found == [0, 3, 3, 4, 4]


@pytest.mark.parametrize("at", [6_000, 24_000, 30_002])
def test_after_a_reset_only_what_begins_later_counts(at: int):
    sound = 0.01 * np.sin(np.arange(80_000) / 20.0)[:, None]
    tops = [1_000, 2_000, 3_000, 25_000, 26_000, 30_000, 30_002 + 64, 40_000, 44_000, 79_000]
    for top in tops:
        sound[top : top + 5] = 0.5
    sound[500] = 0.9
    meter = FlatTopMeter(1)
    meter.feed(sound[:at])
    meter.reset()
    assert meter.read()[0].doubt == "too_short"
    meter.feed(sound[at : at + 500])
    assert meter.read()[0].doubt == "too_short"
    meter.feed(sound[at + 500 :])
    assert [place.start_frame for place in meter.read()[0].value.places] == [top for top in tops if top >= at]


def test_reset_forgets_and_positions_go_on():
    meter = FlatTopMeter(2)
    samples = quantised(clipped(native_speech("en", SECONDS), -6.0), 24)
    meter.feed(samples)
    meter.reset()
    assert meter.read()[0].doubt == "too_short"
    meter.feed(samples)
    assert meter.read()[0].value.places[0].start_frame >= len(samples)


def test_faulty_samples_do_not_hurt():
    samples = clipped(native_speech("en", SECONDS), -6.0).astype(np.float32)
    samples[5_000:5_004] = np.nan
    assert min(runs(samples)) > 50


@pytest.mark.parametrize("peak", [0.05, 0.3, 0.9])
def test_the_bounds_of_evenly_distributed_noise_are_no_flat_tops(peak: float):
    noise = np.random.default_rng(5).uniform(-peak, peak, (10 * RATE_HZ, 2))
    assert runs(noise) == [0, 0]
    swelling = noise * np.linspace(0.5, 1.0, len(noise)).repeat(2).reshape(-1, 2)
    assert runs(swelling) == [0, 0]


def test_a_tile_that_reaches_the_extreme_in_an_earlier_block_is_looked_at():
    sound = np.abs(0.01 * np.sin(np.arange(48_000) / 20.0))[:, None]
    tops = [1_000, *range(25_000, 33_000, 1_000)]
    for at in tops:
        sound[at : at + 5] = 0.5
    meter = FlatTopMeter(1)
    for start, end in ((0, 24_000), (24_000, 34_000), (34_000, 47_990), (47_990, 48_000)):
        meter.feed(sound[start:end])
    (reading,) = meter.read()
    assert [place.start_frame for place in reading.value.places] == tops


def test_a_top_across_tiles_is_seen_from_blocks_that_hold_whole_tiles():
    sound = 0.01 * np.sin(np.arange(72_000) / 20.0)[:, None]
    for at in (23_998, 47_997, 60_000):
        sound[at : at + 5] = 0.5
    meter = FlatTopMeter(1)
    meter.feed(sound)
    (reading,) = meter.read()
    assert [place.start_frame for place in reading.value.places] == [23_998, 47_997, 60_000]
