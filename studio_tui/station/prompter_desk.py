"""The prompter's end in the station: the script it shows and the clock it runs by."""

from __future__ import annotations

import math
import time
from pathlib import Path

import msgspec

from studio_tui.config import PrompterSettings
from studio_tui.course.importers.reader import read_script
from studio_tui.course.script import Script
from studio_tui.prompter.clock import PrompterClock
from studio_tui.prompter.schedule import Schedule, make_schedule
from studio_tui.station.messages import Prompt, PrompterState
from studio_tui.text import N_, StudioError

_LETTER_ROWS = (2, 20)
_JUST_BEGUN_S = 2.0


class PrompterDesk:
    """Holds one script and where its reader is. Commands come from one thread; ``state`` may be read from any."""

    def __init__(self, settings: PrompterSettings) -> None:
        self._script: Script | None = None
        self._schedule: Schedule | None = None
        self._state = PrompterState(
            script_id=0,
            clock=PrompterClock(wpm=settings.wpm, anchor_s=time.monotonic()),
            mirror=settings.mirror,
            focus=settings.focus,
            letter_rows=settings.letter_rows,
            letters=settings.letters,
        )

    @property
    def state(self) -> PrompterState:
        """Where the prompter is now; at the script's end it stands."""
        state = self._state
        return msgspec.structs.replace(state, clock=state.clock.settled(time.monotonic()))

    @property
    def script(self) -> Script | None:
        """The script it shows."""
        return self._script

    def load(self, path: Path) -> Script:
        """Show another script from its beginning, standing; raises `StudioError` when it cannot be read."""
        script = read_script(path)
        schedule = make_schedule(script)
        self._script, self._schedule = script, schedule
        clock = PrompterClock(wpm=self._state.clock.wpm, anchor_s=time.monotonic(), length_s=schedule.length_s)
        self._state = msgspec.structs.replace(self._state, script_id=self._state.script_id + 1, clock=clock)
        return script

    def move(self, command: Prompt) -> None:
        """Carry out what a screen asks; raises `StudioError` when there is nothing to read, or no such amount."""
        if not math.isfinite(command.amount):
            raise StudioError(N_("The station does not know this command."))
        if command.action in {"mirror", "size"}:
            self._state = _shown(self._state, command)
            return
        if self._schedule is None or not self._schedule.words:
            raise StudioError(N_("The prompter has no script yet. Load one first."))
        now_s = time.monotonic()
        clock = _moved(self._state.clock.settled(now_s), command, self._schedule, now_s)
        self._state = msgspec.structs.replace(self._state, clock=clock)


def _shown(state: PrompterState, command: Prompt) -> PrompterState:
    if command.action == "mirror":
        return msgspec.structs.replace(state, mirror=not state.mirror)
    low, high = _LETTER_ROWS
    rows = min(max(state.letter_rows + round(command.amount), low), high)
    return msgspec.structs.replace(state, letter_rows=rows)


def _moved(clock: PrompterClock, command: Prompt, schedule: Schedule, now_s: float) -> PrompterClock:
    if command.action == "wpm":
        return clock.paced(now_s, clock.wpm + command.amount)
    if command.action in {"rewind", "jump", "line"}:
        return clock.moved(now_s, _place(clock.at(now_s), command, schedule))
    starts = command.action == "start" or (command.action == "toggle" and not clock.running)
    return clock.started(now_s) if starts else clock.held(now_s)


def _place(position_s: float, command: Prompt, schedule: Schedule) -> float:
    """Where to go from a place: to the beginning, some stages on, some seconds of script time on."""
    if command.action == "rewind":
        return 0.0
    if command.action == "jump":
        return _stage_start(position_s, round(command.amount), schedule)
    return position_s + command.amount


def _stage_start(position_s: float, steps: int, schedule: Schedule) -> float:
    """The beginning of a stage, counted from the one being read; back from within it is to its own beginning."""
    stage = schedule.stage_at(position_s)
    if steps < 0 and position_s - schedule.stage_starts_s[stage] > _JUST_BEGUN_S:
        steps += 1
    return schedule.stage_starts_s[min(max(stage + steps, 0), len(schedule.stage_starts_s) - 1)]
