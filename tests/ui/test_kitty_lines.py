"""The lines of the page as pictures: the terminal shows just what the page says, frame after frame."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio_tui.prompter.schedule import make_schedule
from studio_tui.ui.kitty_lines import Figure, KittyLines, Name, Window, figure_on
from studio_tui.ui.page_rows import PageRow
from studio_tui.ui.prompter_page import PictureLine, PrompterPage
from studio_tui.ui.raster.kitty import Rgb
from studio_tui.ui.raster.painter import LinePainter
from studio_tui.ui.terminal_probe import CellSize
from tests.rigs.fake_station import SCRIPT
from tests.rigs.kitty_terminal import KittyTerminal

CELL = CellSize(9, 18)
SCHEDULE = make_schedule(SCRIPT)
COLUMNS, ROWS, FOCUS = 120, 36, 0.33


def paint(name: Name) -> Rgb:
    line, _ = name
    picture = np.zeros((6 * CELL.height_px, 40, 3), np.uint8)
    picture[:3, :, 0] = line + 1  # the top can be told from the bottom
    return picture


def paint_figure(figure: Figure) -> Rgb:
    return np.full((figure.rows * CELL.height_px, figure.columns * CELL.width_px, 3), ord(figure.text), np.uint8)


class Screen:
    """A terminal and what the widget does: rows whose key has changed are written."""

    def __init__(self, *, mirror: bool = False, flip: bool = False) -> None:
        self.page = PrompterPage(SCHEDULE, COLUMNS, ROWS, "kitty", 6, CELL)
        window = Window(ROWS, CELL.height_px, 3, mirror, flip)
        self.lines = KittyLines(window, self.page.line_px, paint, paint_figure)
        self.terminal = KittyTerminal()
        self._keys: list[Hashable] = [None] * ROWS
        self.bytes = 0

    def show(self, position_s: float, figure: Figure | None = None) -> list[PictureLine]:
        lines = self.page.picture_lines(position_s, FOCUS)
        keys = self.lines.place(lines, figure)
        for row in (row for row in range(ROWS) if keys[row] != self._keys[row]):
            self.write(row)
        self._keys = keys
        return lines

    def write(self, row: int) -> None:
        said = f"\x1b[{row + 1};1H{self.lines.escapes(row)}" + " " * COLUMNS
        self.bytes += len(said)
        self.terminal.write(said)

    def tops_px(self) -> list[int]:
        """Tops of the pictures that are shown, from the window's; what is shown of them must be in the window."""
        tops = []
        for shown in self.terminal.shown.values():
            from_px = shown.row * CELL.height_px + shown.down_px
            assert from_px >= 0
            assert from_px + shown.crop.height_px <= ROWS * CELL.height_px
            assert shown.down_px < CELL.height_px
            tops.append(from_px - shown.crop.top_px)
        return sorted(tops)


def expected_tops_px(lines: list[PictureLine], line_px: int, *, flip: bool = False) -> list[int]:
    height_px = ROWS * CELL.height_px
    tops = [height_px - line.top_px - line_px if flip else line.top_px for line in lines]
    return sorted(top for top in tops if -line_px < top < height_px)


@pytest.mark.parametrize("flip", [False, True])
def test_every_frame_of_the_script_stands_where_the_page_says(flip: bool):  # noqa: FBT001 - parametrised
    screen = Screen(flip=flip)
    for position_s in np.arange(0.0, SCHEDULE.length_s, 0.05):
        lines = screen.show(float(position_s))
        assert screen.tops_px() == expected_tops_px(lines, screen.page.line_px, flip=flip)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, SCHEDULE.length_s), min_size=1, max_size=12), st.booleans())
def test_jumps_leave_nothing_behind(moments: list[float], flip: bool):  # noqa: FBT001
    screen = Screen(flip=flip)
    for moment in moments:
        lines = screen.show(moment)
        assert screen.tops_px() == expected_tops_px(lines, screen.page.line_px, flip=flip)
    assert len(screen.terminal.pictures) == len(screen.terminal.shown), "what is not shown is forgotten"


