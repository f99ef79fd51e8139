"""Where the speaker is in the script, for those who watch: the stage and the words being read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from studio_tui.course.script import Script
from studio_tui.prompter.schedule import Schedule, make_schedule
from studio_tui.station.messages import Answer, Command, GetScript, ScriptAnswer, Snapshot

_SHOWN_WORDS = 30
_WORDS_BEFORE = 1


@dataclass(frozen=True)
class ReadingPlace:
    """A place in the script: stage (from 1), stages in all, and the words from there on."""

    stage_number: int
    stage_count: int
    words: str


class ScriptFollower:
    """Holds the script on the prompter; asks for it whenever the station has another one."""

    def __init__(self, send: Callable[[Command, Callable[[Answer], None]], None]) -> None:
        self._send = send
        self._asked_for = 0
        self.script_id = 0
        self.script: Script | None = None
        self.schedule: Schedule | None = None

    def follow(self, snapshot: Snapshot) -> None:
        """Ask for the script if it is not the one that is held."""
        wanted = snapshot.prompter.script_id
        if wanted == self._asked_for:
            return
        self._asked_for = wanted
        if wanted:
            self._send(GetScript(), self._keep)
        else:
            self.script_id, self.script, self.schedule = 0, None, None

    def forget(self) -> None:
        """Ask again at the next snapshot: the station was away."""
        self._asked_for = -1

    def _keep(self, answer: Answer) -> None:
        if isinstance(answer, ScriptAnswer) and answer.script is not None:
            self.script_id, self.script = answer.script_id, answer.script
            self.schedule = make_schedule(answer.script)

    def place(self, position_s: float) -> ReadingPlace | None:
        """The place of a script time; None without a script."""
        schedule = self.schedule
        if schedule is None or not schedule.words:
            return None
        first = max(0, schedule.word_at(position_s) - _WORDS_BEFORE)
        words = " ".join(word.text for word in schedule.words[first : first + _SHOWN_WORDS])
        return ReadingPlace(schedule.stage_at(position_s) + 1, len(schedule.stage_starts_s), words)
