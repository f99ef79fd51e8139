"""Columns of block characters, for screens and for reports."""

from __future__ import annotations

from collections.abc import Sequence


def column_rows(values: Sequence[float], height: int) -> list[str]:
    """Upright bars, one cell wide each, values 0 to 1, as rows from the top."""
    glyphs = " ▁▂▃▄▅▆▇█"
    eighths = [round(min(max(value, 0.0), 1.0) * height * 8) for value in values]
    return [
        "".join(glyphs[min(max(value - 8 * (height - 1 - y), 0), 8)] for value in eighths) for y in range(height)
    ]
