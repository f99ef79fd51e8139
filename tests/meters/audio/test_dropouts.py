import numpy as np
import pytest

from meters.audio.dropouts import MAX_PLACES, DropoutMeter
from tests.rigs.impaired_sound import (
    RATE_HZ,
    Dropout,
    Sound,
    Words,
    clipped,
    dark,
    gain,
    native_speech,
    pink,
    quantised,
    white,
    with_dropout,
)
from tests.rigs.spoken import LANGUAGES, Language

SECONDS = 12.0
EDGE = 240
KINDS: tuple[Dropout, ...] = ("zeros", "held", "repeat")


def heard(samples: Sound | Words, rate_hz: int = RATE_HZ, block: int = 20_000):
    meter = DropoutMeter(rate_hz, samples.shape[1])
    for at in range(0, len(samples), block):
        meter.feed(samples[at : at + block])
    return meter.read()


def count(samples: Sound | Words, rate_hz: int = RATE_HZ):
    value = heard(samples, rate_hz).value
    return 0 if value is None else value.count


def in_sound(samples: Sound, frames: int, seed: int):
    """One frame in each second around which it is not quiet."""
    random = np.random.default_rng(seed)
    for second in range(1, int(SECONDS) - 1):
        for at in (second * RATE_HZ + random.integers(0, RATE_HZ // 2, 50)).tolist():
            edges = [samples[at - size : at] for size in (EDGE, max(frames, EDGE))]
            edges.append(samples[at + frames : at + frames + EDGE])
            if min(edge.var(axis=0).min() for edge in edges) > gain(-45.0) ** 2:
                yield at
                break


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ms", [1.0, 2.0, 5.0, 10.0, 20.0, 50.0])
@pytest.mark.parametrize("language", LANGUAGES)
def test_finds_every_dropout_in_speech(language: Language, ms: float, kind: Dropout):
    speech = native_speech(language, SECONDS, -70.0)
    places = list(in_sound(speech, round(ms * 48), 11))
    samples = speech
    for at in places:
        samples = with_dropout(samples, at / RATE_HZ, ms, kind)
    dropouts = heard(quantised(samples, 24)).value
    assert len(places) >= 6
    assert dropouts.count == len(places)
    for place, at in zip(dropouts.places, places, strict=True):
        assert place.kind == kind
        assert place.start_s == pytest.approx(at / RATE_HZ, abs=0.0001)
        assert place.duration_s == pytest.approx(ms / 1000.0, abs=0.0001)
        assert place.channel is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("bits", [16, 24])
def test_finds_dropouts_in_noise(kind: Dropout, bits: int):
    for colour in (white, pink):
        samples = with_dropout(colour(3.0, -30.0, 1), 1.0, 1.0, kind)
        assert count(quantised(samples, bits)) == 1


def test_says_which_channel_and_how_long():
    samples = white(3.0, -30.0, 1)
    samples[50_000:50_480, 1] = 0.0
    samples[90_000:90_100, 0] = samples[89_999, 0]
    dropouts = heard(quantised(samples, 24)).value
    assert [(place.kind, place.channel) for place in dropouts.places] == [("zeros", 1), ("held", 0)]
    assert dropouts.longest_s == 0.01
    assert dropouts.places[0].start_s == 50_000 / RATE_HZ


@pytest.mark.parametrize(("frames", "found"), [(30, 0), (34, 1), (24_000, 1), (24_001, 0)])
def test_shortest_and_longest_hole(frames: int, found: int):
    samples = white(4.0, -30.0, 1)
    samples[60_000 : 60_000 + frames] = 0.0
    assert count(samples) == found


@pytest.mark.parametrize("at", [23_960, 24_000, 47_000, 71_900, 95_000])
@pytest.mark.parametrize("frames", [48, 480, 9_000])
@pytest.mark.parametrize("kind", KINDS)
def test_borders_of_tiles_hide_nothing(kind: Dropout, frames: int, at: int):
    samples = with_dropout(white(4.0, -30.0, 1), at / RATE_HZ, frames / 48.0, kind)
    dropouts = heard(samples).value
    assert dropouts.count == 1
    assert dropouts.places[0].kind == kind
    assert dropouts.places[0].duration_s == pytest.approx(frames / RATE_HZ, abs=0.00005)


@pytest.mark.parametrize("lag", [44, 64, 480, 4_096, 9_600])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_block_played_again_and_again_is_one_dropout(lag: int, times: int):
    samples = white(4.0, -30.0, 1)
    for time in range(times):
        samples[50_000 + time * lag : 50_000 + (time + 1) * lag] = samples[50_000 - lag : 50_000]
    dropouts = heard(quantised(samples, 24)).value
    assert [(place.kind, place.start_s) for place in dropouts.places] == [("repeat", 50_000 / RATE_HZ)]
    assert dropouts.longest_s == pytest.approx(times * lag / RATE_HZ)


def test_a_stuttering_driver_is_counted_every_time():
    samples = white(4.0, -30.0, 1)
    for start in range(20_000, 180_000, 4_000):
        samples[start : start + 960] = samples[start - 960 : start]
    assert count(quantised(samples, 24)) == 40


def test_the_end_of_a_stream_is_heard_and_only_once():
    samples = with_dropout(white(1.3, -30.0, 1), 1.2, 10.0, "zeros")
    meter = DropoutMeter(RATE_HZ, 2)
    for at in range(0, len(samples), 480):
        meter.feed(samples[at : at + 480])
        meter.read()
    assert meter.read().value.count == 1
    meter.feed(white(2.0, -30.0, 2))
    assert meter.read().value.count == 1


@pytest.mark.parametrize("bits", [16, 24])
def test_native_sound_has_none(bits: int):
    for colour in (white, pink, dark):
        for level_dbfs in (-20.0, -50.0, -80.0):
            assert count(quantised(colour(4.0, level_dbfs, 1), bits)) == 0
    for language in LANGUAGES:
        for peak_dbfs in (-1.0, -25.0, -40.0):
            assert count(quantised(native_speech(language, SECONDS, peak_dbfs=peak_dbfs), bits)) == 0


@pytest.mark.parametrize("bits", [16, 24])
@pytest.mark.parametrize("hz", [50.0, 100.0, 440.0, 500.0, 1000.0, 1234.5, 6000.0])
def test_tones_and_beeps_have_none(hz: float, bits: int):
    for ms in (4, 20, 40, 50, 100, 200, 1000):
        for fade_ms in (0, 1):
            samples = np.zeros((2 * RATE_HZ, 1))
            beep = 0.3 * np.sin(2.0 * np.pi * hz / RATE_HZ * np.arange(48 * ms))
            rise = np.clip(np.arange(48 * ms) / (48 * fade_ms + 1e-9), 0.0, 1.0)
            samples[12_345 : 12_345 + 48 * ms, 0] = beep * rise * rise[::-1]
            assert count(quantised(samples, bits)) == 0


@pytest.mark.parametrize("over_db", [6.0, 20.0, 30.0])
def test_clipped_sound_has_none(over_db: float):
    for language in LANGUAGES:
        assert count(quantised(clipped(native_speech(language, 20.0), -6.0, over_db), 24)) == 0
    for hz in (20.0, 100.0, 333.0):
        sine = np.sin(2.0 * np.pi * hz / RATE_HZ * np.arange(4 * RATE_HZ))[:, None]
        assert count(quantised(clipped(sine, -6.0, over_db), 24)) == 0
        assert count(quantised(0.3 * np.sign(sine), 24)) == 0


@pytest.mark.parametrize("peak_dbfs", [-30.0, -45.0, -60.0])
def test_low_tones_in_16_bits_have_none(peak_dbfs: float):
    frames = np.arange(4 * RATE_HZ)[:, None]
    for hz in (1.0, 5.0, 20.0, 50.0):
        slow = np.sin(2.0 * np.pi * hz / RATE_HZ * frames) + 0.4 * np.sin(2.0 * np.pi * 3.3 * hz / RATE_HZ * frames)
        assert count(quantised(gain(peak_dbfs) * slow, 16)) == 0


def test_silence_around_speech_and_in_its_pauses_is_no_dropout():
    for language in LANGUAGES:
        quiet_room = quantised(native_speech(language, SECONDS, -110.0), 16)
        assert np.count_nonzero(quiet_room == 0) > RATE_HZ
        assert count(quiet_room) == 0
    speech = native_speech("en", SECONDS)
    speech[: 2 * RATE_HZ] = 0.0
    speech[-RATE_HZ:] = 0.0
    assert count(quantised(speech, 16)) == 0


def test_a_gate_that_fades_is_no_dropout():
    speech = native_speech("ru", SECONDS)
    loud = np.abs(speech[:, 0]) > gain(-38.0)
    hold = np.convolve(loud, np.ones(960), "same") > 0
    opened = np.convolve(hold, np.hanning(480) / np.hanning(480).sum(), "same")
    opened[opened < 1e-9] = 0.0
    gated = quantised(speech * opened[:, None], 24)
    silent = np.flatnonzero(np.diff(np.flatnonzero(gated[:, 0])) > 200)
    assert len(silent) > 10
    assert count(gated) == 0


def test_a_hasty_gate_is_hardly_ever_a_dropout():
    speech = native_speech("ru", 20.0)[:, :1]
    power = np.convolve(np.square(speech[:, 0]), np.ones(480) / 480, "same")
    opened, share = np.empty(len(speech)), 0.0
    for frame, is_loud in enumerate((power > gain(-40.0) ** 2).tolist()):
        share = min(1.0, share + 1 / 48) if is_loud else max(0.0, share - 1 / 240)  # in 1 ms and 5 ms
        opened[frame] = share
    closed = np.count_nonzero((opened[1:] == 0.0) & (opened[:-1] > 0.0))
    assert closed > 100
    assert count(quantised(speech * opened[:, None], 24)) <= 3


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 44_100, 192_000])
@pytest.mark.parametrize("channels", [1, 8])
def test_other_rates_and_numbers_of_channels(rate_hz: int, channels: int):
    samples = np.random.default_rng(1).normal(0.0, 0.1, (2 * rate_hz, channels))
    hole, block = rate_hz // 200, rate_hz // 50
    samples[rate_hz : rate_hz + hole] = 0.0
    again = 3 * rate_hz // 2
    samples[again : again + block] = samples[again - block : again]
    assert [place.kind for place in heard(samples, rate_hz).value.places] == ["zeros", "repeat"]


