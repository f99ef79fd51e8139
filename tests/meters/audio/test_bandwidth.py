from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pytest
import soxr
from scipy import signal

from meters.audio.bandwidth import Bandwidth, BandwidthMeter
from meters.audio.reading import Reading
from tests.rigs.impaired_sound import (
    RATE_HZ,
    Codec,
    Resampler,
    Sound,
    gain,
    lossy,
    native_speech,
    pink,
    quantised,
    resampled,
    white,
)
from tests.rigs.spoken import LANGUAGES, Language, spoken

SECONDS = 5.0

Noise = Callable[[float, float, int], Sound]


def _read(sound: np.ndarray, rate_hz: int = RATE_HZ) -> Reading[Bandwidth]:
    meter = BandwidthMeter(rate_hz, sound.shape[1])
    meter.feed(sound)
    return meter.read()


def _origin(reading: Reading[Bandwidth]):
    assert reading.value is not None, reading
    return reading.value.origin, reading.value.source_rate_hz


def _espeak(language: Language, room: Sound) -> Sound:
    """A voice from a synthesiser of 22.05 kHz in a room that was recorded at 48 kHz."""
    voice = spoken(language, seconds=len(room) / RATE_HZ)
    return np.stack((voice, voice)).T * gain(-6.0) + room


@lru_cache(maxsize=8)
def _source(name: str) -> Sound:
    match name:
        case "white noise":
            return white(SECONDS, -30.0, 1)
        case "pink noise":
            return pink(SECONDS, -40.0, 2)
        case "quiet room":
            return white(SECONDS, -75.0, 3)
        case _:
            return native_speech("ru", SECONDS)


SOURCES = ("white noise", "pink noise", "quiet room", "speech")

# ---- Native sound ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bits", [16, 24])
@pytest.mark.parametrize("room_dbfs", [-60.0, -70.0, -80.0])
@pytest.mark.parametrize("colour", [white, pink])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_voice_without_high_notes_in_a_real_room_is_full(
    language: Language, colour: Noise, room_dbfs: float, bits: int
):
    reading = _read(quantised(_espeak(language, colour(SECONDS, room_dbfs, 7)), bits))
    assert reading.value == Bandwidth(24_000.0, "full")


@pytest.mark.parametrize("level_dbfs", [-20.0, -50.0, -80.0, -95.0, -109.0])
@pytest.mark.parametrize("colour", [white, pink])
def test_noise_up_to_half_the_rate_is_full_at_any_level(colour: Noise, level_dbfs: float):
    assert _read(quantised(colour(3.0, level_dbfs, 1), 24)).value == Bandwidth(24_000.0, "full")


@pytest.mark.parametrize("level_dbfs", [-30.0, -60.0, -100.0])
def test_the_gentle_roll_off_of_an_interface_is_full(level_dbfs: float):
    to_minus_6_db = signal.firwin2(401, [0, 20_000, 24_000], [1.0, 1.0, 0.5], fs=RATE_HZ)[:, None]
    sound = signal.fftconvolve(white(3.0, level_dbfs, 1), to_minus_6_db, "same", axes=0)
    assert _read(quantised(sound, 24)).value == Bandwidth(24_000.0, "full")


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_dark_sound_with_the_noise_of_a_converter_is_full(order: int):
    dark = signal.sosfilt(signal.butter(order, 500, fs=RATE_HZ, output="sos"), white(3.0, -20.0, 1), axis=0)
    assert _read(quantised(dark + white(3.0, -108.0, 2), 24)).value == Bandwidth(24_000.0, "full")


@pytest.mark.parametrize("interval_hz", [50.0, 60.0, 100.0, 120.0])
def test_neither_clicks_nor_the_buzz_of_the_mains_are_images(interval_hz: float):
    noise = white(3.0, -80.0, 1)
    clicks, buzz = noise.copy(), noise.copy()
    clicks[np.random.default_rng(1).integers(0, len(noise), 300)] += 0.7
    buzz[(np.arange(3 * interval_hz) * RATE_HZ / interval_hz).astype(int)] += 0.1
    assert _origin(_read(quantised(clicks, 24))) == ("full", None)
    assert _origin(_read(quantised(buzz, 24))) == ("full", None)


# ---- Converted sound ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bits", [16, 24])
@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("by", ["soxr", "scipy", "ffmpeg"])
@pytest.mark.parametrize("via_hz", [44_100, 32_000, 16_000])
def test_conversion_from_a_lower_rate_is_found(via_hz: int, by: Resampler, source: str, bits: int):
    value = _read(quantised(resampled(_source(source), via_hz, by), bits)).value
    assert value is not None
    assert (value.origin, value.source_rate_hz) == ("converted", via_hz)
    assert 0.91 * via_hz / 2 <= value.hz <= via_hz / 2


@pytest.mark.parametrize("via_hz", [22_050, 24_000])
@pytest.mark.parametrize("by", ["soxr", "ffmpeg"])
def test_rates_of_synthesisers_are_found(via_hz: int, by: Resampler):
    assert _origin(_read(quantised(resampled(_source("speech"), via_hz, by), 24))) == ("converted", via_hz)


def test_the_voice_of_a_synthesiser_that_nothing_covers_shows_its_rate():
    voice = _espeak("en", white(SECONDS, -135.0, 1))
    assert _origin(_read(quantised(voice, 24))) == ("converted", 22_050)


