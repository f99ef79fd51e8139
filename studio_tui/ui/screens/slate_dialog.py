"""The slate: a code as people type it, with what was understood shown while typing."""

from __future__ import annotations

from collections.abc import Iterator

from textual.widget import Widget
from textual.widgets import Button, Label, Static

from studio_tui.course.clean import clean_line
from studio_tui.course.codes import Parsed, parse
from studio_tui.course.filenames import canonical_name
from studio_tui.course.take import Slate
from studio_tui.station.messages import SetSlate
from studio_tui.text import N_
from studio_tui.ui.code_words import code_words
from studio_tui.ui.desk import Desk
from studio_tui.ui.screens.dialog import Dialog
from studio_tui.ui.widgets.field import Field

_LONGEST_INPUT = 200


class SlateDialog(Dialog[SetSlate]):
    """Asks for code and title; a title may also be typed behind the code."""

    TITLE_TEXT = N_("Which video comes next?")
    AUTO_FOCUS = "#code"

    def __init__(self, desk: Desk, slate: Slate | None) -> None:
        super().__init__(desk)
        self._slate = slate

    def content(self) -> Iterator[Widget]:
        """Two fields and what they mean."""
        slate = self._slate
        yield Label(self.say(N_("Course, module, lesson, video – in any letters:")), markup=False)
        yield Field(
            code_words(slate.code) if slate else "",
            self._enter_code,
            id="code",
            max_length=_LONGEST_INPUT,
            placeholder="К1 M1 С1 В5",
        )
        yield Label(self.say(N_("Title:")), markup=False)
        yield Field(slate.title if slate else "", self.action_use, id="name", max_length=_LONGEST_INPUT)
        yield self.paragraph(N_("Type a code."), id="understood")

    def buttons(self) -> Iterator[Button]:
        """Back, or this video."""
        yield from super().buttons()
        yield self.button(N_("Use this video"), "use", "primary")

    def on_mount(self) -> None:
        """Say what the fields mean; the code has the focus and is selected, so that typing replaces it."""
        self._show_understood()

    def on_input_changed(self) -> None:
        """Say at once what the fields mean."""
        self._show_understood()

    def _enter_code(self) -> None:
        """Enter goes on to the title, and from there ends the dialog."""
        if self._parsed().problem is None:
            self.set_focus(self.query_one("#name", Field))
        else:
            self.action_use()

    def action_use(self) -> None:
        """Use the video, if it is one."""
        slate = self._understood()
        if slate is None:
            self.set_focus(self.query_one("#code", Field))
            return
        self.dismiss(SetSlate(slate))

    def _parsed(self) -> Parsed:
        return parse(self.query_one("#code", Field).value)

    def _understood(self) -> Slate | None:
        parsed = self._parsed()
        if parsed.code is None:
            return None
        return Slate(parsed.code, parsed.title or clean_line(self.query_one("#name", Field).value))

    def _show_understood(self) -> None:
        line = self.query_one("#understood", Static)
        parsed, slate = self._parsed(), self._understood()
        if slate is None:
            said = self.say(parsed.problem or N_("Type a code."))
        else:
            code = slate.code
            said = self.say(
                N_(
                    "Course {course}, module {module}, lesson {lesson}, video {video}. The file is called {name}.",
                    course=code.course,
                    module=code.module,
                    lesson=code.lesson,
                    video=code.video,
                    name=canonical_name(code, slate.title),
                )
            )
        line.set_class(slate is None, "bad")
        line.set_class(slate is not None, "good")
        line.update(said)
        self.query_one("#use", Button).disabled = slate is None
