"""Opening a script: a path with completion, and the files beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Button, Input, Label, Static

from studio_tui.station.messages import LoadScript
from studio_tui.text import N_
from studio_tui.ui.desk import Desk
from studio_tui.ui.screens.dialog import Dialog
from studio_tui.ui.widgets.rows import printable

SCRIPT_SUFFIXES = frozenset({".docx", ".md", ".txt", ".csv"})
_LISTED = 8


def candidates(typed: str) -> list[str]:
    """Folders and scripts that begin with what was typed, folders with a slash behind them."""
    path = Path(typed).expanduser()
    folder, beginning = (path, "") if typed.endswith(("/", os.sep)) else (path.parent, path.name)
    try:
        with os.scandir(folder) as entries:
            found = sorted(
                entry.path + (os.sep if entry.is_dir() else "")
                for entry in entries
                if entry.name.casefold().startswith(beginning.casefold())
                and (beginning.startswith(".") or not entry.name.startswith("."))
                and (entry.is_dir() or Path(entry.name).suffix.lower() in SCRIPT_SUFFIXES)
            )
    except OSError:
        return []
    return found


class PathSuggester(Suggester):
    """Completes to the first folder or script."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The first candidate that goes on from what was typed."""
        return next((path for path in candidates(value) if path.startswith(value) and path != value), None)


class ScriptDialog(Dialog[LoadScript]):
    """Asks for a file."""

    TITLE_TEXT = N_("Which script?")

    def __init__(self, desk: Desk, folder: Path) -> None:
        super().__init__(desk)
        self._folder = folder

    def content(self) -> Iterator[Widget]:
        """The path, and what it could become."""
        yield Label(self.say(N_("Word, Markdown, text or CSV file; the right arrow completes:")), markup=False)
        yield Input(f"{self._folder}{os.sep}", id="path", suggester=PathSuggester(), select_on_focus=False)
        yield Static("", markup=False, id="listing", classes="quiet")

    def buttons(self) -> Iterator[Button]:
        """Back, or open."""
        yield from super().buttons()
        yield self.button(N_("Open"), "open", "primary")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one("#path", Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what the path could become."""
        found = candidates(event.value)
        names = [printable(Path(path).name + (os.sep if path.endswith(os.sep) else "")) for path in found]
        lines = names[:_LISTED] + (["…"] if len(names) > _LISTED else [])
        listing = "\n".join(lines) or self.say(N_("No folder and no script begins like this."))
        self.query_one("#listing", Static).update(listing)

    def on_input_submitted(self) -> None:
        """Enter opens."""
        self.action_open()

    def action_open(self) -> None:
        """Open the file; a folder is only gone into."""
        field = self.query_one("#path", Input)
        path = Path(field.value).expanduser().absolute()
        if path.is_dir():
            field.value = f"{path}{os.sep}"
            field.cursor_position = len(field.value)
        elif path.is_file():
            self.dismiss(LoadScript(str(path)))
        else:
            self.query_one("#listing", Static).update(self.say(N_("There is no such file.")))
