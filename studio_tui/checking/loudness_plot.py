"""Loudness over time as lines of text."""

from __future__ import annotations

from collections.abc import Sequence

from studio_tui.columns import column_rows

_STEP_LU = 3
"""Loudness that one row stands for."""
_BOTTOM_LUFS, _TOP_LUFS = -41, -5
_FEWEST_ROWS = 5
_LABEL_CELLS = 6
_TICK_CELLS = 12


def loudness_plot(short_term_lufs: Sequence[float | None], width: int) -> list[str]:
    """Columns of the highest loudness in each stretch of time, over a scale in LUFS and a clock.

    Args:
        short_term_lufs: loudness once a second; None where there is none.
        width: cells that a line may take, at least 20.

    Returns:
        No lines when there is no loudness at all.
    """
    known = [value for value in short_term_lufs if value is not None]
    if not known:
        return []
    cells = min(max(width, 20) - _LABEL_CELLS - 2, len(short_term_lufs))
    columns = [_highest(short_term_lufs, cell, cells) for cell in range(cells)]
    bottom, rows = _scale(min(known), max(known))
    shares = [0.0 if value is None else (value - bottom) / (rows * _STEP_LU) for value in columns]
    drawn = column_rows(shares, rows)
    lines = [_label(bottom + (rows - row) * _STEP_LU) + text.rstrip() for row, text in enumerate(drawn)]
    return [*lines, " " * _LABEL_CELLS + "└" + "─" * cells, _clock_row(cells, len(short_term_lufs))]


def _highest(values: Sequence[float | None], cell: int, cells: int) -> float | None:
    """Of the values that fall into a column; the highest, so that no peak is lost."""
    first, last = cell * len(values) // cells, (cell + 1) * len(values) // cells
    return max((value for value in values[first:last] if value is not None), default=None)


def _scale(lowest: float, highest: float) -> tuple[int, int]:
    """Loudness at the foot, and the number of rows up to the highest column."""
    top = -((-min(max(highest, _BOTTOM_LUFS), 0.0)) // _STEP_LU) * _STEP_LU
    bottom = max(min(lowest, _TOP_LUFS), _BOTTOM_LUFS) // _STEP_LU * _STEP_LU
    rows = max(round((top - bottom) / _STEP_LU), _FEWEST_ROWS)
    return round(top - rows * _STEP_LU), rows


def _label(lufs: int) -> str:
    """The loudness at the top of a row."""
    return f"{lufs:>{_LABEL_CELLS - 1}} ┤".replace("-", "−")


def _clock_row(cells: int, seconds: int) -> str:
    """Minutes and seconds under the columns they begin at."""
    line = " " * (_LABEL_CELLS + 1)
    for cell in range(0, cells, _TICK_CELLS):
        minutes, rest = divmod(int(cell / cells * seconds), 60)
        line = line.ljust(_LABEL_CELLS + 1 + cell) + f"{minutes}:{rest:02}"
    return line
