"""What all three screens can do with the prompter: its keys' actions and the dialogs that belong to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from textual import events

from studio_tui.station.messages import Snapshot
from studio_tui.station.prompter_messages import Prompt, PromptAction, PrompterState
from studio_tui.text import N_
from studio_tui.ui.desk import Desk
from studio_tui.ui.reading import ScriptFollower
from studio_tui.ui.screens.edit_dialog import EditDialog
from studio_tui.ui.screens.go_dialog import GoDialog
from studio_tui.ui.screens.station_screen import StationScreen
from studio_tui.ui.screens.target_dialog import TargetDialog
from studio_tui.ui.widgets.prompter_rows import PrompterRows
from studio_tui.ui.widgets.prompter_view import PrompterView

LINE_STEP_S = 2.0
"""Script time of about a line, where lines cannot be seen."""

WHEEL_GATHERED_S = 0.03
"""Clicks of the wheel that come within this are one move: each alone would begin at the same place."""


class PromptingScreen(StationScreen):
    """Follows the script on the prompter and drives it. The keys are in `studio_tui.ui.prompter_keys`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.follower = ScriptFollower(self.send, self._work)
        self._wheel_lines = 0

    def _work(self, work: Callable[[], None]) -> None:
        """Do something in a thread, and look again when it is done."""

        def done() -> None:
            work()
            self._shown = None

        self.run_worker(done, thread=True, group="scripts")

    @property
    def prompter(self) -> PrompterState | None:
        """The prompter's newest state that belongs to the script held here."""
        return self.follower.state

    def follow_prompter(self, snapshot: Snapshot) -> PrompterState:
        """Take over the newest state."""
        self.follower.follow(snapshot)
        return self.follower.state or snapshot.prompter

    def action_prompt(self, action: str, amount: float) -> None:
        """Drive the prompter."""
        self.send(prompt_of(action, amount))

    def action_line(self, lines: int) -> None:
        """Move by lines; by about so much where no lines are seen."""
        self.send(Prompt("line", lines * LINE_STEP_S))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel over the prompter moves the text by lines."""
        self._turn_wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Backwards likewise."""
        self._turn_wheel(event, -1)

    def _turn_wheel(self, event: events.MouseEvent, lines: int) -> None:
        if not isinstance(event.widget, PrompterView | PrompterRows):
            return
        event.stop()
        if not self._wheel_lines:
            self.set_timer(WHEEL_GATHERED_S, self._scroll_by_wheel)
        self._wheel_lines += lines

    def _scroll_by_wheel(self) -> None:
        lines, self._wheel_lines = self._wheel_lines, 0
        if lines:
            self.action_line(lines)

    def action_edit(self) -> None:
        """Change the text of the stage that is being read now."""
        guide, state = self.follower.guide, self.prompter
        if guide is None or state is None or not guide.schedule.words:
            self.tell(N_("There is no script to do that with."), "warning")
            return
        stage = guide.schedule.stage_at(state.clock.at(self.desk.now_s()))
        self.app.push_screen(EditDialog(self.desk, guide.script, self.follower.script_id, stage), self._edited)

    def _edited(self, edited: bool | None) -> None:  # noqa: FBT001 - Textual's signature
        if edited:
            self.tell(N_("Written into the library's copy of the script."))

    def action_target(self) -> None:
        """Ask how long the reading shall take."""
        state = self.prompter
        if state is None or not state.script_id:
            self.tell(N_("There is no script to do that with."), "warning")
            return
        dialog = TargetDialog(self.desk, state.clock, state.band_wpm)
        self.app.push_screen(dialog, lambda command: self.send(command) if command else None)

    def action_go(self) -> None:
        """Ask where to."""
        guide, state = self.follower.guide, self.prompter
        if guide is None or state is None or not guide.schedule.words:
            self.tell(N_("There is no script to do that with."), "warning")
            return
        dialog = GoDialog(self.desk, guide, state)
        self.app.push_screen(dialog, lambda command: self.send(command) if command else None)


def prompt_of(action: str, amount: float) -> Prompt:
    """A prompter command from the words in a binding; raises `ValueError` where there is no such action."""
    known: PromptAction | None = next((each for each in get_args(PromptAction) if each == action), None)
    if known is None:
        raise ValueError(action)
    return Prompt(known, amount)