def test_a_line_is_sent_once_for_each_way_it_is_shown():
    screen = Screen()
    for position_s in np.arange(0.0, SCHEDULE.length_s, 1 / 30):
        screen.show(float(position_s))
    frames = SCHEDULE.length_s * 30
    assert screen.bytes / frames < 4_000, "a frame is some hundred bytes, not a picture"


def test_a_row_that_is_written_once_more_says_where_things_are_now():
    screen = Screen()
    for position_s in (0.0, 3.0, 6.0):
        lines = screen.show(position_s)
    for row in range(ROWS):
        screen.write(row)
    assert screen.tops_px() == expected_tops_px(lines, screen.page.line_px)


def test_a_picture_is_turned_over():
    plain, turned = Screen(), Screen(mirror=True, flip=True)
    for screen in (plain, turned):
        screen.show(0.0)
    as_read = {picture[::-1, ::-1].tobytes() for picture in plain.terminal.pictures.values()}
    in_glass = {picture.tobytes() for picture in turned.terminal.pictures.values()}
    assert len(as_read & in_glass) >= 3, "those that both windows have room for"


def test_after_a_goodbye_everything_is_sent_anew():
    screen = Screen()
    screen.show(3.0)
    screen.terminal.write(screen.lines.goodbye())
    assert (screen.terminal.pictures, screen.terminal.shown) == ({}, {})
    for row in range(ROWS):
        screen.write(row)
    assert screen.tops_px() == expected_tops_px(screen.page.picture_lines(3.0, FOCUS), screen.page.line_px)


def test_a_figure_comes_changes_and_goes():
    screen = Screen()
    box = partial(Figure, row=14, column=50, rows=10, columns=16)
    seen = []
    for text in ("3", "2", "1"):
        screen.show(0.0, box(text))
        number = max(screen.terminal.shown, key=lambda number: screen.terminal.shown[number].level)
        shown = screen.terminal.shown[number]
        assert (shown.row, shown.column) == (14, 50)
        seen.append(chr(screen.terminal.pictures[number][0, 0, 0]))
    assert seen == ["3", "2", "1"]
    lines = screen.show(0.1)
    assert screen.tops_px() == expected_tops_px(lines, screen.page.line_px)


def test_where_a_figure_is():
    empty = PageRow((("     ", "next"),))
    with_figure = PageRow((("  ", "next"), ("█", "count"), ("  ", "next")))
    rows = [empty, empty, with_figure, with_figure, empty]
    assert figure_on(rows, "3", 1) == Figure("3", row=1, column=2, rows=2, columns=1)
    assert figure_on(rows, "", 0) is None
    assert figure_on([empty], "3", 0) is None


def test_letters_have_smooth_edges_and_lines_their_width():
    painter = LinePainter(CELL, 6)
    picture = painter.paint(
        [("Жасуша", 0xFFFFFF), ("[слайд 1]", 0xE6A93C), ("қабы\u0301ғы", 0xFFFFFF)], 114, 0x141B26
    )
    assert picture.shape == (6 * CELL.height_px, 114 * CELL.width_px, 3)
    greys = np.unique(picture[:, : round(painter.width_cells("Жасуша") * CELL.width_px), 0])
    assert len(greys) > 50
    assert tuple(picture[0, 0]) == (0x14, 0x1B, 0x26)
    assert (picture == np.array([0xE6, 0xA9, 0x3C])).all(axis=2).any(), "the cue has its colour"
    ink = np.flatnonzero((picture != picture[0, 0]).any(axis=(0, 2)))
    assert ink[-1] < painter.width_cells("Жасуша [слайд 1] қабығы") * CELL.width_px + CELL.width_px


def test_a_page_for_pictures_measures_as_they_are_painted():
    page = PrompterPage(SCHEDULE, COLUMNS, ROWS, "kitty", 6, CELL)
    painter = LinePainter(CELL, 6)
    assert all(painter.width_cells(line.text) <= COLUMNS - 6 for line in page.layout.lines)
    assert "".join(line.text.replace(" ", "") for line in page.layout.lines) == "".join(
        word.text.replace(" ", "") for word in SCHEDULE.words
    )


def test_without_such_a_terminal_letters_are_of_blocks():
    page = PrompterPage(SCHEDULE, COLUMNS, ROWS, "kitty", 6, None)
    assert page.painter is None
    assert any("█" in row.text for row in page.frame(1.0, FOCUS))
