"""Opening a script: a path with completion, and the files beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Button, Input, Label, Static

from studio_tui.course.importers.reader import SCRIPT_SUFFIXES
from studio_tui.course.script_copy import COPIES_FOLDER, COPY_SUFFIX
from studio_tui.station.prompter_messages import LoadScript
from studio_tui.text import N_
from studio_tui.ui.desk import Desk
from studio_tui.ui.screens.dialog import Dialog
from studio_tui.ui.widgets.rows import printable

_LISTED = 8


def candidates(typed: str, folders: Sequence[Path], copies: Path | None = None) -> list[str]:
    """Folders and scripts that begin with what was typed, written as it was typed, folders with a slash behind.

    Args:
        typed: a path; a relative one is looked for in every folder.
        folders: where relative paths begin.
        copies: the folder whose TOML files are scripts; anywhere else they are none.
    """
    head, beginning = typed[: typed.rfind(os.sep) + 1], typed[typed.rfind(os.sep) + 1 :]
    found: dict[str, None] = {}
    for folder in folders:
        try:
            place = folder / Path(head).expanduser()
            suffixes = SCRIPT_SUFFIXES | {COPY_SUFFIX} if place == copies else SCRIPT_SUFFIXES
            with os.scandir(place) as entries:
                names = sorted(
                    entry.name + (os.sep if entry.is_dir() else "")
                    for entry in entries
                    if entry.name.casefold().startswith(beginning.casefold())
                    and (beginning.startswith(".") or not entry.name.startswith("."))
                    and (entry.is_dir() or Path(entry.name).suffix.lower() in suffixes)
                )
        except (OSError, RuntimeError):  # no such folder; ~somebody who has no home
            continue
        found |= dict.fromkeys(head + name for name in names)
    return list(found)


class PathSuggester(Suggester):
    """Completes to the first folder or script."""

    def __init__(self, folders: Sequence[Path], copies: Path | None) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._folders, self._copies = folders, copies

    async def get_suggestion(self, value: str) -> str | None:
        """The first candidate that goes on from what was typed."""
        found = candidates(value, self._folders, self._copies)
        return next((path for path in found if path.startswith(value) and path != value), None)


class ScriptDialog(Dialog[LoadScript]):
    """Asks for a file. The field is empty, so that a path can be typed or pasted at once."""

    TITLE_TEXT = N_("Which script?")
    AUTO_FOCUS = "#path"

    def __init__(self, desk: Desk, folders: Sequence[Path], library: Path | None) -> None:
        """Ask.

        Args:
            desk: as for every dialog.
            folders: where relative paths begin, the likeliest first.
            library: the station's library; its copies of scripts are scripts too.
        """
        super().__init__(desk)
        self._folders = folders
        self._copies = library / COPIES_FOLDER if library else None

    def content(self) -> Iterator[Widget]:
        """The path, and what it could become."""
        yield Label(self.say(N_("Word, Markdown, CSV or text file; the right arrow completes:")), markup=False)
        yield Input(
            placeholder=printable(f"{self._folders[0]}{os.sep}"),
            id="path",
            suggester=PathSuggester(self._folders, self._copies),
            select_on_focus=False,
        )
        yield Static("", markup=False, id="listing", classes="quiet")

    def buttons(self) -> Iterator[Button]:
        """Back, or open."""
        yield from super().buttons()
        yield self.button(N_("Open"), "open", "primary")

    def on_mount(self) -> None:
        """Show what there is."""
        self._list("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what the path could become."""
        self._list(event.value)

    def _list(self, typed: str) -> None:
        names = [
            printable(Path(path).name + (os.sep if path.endswith(os.sep) else ""))
            for path in candidates(typed, self._folders, self._copies)
        ]
        lines = names[:_LISTED] + (["…"] if len(names) > _LISTED else [])
        listing = "\n".join(lines) or self.say(N_("No folder and no script begins like this."))
        self.query_one("#listing", Static).update(listing)

    def on_input_submitted(self) -> None:
        """Enter opens."""
        self.action_open()

    def action_open(self) -> None:
        """Open the file; a folder is only gone into."""
        field = self.query_one("#path", Input)
        typed = Path(field.value.strip()).expanduser()
        paths = [(folder / typed).absolute() for folder in self._folders]
        file = next((path for path in paths if path.is_file()), None)
        if file is not None:
            self.dismiss(LoadScript(str(file)))
        elif field.value and any(path.is_dir() for path in paths):
            field.value = f"{typed}{os.sep}"
            field.cursor_position = len(field.value)
        else:
            self.query_one("#listing", Static).update(self.say(N_("There is no such file.")))
