"""The prompter on a tablet: the page's address with a fresh key, and the same as a code for its camera."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import numpy as np
from rich.text import Text as RichText
from textual.widget import Widget
from textual.widgets import Button, Static

from studio_tui.station.messages import Refused
from studio_tui.station.prompter_messages import COMPARE_FINGERPRINT, GetTabletAddress, TabletAnswer
from studio_tui.text import N_, StudioError
from studio_tui.ui.raster.mosaic import MOSAICS, mosaic_rows
from studio_tui.ui.screens.dialog import Dialog
from studio_tui.ui.widgets.rows import printable

_BORDER = 2
"""Light modules around the code; the standard asks for four, cameras are content with two."""
_ROWS_BESIDE = 10
"""Rows of the dialog that are not the code."""
_FINGERPRINT_ROWS = 6
"""Rows that a certificate to compare takes besides."""


def code_rows(address: str) -> list[str]:
    """The QR code of an address in half blocks, dark modules as ink, with a border."""
    import segno  # noqa: PLC0415 - only this dialog needs it

    modules = np.array([list(row) for row in segno.make_qr(address, error="l").matrix], np.bool_)
    bordered = np.pad(modules, _BORDER)
    if len(bordered) % 2:
        bordered = np.pad(bordered, ((0, 1), (0, 0)))
    return mosaic_rows(bordered, MOSAICS["half"])


class TabletDialog(Dialog[None]):
    """Asks the station for a key; it opens the page once."""

    TITLE_TEXT = N_("The prompter on a tablet")
    DEFAULT_CSS = """
    TabletDialog #code { width: auto; height: auto; margin: 1 0 0 0; }
    TabletDialog #content { align-horizontal: center; }
    """

    def content(self) -> Iterator[Widget]:
        """What to do, the address, the code."""
        yield self.paragraph(N_("Open this address on the tablet, or point its camera at the code."))
        yield Static("…", markup=False, id="address", classes="strong")
        yield self.paragraph(N_("The key opens the page once, within ten minutes."), classes="quiet")
        yield Static("", markup=False, id="fingerprint")
        yield Static("", markup=False, id="code")

    def buttons(self) -> Iterator[Button]:
        """Back, or another key."""
        yield from super().buttons()
        yield self.button(N_("Another key"), "ask", "primary")

    def on_mount(self) -> None:
        """Ask at once."""
        self.query_one("#leave", Button).focus()
        self.action_ask()

    def action_ask(self) -> None:
        """Ask for an address; the one before is void."""
        self.run_worker(self._ask(), exclusive=True)

    async def _ask(self) -> None:
        try:
            answer = await asyncio.to_thread(self.desk.link.ask, GetTabletAddress())
        except StudioError as problem:
            self._show_refusal(self.say(problem.text))
            return
        if isinstance(answer, TabletAnswer):
            self._show(answer)
        elif isinstance(answer, Refused):
            self._show_refusal(self.say(answer.text))

    def _show_refusal(self, said: str) -> None:
        """Say why there is no address."""
        line = self.query_one("#address", Static)
        line.set_class(True, "bad")  # noqa: FBT003 - Textual's signature
        line.update(said)
        for part in ("#fingerprint", "#code"):
            self.query_one(part, Static).update("")

    def _show(self, answer: TabletAnswer) -> None:
        """Show an address, what to compare, and its code."""
        line = self.query_one("#address", Static)
        line.set_class(False, "bad")  # noqa: FBT003
        line.update(printable(answer.address))
        compared = [self.say(COMPARE_FINGERPRINT), *answer.fingerprint_rows] if answer.fingerprint else []
        self.query_one("#fingerprint", Static).update("\n".join(compared))
        code, rows = self.query_one("#code", Static), code_rows(answer.address)
        beside = _ROWS_BESIDE + (_FINGERPRINT_ROWS if compared else 0)
        if len(rows) + beside > self.app.size.height:
            code.update(self.say(N_("Make the terminal higher to see the code.")))
            return
        code.update(RichText("\n".join(rows), style="#000000 on #ffffff"))
