"""What the operator is told and asked once a script has been opened: remarks about it, and whose video it is."""

from __future__ import annotations

from studio_tui.course.script import Script
from studio_tui.course.sheet_slate import slate_of
from studio_tui.course.take import Slate
from studio_tui.station.messages import Answer, SetSlate, Snapshot
from studio_tui.station.prompter_messages import GetScript, LoadScript, ScriptAnswer
from studio_tui.text import N_, NN_
from studio_tui.ui.screens.sheet_dialog import SheetDialog
from studio_tui.ui.screens.station_screen import StationScreen


class LoadedScript:
    """Follows one screen's loading of scripts. While a take rolls the slate is nobody's business: it asks later."""

    def __init__(self, screen: StationScreen) -> None:
        self._screen = screen
        self._offered: Slate | None = None

    def load(self, command: LoadScript | None) -> None:
        """Open a script; once it is there, tell and ask."""
        if command is not None:
            self._screen.send(command, lambda _: self._screen.send(GetScript(), self._loaded))

    def follow(self, snapshot: Snapshot) -> None:
        """Ask about the slate as soon as that disturbs nobody."""
        if self._offered is None or snapshot.take.phase in {"rolling", "closing"} or not self._screen.in_front:
            return
        offered, self._offered = self._offered, None
        if snapshot.slate is None or snapshot.slate.code != offered.code:
            dialog = SheetDialog(self._screen.desk, snapshot.slate, offered)
            self._screen.app.push_screen(dialog, self._decided)

    def _decided(self, command: SetSlate | None) -> None:
        if command is not None:
            self._screen.send(command)

    def _loaded(self, answer: Answer) -> None:
        if isinstance(answer, ScriptAnswer) and answer.script is not None:
            self._tell_warnings(answer.script)
            self._offered = slate_of(answer.script.sheet)

    def _tell_warnings(self, script: Script) -> None:
        warnings = script.warnings
        if not warnings:
            return
        first = warnings[0]
        said = first.message
        if first.stage:
            said = N_("stage {stage}: {message}", stage=first.stage, message=first.message)
        text = NN_(
            "{count} remark about the script: {first}",
            "{count} remarks about the script; the first: {first}",
            len(warnings),
            first=said,
        )
        self._screen.tell(text, "warning")
