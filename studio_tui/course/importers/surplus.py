"""Rows with more cells than their heading: a separator inside a cell that nobody put in quotes or escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec


class RawHeading(msgspec.Struct, frozen=True, kw_only=True):
    """The heading of a table as its file writes it.

    Attributes:
        cells: how many it has, without empty ones at its end.
        places: how many it has with those.
        edges: whether a space stands before and behind each separator of it.
    """

    cells: int
    places: int
    edges: frozenset[tuple[bool, bool]]

    @classmethod
    def of(cls, cells: Sequence[str]) -> RawHeading:
        """What is to be known of a heading, cells as they stand between the separators."""
        filled = without_empty_end(cells)
        return cls(cells=len(filled), places=len(cells), edges=frozenset(_edges(filled)))


def without_empty_end(cells: Sequence[str]) -> list[str]:
    """Cells without those at the end that nothing is in."""
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def put_together(cells: Sequence[str], heading: RawHeading, script: int, separator: str) -> list[str] | None:
    """A row with as many cells as its heading; None where it has no more, or room for them under no heading.

    A separator that is spaced otherwise than the heading's belongs to the text ("Білім, ғылым"). Where those don't
    make the row fit, whatever is too much belongs to the script, whose cells are the longest.

    Args:
        cells: the row's, as they stand between the separators.
        heading: of its table.
        script: which column is read out.
        separator: what stands between cells.
    """
    filled = without_empty_end(cells)
    surplus = len(filled) - heading.cells
    if surplus <= 0 or len(cells) <= heading.places:
        return None
    joined = without_empty_end(_by_edges(cells, heading, separator))
    if len(joined) == heading.cells:
        return joined
    return [
        *filled[:script],
        separator.join(filled[script : script + surplus + 1]),
        *filled[script + surplus + 1 :],
    ]


def _edges(cells: Sequence[str]) -> Iterable[tuple[bool, bool]]:
    return ((before[-1:] == " ", after[:1] == " ") for before, after in pairwise(cells))


def _by_edges(cells: Sequence[str], heading: RawHeading, separator: str) -> list[str]:
    joined = [cells[0]]
    for edge, cell in zip(_edges(cells), cells[1:], strict=True):
        if edge in heading.edges:
            joined.append(cell)
        else:
            joined[-1] += separator + cell
    return joined
