"""What the three screens share: the newest snapshot on a timer, commands in a thread, words in one language."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar, Literal

from textual.binding import ActiveBinding
from textual.screen import Screen

from studio_tui.station.messages import Answer, Command, Done, Refused, Snapshot
from studio_tui.text import N_, StudioError, Text
from studio_tui.ui.desk import Desk
from studio_tui.ui.keys import key, spoken
from studio_tui.ui.widgets.camera_view import RasterWidget
from studio_tui.ui.widgets.rows import RowsWidget

STALE_S = 2.0
"""A snapshot older than this means that the station does not answer; it sends 25 a second."""

_TICKS_PER_S = 25
_TICKS_UNDER_DIALOG = 4
"""Under a dialog only every fourth tick draws: Textual lays dialogs over every change beneath them."""

Importance = Literal["information", "warning", "error"]


class StationScreen(Screen[None]):
    """A full screen that follows the station. Subclasses say in `follow` what they show."""

    NAME: ClassVar[Text]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it so
        (0, "-narrow"),
        (110, "-medium"),
        (160, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall"), (48, "-huge")]  # noqa: RUF012 - Textual declares it so
    AUTO_FOCUS = ""
    BINDINGS = [  # noqa: RUF012 - Textual declares it so
        key("f9,h", "app.help", N_("Help"), N_("Show the keys and what the screen means."), name="help"),
        key("l", "app.next_language", N_("Language"), N_("Switch between Kazakh, Russian and English."),
            name="language", shown=False),
        key("q,ctrl+q", "app.leave", N_("Quit"), N_("Close this screen; asks whether the station should go on."),
            name="quit"),
        key("ctrl+p", "app.command_palette", N_("Commands"), N_("Find a command by its name."),
            name="palette", shown=False),
    ]  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._ticks = 0
        self._shown: Snapshot | None = None
        self._phase = ""

    def on_mount(self) -> None:
        """Start to follow. Subclasses must not define ``on_mount``: Textual would call both."""
        self.set_interval(1 / _TICKS_PER_S, self._tick)
        self.began()

    def began(self) -> None:
        """Called once when the screen is there."""

    def follow(self, snapshot: Snapshot) -> None:
        """Show a new snapshot."""
        raise NotImplementedError

    @property
    def lost_why(self) -> Text:
        """What it means that the station cannot be seen: silent it may still record, ended it does not."""
        if self.desk.link.gone:
            return N_("The station has ended. Start studio-tui again: it recovers the take.")
        return N_("The station has gone silent. A take that rolls goes on without this screen.")

    def lost(self, seconds: float) -> None:
        """Show that the station has been silent for that long."""
        raise NotImplementedError

    def animate_frame(self) -> None:
        """Show what moves between snapshots."""

    @property
    def snapshot(self) -> Snapshot | None:
        """The newest snapshot."""
        return self.desk.link.snapshot

    @property
    def in_front(self) -> bool:
        """Whether nothing lies over this screen; another mode's screen is behind everything."""
        return self.app.screen_stack[-1:] == [self]

    def _tick(self) -> None:
        if self not in self.app.screen_stack:
            return
        self._ticks += 1
        if not self.in_front and self._ticks % _TICKS_UNDER_DIALOG:
            return
        self.look()

    def look(self) -> None:
        """Show the state of this moment."""
        snapshot, age_s = self.desk.link.snapshot, self.desk.link.age_s
        with self.app.batch_update():
            if snapshot is None or age_s > STALE_S:
                self.set_class(True, "-lost")  # noqa: FBT003 - Textual's signature
                self.lost(age_s)
                return
            self.set_class(False, "-lost")  # noqa: FBT003
            self.set_class(snapshot.take.phase == "rolling", "-rolling")
            if snapshot is not self._shown:
                self._shown = snapshot
                self.follow(snapshot)
            self.animate_frame()
        if snapshot.take.phase != self._phase:
            self._phase = snapshot.take.phase
            self.refresh_bindings()

    def send(self, command: Command, then: Callable[[Answer], None] | None = None) -> None:
        """Send a command without waiting; what the station says to it is shown, and given to ``then``."""
        self.run_worker(self._send(command, then), group="commands")

    async def _send(self, command: Command, then: Callable[[Answer], None] | None) -> None:
        try:
            answer = await asyncio.to_thread(self.desk.link.ask, command)
        except StudioError as problem:
            self.tell(problem.text, "error")
            return
        if isinstance(answer, Refused):
            self.tell(answer.text, "warning")
            return
        if isinstance(answer, Done) and answer.text is not None:
            self.tell(answer.text)
        if then is not None:
            then(answer)
            self._shown = None

    def tell(self, text: Text, importance: Importance = "information") -> None:
        """Show a sentence for a few seconds."""
        self.notify(self.desk.words.say(text), severity=importance, markup=False)

    def reworded(self) -> None:
        """Say everything again: the language has changed."""
        for widget in self.query(RowsWidget):
            widget.reworded()
        for picture in self.query(RasterWidget):
            picture.refresh()
        self._shown = None
        self.refresh_bindings()

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, in the screen's language."""
        return spoken(super().active_bindings, self.desk.words)
