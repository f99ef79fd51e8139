"""Words and figures several rows high, for the state that must be seen from across the room."""

from __future__ import annotations

import math
from functools import lru_cache

from studio_tui.ui.raster.letters import LetterSetter
from studio_tui.ui.raster.mosaic import MOSAICS, mosaic_rows

_FIGURES = "0123456789:"


_WITH_TAIL_OR_BREVE = frozenset("ҚҢЦЩЙЁ")


@lru_cache(maxsize=8)
def _setter(height_rows: int) -> LetterSetter:
    return LetterSetter.for_figures(MOSAICS["quadrant"], height_rows)


@lru_cache(maxsize=8)
def _setter_with_room(height_rows: int) -> LetterSetter:
    """One pixel lower, and one above the baseline's end: Қ keeps its tail, Й its breve."""
    height_px = height_rows * MOSAICS["quadrant"].down
    return LetterSetter(MOSAICS["quadrant"], height_rows, height_px - 2, height_px - 1)


@lru_cache(maxsize=64)
def big_word(text: str, height_rows: int) -> tuple[str, ...]:
    """A word in capitals, ``height_rows`` high; all rows are equally wide."""
    setter = _setter_with_room(height_rows) if _WITH_TAIL_OR_BREVE & set(text) else _setter(height_rows)
    width = math.ceil(setter.width_cells(text))
    return tuple(mosaic_rows(setter.set_line(text, width), setter.mosaic))


@lru_cache(maxsize=256)
def _figure(character: str, height_rows: int) -> tuple[str, ...]:
    setter = _setter(height_rows)
    # All figures get the widest one's room, so that a running clock does not tremble.
    width = math.ceil(setter.width_cells("0" if character != ":" else ":")) + 1
    slack = width - setter.width_cells(character)
    return tuple(mosaic_rows(setter.set_line(character, width, round(slack)), setter.mosaic))


def big_figures(text: str, height_rows: int) -> tuple[str, ...]:
    """Figures and colons in fixed places, ``height_rows`` high."""
    known = [_figure(character, height_rows) for character in text if character in _FIGURES]
    return tuple("".join(figure[y] for figure in known) for y in range(height_rows))
