"""What the two channels have to do with each other: correlation as a needle, balance, and plain warnings."""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len

from studio_tui.station.messages import SoundState
from studio_tui.text import N_, Text
from studio_tui.ui.widgets.bars import merged
from studio_tui.ui.widgets.rows import Ink, Part, Row, RowsWidget, fit, joined, pad
from studio_tui.ui.widgets.ruler import Mark, line_at, ruler
from studio_tui.ui.widgets.sound_meter import FIGURE_CELLS, LABEL_CELLS, TAIL_CELLS
from studio_tui.ui.words import Words

SAFE_FROM, OUT_OF_PHASE_BELOW = 0.3, -0.2
"""Correlations from the first on lose nothing to speak of in mono; below the second the channels cancel.

Two microphones with nothing in common swing around 0 by a tenth or two; that must not read as out of phase.
"""

OFF_CENTRE_DB = 3.0
"""A balance from here on moves a voice audibly to one side."""

_PAIR = 2
_NEEDLES = ("▌", "▐")


def correlation_word(correlation: float | None) -> tuple[Text, Ink]:
    """What a correlation is called."""
    if correlation is None:
        return N_("? unknown"), "quiet"
    if correlation < OUT_OF_PHASE_BELOW:
        return N_("out of phase"), "over"
    if correlation < SAFE_FROM:
        return N_("wide"), "hot"
    return N_("mono-safe"), "ok"


def pair_warning(sound: SoundState) -> tuple[str, Text, Ink] | None:
    """Glyph, words and ink of what is wrong with the pair as such."""
    if sound.inverted:
        return "■", N_("one channel is inverted"), "plate-alarm"
    if sound.dual_mono:
        return "▲", N_("same sound on both channels"), "plate-warning"
    return None


def correlation_bar(correlation: float | None, cells: int) -> Row:
    """A line from -1 to +1, crossed at 0, and a needle half a cell wide in the ink of its word.

    A line and no track: under the level bars a track would look like a third channel.
    """
    signs = [Part("─", "past")] * cells
    signs[line_at(0.5, cells)[0]] = Part("┼", "past")
    if correlation is not None:
        halves = min(int((min(max(correlation, -1.0), 1.0) + 1) / 2 * cells * 2), cells * 2 - 1)
        signs[halves // 2] = Part(_NEEDLES[halves % 2], correlation_word(correlation)[1])
    return merged(signs)


@lru_cache(maxsize=8)
def correlation_ruler(cells: int) -> Row:
    """Ticks under the needle."""
    return ruler([Mark("−1", 0.0), Mark("0", 0.5), Mark("+1", 1.0)], cells)


class Stereo(RowsWidget):
    """Two rows in the columns of the level meter, or one of figures with ``-short``; none without a pair."""

    def __init__(self, words: Words, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._sound: SoundState | None = None

    def show(self, sound: SoundState) -> None:
        """Show the newest state of the pair."""
        self._sound = sound
        pair = len(sound.channels) == _PAIR
        if self.display != pair:
            self.display = pair
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        """Needle and scale; a warning takes the place of the scale."""
        del height
        sound = self._sound
        if sound is None:
            return [()] * (1 if self.has_class("-short") else 2)
        if len(sound.channels) != _PAIR:
            return []
        word, ink = correlation_word(sound.correlation)
        figure = self.words.number(sound.correlation, 2, signed=True)
        warning = pair_warning(sound)
        balance, off = self._balance(sound.balance_db)
        if self.has_class("-short"):
            title = Part(self.say(N_("STEREO")), "strong")
            groups = [[title], [Part(f"{figure:>5} "), Part(self.say(word), ink)], [Part(balance, off)]]
            if warning is not None:
                groups.insert(1, [self._plate(warning)])
            return [joined(groups, width)]
        cells = max(8, width - LABEL_CELLS - TAIL_CELLS)
        said = self.say(word)
        figure_cells = max(7, min(FIGURE_CELLS, TAIL_CELLS - 1 - cell_len(said)))
        needle = (
            Part("φ ", "strong"),
            *correlation_bar(sound.correlation, cells),
            Part(f"{figure:>6} ".ljust(figure_cells)),
            Part(pad(f" {said}", TAIL_CELLS - figure_cells), ink),
        )
        if warning is not None:
            return [needle, (Part(" " * LABEL_CELLS), self._plate(warning))]
        tail = Part(fit(f" {balance}", width - LABEL_CELLS - cells), off)
        return [needle, (Part(" " * LABEL_CELLS), *correlation_ruler(cells), tail)]

    def _plate(self, warning: tuple[str, Text, Ink]) -> Part:
        glyph, text, ink = warning
        return Part(f" {glyph} {self.say(text)} ", ink)

    def _balance(self, balance_db: float | None) -> tuple[str, Ink]:
        """How much louder one side is; the side is said, not a sign."""
        if balance_db is None:
            return self.say(N_("? balance unknown")), "quiet"
        side = "R" if balance_db > 0 else "L"
        off = abs(balance_db) >= OFF_CENTRE_DB
        said = self.say(N_("balance {side} {db} dB", side=side, db=f"{self.words.number(abs(balance_db), 1):>4}"))
        return (f"▲ {said}", "hot") if off else (said, "quiet")
