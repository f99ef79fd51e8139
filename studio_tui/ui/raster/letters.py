"""Big letters: text set in the bundled type, as bitmaps for block characters."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

from studio_tui.ui.raster.mosaic import Bitmap, Mosaic
from studio_tui.ui.raster.typeface import CAPITAL_SHARE, LINE_BASELINE_SHARE, LINE_CAPITAL_SHARE, Typeface

_OVERSAMPLING = 8  # fewer and hinting closes the gap under the dot of і
_INK = 130  # of 255; less closes the gap under the dot of і, more eats the tails of қ and ң


class LetterSetter:
    """Sets lines of text at one height, in pixels of one mosaic. Capitals and baseline sit on whole pixels."""

    def __init__(self, mosaic: Mosaic, height_rows: int, capital_px: int, baseline_px: int) -> None:
        """Load the font; `for_lines` and `for_figures` choose the measures.

        Args:
            mosaic: block characters the bitmaps are for.
            height_rows: height of a line in terminal rows.
            capital_px: height of a capital in pixels of the mosaic.
            baseline_px: where letters stand, from the top of the line.
        """
        self.mosaic = mosaic
        self.height_px = height_rows * mosaic.down
        self._baseline_px = baseline_px
        size = max(4, round(capital_px * _OVERSAMPLING / CAPITAL_SHARE))
        self._type = Typeface(size)
        self._set = lru_cache(maxsize=96)(self._set_uncached)

    @classmethod
    def for_lines(cls, mosaic: Mosaic, height_rows: int) -> LetterSetter:
        """Running text: the line's height holds accents, tails and some air."""
        height_px = height_rows * mosaic.down
        return cls(
            mosaic,
            height_rows,
            max(3, round(height_px * LINE_CAPITAL_SHARE)),
            round(height_px * LINE_BASELINE_SHARE),
        )

    @classmethod
    def for_figures(cls, mosaic: Mosaic, height_rows: int) -> LetterSetter:
        """Figures and capitals that fill the line's whole height."""
        height_px = height_rows * mosaic.down
        return cls(mosaic, height_rows, height_px, height_px)

    def width_cells(self, text: str) -> float:
        """How wide a text comes out, in terminal cells."""
        mosaic = self.mosaic
        fine_px_per_cell = _OVERSAMPLING * mosaic.across * mosaic.pixel_aspect
        return self._type.length_px(text) / fine_px_per_cell

    def set_line(self, text: str, width_cells: int, left_cells: float = 0.0) -> Bitmap:
        """One line of text, shape (``height_px``, width_cells × ``mosaic.across``); what does not fit is cut."""
        return self._set(text, width_cells, left_cells)

    def _set_uncached(self, text: str, width_cells: int, left_cells: float) -> Bitmap:
        mosaic = self.mosaic
        fine_px_per_cell = _OVERSAMPLING * mosaic.across * mosaic.pixel_aspect
        fine_size = (max(1, round(width_cells * fine_px_per_cell)), self.height_px * _OVERSAMPLING)
        canvas = Image.new("L", fine_size)
        baseline = self._baseline_px * _OVERSAMPLING
        self._type.draw(ImageDraw.Draw(canvas), left_cells * fine_px_per_cell, baseline, text, 255)
        size = (width_cells * mosaic.across, self.height_px)
        bitmap: Bitmap = np.asarray(canvas.resize(size, Image.Resampling.BOX)) > _INK
        return bitmap
