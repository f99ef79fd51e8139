"""Help: the keys of the screen it was called from, and what the signs on it mean."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from textual.binding import ActiveBinding
from textual.widget import Widget

from studio_tui.text import N_
from studio_tui.ui.desk import Desk
from studio_tui.ui.help_texts import GROUPS
from studio_tui.ui.keys import TWINS, key
from studio_tui.ui.screens.dialog import Dialog
from studio_tui.ui.widgets.rows import Ink, Part, Row, RowsWidget, pad

_LATIN_OF = {cyrillic: latin for latin, cyrillic in TWINS.items()}
_KEY_CELLS, _ACTION_CELLS, _SIGN_CELLS = 20, 16, 22
_NARROW = 88
_NARROW_KEY_CELLS, _NARROW_SIGN_CELLS = 13, 19
_LEAST_CELLS = 20
"""Text beside a column is never narrower than this; on a smaller screen it stands below instead."""


Column = tuple[str, int, Ink]
"""A text, the cells it has, its ink."""


def table_rows(columns: Sequence[Column], text: str, width: int) -> list[Row]:
    """Columns and a text beside them, all wrapped, none cut; the text below them where it has no room beside."""
    beside = width - sum(cells for _, cells, _ in columns)
    stacked = beside < _LEAST_CELLS
    indent = "  " if stacked else ""
    wrapped = [_wrap(said, cells - 1) for said, cells, _ in columns]
    lines = _wrap(text, width - len(indent) if stacked else beside)
    if not stacked:
        wrapped.append(lines)
    rows: list[Row] = []
    for line in zip_longest(*wrapped, fillvalue=""):
        parts = [Part(pad(said, cells), ink) for said, (_, cells, ink) in zip(line, columns, strict=False)]
        rows.append((*parts, *(() if stacked else (Part(line[-1]),))))
    return [*rows, *((Part(indent + line),) for line in lines)] if stacked else rows


def _wrap(text: str, cells: int) -> list[str]:
    return textwrap.wrap(text, max(1, cells), break_on_hyphens=False) or [""]


class KeyTable(RowsWidget):
    """Keys and meanings as rows."""

    def __init__(self, desk: Desk, bindings: Mapping[str, ActiveBinding]) -> None:
        super().__init__(desk.words)
        self._keys: dict[str, tuple[list[str], ActiveBinding]] = {}
        for name, active in bindings.items():
            if active.binding.id and active.tooltip:
                self._keys.setdefault(active.binding.id, ([], active))[0].append(name)

    def rows(self, width: int, height: int) -> list[Row]:
        """The keys, then the signs by group; every text in full, on as many rows as it takes."""
        del height
        narrow = width < _NARROW
        key_cells = _NARROW_KEY_CELLS if narrow else _KEY_CELLS
        sign_cells = _NARROW_SIGN_CELLS if narrow else _SIGN_CELLS
        rows: list[Row] = [(Part(self.say(N_("Keys")), "strong"),)]
        for names, active in self._keys.values():
            caps = " ".join(dict.fromkeys(map(self._cap, names)))
            columns: list[Column] = [
                (caps, key_cells, "low"),
                (active.binding.description, _ACTION_CELLS, "strong"),
            ]
            rows += table_rows(columns, active.tooltip, width)
        rows += [(), (Part(self.say(N_("What the signs mean")), "strong"),)]
        for group in GROUPS:
            rows += [(), (Part(self.say(group.title), "strong-low"),)]
            for sign, meaning in group.signs:
                rows += table_rows([(self.say(sign), sign_cells, "cue")], self.say(meaning), width)
        last = self.say(N_("A key can be changed under [keys] in studio.toml."))
        return [*rows, (), *((Part(line, "quiet"),) for line in textwrap.wrap(last, max(1, width)))]

    @staticmethod
    def _cap(name: str) -> str:
        signs = {"equals_sign": "=", "plus": "+", "minus": "-", "full_stop": ".", "left": "←", "right": "→"}
        signs |= {"up": "↑", "down": "↓", "pageup": "PgUp", "pagedown": "PgDn", "escape": "Esc"}
        signs["f17"] = "Shift+F5"  # what most terminals send for it
        signs |= {"left_square_bracket": "[", "right_square_bracket": "]", "backslash": "\\"}
        last = name.rpartition("+")[2]
        if name.startswith("ctrl+"):
            # Ctrl is named with the Latin letter on every keyboard, whatever the layout types.
            return f"Ctrl+{_LATIN_OF.get(last, last).upper()}"
        cap = signs.get(last) or (last.capitalize() if len(last) > 3 else last.upper())
        return f"Shift+{cap}" if name.startswith("shift+") else cap


class HelpScreen(Dialog[None]):
    """Shows `KeyTable` for the screen below."""

    TITLE_TEXT = N_("Help")
    DEFAULT_CSS = """
    HelpScreen {
        #box { width: 108; height: 94%; }
        #content { height: 1fr; max-height: 100%; }
    }
    """
    BINDINGS = [key("f9,h", "leave", N_("Back"), name="help", shown=False)]  # noqa: RUF012 - Textual declares it so

    def __init__(self, desk: Desk, bindings: Mapping[str, ActiveBinding]) -> None:
        super().__init__(desk)
        self._explained = bindings

    def content(self) -> Iterator[Widget]:
        """The table."""
        yield KeyTable(self.desk, self._explained)

    def on_mount(self) -> None:
        """The arrows scroll."""
        content = self.query_one("#content")
        content.can_focus = True
        content.focus()
