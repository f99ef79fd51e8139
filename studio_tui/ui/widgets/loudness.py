"""Loudness after EBU R 128: momentary, short-term and integrated against the target."""

from __future__ import annotations

from studio_tui.station.messages import SoundState
from studio_tui.text import N_
from studio_tui.ui.widgets.bars import zoned_bar
from studio_tui.ui.widgets.rows import Ink, Part, Row, RowsWidget, joined, spread
from studio_tui.ui.words import Words

# The EBU +9 scale (EBU Tech 3341): from 18 LU below the target to 9 above.
_BELOW_LU, _ABOVE_LU = 18.0, 9.0
_TOLERANCE_LU = 1.0  # EBU R 128 for live programmes
_LABEL_CELLS = 3
_FIGURES_CELLS = 19


def scale_share(lufs: float, target_lufs: float) -> float:
    """Place of a loudness on the EBU +9 scale, 0 to 1."""
    return min(max((lufs - target_lufs + _BELOW_LU) / (_BELOW_LU + _ABOVE_LU), 0.0), 1.0)


class Loudness(RowsWidget):
    """Three bars, or one row of figures with the class ``-short``."""

    def __init__(self, words: Words, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._sound: SoundState | None = None
        self._target_lufs = -23.0

    def show(self, sound: SoundState, target_lufs: float) -> None:
        """Show the newest loudness."""
        self._sound, self._target_lufs = sound, target_lufs
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        """A row for each measure, the title first where there is room."""
        del height
        sound = self._sound
        measures = (
            (("M", sound.momentary_lufs), ("S", sound.short_term_lufs), ("I", sound.integrated_lufs))
            if sound
            else (("M", None), ("S", None), ("I", None))
        )
        target = self.say(N_("target {lufs} LUFS", lufs=self.words.number(self._target_lufs)))
        if self.has_class("-short"):
            groups = [[Part(f"{name} ", "strong"), Part(self.words.number(value, 1))] for name, value in measures]
            groups.append([Part(target, "quiet")])
            return [joined([[Part(self.say(N_("LOUDNESS")), "strong")], *groups], width)]
        rows = [spread([Part(self.say(N_("LOUDNESS")), "strong")], [Part(target, "quiet")], width)]
        return rows + [self._measure(name, value, width) for name, value in measures]

    def _measure(self, name: str, lufs: float | None, width: int) -> Row:
        # The momentary value swings with every syllable; only the slower ones can be on or off the target.
        said, ink = self._word(name, lufs)
        cells = max(6, width - _LABEL_CELLS - _FIGURES_CELLS)
        share = 0.0 if lufs is None else scale_share(lufs, self._target_lufs)
        near = scale_share(self._target_lufs - _TOLERANCE_LU, self._target_lufs)
        far = scale_share(self._target_lufs + _TOLERANCE_LU, self._target_lufs)
        zones: list[tuple[float, Ink]] = [(0.0, "bar-low"), (near, "bar-ok"), (far, "bar-hot")]
        target_cell = round(scale_share(self._target_lufs, self._target_lufs) * cells)
        bar = zoned_bar(
            share, cells, zones, {target_cell: ("┊" if share * cells < target_cell else "┃", "bar-mark")}
        )
        return (
            Part(f"{name:<{_LABEL_CELLS - 1}}", "strong"),
            *bar,
            Part(f"{self.words.number(lufs, 1):>7} "),
            Part(f" {said}", ink),
        )

    def _word(self, name: str, lufs: float | None) -> tuple[str, Ink]:
        if name == "M":
            return "", "text"
        if lufs is None or lufs < self._target_lufs - 40:
            return self.say(N_("silent")), "quiet"
        if lufs < self._target_lufs - _TOLERANCE_LU:
            return self.say(N_("quiet")), "low"
        if lufs <= self._target_lufs + _TOLERANCE_LU:
            return self.say(N_("on target")), "ok"
        return self.say(N_("loud")), "hot"
