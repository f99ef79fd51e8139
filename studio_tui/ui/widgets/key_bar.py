"""The bottom line: keys and what they do now, the most important first; a click works like the key."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events

from studio_tui.ui.widgets.rows import Part, Row, RowsWidget
from studio_tui.ui.words import Words

_AT_THE_END = ("quit", "help")


@dataclass(frozen=True)
class _Key:
    """A key as the bar shows it."""

    name: str
    key: str
    cap: str
    label: str
    enabled: bool

    @property
    def cells(self) -> int:
        return cell_len(self.cap) + cell_len(self.label) + 4


class KeyBar(RowsWidget):
    """Shows the screen's active bindings; what does not fit is left to the help."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; background: $panel; }
    """

    def __init__(self, words: Words, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._places: list[tuple[int, int, str]] = []

    def rows(self, width: int, height: int) -> list[Row]:
        """One row; help always has its place at the right."""
        del height
        keys = self._keys()
        tail = sorted(
            (each for each in keys if each.name in _AT_THE_END), key=lambda each: _AT_THE_END.index(each.name)
        )
        room = width - sum(each.cells for each in tail[-1:])
        shown: list[_Key] = []
        for each in [each for each in keys if each.name not in _AT_THE_END] + tail[:-1]:
            if sum(other.cells for other in shown) + each.cells > room:
                break
            shown.append(each)
        row: list[Part] = []
        self._places = []
        x = 0
        for each in [*shown, *tail[-1:]]:
            if each in tail[-1:]:
                row.append(Part(" " * (width - each.cells - x)))
                x = width - each.cells
            row += [Part(f" {each.cap} ", "strong-low" if each.enabled else "past")]
            row += [Part(f"{each.label}  ", "text" if each.enabled else "past")]
            self._places.append((x, x + each.cells, each.key))
            x += each.cells
        return [tuple(row)]

    def _keys(self) -> list[_Key]:
        found: dict[str, _Key] = {}
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            if binding.show and binding.action not in found:
                cap = self.app.get_key_display(binding)
                found[binding.action] = _Key(
                    binding.id or "", key, cap, binding.description, enabled=active.enabled
                )
        return list(found.values())

    def on_mount(self) -> None:
        """Follow the bindings."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.redraw())

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        for start, end, key in self._places:
            if start <= event.x < end:
                self.app.simulate_key(key)
