"""Rejecting a take: the producer says why."""

from __future__ import annotations

from collections.abc import Iterator

from textual.widget import Widget
from textual.widgets import Button, Input, Label

from studio_tui.course.clean import clean_line
from studio_tui.course.take import Take
from studio_tui.station.messages import Decide
from studio_tui.text import N_
from studio_tui.ui.code_words import code_words
from studio_tui.ui.desk import Desk
from studio_tui.ui.screens.dialog import Dialog

_LONGEST_NOTE = 500


class NoteDialog(Dialog[Decide]):
    """Asks for a note and rejects the take; the take itself stays on the disk."""

    TITLE_TEXT = N_("Reject this take?")

    def __init__(self, desk: Desk, take: Take) -> None:
        super().__init__(desk)
        self._take = take

    def content(self) -> Iterator[Widget]:
        """The take and the note."""
        take = self._take
        yield self.paragraph(
            N_("{code}, take {number}: {title}", code=code_words(take.code), number=take.number, title=take.title)
        )
        yield Label(self.say(N_("Why? The crew will read this:")), markup=False)
        yield Input(take.note, id="note", max_length=_LONGEST_NOTE)
        yield self.paragraph(N_("The file stays on the disk."), classes="quiet")

    def buttons(self) -> Iterator[Button]:
        """Back, or reject."""
        yield from super().buttons()
        yield self.button(N_("Reject"), "reject", "error")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one("#note", Input).focus()

    def on_input_submitted(self) -> None:
        """Enter rejects."""
        self.action_reject()

    def action_reject(self) -> None:
        """Reject with the note."""
        note = clean_line(self.query_one("#note", Input).value)
        self.dismiss(Decide(self._take.identity, accept=False, note=note))
