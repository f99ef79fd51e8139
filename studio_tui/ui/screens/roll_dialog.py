"""Rolling although something is red: what is wrong, and whether to roll all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.widget import Widget
from textual.widgets import Button

from studio_tui.station.messages import Alarm
from studio_tui.text import N_
from studio_tui.ui.desk import Desk
from studio_tui.ui.keys import key
from studio_tui.ui.screens.dialog import Dialog


class RollDialog(Dialog[bool]):
    """True when the take is wanted all the same. Enter alone goes back: rolling needs its own key again."""

    TITLE_TEXT = N_("Something is wrong. Roll all the same?")
    BINDINGS = [  # noqa: RUF012 - Textual declares it so
        key("f5,r", "roll", N_("Roll all the same"), name="roll", shown=False),
    ]

    def __init__(self, desk: Desk, alarms: Sequence[Alarm]) -> None:
        super().__init__(desk)
        self._alarms = alarms

    def content(self) -> Iterator[Widget]:
        """The alarms."""
        for alarm in self._alarms:
            yield self.paragraph(N_("■ {alarm}", alarm=alarm.text), classes="bad")
        yield self.paragraph(N_("Press F5 again to roll, Escape to put it right first."), classes="quiet")

    def buttons(self) -> Iterator[Button]:
        """Back, or roll."""
        yield from super().buttons()
        yield self.button(N_("Roll all the same"), "roll", "error")

    def on_mount(self) -> None:
        """The harmless button has the focus."""
        self.query_one("#leave", Button).focus()

    def action_roll(self) -> None:
        """Roll."""
        self.dismiss(True)  # noqa: FBT003 - Textual's signature
