import numpy as np
import pytest

from meters.audio.integrity import UsedBitsMeter

NOISE = np.random.default_rng(1).integers(-(2**30), 2**30, (20_000, 2), dtype=np.int32)


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
