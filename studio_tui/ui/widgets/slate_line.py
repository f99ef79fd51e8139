"""The top line: which station and screen this is, and the video on the slate."""

from __future__ import annotations

from studio_tui.station.messages import Snapshot
from studio_tui.text import N_, Text
from studio_tui.ui.code_words import code_words
from studio_tui.ui.widgets.rows import Part, Row, RowsWidget, spread
from studio_tui.ui.words import Words


class SlateLine(RowsWidget):
    """Station, screen, code, title, next take; the language at the right."""

    def __init__(self, words: Words, screen_name: Text, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._screen_name = screen_name
        self._snapshot: Snapshot | None = None

    def show(self, snapshot: Snapshot) -> None:
        """Show the newest slate."""
        self._snapshot = snapshot
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        """One row."""
        del height
        snapshot = self._snapshot
        right = [Part(f" {self.words.language.upper()} ", "quiet")]
        screen = Part(f" {self.say(self._screen_name)} ", "plate-quiet")
        if snapshot is None:
            return [spread([screen], right, width)]
        left = [Part(f" {snapshot.station} ", "plate-busy"), screen, Part("  ")]
        slate = snapshot.slate
        if slate is None:
            left.append(Part(self.say(N_("no video on the slate")), "quiet"))
            return [spread(left, right, width)]
        left += [Part(code_words(slate.code), "strong"), Part("  "), Part(slate.title)]
        take = self.say(N_("take {number}", number=snapshot.take.number or snapshot.next_number))
        return [spread(left, [Part(f"  {take}  ", "strong"), *right], width)]
