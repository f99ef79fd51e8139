"""Leaving: should the station go on without this screen, or end?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from textual.widget import Widget
from textual.widgets import Button

from studio_tui.station.messages import TakeProgress
from studio_tui.text import N_
from studio_tui.ui.code_words import code_words
from studio_tui.ui.desk import Desk
from studio_tui.ui.keys import key
from studio_tui.ui.screens.dialog import Dialog

Leaving = Literal["leave-running", "stop"]


class QuitDialog(Dialog[Leaving]):
    """Leaving the station running is what Enter does: other screens may be using it."""

    TITLE_TEXT = N_("Close this screen?")
    BINDINGS = [  # noqa: RUF012 - Textual declares it so
        key("q", "go", N_("Close the screen"), name="quit", shown=False),
    ]

    def __init__(self, desk: Desk, take: TakeProgress | None) -> None:
        super().__init__(desk)
        self._take = take

    @property
    def _rolling(self) -> bool:
        return self._take is not None and self._take.phase != "idle"

    def content(self) -> Iterator[Widget]:
        """What each choice means."""
        if self._take is not None and self._rolling:
            name = f"{code_words(self._take.slate.code) if self._take.slate else ''} T{self._take.number:02d}"
            yield self.paragraph(N_("● A take is rolling: {take}.", take=name), classes="bad")
            yield self.paragraph(
                N_("If you only close the screen, the take goes on. Start studio-tui again to come back to it.")
            )
            yield self.paragraph(N_("If you stop the station, the take is cut here and kept."), classes="quiet")
        else:
            yield self.paragraph(N_("The station can go on without this screen; other screens may be using it."))
            yield self.paragraph(
                N_("Stop it when nobody needs it any more: it lets go of sound and camera."), classes="quiet"
            )

    def buttons(self) -> Iterator[Button]:
        """Back, stop everything, or only close."""
        yield from super().buttons()
        stop = N_("Cut and stop the station") if self._rolling else N_("Stop the station")
        yield self.button(stop, "stop", "error" if self._rolling else "default")
        yield self.button(N_("Close the screen"), "go", "primary")

    def on_mount(self) -> None:
        """The choice that disturbs nobody has the focus."""
        self.query_one("#go", Button).focus()

    def action_go(self) -> None:
        """Close the screen only."""
        self.dismiss("leave-running")

    def action_stop(self) -> None:
        """End the station too."""
        self.dismiss("stop")
