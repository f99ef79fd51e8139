"""Lines of the prompter painted in pixels, with smooth edges, for terminals that show pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from studio_tui.ui.raster.kitty import Rgb
from studio_tui.ui.raster.typeface import CAPITAL_SHARE, LINE_BASELINE_SHARE, LINE_CAPITAL_SHARE, Typeface
from studio_tui.ui.terminal_probe import CellSize

_FIGURE_SHARE = 0.8

Run = tuple[str, int]
"""A piece of text and its colour, 0xRRGGBB."""


class LinePainter:
    """Paints lines of text at one height for one size of cell."""

    def __init__(self, cell: CellSize, height_rows: int) -> None:
        self.cell = cell
        self.height_px = height_rows * cell.height_px
        size_px = max(6, round(self.height_px * LINE_CAPITAL_SHARE / CAPITAL_SHARE))
        self._baseline_px = round(self.height_px * LINE_BASELINE_SHARE)
        self._type = Typeface(size_px)

    def width_cells(self, text: str) -> float:
        """How wide a text comes out, in terminal cells."""
        return self._type.length_px(text) / self.cell.width_px

    def paint(self, runs: Sequence[Run], columns: int, ground: int) -> Rgb:
        """A line as an opaque picture, so many columns wide.

        Args:
            runs: from left to right, one space between them.
            columns: width of the picture in cells; what does not fit is cut.
            ground: colour behind the letters, 0xRRGGBB.
        """
        picture = Image.new("RGB", (columns * self.cell.width_px, self.height_px), _rgb(ground))
        draw = ImageDraw.Draw(picture)
        said = ""
        for text, ink in runs:
            # Measured from the line's beginning each time, so that rounding does not add up.
            self._type.draw(draw, self._type.length_px(said), self._baseline_px, text, _rgb(ink))
            said += f"{text} "
        return np.asarray(picture)

    def paint_figure(self, text: str, columns: int, rows: int, ink: int) -> Rgb:
        """A figure in the middle of black ground of so many cells, as high as leaves some ground around it."""
        width_px, height_px = columns * self.cell.width_px, rows * self.cell.height_px
        picture = Image.new("RGB", (width_px, height_px))
        capital_px = height_px * _FIGURE_SHARE
        big = Typeface(round(capital_px / CAPITAL_SHARE))
        left_px = (width_px - big.length_px(text)) / 2
        big.draw(ImageDraw.Draw(picture), left_px, (height_px + capital_px) / 2, text, _rgb(ink))
        return np.asarray(picture)


def _rgb(colour: int) -> tuple[int, int, int]:
    return colour >> 16, colour >> 8 & 255, colour & 255