def test_interpolation_along_straight_lines_is_found():
    frames = np.arange(round(SECONDS * 32_000) * 3 // 2) * 2 / 3
    source = white(SECONDS, -30.0, 4)[: round(SECONDS * 32_000)]
    sound = np.stack([np.interp(frames, np.arange(len(source)), source[:, channel]) for channel in (0, 1)]).T
    assert _origin(_read(quantised(sound, 24))) == ("converted", 32_000)


@pytest.mark.parametrize(("source_hz", "rate_hz"), [(32_000, 44_100), (44_100, 96_000), (48_000, 96_000)])
def test_other_rates(source_hz: int, rate_hz: int):
    noise = white(SECONDS, -40.0, 1)
    assert _origin(_read(quantised(soxr.resample(noise, source_hz, rate_hz), 24), rate_hz)) == (
        "converted",
        source_hz,
    )
    assert _read(quantised(noise, 24), rate_hz).value == Bandwidth(rate_hz / 2, "full")


def test_a_digital_void_is_told_from_the_rounding_of_words():
    converted = resampled(_source("white noise"), 32_000)
    deep, shallow = (_read(quantised(converted, bits)).value for bits in (24, 16))
    assert deep is not None
    assert shallow is not None
    assert (deep.void, shallow.void) == (True, False)


# ---- Other limits ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(("codec", "kbps"), [("mp3", 128), ("mp3", 192), ("aac", 128), ("aac", 192)])
def test_codecs_cut_the_band_and_are_no_conversion(codec: Codec, kbps: int, source: str):
    value = _read(quantised(lossy(_source(source), codec, kbps), 24)).value
    assert value is not None
    assert (value.origin, value.source_rate_hz) == ("low_pass", None)
    assert 15_000 <= value.hz < 21_000


@pytest.mark.parametrize("hz", [3_000, 9_000, 14_000, 18_000])
def test_the_edge_of_a_steep_filter_is_measured(hz: int):
    sound = signal.sosfiltfilt(
        signal.ellip(10, 0.1, 90, hz, fs=RATE_HZ, output="sos"), white(3.0, -20.0, 1), axis=0
    )
    value = _read(quantised(sound, 24)).value
    assert value is not None
    assert value.origin == "low_pass"
    assert value.hz == pytest.approx(hz, rel=0.03, abs=150)


def test_the_narrowest_channel_with_sound_counts():
    full = _source("white noise")[:, 0]
    cut = resampled(_source("white noise"), 44_100)[: len(full), 1]
    silent = np.zeros(len(full))
    assert _origin(_read(quantised(np.stack((full, cut)).T, 24))) == ("converted", 44_100)
    assert _origin(_read(quantised(np.stack((full, silent)).T, 24))) == ("full", None)


# ---- No answer ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bits", [16, 24])
@pytest.mark.parametrize("hz", [440.0, 1_000.0, 7_999.0])
def test_tones_alone_say_nothing(hz: float, bits: int):
    tone = 0.3 * np.sin(2.0 * np.pi * hz * np.arange(3 * RATE_HZ) / RATE_HZ)[:, None]
    assert _read(quantised(tone, bits)).doubt == "unclear"
    assert _read(quantised(tone, bits, dither=True)).doubt == "unclear"


def test_silence_and_moments_say_nothing():
    assert _read(np.zeros((3 * RATE_HZ, 2), np.int32)).doubt == "too_quiet"
    assert _read(quantised(white(1.9, -30.0, 1), 24)).doubt == "too_short"
    assert _read(np.empty((0, 2))).doubt == "too_short"
    mostly_silent = quantised(white(6.0, -30.0, 1), 24)
    mostly_silent[: 11 * RATE_HZ // 2] = 0
    assert _read(mostly_silent).doubt == "too_quiet"


def test_silence_between_the_words_does_not_count():
    gated = quantised(resampled(_source("white noise"), 44_100, "scipy"), 24)
    gated[2 * RATE_HZ : 4 * RATE_HZ] = 0
    assert _origin(_read(gated)) == ("converted", 44_100)


# ---- Streams --------------------------------------------------------------------------------------------------


def test_hours_of_sound_need_no_more_memory_than_minutes():
    meter = BandwidthMeter(8_000, 1)
    block = quantised(white(1.0, -60.0, 1, 1)[:8_000], 24)
    for _ in range(2_000):
        meter.feed(block)
    assert 48 <= len(meter._windows.results()) <= 96
    assert meter.read().value == Bandwidth(4_000.0, "full")


def test_windows_are_spread_over_all_of_the_stream():
    """Half an hour whose second half was converted: whoever looks at the beginning only does not see it."""
    meter = BandwidthMeter(RATE_HZ, 1)
    native, converted = white(4.0, -30.0, 1, 1), resampled(white(4.0, -30.0, 1, 1), 16_000)[: 4 * RATE_HZ]
    for block in [quantised(native, 24)] * 10 + [quantised(converted, 24)] * 40:
        meter.feed(block)
    assert _origin(meter.read()) == ("converted", 16_000)


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 37_800, 192_000])
def test_odd_rates_and_many_channels(rate_hz: int):
    assert _read(quantised(white(9.0, -40.0, 1, 3)[: rate_hz * 2 + 5_000], 24), rate_hz).value == Bandwidth(
        rate_hz / 2, "full"
    )


def test_samples_that_are_no_numbers_do_not_hurt():
    sound = white(3.0, -30.0, 1)
    sound[RATE_HZ] = np.nan
    sound[RATE_HZ + 9_600] = np.inf
    assert _origin(_read(sound)) == ("full", None)
