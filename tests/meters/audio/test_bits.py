from itertools import product

import numpy as np
import pytest

from meters.audio.bits import BitsMeter, UsedBitsMeter, or_of_frames
from tests.rigs.impaired_sound import RATE_HZ, native_speech, pink, quantised, resampled, sixteen_in_24, white

NOISE = np.random.default_rng(1).integers(-(2**30), 2**30, (20_000, 2), dtype=np.int32)

SOUNDS = {
    "speech": native_speech("ru", 4.0),
    "loud white noise": white(4.0, -26.0, 1),
    "quiet white noise": white(4.0, -68.0, 2),
    "pink noise": pink(4.0, -40.0, 3),
}


def _bits(words: np.ndarray, rate_hz: int = RATE_HZ):
    meter = BitsMeter(rate_hz, words.shape[1])
    meter.feed(words)
    return meter.read()


# ---- Used bits ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bits", [8, 16, 20, 24, 32])
def test_finds_the_bits_that_carry_signal(bits: int):
    meter = UsedBitsMeter(2)
    words = (NOISE >> (32 - bits)) << (32 - bits)
    meter.feed(words)
    expected = bits if bits > 8 else None  # 8 bits of half scale have too few values to tell
    assert meter.read() == (expected, expected)


def test_channels_are_told_apart():
    words = NOISE.copy()
    words[:, 0] &= -(1 << 16)
    words[:, 1] &= -(1 << 8)
    meter = UsedBitsMeter(2)
    meter.feed(words)
    assert meter.read() == (16, 24)


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("channels", [1, 2, 3, 8])
@pytest.mark.parametrize("frames", [0, 1, 63, 64, 200])
def test_every_sample_is_looked_at_in_either_order_of_memory(frames: int, channels: int, order: str):
    for frame, channel in product(range(frames), range(channels)):
        words = np.zeros((frames, channels), np.int32, order=order)
        words[frame, channel] = 1 << 8
        assert or_of_frames(words).tolist() == [256 if at == channel else 0 for at in range(channels)]


def test_one_sample_with_a_low_bit_is_enough():
    words = NOISE & np.int32(-(1 << 16))
    words[12_345, 0] |= 1 << 8
    meter = UsedBitsMeter(2)
    for start in range(0, len(words), 960):
        meter.feed(words[start : start + 960])
    assert meter.read() == (24, 16)


def test_cannot_tell_from_silence_or_from_few_samples_or_values():
    meter = UsedBitsMeter(1)
    meter.feed(np.zeros((50_000, 1), np.int32))
    assert meter.read() == (None,)
    meter.feed(NOISE[:9_999, :1] | 1)
    assert meter.read() == (None,)
    square = UsedBitsMeter(1)
    square.feed(np.tile(np.array([[2**30], [-(2**30)]], np.int32), (20_000, 1)))
    assert square.read() == (None,)


def test_float32_made_of_24_bits_reads_24():
    words = (NOISE >> 8) << 8
    meter = UsedBitsMeter(2)
    meter.feed((words / 2.0**31).astype(np.float32))
    assert meter.read() == (24, 24)


def test_reset_starts_over():
    meter = UsedBitsMeter(2)
    meter.feed(NOISE | 1)
    meter.reset()
    assert meter.read() == (None, None)
    meter.feed(NOISE & np.int32(-(1 << 16)))
    assert meter.read() == (16, 16)


# ---- Bits before gain and dither ------------------------------------------------------------------------------


@pytest.mark.parametrize("sound", SOUNDS)
@pytest.mark.parametrize("dither", [False, True])
@pytest.mark.parametrize("gain_db", [-9.0, -6.0, -3.3, 0.0, 2.0, 11.0])
def test_sixteen_bits_are_found_behind_gain_and_dither(sound: str, gain_db: float, dither: bool):  # noqa: FBT001
    bits = _bits(sixteen_in_24(SOUNDS[sound], gain_db, dither=dither))
    if gain_db or dither:
        assert 16 not in bits.used_bits  # which alone would have been taken in
    assert bits.real_bits.value == 16
    assert bits.real_bits.confidence > 0.9


@pytest.mark.parametrize("sound", SOUNDS)
@pytest.mark.parametrize("dither", [False, True])
def test_native_24_bits_have_no_lattice(sound: str, dither: bool):  # noqa: FBT001
    real_bits = _bits(quantised(SOUNDS[sound], 24, dither=dither)).real_bits
    assert real_bits.value == 24
    assert real_bits.confidence > 0.9


@pytest.mark.parametrize("bits", [12, 14, 16, 18, 20])
def test_words_that_nobody_scaled_read_as_they_are(bits: int):
    read = _bits(quantised(SOUNDS["speech"], bits))
    assert (read.used_bits, read.real_bits.value) == ((bits, bits), bits)


