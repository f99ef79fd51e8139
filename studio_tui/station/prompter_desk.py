"""The prompter's end in the station: the script it shows, the clock it runs by, and the ear that holds it."""

from __future__ import annotations

import math
import threading
import time
from pathlib import Path
from typing import get_args

import msgspec

from studio_tui.config import PrompterSettings
from studio_tui.course.script import Script
from studio_tui.course.script_copy import ScriptCopy, with_marker_switched, with_speed, with_stage_text
from studio_tui.presets import Pace
from studio_tui.prompter.clock import PrompterClock
from studio_tui.prompter.hold import Hearing, VoiceHold
from studio_tui.prompter.markers import marker_at, marker_s
from studio_tui.prompter.moves import Jump, Run, jumped, run_or_stand, target_of
from studio_tui.prompter.schedule import Schedule, make_schedule, same_place
from studio_tui.station.prompter_looks import LOOKS, looking
from studio_tui.station.prompter_messages import EditStage, Prompt, PrompterState, ScriptAnswer
from studio_tui.station.run_log import RunLog
from studio_tui.station.script_keeper import ScriptKeeper
from studio_tui.station.script_shelf import Opened, ScriptShelf
from studio_tui.text import N_, StudioError, Text

_RUNS = frozenset(get_args(Run))
_SILENT_LONGER_THAN_S = 2.0
"""Nothing heard for so long means that the microphone's line is down, not that somebody is silent."""


