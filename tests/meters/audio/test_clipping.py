import numpy as np
import pytest

from meters.audio.clipping import MAX_KEPT, Clip, ClipMeter

TOP_24 = 0x7FFFFF00
TOP_16 = 0x7FFF0000


def blocks(*values: int):
    return np.array(values, np.int32)[:, None]


def test_three_samples_are_a_clip_and_two_are_a_peak():
    meter = ClipMeter(1)
    meter.feed(blocks(0, TOP_24, TOP_24, 0, TOP_24, TOP_24, TOP_24, 0))
    assert meter.read().runs == (1,)
    assert meter.clips == (Clip(start_frame=4, frames=3, channel=0),)


def test_run_over_the_border_of_blocks_is_one():
    meter = ClipMeter(1)
    meter.feed(blocks(0, 0, TOP_24, TOP_24))
    assert meter.read().runs == (0,)
    meter.feed(blocks(TOP_24))
    assert meter.read().runs == (1,)
    meter.feed(blocks(TOP_24, 0))
    assert meter.read().longest_frames == (4,)
    assert meter.clips == (Clip(2, 4, 0),)


def test_run_that_ends_with_a_block_is_not_joined_to_a_later_one():
    meter = ClipMeter(1)
    meter.feed(blocks(0, TOP_24, TOP_24))
    meter.feed(blocks(0, 0))
    meter.feed(blocks(TOP_24, TOP_24))
    assert meter.read().runs == (0,)


def test_clip_that_ends_with_a_block_is_kept_and_done_with():
    meter = ClipMeter(1)
    meter.feed(blocks(0, TOP_24, TOP_24, TOP_24))
    meter.feed(blocks(0, TOP_24, TOP_24, TOP_24, 0))
    assert meter.clips == (Clip(1, 3, 0), Clip(5, 3, 0))


@pytest.mark.parametrize(
    ("bits", "word", "runs"),
    [
        (24, TOP_24, 1),
        (24, TOP_16, 0),
        (16, TOP_16, 1),
        (24, -(2**31), 1),
        (24, -TOP_24, 1),
        (24, -TOP_24 + 256, 0),
        (32, 2**31 - 1, 1),
        (32, TOP_24, 0),
    ],
)
def test_full_scale_of_each_word_length(bits: int, word: int, runs: int):
    meter = ClipMeter(1, bits=bits)
    meter.feed(blocks(0, word, word, word, 0))
    assert meter.read().runs == (runs,)


def test_floats_clip_at_one():
    meter = ClipMeter(2)
    samples = np.zeros((100, 2), np.float32)
    samples[10:20, 1] = 1.0 - 2.0**-23
    samples[50:60, 1] = -1.2
    meter.feed(samples)
    assert meter.clips == (Clip(10, 10, 1), Clip(50, 10, 1))
    assert meter.read().runs == (0, 2)


def test_reset_counts_from_zero_and_a_clip_that_goes_on_counts_again():
    meter = ClipMeter(1)
    meter.feed(np.full((100, 1), TOP_24, np.int32))
    meter.reset()
    assert meter.read().runs == (0,)
    meter.feed(np.full((100, 1), TOP_24, np.int32))
    assert meter.clips == (Clip(100, 100, 0),)


def test_positions_are_bounded_and_counts_are_not():
    samples = np.zeros((4 * (MAX_KEPT + 500), 1), np.int32)
    samples.reshape(-1, 4)[:, :3] = TOP_24
    meter = ClipMeter(1)
    meter.feed(samples)
    assert meter.read().runs == (MAX_KEPT + 500,)
    assert len(meter.clips) == MAX_KEPT


@pytest.mark.parametrize("bits", [16, 24, 32])
def test_floats_clip_where_the_words_they_round_to_do(bits: int):
    top = 2**31 - 2 ** (32 - bits)
    for word, runs in ((top - 0.4, 1), (top - 0.6, 0), (-top + 0.4, 1), (-top + 0.6, 0)):
        meter = ClipMeter(1, bits=bits)
        meter.feed(np.full((3, 1), word / 2.0**31))
        assert meter.read().runs == (runs,)


def test_what_is_no_number_hides_no_clip():
    meter = ClipMeter(1)
    meter.feed(np.array([[np.nan], [1.0], [1.0], [1.0], [np.nan]], np.float32))
    assert meter.clips == (Clip(1, 3, 0),)
