"""Bars of block characters with an eighth of a cell's resolution, a track, coloured zones and marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from studio_tui.ui.widgets.rows import Ink, Part, Row

_EIGHTHS = " ▏▎▍▌▋▊▉█"


def zoned_bar(
    share: float, width: int, zones: Sequence[tuple[float, Ink]], marks: Mapping[int, tuple[str, Ink]] | None = None
) -> Row:
    """A horizontal bar.

    Args:
        share: how much is filled, 0 to 1.
        width: cells.
        zones: (where it begins, 0 to 1; its ink), ascending; the first begins at 0.
        marks: cell to (glyph, ink), drawn over the bar.
    """
    whole, rest = divmod(round(min(max(share, 0.0), 1.0) * width * 8), 8)
    text = ("█" * whole + _EIGHTHS[rest]).ljust(width)[:width]
    places = sorted(x for x in marks or {} if 0 <= x < width)
    ends = [*(round(begin * width) for begin, _ in zones[1:]), width]
    row: list[Part] = []
    x = 0
    for (_, ink), end in zip(zones, ends, strict=True):
        while marks and places and places[0] < end:
            place = places.pop(0)
            if place > x:
                row.append(Part(text[x:place], ink))
            row.append(Part(*marks[place]))
            x = place + 1
        if end > x:
            row.append(Part(text[x:end], ink))
            x = end
    return tuple(row)


def thin_bar(share: float, width: int) -> Row:
    """How far something is, as a quiet line."""
    filled = round(min(max(share, 0.0), 1.0) * width)
    return Part("━" * filled, "low"), Part("─" * (width - filled), "past")


def merged(cells: Sequence[Part]) -> Row:
    """Neighbours of the same ink as one part: fewer escape sequences."""
    runs: list[Part] = []
    for cell in cells:
        if runs and runs[-1].ink == cell.ink:
            runs[-1] = Part(runs[-1].text + cell.text, cell.ink)
        else:
            runs.append(cell)
    return tuple(runs)
