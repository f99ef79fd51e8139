"""Short-term loudness over the last minutes as columns, with the target line through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio_tui.station.messages import NO_LOUDNESS, LoudnessTarget
from studio_tui.ui.widgets.bars import merged
from studio_tui.ui.widgets.rows import Ink, Part, Row

BELOW_LU, ABOVE_LU = 18.0, 9.0
"""The EBU +9 scale (EBU Tech 3341): from 18 LU below the target to 9 above."""

SWING_LU = 2.0
"""Three seconds of a steady voice lie this much further from the target than the whole take may."""

STEPS_S = (1, 2, 5, 10, 15, 20, 30, 60)
"""Seconds that a column may stand for."""

_COLUMNS = " ▁▂▃▄▅▆▇█"
_TENTHS = 10.0


def scale_share(lufs: float, target_lufs: float) -> float:
    """Place of a loudness on the EBU +9 scale, 0 to 1."""
    return min(max((lufs - target_lufs + BELOW_LU) / (BELOW_LU + ABOVE_LU), 0.0), 1.0)


def zone_ink(lufs: float, target: LoudnessTarget) -> Ink:
    """Whether three seconds are quiet, on target or loud, as the ink of a bar."""
    tolerance_lu = target.tolerance_lu + SWING_LU
    if lufs < target.target_lufs - tolerance_lu:
        return "bar-low"
    return "bar-ok" if lufs <= target.target_lufs + tolerance_lu else "bar-hot"


@dataclass
class Timeline:
    """Knows which second the first value of a history belongs to, so that columns keep their seconds.

    A station sends the last minutes only; without this every column would take other seconds each time one drops
    off, and the picture would shimmer.
    """

    values: tuple[int, ...] = ()
    first_s: int = 0

    def follow(self, values: tuple[int, ...]) -> None:
        """Take the newest history."""
        if values == self.values:
            return
        dropped = self._dropped(values)
        self.first_s = 0 if dropped is None else self.first_s + dropped
        self.values = values

    def _dropped(self, values: tuple[int, ...]) -> int | None:
        """How many of the old values are gone from the front; None when this is another history."""
        old = self.values
        for count in range(len(old)):
            kept = old[count:]
            if values[: len(kept)] == kept:
                return count
        return None


def columns(timeline: Timeline, cells: int) -> tuple[list[float | None], int]:
    """Loudness of each column, LUFS, oldest first, None where there is none; and seconds a column stands for.

    A column shows the loudest of its seconds.
    """
    values, first_s = timeline.values, timeline.first_s
    step_s = next((step for step in STEPS_S if len(values) <= step * (cells - 1)), STEPS_S[-1])
    groups: dict[int, int] = {}
    for second, tenths in enumerate(values, first_s):
        group = second // step_s
        groups[group] = max(groups.get(group, NO_LOUDNESS), tenths)
    shown = [groups[group] for group in sorted(groups)][-cells:]
    return [None if tenths <= NO_LOUDNESS else tenths / _TENTHS for tenths in shown], step_s


def history_rows(values: Sequence[float | None], cells: int, height: int, target: LoudnessTarget) -> list[Row]:
    """Columns of the EBU +9 scale, ``height`` rows, a multiple of 3, from the top.

    The target lies between two rows, a third from the top. Where a column ends below, the line is drawn; where it
    goes through, the column is cut there.
    """
    rows: list[list[Part]] = [[] for _ in range(height)]
    line = height // 3 - 1
    for x in range(cells):
        lufs = values[x] if x < len(values) else None
        eighths = 0 if lufs is None else round(scale_share(lufs, target.target_lufs) * height * 8)
        ink: Ink = "bar-target" if lufs is None else zone_ink(lufs, target)
        for y in range(height):
            filled = min(max(eighths - 8 * (height - 1 - y), 0), 8)
            if y == line and not filled:
                rows[y].append(Part(_COLUMNS[1], "bar-target"))
            elif y == line + 1 and filled == 8 and eighths > 8 * (height - 1 - y) + 8:
                rows[y].append(Part(_COLUMNS[7], ink))
            else:
                rows[y].append(Part(_COLUMNS[filled], ink))
    return [merged(row) for row in rows]
