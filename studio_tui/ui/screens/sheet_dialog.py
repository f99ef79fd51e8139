"""The script on the prompter is of another video than the slate: which one is right?"""

from __future__ import annotations

from collections.abc import Iterator

from textual.widget import Widget
from textual.widgets import Button

from studio_tui.course.take import Slate
from studio_tui.station.messages import SetSlate
from studio_tui.text import N_
from studio_tui.ui.code_words import code_words
from studio_tui.ui.desk import Desk
from studio_tui.ui.keys import key
from studio_tui.ui.screens.dialog import Dialog


class SheetDialog(Dialog[SetSlate]):
    """Ends with the slate of the information sheet when that is wanted; Escape leaves the slate as it is."""

    TITLE_TEXT = N_("The script is of another video than the slate")
    BINDINGS = [key("f2,s", "use", N_("Use this video"), name="slate", shown=False)]  # noqa: RUF012 - Textual declares it so

    def __init__(self, desk: Desk, now: Slate | None, wanted: Slate) -> None:
        """Ask.

        Args:
            desk: as for every dialog.
            now: the slate as it is.
            wanted: what the script's information sheet says.
        """
        super().__init__(desk)
        self._now, self._wanted = now, wanted

    def content(self) -> Iterator[Widget]:
        """Both, one under the other."""
        wanted = self._wanted
        yield self.paragraph(
            N_("Script: {code}  {title}", code=code_words(wanted.code), title=wanted.title), classes="strong"
        )
        if self._now is None:
            yield self.paragraph(N_("Slate: no video yet"))
        else:
            now = N_("Slate: {code}  {title}", code=code_words(self._now.code), title=self._now.title)
            yield self.paragraph(now)
        yield self.paragraph(
            N_("F2 puts the script's video on the slate, Escape leaves the slate as it is."), classes="quiet"
        )

    def buttons(self) -> Iterator[Button]:
        """Back, or take it over."""
        yield from super().buttons()
        yield self.button(N_("Use this video"), "use", "primary")

    def on_mount(self) -> None:
        """The choice that changes nothing has the focus: Enter may have been pressed for the dialog before."""
        self.query_one("#leave", Button).focus()

    def action_use(self) -> None:
        """Take it over."""
        self.dismiss(SetSlate(self._wanted))