class PrompterDesk:
    """Holds one script and where its reader is; safe to use from several threads."""

    def __init__(self, settings: PrompterSettings, shelf: ScriptShelf, pace: Pace) -> None:
        """Begin without a script.

        Args:
            settings: how it looks and moves at first.
            shelf: where copies of scripts are.
            pace: the preset's bands.
        """
        self._settings = settings
        self._shelf = shelf
        self._keeper = ScriptKeeper(shelf)
        self._pace = pace
        self._lock = threading.RLock()
        self._opened: Opened | None = None
        self._schedule = Schedule()
        self._texts_since: tuple[int, ...] = ()
        self._hold = VoiceHold(on=settings.follow_voice, patience_s=settings.patience_s)
        self._heard: Hearing | None = None
        self._bad_hearing: Text | None = None
        self._run: RunLog | None = None
        self._state = PrompterState(
            script_id=0,
            clock=PrompterClock(wpm=settings.wpm, anchor_s=time.monotonic()),
            mirror=settings.mirror,
            flip=settings.flip,
            focus=settings.focus,
            letter_rows=settings.letter_rows,
            letters=settings.letters,
        )

    def start(self) -> None:
        """Begin to write copies down."""
        self._keeper.start()

    def stop(self) -> None:
        """Write down what is due."""
        self._keeper.stop()

    @property
    def state(self) -> PrompterState:
        """Where the prompter is now; at the script's end it stands."""
        now_s = time.monotonic()
        with self._lock:
            clock = self._state.clock.settled(now_s)
            heard = self._heard
            listens = heard is not None and now_s - heard.at_s < _SILENT_LONGER_THAN_S
            stage = self._schedule.stage_at(clock.at(now_s)) if self._schedule.words else 0
            return msgspec.structs.replace(
                self._state,
                clock=clock,
                stage_speed=self._opened.copy.speed(stage) if self._opened else 1.0,
                follows_voice=self._hold.on,
                patience_s=self._hold.patience_s,
                held_by_voice=not clock.running and self._hold.held_by == "voice",
                speaking=heard.speaking if heard and listens else None,
                problem=self._keeper.problem or self._bad_hearing,
            )

    @property
    def script(self) -> Script | None:
        """The script it shows."""
        return self._opened.copy.script if self._opened else None

    @property
    def listens(self) -> bool:
        """Whether it wants to be told what the microphone hears."""
        return self._hold.on

    def answer(self) -> ScriptAnswer:
        """The script with its speeds, and the number that belongs to just these."""
        with self._lock:
            if self._opened is None:
                return ScriptAnswer(0, None)
            copy = self._opened.copy
            return ScriptAnswer(self._state.script_id, copy.script, copy.stage_speeds)

    def timed(self) -> tuple[int, Script | None, Schedule]:
        """The number of what is shown, the script, and its schedule, all of one moment."""
        with self._lock:
            return self._state.script_id, self.script, self._schedule

    def load(self, path: Path) -> Text | None:
        """Show another script from its beginning, standing; gives what there is to say about it.

        Raises:
            StudioError: it cannot be read, or what was changed in it cannot be written.
        """
        # What the shelf opens is what lies on the disk, so that must be the newest.
        self._keeper.flush()
        opened = self._shelf.open(path)
        unwritten = self._keeper.trouble_with(opened.place)
        if unwritten is not None:
            raise StudioError(unwritten)
        schedule = make_schedule(opened.copy.script, opened.copy.stage_speeds)
        with self._lock:
            now_s = time.monotonic()
            old = self._state.clock
            wpm = old.wpm if opened.copy.wpm is None else opened.copy.wpm
            clock = PrompterClock(wpm=wpm, anchor_s=now_s, length_s=schedule.length_s)
            self._show(opened, schedule, clock.paced(now_s, wpm).aimed(now_s, opened.copy.target_s), now_s)
            self._texts_since = (self._state.script_id,) * len(opened.copy.script.stages)
            self._hold = self._hold.by_hand()
        return opened.notice

    def edit(self, command: EditStage) -> None:
        """Change the text of a stage; the reader stays at the same word.

        Raises:
            StudioError: this is not the text that was edited by now, or the new one is of no use.
        """
        with self._lock:
            opened = self._needed()
            if not self._is_still_there(command):
                raise StudioError(N_("Another script is on the prompter by now, so the edit was not taken over."))
            copy = with_stage_text(opened.copy, command.stage, command.text)
            self._alter(opened, copy)
            now_there = self._state.script_id
            kept = len(copy.script.stages) == len(self._texts_since)
            self._texts_since = tuple(
                since if kept and stage != command.stage else now_there
                for stage, since in enumerate(self._texts_since)
            )

    def move(self, command: Prompt) -> None:
        """Carry out what a screen asks; raises `StudioError` when there is nothing to read, or no such amount."""
        if not math.isfinite(command.amount):
            raise StudioError(N_("The station does not know this command."))
        with self._lock:
            if command.action in LOOKS:
                self._state = looking(self._state, command)
            elif command.action == "follow":
                on = command.amount > 0 if command.amount else not self._hold.on
                self._hold = self._hold.switched(on=on)
                self._heard = None
            elif command.action == "patience":
                self._hold = self._hold.patient(self._hold.patience_s + command.amount)
            else:
                self._read(command, self._needed())

    def hears(self, hearing: Hearing) -> None:
        """Told by the sound meters what the microphone hears."""
        with self._lock:
            self._heard = hearing
            now_s = time.monotonic()
            clock = self._state.clock.settled(now_s)
            counting = clock.count_in_s(now_s) > 0
            self._hold, action = self._hold.hears(hearing, running=clock.running and not counting)
            if action is not None and clock.at(now_s) < clock.length_s:
                self._tick(clock.held(now_s) if action == "hold" else clock.started(now_s))

    def hears_badly(self, problem: Text) -> None:
        """Told once why the voice is heard with less than was asked for."""
        self._bad_hearing = problem

    def rolled(self, run: RunLog) -> None:
        """A take rolls: from now on what happens here is told to it. Starts the text when the settings say so.

        The time that a target is counted by begins with the take, where the reader is then. A text that starts
        with the roll and stands at its end starts from its beginning.
        """
        with self._lock:
            self._run = run
            if self._opened is None:
                return
            at_s = run.rolled_at_s
            clock = self._state.clock.settled(at_s)
            is_over = clock.at(at_s) >= clock.length_s
            if not is_over:
                clock = clock.retaken(at_s, clock.at(at_s))
            self._state = msgspec.structs.replace(self._state, clock=clock)
            self._tell_script(run, self._opened.copy, at_s)
            if self._settings.start_with_roll and self._schedule.words:
                self._hold = self._hold.by_hand()
                now_s = time.monotonic()
                self._tick((clock.rewound(now_s) if is_over else clock).started(now_s, self._settings.count_in_s))

    def _read(self, command: Prompt, opened: Opened) -> None:
        """An action that needs a script."""
        now_s = time.monotonic()
        clock = self._state.clock.settled(now_s)
        action, amount = command.action, command.amount
        if action in {"stage_speed", "marker"}:
            self._mark(action, amount, clock.at(now_s), opened)
            return
        if action == "wpm":
            clock = clock.paced(now_s, clock.wpm + amount)
        elif action == "target":
            clock = clock.aimed(now_s, target_of(amount))
        elif action in _RUNS:
            run_action: Run = "start" if action == "start" else "hold" if action == "hold" else "toggle"
            count_in_s = amount if action == "start" else self._settings.count_in_s
            clock = run_or_stand(clock, run_action, count_in_s, self._schedule, now_s)
            self._hold = self._hold.by_hand()
        else:
            jump = next(each for each in get_args(Jump) if each == action)
            clock = jumped(clock, jump, amount, self._schedule, opened.copy.markers, now_s)
            self._hold = self._hold.by_hand()
        self._tick(clock)
        if (clock.wpm, clock.target_s) != (opened.copy.wpm, opened.copy.target_s) and action in {"wpm", "target"}:
            wpm = clock.wpm if clock.target_s is None else opened.copy.wpm
            self._keep(opened, msgspec.structs.replace(opened.copy, wpm=wpm, target_s=clock.target_s))

    def _mark(self, action: str, amount: float, position_s: float, opened: Opened) -> None:
        """What belongs to a place in the script: the speed of its stage, a mark."""
        copy = opened.copy
        if action == "marker":
            self._keep(opened, with_marker_switched(copy, marker_at(self._schedule, position_s)))
            self._state = msgspec.structs.replace(self._state, markers_s=self._markers_s())
            return
        stage = self._schedule.stage_at(position_s)
        self._alter(opened, with_speed(copy, stage, copy.speed(stage) + amount))

    def _alter(self, opened: Opened, copy: ScriptCopy) -> None:
        """The same script with other texts or speeds, the reader at the same place in it."""
        schedule = make_schedule(copy.script, copy.stage_speeds)
        now_s = time.monotonic()
        clock = self._state.clock.settled(now_s)
        position_s = same_place(clock.at(now_s), self._schedule, schedule)
        clock = clock.fitted(now_s, position_s, schedule.length_s)
        self._show(Opened(copy, opened.place), schedule, clock, now_s)
        self._keeper.keep(copy, opened.place)

    def _show(self, opened: Opened, schedule: Schedule, clock: PrompterClock, now_s: float) -> None:
        script = opened.copy.script
        band = self._pace.band(script.language)
        syllables = sum(stage.syllables for stage in script.stages)
        self._opened, self._schedule = opened, schedule
        self._state = msgspec.structs.replace(
            self._state,
            script_id=self._state.script_id + 1,
            clock=clock,
            band_wpm=(band.low_wpm, band.high_wpm),
            syllables_per_word=syllables / script.spoken_words if script.spoken_words else 0.0,
            edited=opened.copy.edited,
            markers_s=self._markers_s(),
        )
        if self._run is not None:
            self._tell_script(self._run, opened.copy, now_s)

    def _is_still_there(self, command: EditStage) -> bool:
        """Whether a stage has the text that was edited; speeds and other stages may have changed meanwhile."""
        if not 0 <= command.stage < len(self._texts_since):
            return command.script_id == self._state.script_id
        return self._texts_since[command.stage] <= command.script_id <= self._state.script_id

    def _markers_s(self) -> tuple[float, ...]:
        markers = self._opened.copy.markers if self._opened else ()
        return tuple(marker_s(self._schedule, marker) for marker in markers)

    def _tell_script(self, run: RunLog, copy: ScriptCopy, at_s: float) -> None:
        run.script(copy.script, copy.stage_speeds, self._state.clock, at_s)

    def _tick(self, clock: PrompterClock) -> None:
        """Run by another clock from now on."""
        self._state = msgspec.structs.replace(self._state, clock=clock)
        if self._run is not None:
            self._run.clock(clock)

    def _keep(self, opened: Opened, copy: ScriptCopy) -> None:
        self._opened = Opened(copy, opened.place)
        self._keeper.keep(copy, opened.place)

    def _needed(self) -> Opened:
        if self._opened is None or not self._schedule.words:
            raise StudioError(N_("The prompter has no script yet. Load one first."))
        return self._opened
