"""Big letters: text set in a bundled TrueType font, as bitmaps for block characters.

The font is DejaVu Sans Bold, which has every letter of Kazakh, Russian and English; its licence lies beside it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from studio_tui.ui.raster.mosaic import Bitmap, Mosaic

FONT_FILE = Path(__file__).parent / "fonts" / "DejaVuSans-Bold.ttf"

_OVERSAMPLING = 8  # fewer and hinting closes the gap under the dot of і
_INK = 130  # of 255; less closes the gap under the dot of і, more eats the tails of қ and ң
_CAPITAL_SHARE = 0.729  # height of a capital ÷ size of the type, for this font
_LINE_CAPITAL_SHARE = 0.56  # height of a capital ÷ height of a line: room for the breve of Й and the tail of Қ
_LINE_BASELINE_SHARE = 0.76
_LOW_LETTER = "о"


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
        size = max(4, round(capital_px * _OVERSAMPLING / _CAPITAL_SHARE))
        self._font = ImageFont.truetype(str(FONT_FILE), size, layout_engine=ImageFont.Layout.BASIC)
        self._set = lru_cache(maxsize=96)(self._set_uncached)

    @classmethod
    def for_lines(cls, mosaic: Mosaic, height_rows: int) -> LetterSetter:
        """Running text: the line's height holds accents, tails and some air."""
        height_px = height_rows * mosaic.down
        return cls(
            mosaic,
            height_rows,
            max(3, round(height_px * _LINE_CAPITAL_SHARE)),
            round(height_px * _LINE_BASELINE_SHARE),
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
        return self._font.getlength(_split_marks(text)[0]) / fine_px_per_cell

    def set_line(self, text: str, width_cells: int, left_cells: float = 0.0) -> Bitmap:
        """One line of text, shape (``height_px``, width_cells × ``mosaic.across``); what does not fit is cut."""
        return self._set(text, width_cells, left_cells)

    def _set_uncached(self, text: str, width_cells: int, left_cells: float) -> Bitmap:
        mosaic = self.mosaic
        fine_px_per_cell = _OVERSAMPLING * mosaic.across * mosaic.pixel_aspect
        fine_size = (max(1, round(width_cells * fine_px_per_cell)), self.height_px * _OVERSAMPLING)
        canvas = Image.new("L", fine_size)
        baseline = self._baseline_px * _OVERSAMPLING
        draw, left_px = ImageDraw.Draw(canvas), left_cells * fine_px_per_cell
        letters, marks = _split_marks(text)
        draw.text((left_px, baseline), letters, 255, self._font, "ls")
        for at, mark in marks:
            x_px, y_px = self._mark_px(letters, at, mark)
            draw.text((left_px + x_px, baseline + y_px), mark, 255, self._font, "ls")
        size = (width_cells * mosaic.across, self.height_px)
        bitmap: Bitmap = np.asarray(canvas.resize(size, Image.Resampling.BOX)) > _INK
        return bitmap

    def _mark_px(self, letters: str, at: int, mark: str) -> tuple[float, float]:
        """Where a mark is drawn: its ink over the middle of the letter at ``at``, above a capital if it is one."""
        letter_left, letter_top, letter_right, _ = self._font.getbbox(letters[at], anchor="ls")
        mark_left, _, mark_right, _ = self._font.getbbox(mark, anchor="ls")
        low_top = self._font.getbbox(_LOW_LETTER, anchor="ls")[1]  # the font draws its marks for letters so high
        middle = (letter_left + letter_right - mark_left - mark_right) / 2
        left = self._font.getlength(letters[: at + 1]) - self._font.getlength(letters[at])
        return left + middle, min(0.0, letter_top - low_top)


def _split_marks(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The letters of a text, and the marks that have no letter of their own with the place of theirs (о́)."""
    composed = unicodedata.normalize("NFC", text)
    if not any(map(unicodedata.combining, composed)):
        return composed, []
    return _letters_of(composed), list(_marks_of(composed))


def _letters_of(text: str) -> str:
    return "".join(character for character in text if not unicodedata.combining(character))


def _marks_of(text: str) -> Iterator[tuple[int, str]]:
    letters = 0
    for character in text:
        if not unicodedata.combining(character):
            letters += 1
        elif letters:
            yield letters - 1, character
