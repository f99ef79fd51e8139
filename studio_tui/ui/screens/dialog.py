"""The base of all dialogs: a titled box in the middle, buttons below, Escape closes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Label, Static

from studio_tui.text import N_, Text
from studio_tui.ui.desk import Desk
from studio_tui.ui.widgets.rows import printable

Result = TypeVar("Result")


class Dialog(ModalScreen[Result | None]):
    """Ends with a result, or with None when it is left by Escape or its first button."""

    TITLE_TEXT: ClassVar[Text]
    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background 40%;
        #box { width: 76; max-width: 94%; height: auto; max-height: 94%; background: $panel; padding: 1 3; }
        #title { text-style: bold; width: 1fr; margin: 0 0 1 0; color: $accent; }
        #buttons { height: auto; margin: 1 0 0 0; align-horizontal: right; }
        #content { height: auto; max-height: 70vh; background: $panel; scrollbar-size-vertical: 1; }
        #content { scrollbar-background: $panel; scrollbar-background-hover: $panel; }
        Button { margin: 0 0 0 2; min-width: 12; }
        .quiet { color: $ink-quiet; }
        .strong { text-style: bold; }
        .gap { margin: 0 0 1 0; }
        .bad { color: $ink-over; }
        .good { color: $ink-ok; }
        Static, Label { width: 1fr; }
        Input { margin: 0 0 1 0; }
    }
    Dialog.-low #box { padding: 0 2; max-height: 100%; }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-tall")]  # noqa: RUF012 - Textual declares it so
    BINDINGS = [Binding("escape", "leave", show=False)]  # noqa: RUF012 - Textual declares it so

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def compose(self) -> ComposeResult:
        """Title, content, buttons."""
        with Vertical(id="box"):
            yield Label(self.say(self.TITLE_TEXT), id="title", markup=False)
            with VerticalScroll(id="content", can_focus=False):
                yield from self.content()
            with Horizontal(id="buttons"):
                yield from self.buttons()

    def content(self) -> Iterator[Widget]:
        """What stands between title and buttons."""
        raise NotImplementedError

    def buttons(self) -> Iterator[Button]:
        """The buttons, the one that changes nothing first."""
        yield self.button(N_("Back"), "leave")

    def say(self, text: Text) -> str:
        """A text in the screen's language, safe to print."""
        return printable(self.desk.words.say(text))

    def paragraph(self, text: Text, *, classes: str = "", id: str | None = None) -> Static:  # noqa: A002
        """Text that is never read as markup."""
        return Static(self.say(text), markup=False, classes=classes, id=id)

    def button(self, label: Text, action: str, variant: str = "default") -> Button:
        """A button that does an action of the dialog."""
        button = Button(self.say(label), id=action)
        button.variant = variant
        return button

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Do what the button is called."""
        event.stop()
        self.call_later(self.run_action, event.button.id or "leave")

    def action_leave(self) -> None:
        """Close without a result."""
        self.dismiss(None)
