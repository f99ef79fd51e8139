"""RGB pictures to rows of half blocks: two pixels a cell, the upper as foreground, the lower as background."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from rich.segment import Segment
from rich.style import Style

from studio_tui.ui.raster.faststrip import ANSI_RESET, ansi_colour

RgbImage = NDArray[np.uint8]

_KEPT_BITS = (
    0xF8  # 5 bits a colour: camera noise no longer redraws cells, and the eye sees no difference at this size
)


@dataclass(frozen=True)
class PictureRow:
    """One row of cells: runs of (cells, upper colour, lower colour), colours as 0xRRGGBB."""

    runs: tuple[tuple[int, int, int], ...]

    def ansi(self) -> str:
        """The row as ANSI text."""
        return (
            "".join(f"{ansi_colour(upper, lower)}{'▀' * cells}" for cells, upper, lower in self.runs) + ANSI_RESET
        )

    def segments(self) -> list[Segment]:
        """The row as Rich segments."""
        return [
            Segment("▀" * cells, Style.parse(f"#{upper:06x} on #{lower:06x}")) for cells, upper, lower in self.runs
        ]


def fitted(rgb: RgbImage, columns: int, rows: int) -> RgbImage:
    """A picture averaged down (or spread up) to ``columns`` × 2·``rows`` pixels, colours thinned to 5 bits.

    Args:
        rgb: shape (height, width, 3).
        columns: cells across.
        rows: cells down.
    """
    scaled = Image.fromarray(rgb).resize((columns, rows * 2), Image.Resampling.BOX)
    thinned: RgbImage = np.asarray(scaled) & np.uint8(_KEPT_BITS)
    return thinned


def picture_rows(rgb: RgbImage) -> list[PictureRow]:
    """Rows of half blocks for a picture of an even height.

    Args:
        rgb: shape (2 × rows, columns, 3).
    """
    wide = rgb.astype(np.uint32)
    colours = wide[..., 0] << 16 | wide[..., 1] << 8 | wide[..., 2]
    return [_row(upper, lower) for upper, lower in zip(colours[::2], colours[1::2], strict=True)]


def _row(upper: NDArray[np.uint32], lower: NDArray[np.uint32]) -> PictureRow:
    changes = np.flatnonzero((np.diff(upper) != 0) | (np.diff(lower) != 0)) + 1
    starts = [0, *changes.tolist()]
    ends = [*starts[1:], len(upper)]
    return PictureRow(
        tuple((end - start, int(upper[start]), int(lower[start])) for start, end in zip(starts, ends, strict=True))
    )


def box_of(columns: int, rows: int, width_px: int, height_px: int) -> tuple[int, int]:
    """The largest (columns, rows) of a picture's shape inside a box, in cells twice as high as wide."""
    if not width_px or not height_px or columns < 1 or rows < 1:
        return 0, 0
    shape = width_px / height_px
    fitting_rows = min(rows, round(columns / shape / 2))
    return min(columns, round(fitting_rows * 2 * shape)), max(1, fitting_rows)
