"""Changing the text of a stage where it is read; it goes to the library's copy, never to the author's file."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from textual.widget import Widget
from textual.widgets import Button, Static, TextArea

from studio_tui.course.script import Script
from studio_tui.station.messages import Refused
from studio_tui.station.prompter_messages import EditStage
from studio_tui.text import N_, StudioError, Text
from studio_tui.ui.desk import Desk
from studio_tui.ui.keys import key
from studio_tui.ui.screens.dialog import Dialog


class EditDialog(Dialog[bool]):
    """True once the station has taken the text over. What it refuses stays in the dialog to be put right."""

    TITLE_TEXT = N_("Edit this stage")
    AUTO_FOCUS = "TextArea"
    DEFAULT_CSS = """
    EditDialog {
        #box { width: 100; }
        TextArea { height: 14; border: tall $ink-track; }
        TextArea:focus { border: tall $accent; }
    }
    EditDialog.-low TextArea { height: 9; }
    """
    BINDINGS = [key("ctrl+s", "save", N_("Save"), name="save", shown=False)]  # noqa: RUF012 - Textual declares it so

    def __init__(self, desk: Desk, script: Script, script_id: int, stage: int) -> None:
        """Edit.

        Args:
            desk: as for every dialog.
            script: the script as it is now.
            script_id: its number at the station.
            stage: index of the stage.
        """
        super().__init__(desk)
        self._script, self._script_id, self._stage = script, script_id, stage
        self._warned = False

    def content(self) -> Iterator[Widget]:
        """Which stage, its text, and where it goes."""
        stage = self._script.stages[self._stage]
        where = N_("Stage {stage} of {count}", stage=self._stage + 1, count=len(self._script.stages))
        yield self.paragraph(where, classes="strong")
        yield TextArea(stage.text, id="text", soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        yield self.paragraph(
            N_("This changes the copy in the library. The author's file stays as it is. Cues stand in [brackets]."),
            classes="quiet",
        )
        yield Static("", markup=False, id="trouble", classes="bad")

    def buttons(self) -> Iterator[Button]:
        """Back, or save."""
        yield from super().buttons()
        yield self.button(N_("Save (Ctrl+S)"), "save", "primary")

    @property
    def _text(self) -> str:
        return self.query_one("#text", TextArea).text

    def action_leave(self) -> None:
        """Leave; a changed text is not thrown away at the first press."""
        if self._text != self._script.stages[self._stage].text and not self._warned:
            self._warned = True
            self._trouble(N_("The changes are not saved. Press Escape again to drop them."))
            return
        self.dismiss(None)

    def on_text_area_changed(self) -> None:
        """Whoever types on wants to keep it."""
        self._warned = False

    def action_save(self) -> None:
        """Send the text; a text that is as it was needs no sending."""
        text = self._text
        if text == self._script.stages[self._stage].text:
            self.dismiss(None)
            return
        self.query_one("#save", Button).disabled = True
        self.run_worker(self._save(text), exclusive=True)

    async def _save(self, text: str) -> None:
        command = EditStage(self._script_id, self._stage, text)
        try:
            answer = await asyncio.to_thread(self.desk.link.ask, command)
        except StudioError as problem:
            self._trouble(problem.text)
        else:
            if not isinstance(answer, Refused):
                self.dismiss(True)  # noqa: FBT003 - Textual's signature
                return
            self._trouble(answer.text)
        self.query_one("#save", Button).disabled = False

    def _trouble(self, text: Text) -> None:
        self.query_one("#trouble", Static).update(self.say(text))