def test_conversion_of_the_rate_leaves_no_lattice():
    sixteen = quantised(SOUNDS["speech"], 16) / 2.0**31
    assert _bits(quantised(resampled(sixteen, 44_100), 24)).real_bits.value == 24


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_lattice_shows_in_floats(dtype: type):
    floats = (quantised(SOUNDS["speech"], 16) / 2.0**31 * 0.7).astype(dtype)
    assert _bits(floats).real_bits.value == 16


def test_the_worst_channel_with_sound_counts():
    good, bad = quantised(SOUNDS["speech"], 24), sixteen_in_24(SOUNDS["speech"], -3.3)
    silent = np.zeros(len(good), np.int32)
    assert _bits(np.stack((good[:, 0], bad[:, 1], silent)).T).real_bits.value == 16
    assert _bits(np.stack((good[:, 0], silent)).T).real_bits.value == 24


@pytest.mark.parametrize("hz", [100.0, 187.5, 250.0, 800.0, 1_000.0, 1_500.0, 12_000.0])
@pytest.mark.parametrize("peak", [0.001, 0.03, 0.1, 0.9])
def test_a_tone_that_repeats_itself_is_no_lattice(hz: float, peak: float):
    tone = peak * np.sin(2.0 * np.pi * hz * np.arange(2 * RATE_HZ) / RATE_HZ + 0.3)[:, None]
    for dither in (False, True):
        assert _bits(quantised(tone, 24, dither=dither)).real_bits.value in {24, None}


def test_sound_too_quiet_or_too_short_for_an_answer():
    assert _bits(np.zeros((RATE_HZ, 2), np.int32)).real_bits.doubt == "too_quiet"
    assert _bits(quantised(SOUNDS["speech"][:9_000], 24)).real_bits.doubt == "too_short"
    assert _bits(quantised(SOUNDS["speech"][:12_000], 24)).real_bits.doubt == "too_short"
    assert _bits(quantised(white(4.0, -125.0, 1), 24)).real_bits.doubt == "too_quiet"


# ---- Effective bits -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bits", [12, 16, 20])
def test_an_ideal_converter_has_as_many_effective_bits_as_it_has(bits: int):
    dither = np.random.default_rng(3).uniform(-0.5, 0.5, (2 * RATE_HZ, 1)) * 2.0 ** (1 - bits)
    # Uniform dither on silence: the words have the noise of rounding twice over, half a bit more.
    read = _bits(quantised(dither, 24)).effective_bits
    assert read.value == pytest.approx(bits, abs=0.1)


def test_effective_bits_are_those_above_the_room():
    speech = _bits(quantised(native_speech("en", 8.0, -75.0), 24)).effective_bits
    # A sine of full scale has -3.01 dBFS: (-3.01 + 75 - 1.76) / 6.02.
    assert speech.value == pytest.approx(11.67, abs=0.2)
    assert speech.confidence > 0.9
    assert _bits(quantised(white(4.0, -75.0, 1), 24)).effective_bits.confidence < 0.6  # it may be the programme


def test_neither_silence_nor_an_offset_is_noise():
    sound = white(4.0, -60.0, 1)
    plain = _bits(quantised(sound, 24)).effective_bits.value
    assert _bits(quantised(sound + 0.1, 24)).effective_bits.value == pytest.approx(plain, abs=1e-3)
    gated = quantised(sound, 24)
    gated[RATE_HZ : 2 * RATE_HZ] = 0
    gated[RATE_HZ + 100] = 256
    assert _bits(gated).effective_bits.value == pytest.approx(plain, abs=0.2)


def test_hours_of_sound_need_no_more_memory_than_minutes():
    meter = BitsMeter(8_000, 1)
    block = quantised(white(1.0, -60.0, 1, 1)[:8_000], 24)
    for _ in range(2_000):
        meter.feed(block)
    assert len(meter._lattice.results()) <= 16
    assert 64 <= len(meter._quiet.results()) <= 128
    assert meter.read().real_bits.value == 24


@pytest.mark.parametrize(("rate_hz", "channels"), [(8_000, 1), (44_100, 6), (96_000, 8)])
def test_any_rate_and_any_number_of_channels(rate_hz: int, channels: int):
    words = quantised(white(2.5, -30.0, 1, channels), 24)
    read = _bits(words, rate_hz)
    assert read.used_bits == (24,) * channels
    assert read.effective_bits.value is not None


def test_samples_that_are_no_numbers_do_not_hurt():
    sound = native_speech("kk", 4.0)
    sound[RATE_HZ] = np.nan
    sound[RATE_HZ + 1] = np.inf
    meter = BitsMeter(RATE_HZ, 2)
    meter.feed(sound)
    meter.feed(np.empty((0, 2)))
    assert meter.read().real_bits.value == 24
