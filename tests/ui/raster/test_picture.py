"""Pictures as half blocks: two pixels a cell, equal neighbours in one run, the shape kept."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from rich.segment import Segment

from studio_tui.ui.raster.picture import box_of, fitted, picture_rows

_PAINT = re.compile(r"\x1b\[38;2;(\d+);(\d+);(\d+);48;2;(\d+);(\d+);(\d+)m(▀+)")


@given(arrays(np.uint8, st.tuples(st.integers(1, 4).map(lambda n: 2 * n), st.integers(1, 9), st.just(3))))
def test_ansi_text_and_segments_show_every_pixel(rgb: np.ndarray):
    for y, row in enumerate(picture_rows(rgb)):
        cells: list[tuple[int, ...]] = []
        for *colours, blocks in _PAINT.findall(row.ansi()):
            cells += [tuple(map(int, colours))] * len(blocks)
        wanted = [(*rgb[2 * y, x], *rgb[2 * y + 1, x]) for x in range(rgb.shape[1])]
        assert cells == wanted
        assert _cells(row.segments()) == wanted


def _cells(segments: list[Segment]) -> list[tuple[int, ...]]:
    cells: list[tuple[int, ...]] = []
    for segment in segments:
        assert segment.style is not None
        colours = segment.style.color, segment.style.bgcolor
        pair = [value for colour in colours if colour for value in colour.get_truecolor()]
        cells += [tuple(pair)] * len(segment.text)
    return cells


def test_equal_neighbours_are_one_run():
    (row,) = picture_rows(np.full((2, 40, 3), 80, np.uint8))
    assert row.runs == ((40, 0x505050, 0x505050),)


def test_noise_of_a_camera_redraws_nothing():
    rng = np.random.default_rng(7)
    flat = np.full((90, 160, 3), 84, np.int16)
    noisy = [(flat + rng.integers(-2, 3, flat.shape)).astype(np.uint8) for _ in range(2)]
    first, second = (picture_rows(fitted(rgb, 40, 11)) for rgb in noisy)
    assert first == second


@pytest.mark.parametrize(
    ("box", "picture", "fits"),
    [((80, 40), (1920, 1080), (78, 22)), ((80, 10), (1920, 1080), (36, 10)), ((40, 40), (4, 3), (40, 15))],
)
def test_the_shape_is_kept(box: tuple[int, int], picture: tuple[int, int], fits: tuple[int, int]):
    assert box_of(*box, *picture) == fits


def test_no_space_and_no_picture_have_no_box():
    assert box_of(0, 10, 16, 9) == (0, 0)
    assert box_of(10, 10, 0, 0) == (0, 0)
