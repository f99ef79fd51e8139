"""Help: the keys of the screen it was called from, and what the signs on it mean."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from textual.binding import ActiveBinding
from textual.widget import Widget

from studio_tui.text import N_
from studio_tui.ui.desk import Desk
from studio_tui.ui.keys import TWINS, key
from studio_tui.ui.screens.dialog import Dialog
from studio_tui.ui.widgets.rows import Part, Row, RowsWidget, fit, pad

_MEANINGS = (
    (N_("● REC"), N_("A take is being recorded. It goes on when this screen is closed.")),
    (N_("low · ok · hot"), N_("Held peak below −30, up to −6, above −6 dBFS.")),
    (N_("CLIP"), N_("Sound was too loud and is damaged. Turn the gain down, then clear with F8.")),
    (N_("M · S · I"), N_("Loudness of the last 0.4 s, the last 3 s, and of the whole take.")),
    (N_("waveform"), N_("Brightness over the width of the picture; the lines are nominal black and white.")),
    (N_("■ ALARM"), N_("The take will not be usable. Act now.")),
    (N_("▲ WARNING"), N_("Look at this soon.")),
    (N_("✓ PASS"), N_("The file on the disk meets the rules.")),
    (N_("? UNDECIDED"), N_("Something could not be measured. This is not a pass.")),
    (N_("claimed · measured · required"), N_("What the file says, what the signal is, what the rule asks.")),
)
_LATIN_OF = {cyrillic: latin for latin, cyrillic in TWINS.items()}
_KEY_CELLS = 20
_ACTION_CELLS = 16
_SIGN_CELLS = 18


class KeyTable(RowsWidget):
    """Keys and meanings as rows."""

    def __init__(self, desk: Desk, bindings: Mapping[str, ActiveBinding]) -> None:
        super().__init__(desk.words)
        self._keys: dict[str, tuple[list[str], ActiveBinding]] = {}
        for name, active in bindings.items():
            if active.binding.id and active.tooltip:
                self._keys.setdefault(active.binding.id, ([], active))[0].append(name)

    def rows(self, width: int, height: int) -> list[Row]:
        """A row a key, then a row a sign."""
        del height
        rows: list[Row] = [(Part(self.say(N_("Keys")), "strong"),)]
        for names, active in self._keys.values():
            caps = " ".join(dict.fromkeys(map(self._cap, names)))
            first, *rest = textwrap.wrap(caps, _KEY_CELLS - 1, break_on_hyphens=False)
            rows.append((
                Part(pad(first, _KEY_CELLS), "low"),
                Part(pad(active.binding.description, _ACTION_CELLS), "strong"),
                Part(fit(f" {active.tooltip}", width - _KEY_CELLS - _ACTION_CELLS)),
            ))  # fmt: skip
            rows += [(Part(more, "low"),) for more in rest]
        rows += [(), (Part(self.say(N_("What the signs mean")), "strong"),)]
        for sign, meaning in _MEANINGS:
            said = self.say(sign)
            cells = max(_SIGN_CELLS, min(len(said) + 2, 34))
            rows.append((Part(pad(said, cells), "cue"), Part(fit(self.say(meaning), width - cells))))
        rows += [
            (),
            (Part(fit(self.say(N_("A key can be changed under [keys] in studio.toml.")), width), "quiet"),),
        ]
        return rows

    @staticmethod
    def _cap(name: str) -> str:
        signs = {"equals_sign": "=", "plus": "+", "minus": "-", "full_stop": ".", "left": "←", "right": "→"}
        signs |= {"up": "↑", "down": "↓", "pageup": "PgUp", "pagedown": "PgDn", "escape": "Esc"}
        last = name.rpartition("+")[2]
        if name.startswith("ctrl+"):
            # Ctrl is named with the Latin letter on every keyboard, whatever the layout types.
            return f"Ctrl+{_LATIN_OF.get(last, last).upper()}"
        return signs.get(last) or (last.capitalize() if len(last) > 3 else last.upper())


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
