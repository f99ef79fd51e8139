"""Rows of the prompter's page: signs keep its width, and mirror and flip are exact to the pixel."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from studio_tui.prompter.schedule import make_schedule
from studio_tui.ui.page_rows import PageRow, overlaid, split_cells, turned
from studio_tui.ui.prompter_page import PrompterPage
from studio_tui.ui.prompter_signs import (
    edge_rows,
    with_breath,
    with_count,
    with_focus_marks,
    with_script_marks,
)
from studio_tui.ui.raster.mosaic import MOSAICS, Mosaic, MosaicName
from tests.rigs.fake_station import SCRIPT

SCHEDULE = make_schedule(SCRIPT)
PAGES = {name: PrompterPage(SCHEDULE, 100, 30, name, 6) for name in MOSAICS}
TEXTS = st.text(st.sampled_from("аққ 日本e\u0301о\u0301"), max_size=30)


def _pixels(rows: list[PageRow], mosaic: Mosaic) -> np.ndarray:
    """The page as a bitmap, from its characters alone."""
    found = np.zeros((len(rows) * mosaic.down, len(rows[0].text) * mosaic.across), bool)
    for y, row in enumerate(rows):
        for x, glyph in enumerate(row.text):
            pattern = mosaic.glyphs.index(glyph)
            for bit in range(mosaic.across * mosaic.down):
                down, across = divmod(bit, mosaic.across)
                found[y * mosaic.down + down, x * mosaic.across + across] = pattern >> bit & 1
    return found


def _tones(rows: list[PageRow]) -> list[list[str]]:
    return [[tone for cells, tone in row.runs for _ in range(cells)] for row in rows]


@pytest.mark.parametrize("name", MOSAICS)
@settings(max_examples=15, deadline=None)
@given(position_s=st.floats(0, SCHEDULE.length_s), mirror=st.booleans(), flip=st.booleans())
def test_a_page_that_is_turned_over_is_its_exact_image(
    name: MosaicName, position_s: float, *, mirror: bool, flip: bool
):
    page, mosaic = PAGES[name], MOSAICS[name]
    rows = page.frame(position_s, 0.33)
    image = turned(rows, mosaic, mirror=mirror, flip=flip)
    wanted, tones = _pixels(rows, mosaic), _tones(rows)
    if flip:
        wanted, tones = wanted[::-1], tones[::-1]
    if mirror:
        wanted, tones = wanted[:, ::-1], [row[::-1] for row in tones]
    assert np.array_equal(_pixels(image, mosaic), wanted)
    assert _tones(image) == tones
    assert [row.in_focus for row in image] == [row.in_focus for row in (rows[::-1] if flip else rows)]
    assert wanted.any()


@pytest.mark.parametrize("name", MOSAICS)
@pytest.mark.parametrize(("mirror", "flip"), [(True, False), (False, True), (True, True)])
def test_turned_twice_it_is_the_page_again_signs_and_all(name: MosaicName, *, mirror: bool, flip: bool):
    page, mosaic = PAGES[name], MOSAICS[name]
    rows = with_script_marks(with_focus_marks(page.frame(7.0, 0.33)), [2, 9])
    rows = with_count(with_breath(rows, page.focus_rows(0.33), 0.55), "3", page.focus_rows(0.33))
    once = turned(rows, mosaic, mirror=mirror, flip=flip)
    assert once != rows
    assert turned(once, mosaic, mirror=mirror, flip=flip) == rows


def test_arrows_point_inwards_in_a_glass_too():
    rows = with_focus_marks(PAGES["quadrant"].frame(7.0, 0.33))
    (row,) = [row for row in turned(rows, MOSAICS["quadrant"], mirror=True, flip=True) if "▶" in row.text]
    assert row.text.index("▶") < row.text.index("◀")


@given(TEXTS, st.integers(0, 40))
def test_a_cut_keeps_the_width(text: str, cells: int):
    cells = min(cells, cell_len(text))
    left, right = split_cells(text, cells)
    assert cell_len(left) == cells
    assert cell_len(left) + cell_len(right) == cell_len(text)


@given(TEXTS, TEXTS, st.integers(0, 20), st.integers(0, 6))
def test_a_sign_over_a_row_keeps_its_width(one: str, two: str, x: int, length: int):
    row = PageRow(((one, "now"), (two, "cue"), (" " * 30, "next")), in_focus=True)
    laid = overlaid(row, x, "◆" * length, "mark")
    assert cell_len(laid.text) == cell_len(row.text)
    assert laid.in_focus
    left, rest = split_cells(laid.text, x)
    assert rest.startswith("◆" * length)
    assert cell_len(left) == x


def test_a_stress_mark_stays_with_its_letter():
    row = PageRow((("замо\u0301к и дорога", "now"), (" " * 10, "next")))
    assert split_cells(row.text, 4) == ("замо\u0301", "к и дорога          ")


@pytest.mark.parametrize("left", [1.0, 0.7, 0.26, 0.02])
def test_a_breath_runs_out_from_the_top(left: float):
    page = PAGES["quadrant"]
    band = page.focus_rows(0.33)
    rows = with_breath(page.frame(7.0, 0.33), band, left)
    filled = [0.5 * (2 if row.text[1] == "█" else row.text[1] == "▄") for row in rows]
    assert abs(sum(filled) - left * len(band)) <= 0.5
    assert filled == sorted(filled[: band.stop]) + [0] * (30 - band.stop)
    assert [row.text[1] for row in rows] == [row.text[-2] for row in rows]


@pytest.mark.parametrize("size", [(40, 18), (80, 20), (200, 56)])
@pytest.mark.parametrize("focus", [0.1, 0.33, 0.9])
def test_the_count_in_is_big_and_leaves_the_first_line_alone(size: tuple[int, int], focus: float):
    page = PrompterPage(SCHEDULE, *size, "quadrant", 6)
    before = page.frame(0.0, focus)
    rows = with_count(before, "3", page.focus_rows(focus))
    counted = [y for y, row in enumerate(rows) if any(tone == "count" for _, tone in row.runs)]
    assert len(counted) >= 3
    assert [sum(cells for cells, _ in row.runs) for row in rows] == [size[0]] * len(rows)
    if size[1] >= 20:
        assert all(row == before[y] for y, row in enumerate(rows) if row.in_focus)


@pytest.mark.parametrize("name", MOSAICS)
def test_texts_at_the_edge_are_capitals_of_four_rows(name: MosaicName):
    rows = edge_rows(["2/5", "Қорытынды"], "edge", 120, MOSAICS[name])
    assert len(rows) == 4
    assert all(len(row.text) == 120 for row in rows)
    assert rows == edge_rows(["2/5", "ҚОРЫТЫНДЫ"], "edge", 120, MOSAICS[name])
    assert rows == edge_rows(["2/5", "Қорытынды", "бұл сөйлем бұл жерге сыймайды"], "edge", 120, MOSAICS[name])
    assert rows != edge_rows(["2/5"], "edge", 120, MOSAICS[name])
