"""An input line that gets the keys meant for it, however slow the machine is.

Textual hands a key to what has the focus when the key is read. Somebody who types on while a dialog opens, or while
Enter goes on to the next line, is ahead of that; such keys are handed on here and in the app's ``_on_key``.
"""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.widgets import Input


def goes_into_a_line(key: events.Key) -> bool:
    """Whether a `Field` keeps this key to itself."""
    return key.is_printable or key.key == "enter"


def hand_on(key: events.Key, field: Input) -> None:
    """Give a key to the line it was meant for."""
    key.stop()
    key.prevent_default()
    field._forward_event(events.Key(key.key, key.character))  # noqa: SLF001 - or the app would send it round again


class Field(Input):
    """An input line whose Enter takes effect before any key typed after it."""

    def __init__(
        self,
        value: str,
        on_enter: Callable[[], None],
        *,
        id: str,  # noqa: A002 - Textual's name
        max_length: int,
        placeholder: str = "",
    ) -> None:
        super().__init__(value, placeholder=placeholder, id=id, max_length=max_length)
        self._on_enter_key = on_enter

    async def _on_key(self, event: events.Key) -> None:
        """Textual calls the base class's method too, unless the key is handed on."""
        focused = self.screen.focused
        if isinstance(focused, Field) and focused is not self and goes_into_a_line(event):
            hand_on(event, focused)
        elif event.key == "enter":
            event.stop()
            event.prevent_default()
            self._on_enter_key()
