"""What the station found when it started: a panel over the screen that stays until somebody has read it."""

from __future__ import annotations

import textwrap

from textual import events

from studio_tui.station.messages import Snapshot
from studio_tui.text import N_, NN_, Text
from studio_tui.ui.widgets.rows import Part, Row, RowsWidget, pad
from studio_tui.ui.words import Words

_MARGIN = "  "
_MOST_SHARE = 0.6
"""How much of the screen's height it may take; what has no room comes when the first notices are closed."""


class NoticePanel(RowsWidget):
    """Shows each notice of a running station once. It takes no key away from the screen below but Escape."""

    DEFAULT_CSS = """
    NoticePanel { height: auto; background: $panel; display: none; }
    NoticePanel.-told { display: block; }
    """

    def __init__(self, words: Words, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._told: tuple[Text, ...] = ()
        self._open: tuple[Text, ...] = ()
        self._sequence = 0

    def show(self, snapshot: Snapshot) -> None:
        """Open with the notices that have not been told; a station that was restarted counts from the beginning."""
        if snapshot.sequence < self._sequence:
            self._told = ()
        self._sequence = snapshot.sequence
        fresh = tuple(notice for notice in snapshot.notices if notice not in self._told)
        if fresh:
            self._told += fresh
            self._put(self._open + fresh)

    def close_shown(self) -> None:
        """What is on the screen has been read: show the rest, or go."""
        shown, _ = self._shown(self.size.width)
        self._put(self._open[shown:])

    def _put(self, notices: tuple[Text, ...]) -> None:
        self._open = notices
        self.set_class(bool(notices), "-told")
        self.reworded()

    def _shown(self, width: int) -> tuple[int, list[Row]]:
        """How many notices have room, at least one, and their rows."""
        room = int(self.screen.size.height * _MOST_SHARE) - 3
        rows: list[Row] = []
        for number, notice in enumerate(self._open):
            lines = textwrap.wrap(self.say(notice), max(10, width - 8)) or [""]
            if rows and len(rows) + len(lines) > room:
                return number, rows
            signs = [f"{_MARGIN}▲ ", *[f"{_MARGIN}  "] * (len(lines) - 1)]
            rows += [(Part(sign, "hot"), Part(line)) for sign, line in zip(signs, lines, strict=True)]
        return len(self._open), rows

    def rows(self, width: int, height: int) -> list[Row]:
        """A title, the notices that have room, how to close."""
        del height
        if not self._open:
            return []
        shown, notices = self._shown(width)
        title = self.say(N_("The station found this when it started"))
        closing = self.say(N_("Escape closes this"))
        rest = len(self._open) - shown
        if rest:
            closing += " · " + self.say(NN_("and {count} more", "and {count} more", rest))
        return [
            (Part(pad(f"{_MARGIN}{title}", width), "plate-warning"),),
            *notices,
            (),
            (Part(pad(f"{_MARGIN}{closing}", width), "quiet"),),
        ]

    def on_click(self, event: events.Click) -> None:
        """A click closes too."""
        event.stop()
        self.close_shown()
