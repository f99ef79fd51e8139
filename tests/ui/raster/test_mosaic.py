"""Block characters show exactly the pixels they are made from."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from studio_tui.ui.raster.mosaic import MOSAICS, Mosaic, mirrored, mosaic_rows

# Pixels named by Unicode itself: "QUADRANT UPPER LEFT AND LOWER RIGHT", "BLOCK SEXTANT-135", "UPPER HALF BLOCK".
_CORNERS = {"UPPER LEFT": (0, 0), "UPPER RIGHT": (1, 0), "LOWER LEFT": (0, 1), "LOWER RIGHT": (1, 1)}
_WHOLE = {
    " ": set(),
    "█": {(0, 0), (1, 0), (0, 1), (1, 1)},
    "▀": {(0, 0), (1, 0)},
    "▄": {(0, 1), (1, 1)},
    "▌": {(0, 0), (0, 1)},
    "▐": {(1, 0), (1, 1)},
}


def _quadrants(glyph: str) -> set[tuple[int, int]]:
    if glyph in _WHOLE:
        return _WHOLE[glyph]
    name = unicodedata.name(glyph).removeprefix("QUADRANT ")
    return {_CORNERS[corner] for corner in name.split(" AND ")}


@pytest.mark.parametrize("pattern", range(16))
def test_a_quadrant_shows_the_pixels_that_unicode_names(pattern: int):
    bitmap = np.array([[pattern & 1, pattern & 2], [pattern & 4, pattern & 8]]) > 0
    (glyph,) = mosaic_rows(bitmap, MOSAICS["quadrant"])
    assert _quadrants(glyph) == {(x, y) for y in range(2) for x in range(2) if bitmap[y, x]}


@pytest.mark.parametrize("pattern", [value for value in range(64) if value not in {0, 0b010101, 0b101010, 63}])
def test_a_sextant_shows_the_pixels_that_unicode_names(pattern: int):
    bitmap = np.array([[pattern >> (2 * y + x) & 1 for x in range(2)] for y in range(3)]) > 0
    (glyph,) = mosaic_rows(bitmap, MOSAICS["sextant"])
    numbered = {int(digit) - 1 for digit in unicodedata.name(glyph).removeprefix("BLOCK SEXTANT-")}
    assert numbered == {bit for bit in range(6) if pattern >> bit & 1}


@pytest.mark.parametrize("mosaic", MOSAICS.values(), ids=list(MOSAICS))
def test_every_pattern_has_its_own_glyph(mosaic: Mosaic):
    assert len(set(mosaic.glyphs)) == 2 ** (mosaic.across * mosaic.down)


@given(arrays(np.bool_, st.tuples(st.integers(1, 6).map(lambda n: 2 * n), st.integers(1, 8).map(lambda n: 2 * n))))
def test_letters_mirrored_twice_are_themselves(bitmap: np.ndarray):
    quadrant = MOSAICS["quadrant"]
    assert mosaic_rows(mirrored(mirrored(bitmap)), quadrant) == mosaic_rows(bitmap, quadrant)


def test_a_mirror_turns_left_into_right():
    bitmap = np.array([[True, False, False, False], [True, False, False, False]])
    assert mosaic_rows(bitmap, MOSAICS["quadrant"]) == ["▌ "]
    assert mosaic_rows(mirrored(bitmap), MOSAICS["quadrant"]) == [" ▐"]


def test_a_bitmap_that_is_no_whole_number_of_cells_is_refused():
    with pytest.raises(ValueError, match="no whole number of cells"):
        mosaic_rows(np.zeros((3, 2), np.bool_), MOSAICS["quadrant"])
