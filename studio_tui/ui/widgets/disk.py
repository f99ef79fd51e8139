"""Room on the disk, in the unit that matters: minutes of recording."""

from __future__ import annotations

from studio_tui.station.messages import DiskState, TakeProgress
from studio_tui.text import N_
from studio_tui.ui.widgets.rows import Ink, Part, Row, RowsWidget, joined
from studio_tui.ui.words import Words

_BUSY_QUEUE_SHARE = 0.5


class Disk(RowsWidget):
    """Minutes left, free space, and how hard the writer works while a take rolls."""

    def __init__(self, words: Words, keep_free_minutes: float, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._keep_free_minutes = keep_free_minutes
        self._disk: DiskState | None = None
        self._take = TakeProgress()
        self._library = ""

    def show(self, disk: DiskState, take: TakeProgress, library: str) -> None:
        """Show the newest figures."""
        self._disk, self._take, self._library = disk, take, library
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        """One row, a second one with the library's folder or the take's file where there is room."""
        disk, take = self._disk, self._take
        if disk is None:
            return [(Part(self.say(N_("DISK")), "strong"),)]
        minutes = self.say(N_("{minutes} min left", minutes=self.words.number(disk.minutes_left)))
        ink: Ink = "over" if disk.minutes_left < self._keep_free_minutes else "text"
        free = self.say(N_("{size} GB free", size=self.words.number(disk.free_bytes / 1e9)))
        groups = [
            [Part(self.say(N_("DISK")), "strong"), Part("  "), Part(minutes, ink)],
            [Part(free, "quiet")],
        ]
        if take.phase == "rolling":
            queue = self.words.number(take.queue_share * 100)
            written = self.words.number(take.bytes_written / 1e6)
            groups.append([Part(self.say(N_("written {size} MB", size=written)), "quiet")])
            busy: Ink = "hot" if take.queue_share >= _BUSY_QUEUE_SHARE else "quiet"
            groups.append([Part(self.say(N_("queue {share} %", share=queue)), busy)])
        rows = [joined(groups, width, "   ")]
        if height > 1:
            rows.append((Part(take.file or self._library, "quiet"),))
        return rows
