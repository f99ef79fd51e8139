"""Bitmaps to rows of block characters: each cell shows 1 × 2, 2 × 2 or 2 × 3 pixels.

Half blocks and quadrants are right in every terminal tried; sextants (Unicode 13) are misaligned in xterm and
alacritty, so they are for those who ask for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

MosaicName = Literal["half", "quadrant", "sextant"]
Bitmap = NDArray[np.bool_]


@dataclass(frozen=True)
class Mosaic:
    """A family of block characters.

    Attributes:
        across: pixels in a cell's width.
        down: pixels in a cell's height.
        glyphs: character of each pattern; bit ``y * across + x`` of the index is the pixel at (x, y).
    """

    across: int
    down: int
    glyphs: str

    @property
    def pixel_aspect(self) -> float:
        """Width of a pixel ÷ its height, in a terminal whose cells are twice as high as wide."""
        return self.down / (2 * self.across)


def _sextant_glyphs() -> str:
    """The block at U+1FB00 leaves out the four patterns that older characters already have."""
    elsewhere = {0b000000: " ", 0b010101: "▌", 0b101010: "▐", 0b111111: "█"}
    code_points = iter(range(0x1FB00, 0x1FB3C))
    return "".join(elsewhere.get(pattern) or chr(next(code_points)) for pattern in range(64))


MOSAICS: dict[MosaicName, Mosaic] = {
    "half": Mosaic(1, 2, " ▀▄█"),
    "quadrant": Mosaic(2, 2, " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"),
    "sextant": Mosaic(2, 3, _sextant_glyphs()),
}


def mosaic_rows(bitmap: Bitmap, mosaic: Mosaic) -> list[str]:
    """Rows of text that show a bitmap.

    Args:
        bitmap: shape (rows × ``mosaic.down``, columns × ``mosaic.across``); True is ink.
        mosaic: which characters to use.

    Raises:
        ValueError: the bitmap does not divide into cells.
    """
    height, width = bitmap.shape
    if height % mosaic.down or width % mosaic.across:
        raise ValueError(f"{width} × {height} pixels are no whole number of cells")
    patterns = np.zeros((height // mosaic.down, width // mosaic.across), np.uint8)
    for y in range(mosaic.down):
        for x in range(mosaic.across):
            patterns |= bitmap[y :: mosaic.down, x :: mosaic.across].astype(np.uint8) << (y * mosaic.across + x)
    code_points = np.array([ord(glyph) for glyph in mosaic.glyphs], "<u4")[patterns]
    return [row.tobytes().decode("utf-32-le") for row in code_points]


def mirrored(bitmap: Bitmap) -> Bitmap:
    """The bitmap turned over left to right, for a beam-splitter glass."""
    return bitmap[:, ::-1]
