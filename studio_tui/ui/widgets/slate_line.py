"""The top line: which station and screen this is, and the video on the slate."""

from __future__ import annotations

from studio_tui.station.messages import Snapshot
from studio_tui.text import N_, Text
from studio_tui.ui.code_words import code_words
from studio_tui.ui.widgets.rows import Part, Row, RowsWidget, spread
from studio_tui.ui.words import Words


class SlateLine(RowsWidget):
    """Station, screen; code, title and number of the take that rolls or is the next; the language at the right."""

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
        take = snapshot.take
        on_its_way = take.phase in {"rolling", "closing"}
        slate = take.slate if on_its_way else snapshot.slate
        if slate is None:
            left.append(Part(self.say(N_("no video on the slate")), "quiet"))
            return [spread(left, right, width)]
        left += [Part(code_words(slate.code), "strong"), Part("  "), Part(slate.title)]
        number = self.say(N_("take {number}", number=take.number if on_its_way else snapshot.next_number))
        return [spread(left, [Part(f"  {number}  ", "strong"), *right], width)]
