"""Signs on the prompter's page: focus marks, marks of the script, a breath that runs out, the count-in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from studio_tui.ui.page_rows import PageRow, Tone, overlaid
from studio_tui.ui.raster.letters import LetterSetter
from studio_tui.ui.raster.mosaic import MOSAICS, Mosaic, mosaic_rows

MARGIN_CELLS = 3
"""Free columns at both edges of the page; the signs stand there."""

_FOCUS_MARKS = ("▶", "◀")
_SCRIPT_MARK = "◆"
_LEAST_COUNT_ROWS, _MOST_COUNT_ROWS = 3, 16
_COUNT_SHARE = 0.3
_CLEAR_CELLS = 3

EDGE_ROWS = 4
"""Height of a text made by `edge_rows`."""

_EDGE_GAP = "   "
_EDGE_CAPITAL_ROWS, _EDGE_BASELINE_ROWS = 3.0, 3.5  # room for the breve of Й and the tail of Қ


def with_focus_marks(rows: Sequence[PageRow]) -> list[PageRow]:
    """Arrows beside the middle of the line being read."""
    found = list(rows)
    in_focus = [y for y, row in enumerate(rows) if row.in_focus]
    if in_focus:
        y = in_focus[len(in_focus) // 2]
        found[y] = _in_margins(found[y], _FOCUS_MARKS, "mark")
    return found


def with_script_marks(rows: Sequence[PageRow], at: Sequence[int]) -> list[PageRow]:
    """A diamond at the left edge of each row that is named."""
    found = list(rows)
    for y in at:
        if 0 <= y < len(found):
            found[y] = overlaid(found[y], 0, _SCRIPT_MARK, "mark")
    return found


def with_breath(rows: Sequence[PageRow], band: range, left: float) -> list[PageRow]:
    """Calm bars in both margins beside the focus, which sink as the breath runs out.

    Args:
        rows: the page.
        band: rows of the focus.
        left: share of the breath that is left, 0 to 1.
    """
    found = list(rows)
    halves = math.ceil(left * len(band) * 2)
    for place, y in enumerate(reversed(band)):
        filled = min(max(halves - 2 * place, 0), 2)
        if filled:
            glyph = "█" if filled == 2 else "▄"
            found[y] = _in_margins(found[y], (glyph, glyph), "breath")
    return found


def with_count(rows: Sequence[PageRow], figure: str, band: range) -> list[PageRow]:
    """A big figure at the right below the focus, where lines mostly leave room, with clear ground around it."""
    found = list(rows)
    height = min(max(_LEAST_COUNT_ROWS, round(len(rows) * _COUNT_SHARE)), _MOST_COUNT_ROWS)
    below = len(rows) - band.stop
    top = band.stop + max(0, (below - height) // 2) if below >= height else max(0, band.start - height - 1)
    setter = LetterSetter.for_figures(MOSAICS["quadrant"], height)
    width = math.ceil(setter.width_cells(figure))
    drawn = mosaic_rows(setter.set_line(figure, width), setter.mosaic)
    columns = sum(cells for cells, _ in rows[0].runs) if rows else 0
    x = columns - MARGIN_CELLS - width
    if x < _CLEAR_CELLS:
        return found
    blank = " " * (width + 2 * _CLEAR_CELLS)
    for y in range(top - 1, top + height + 1):
        if 0 <= y < len(found):
            inside = drawn[y - top] if top <= y < top + height else " " * width
            margin = blank[:_CLEAR_CELLS]
            found[y] = overlaid(found[y], x - _CLEAR_CELLS, f"{margin}{inside}{margin}", "count")
    return found


def edge_rows(facts: Sequence[str], tone: Tone, columns: int, mosaic: Mosaic) -> list[PageRow]:
    """As many facts as fit, in small capitals, `EDGE_ROWS` high: for what must be read in a glass.

    The first fact is there in any case, cut if need be; one that does not fit is left out.
    """
    setter = edge_setter(mosaic)
    text = ""
    for fact in facts:
        longer = f"{text}{_EDGE_GAP}{fact}".upper() if text else fact.upper()
        if not text or setter.width_cells(longer) <= columns - 2 * MARGIN_CELLS:
            text = longer
    bitmap = setter.set_line(text, columns, MARGIN_CELLS)
    return [PageRow(((row, tone),)) for row in mosaic_rows(bitmap, mosaic)]


@lru_cache(maxsize=4)
def edge_setter(mosaic: Mosaic) -> LetterSetter:
    """Sets the small capitals of `edge_rows`."""
    down = mosaic.down
    return LetterSetter(mosaic, EDGE_ROWS, round(_EDGE_CAPITAL_ROWS * down), round(_EDGE_BASELINE_ROWS * down))


def _in_margins(row: PageRow, signs: tuple[str, str], tone: Tone) -> PageRow:
    """The row with a sign in the middle of each margin; what stands at the outer edge stays."""
    columns = sum(cells for cells, _ in row.runs)
    if columns < 2 * MARGIN_CELLS:
        return row
    middle = MARGIN_CELLS // 2
    return overlaid(overlaid(row, middle, signs[0], tone), columns - 1 - middle, signs[1], tone)
