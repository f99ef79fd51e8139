"""The script on the prompter, for those who watch: asked for when there is another one, shown when it is here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

from studio_tui.course.script import Script
from studio_tui.prompter.schedule import Schedule, make_schedule
from studio_tui.prompter.script_guide import ReadingPlace, ScriptGuide
from studio_tui.station.messages import Answer, Command, Snapshot
from studio_tui.station.prompter_messages import GetScript, PrompterState, ScriptAnswer


class ScriptFollower:
    """Holds the script on the prompter; asks for it whenever the station has another one.

    Until the new one is here the old one stays, with the state that belongs to it: times of one script mean nothing
    in another, and whoever reads must not see the text jump.
    """

    def __init__(
        self,
        send: Callable[[Command, Callable[[Answer], None]], None],
        work: Callable[[Callable[[], None]], object],
    ) -> None:
        """Hold nothing yet.

        Args:
            send: sends a command, and hands on its answer.
            work: does what takes a tenth of a second somewhere where the text can go on moving meanwhile.
        """
        self._send, self._work = send, work
        self._asked_for = 0
        self._request = 0
        self._lock = threading.Lock()
        self._coming: tuple[int, ScriptGuide] | None = None
        self.script_id = 0
        self.guide: ScriptGuide | None = None
        self.state: PrompterState | None = None

    @property
    def script(self) -> Script | None:
        """The script that is held."""
        return self.guide.script if self.guide else None

    @property
    def schedule(self) -> Schedule | None:
        """The same in time."""
        return self.guide.schedule if self.guide else None

    def follow(self, snapshot: Snapshot) -> None:
        """Take over the newest state, if it is of the script that is held; else ask for the other script."""
        newest = snapshot.prompter
        if newest.script_id != self._asked_for:
            self._asked_for = newest.script_id
            self._forget_what_is_coming()
            if newest.script_id:
                self._send(GetScript(), partial(self._keep, self._request))
        if not newest.script_id:
            self.script_id, self.guide = 0, None
        if self._coming is not None and self._coming[0] == newest.script_id:
            (self.script_id, self.guide), self._coming = self._coming, None
        if self.state is None or self.guide is None or newest.script_id == self.script_id:
            self.state = newest

    def forget(self) -> None:
        """Ask again at the next snapshot: the station was away, and its numbers may begin anew."""
        self._asked_for = self.script_id = -1
        self._forget_what_is_coming()

    def _forget_what_is_coming(self) -> None:
        """Whatever was asked for until now is too old when it comes."""
        with self._lock:
            self._request += 1
            self._coming = None

    def _keep(self, request: int, answer: Answer) -> None:
        if isinstance(answer, ScriptAnswer) and answer.script is not None:
            self._work(partial(self._prepare, request, answer.script_id, answer.script, answer.stage_speeds))

    def _prepare(self, request: int, script_id: int, script: Script, stage_speeds: tuple[float, ...]) -> None:
        """Make the guide; threads that do so end in any order."""
        guide = ScriptGuide(script, make_schedule(script, stage_speeds))
        with self._lock:
            if request == self._request:
                self._coming = script_id, guide

    def place(self, position_s: float) -> ReadingPlace | None:
        """The place of a script time; None without a script."""
        return self.guide.place(position_s) if self.guide else None
