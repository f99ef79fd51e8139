"""The ring between callback and reader: no frame is delivered twice or lost without being counted."""

import threading
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.capture.portaudio import samples_from_float32, samples_from_int32
from studio_tui.capture.ring import BlockClock, BlockRing, SoundEndedError, wait_in_slices

RATE_HZ = 48_000
BLOCK = 480


def _ring(keep_s: float = 10.0) -> BlockRing:
    return BlockRing(partial(samples_from_int32, channels=2), RATE_HZ, BLOCK, keep_s)


def _data(first: int, frames: int = BLOCK) -> bytes:
    return np.repeat(np.arange(first, first + frames, dtype=np.int32), 2).tobytes()


@given(st.lists(st.sampled_from(["put", "get"]), max_size=60), st.integers(1, 8))
def test_every_frame_put_is_read_or_counted(steps: list[str], blocks_kept: int) -> None:
    ring = _ring(keep_s=blocks_kept * BLOCK / RATE_HZ)
    put = read = 0
    expected_index = 0
    for step in [*steps, *["get"] * len(steps)]:
        if step == "put":
            ring.put(_data(put), BLOCK, put / RATE_HZ, overflowed=False)
            put += BLOCK
        elif (block := ring.get(0.0)) is not None:
            assert block.index >= expected_index
            assert block.samples[0, 0] == block.index  # the index tells which frames these are, losses or not
            assert block.at_s == pytest.approx(block.index / RATE_HZ)
            expected_index = block.index + block.frames
            read += block.frames
    assert read + ring.overflows == put
    assert read >= min(put, BLOCK)


def test_a_reader_that_never_comes_costs_only_the_oldest_sound():
    ring = _ring(keep_s=1.0)
    for number in range(150):
        ring.put(_data(number * BLOCK), BLOCK, number * BLOCK / RATE_HZ, overflowed=False)
    assert ring.overflows == 50 * BLOCK
    first = ring.get(0.0)
    assert first is not None
    assert first.index == 50 * BLOCK


def test_what_the_driver_lost_is_measured_by_the_clock():
    ring = _ring()
    ring.put(_data(0), BLOCK, 5.0, overflowed=True)  # drivers flag the very first block too
    ring.put(_data(BLOCK), BLOCK, 5.0 + 4 * BLOCK / RATE_HZ, overflowed=True)
    ring.put(_data(BLOCK), BLOCK, 5.0 + 5 * BLOCK / RATE_HZ, overflowed=True)
    indices = [block.index for block in iter(lambda: ring.get(0.0), None)]
    assert indices == [0, 4 * BLOCK, 5 * BLOCK + 1]  # the last flag came without a gap: one frame at least
    assert ring.overflows == 3 * BLOCK + 1


def test_the_end_comes_after_everything_delivered_and_stays():
    ring = _ring()
    ring.put(_data(0), BLOCK, 0.0, overflowed=False)
    ring.end()
    assert ring.get(0.0) is not None
    for _ in range(3):
        with pytest.raises(SoundEndedError):
            ring.get(0.0)


def test_the_end_wakes_a_reader_that_waits():
    ring = _ring()
    timer = threading.Timer(0.05, ring.end)
    timer.start()
    with pytest.raises(SoundEndedError):
        ring.get(30.0)
    timer.join()


def test_a_driver_that_dies_silently_is_noticed():
    ring = _ring()
    ring.put(_data(0), BLOCK, 0.0, overflowed=False)
    assert wait_in_slices(ring, 30.0, 0.01, alive=lambda: False) is not None
    with pytest.raises(SoundEndedError):
        wait_in_slices(ring, 30.0, 0.01, alive=lambda: False)


def test_a_driver_that_only_stalls_gives_nothing():
    assert wait_in_slices(_ring(), 0.03, 0.01, alive=lambda: True) is None


@pytest.mark.parametrize(
    ("driver_now_s", "driver_adc_s", "expected"),
    [
        (1_795_000_000.03, 1_795_000_000.0, 99.97),  # any epoch: only the difference counts
        (0.0, 0.0, 99.98),  # the host API does not know
        (7.0003, 7.0, 99.98),  # younger than the block is long: impossible
        (9.0, 7.0, 99.98),  # a block of 20 ms that took 2 s: not believed
        (7.0, 9.0, 99.98),  # from the future
    ],
)
def test_stamps_are_believed_only_when_possible(driver_now_s: float, driver_adc_s: float, expected: float) -> None:
    assert BlockClock(RATE_HZ).captured_at(960, 100.0, driver_now_s, driver_adc_s) == pytest.approx(
        expected, abs=1e-6
    )


def test_a_driver_that_stamped_nonsense_once_is_believed_no_more():
    clock = BlockClock(RATE_HZ)
    believed, nonsense, later = (
        clock.captured_at(960, now_s, 7.0 + age_s, 7.0)
        for now_s, age_s in ((1.0, 0.05), (1.02, 0.001), (1.04, 0.05))
    )
    assert [believed, nonsense, later] == pytest.approx([0.95, 1.0, 1.02])


@given(
    st.lists(st.integers(-(2**23), 2**23 - 1), min_size=2, max_size=64).filter(lambda values: not len(values) % 2)
)
def test_floats_give_back_24_bits_exactly(values: list[int]) -> None:
    floats = (np.array(values, np.float64) / 2.0**23).astype(np.float32)
    samples = samples_from_float32(floats.tobytes(), 2)
    assert (samples.ravel() >> 8).tolist() == values
    assert not (samples & 0xFF).any()


def test_floats_beyond_full_scale_are_clipped_not_wrapped():
    samples = samples_from_float32(np.array([1.0, -1.0, 3.0, -3.0], np.float32).tobytes(), 1)
    assert (samples.ravel() >> 8).tolist() == [2**23 - 1, -(2**23), 2**23 - 1, -(2**23)]