def test_what_cannot_be_told():
    assert heard(white(5.0, -80.0, 1)).doubt == "too_quiet"
    assert heard(np.zeros((96_000, 2), np.int32)).doubt == "too_quiet"
    assert heard(white(0.04, -20.0, 1)).doubt == "too_short"
    assert heard(np.zeros((0, 1))).doubt == "too_short"


def test_places_are_bounded_and_the_count_is_not():
    samples = white(30.0, -30.0, 1, channels=1)
    starts = np.arange(1_000, len(samples) - 1_000, 2_400)
    for start in starts.tolist():
        samples[start : start + 100] = 0.0
    dropouts = heard(samples).value
    assert dropouts.count == len(starts) > MAX_PLACES
    assert len(dropouts.places) == MAX_PLACES


def test_reset_counts_from_zero_and_positions_go_on():
    samples = with_dropout(white(2.0, -30.0, 1), 1.0, 5.0, "zeros")
    meter = DropoutMeter(RATE_HZ, 2)
    meter.feed(samples)
    meter.reset()
    assert meter.read().value is None
    meter.feed(samples)
    assert [place.start_s for place in meter.read().value.places] == [3.0]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("at", [12_000, 24_000, 30_000])
def test_after_a_reset_only_what_begins_later_counts(at: int, kind: Dropout):
    samples = white(2.0, -30.0, 1)
    # Two before the reset, of which it cuts one; two after it.
    for start in (at - 4_000, at - 100, at + 2_000, at + 30_000):
        samples = with_dropout(samples, start / RATE_HZ, 5.0, kind)
    meter = DropoutMeter(RATE_HZ, 2)
    meter.feed(samples[:at])
    meter.reset()
    assert meter.read().doubt == "too_short"
    meter.feed(samples[at : at + 1_000])
    assert meter.read().doubt == "too_short"
    meter.feed(samples[at + 1_000 :])
    found = [place.start_s * RATE_HZ for place in meter.read().value.places]
    assert found == pytest.approx([at + 2_000, at + 30_000], abs=1)  # what is held begins a frame earlier


def test_what_was_heard_before_a_reset_is_not_heard_after_it():
    meter = DropoutMeter(RATE_HZ, 2)
    meter.feed(white(0.3, -30.0, 1))
    meter.reset()
    meter.feed(np.zeros((RATE_HZ // 10, 2)))
    assert meter.read().doubt == "too_quiet"
    meter.feed(np.zeros((RATE_HZ, 2)))
    assert meter.read().doubt == "too_quiet"
    meter.feed(white(0.1, -30.0, 2))
    assert meter.read().value.count == 0


def test_faulty_samples_do_not_hurt():
    samples = white(2.0, -30.0, 1).astype(np.float32)
    samples[5_000:5_004] = np.nan
    samples[60_000, 1] = -np.inf
    assert count(samples) == 0
