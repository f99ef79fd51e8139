import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meters.audio.windows import SpreadWindows


def _windows(frames: int, hop: int, most: int) -> SpreadWindows[int]:
    """Each window tells the number of its first frame, once it is what it should be."""

    def begins(words: np.ndarray) -> int:
        assert words[:, 0].tolist() == list(range(words[0, 0], words[0, 0] + frames))
        return int(words[0, 0])

    return SpreadWindows(frames, hop, most, begins)


@pytest.mark.parametrize(
    ("length", "begins"),
    [
        (9, []),
        (10, [0]),
        (70, [0, 20, 40, 60]),
        (109, [0, 20, 40, 60, 80]),
        (110, [0, 40, 80]),
        (129, [0, 40, 80]),
        (130, [0, 40, 80, 120]),
        (210, [0, 80, 160]),
        (1_000, [0, 320, 640, 960]),
    ],
)
def test_windows_cover_the_whole_stream_evenly(length: int, begins: list[int]):
    windows = _windows(10, 20, 6)
    windows.feed(np.arange(length, dtype=np.int32)[:, None])
    assert windows.results() == begins


@given(st.lists(st.integers(0, 400), max_size=30), st.booleans())
def test_neither_blocks_nor_readings_change_what_is_looked_at(sizes: list[int], reading: bool):  # noqa: FBT001
    stream = np.arange(sum(sizes), dtype=np.int32)[:, None]
    whole, cut = _windows(7, 11, 8), _windows(7, 11, 8)
    whole.feed(stream)
    at = 0
    for size in sizes:
        cut.feed(stream[at : at + size])
        at += size
        if reading:
            cut.results()
    assert cut.results() == whole.results()
    assert cut.completed == whole.completed


def test_a_window_keeps_its_samples_when_the_block_is_used_again():
    windows = SpreadWindows(4, 4, 2, lambda words: words.sum())
    block = np.ones((4, 1), np.int32)
    windows.feed(block)
    block[:] = 9
    assert windows.results() == [4]


@pytest.mark.parametrize(("frames", "hop", "most"), [(0, 1, 2), (5, 4, 2), (1, 1, 3), (1, 1, 0)])
def test_windows_that_make_no_sense_are_refused(frames: int, hop: int, most: int):
    with pytest.raises(ValueError, match="no windows"):
        _windows(frames, hop, most)
