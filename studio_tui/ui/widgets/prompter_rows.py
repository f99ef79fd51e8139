"""What the lines about the prompter share: the state they are shown, and each fact of it in words or as a gauge."""

from __future__ import annotations

import math

from studio_tui.prompter.script_guide import Ahead, ReadingPlace, ScriptGuide
from studio_tui.station.prompter_messages import PrompterState
from studio_tui.text import N_, Text
from studio_tui.ui.widgets.bars import merged
from studio_tui.ui.widgets.rows import Ink, Part, Row, RowsWidget
from studio_tui.ui.words import Words

GAUGE_WPM = 100.0, 230.0
"""The pace gauge shows rates from here to there."""


class PrompterRows(RowsWidget):
    """Keeps the prompter's newest state; subclasses draw it."""

    def __init__(self, words: Words, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._state: PrompterState | None = None
        self._guide: ScriptGuide | None = None
        self._now_s = 0.0

    def show(self, state: PrompterState, guide: ScriptGuide | None, now_s: float) -> None:
        """Show the newest state."""
        self._state, self._guide, self._now_s = state, guide, now_s
        self.redraw()

    def place(self, state: PrompterState) -> ReadingPlace | None:
        """Where the reader is."""
        return self._guide.place(state.clock.at(self._now_s)) if self._guide else None

    def ahead(self, state: PrompterState) -> Ahead:
        """What comes next."""
        return self._guide.ahead(state.clock.at(self._now_s)) if self._guide else Ahead()

    def share_read(self, state: PrompterState) -> float:
        """How much of the script has been read, 0 to 1."""
        clock = state.clock
        return clock.at(self._now_s) / clock.length_s if clock.length_s else 0.0

    def until_s(self, state: PrompterState, place_s: float) -> float:
        """Seconds of reading until a script time."""
        clock = state.clock
        left_s = clock.remaining_s(self._now_s)
        script_s = clock.length_s - clock.at(self._now_s)
        return left_s * (place_s - clock.at(self._now_s)) / script_s if script_s > 0 else 0.0

    def motion(self, state: PrompterState) -> tuple[str, Text, Ink]:
        """Sign, words and ink for what the text does now and who made it so."""
        count_s = state.clock.count_in_s(self._now_s)
        if count_s > 0:
            return "▶", N_("begins in {seconds} s", seconds=math.ceil(count_s)), "plate-busy"
        if state.clock.running:
            return "▶", N_("running"), "plate-ok"
        if state.clock.length_s and state.clock.at(self._now_s) >= state.clock.length_s:
            return "■", N_("at the end"), "plate-warning"
        if state.held_by_voice:
            return "‖", N_("waits for the voice"), "plate-busy"
        return "‖", N_("held by hand"), "plate-warning"

    def voice_group(self, state: PrompterState) -> list[list[Part]]:
        """Whether it follows the voice, and whether it hears one; nothing while it does not."""
        if not state.follows_voice:
            return []
        if state.speaking is None:
            return [[Part(self.say(N_("? no voice can be heard")), "cue")]]
        heard = N_("● speaking") if state.speaking else N_("○ silent")
        return [[Part(self.say(heard), "ok" if state.speaking else "quiet")]]

    def pace_words(self, state: PrompterState) -> str:
        """The rate asked for."""
        return self.say(N_("{wpm} words/min", wpm=self.words.number(state.clock.wpm)))

    def syllables_group(self, state: PrompterState) -> list[list[Part]]:
        """Syllables a second at this rate."""
        if not state.syllables_per_word:
            return []
        rate = state.syllables_per_word * state.clock.wpm * state.stage_speed / 60
        return [[Part(self.say(N_("{rate} syll/s", rate=self.words.number(rate, 1))), "quiet")]]

    def left_words(self, state: PrompterState) -> str:
        """Reading time that is left."""
        return self.say(N_("{time} left", time=self.words.duration(state.clock.remaining_s(self._now_s))))

    def elapsed_group(self, state: PrompterState) -> list[list[Part]]:
        """Time since the reading began, and the time that it shall take from there."""
        clock = state.clock
        elapsed_s, budget_s = clock.elapsed_s(self._now_s), clock.budget_s
        if budget_s is None and not elapsed_s:
            return []
        elapsed = self.words.duration(elapsed_s)
        if budget_s is None:
            return [[Part(elapsed, "quiet")]]
        target = N_("{elapsed} of {target}", elapsed=elapsed, target=self.words.duration(round(budget_s)))
        return [[Part(self.say(target))]]

    def missed_group(self, state: PrompterState) -> list[list[Part]]:
        """By how much the target will be missed, since no rate that is allowed meets it."""
        beyond_s = state.clock.beyond_target_s(self._now_s)
        if not beyond_s:
            return []
        time = self.words.duration(abs(beyond_s))
        if beyond_s > 0:
            return [[Part(self.say(N_("cannot be met: {time} too long", time=time)), "cue")]]
        return [[Part(self.say(N_("cannot be met: {time} too short", time=time)), "cue")]]

    def side_group(self, state: PrompterState) -> list[list[Part]]:
        """On which side of the band a rate lies that was found from a target; nothing within it."""
        side = self._side(state)
        return [[Part(self.say(side), "cue")]] if side is not None and state.clock.target_s is not None else []

    def stage_group(self, state: PrompterState) -> list[list[Part]]:
        """Which stage of how many and its own speed, as a group; none while no place is known."""
        place = self.place(state)
        if place is None:
            return []
        stage = N_("stage {stage} of {count}", stage=place.stage_number, count=place.stage_count)
        group = [Part(self.say(stage), "quiet")]
        if state.stage_speed != 1.0:
            group.append(Part(f" ×{self.words.number(state.stage_speed, 2)}"))
        return [group]

    def pace_gauge(self, state: PrompterState, width: int) -> Row:
        """The rate on a quiet line on which the band is thick, and a word when it lies outside."""
        low, high = state.band_wpm
        wpm = state.clock.wpm * state.stage_speed
        cells = [Part("─", "past")] * width
        for cell in range(_cell(low, width), _cell(high, width) + 1):
            cells[cell] = Part("━", "low")
        inside = low <= round(wpm) <= high
        cells[_cell(wpm, width)] = Part("●", "ok" if inside else "cue")
        return merged(cells)

    def band_group(self, state: PrompterState) -> list[list[Part]]:
        """The band in figures, and on which side of it the rate lies."""
        low, high = state.band_wpm
        band = Part(f"{self.words.number(low)}–{self.words.number(high)}", "quiet")
        side = self._side(state)
        return [[band]] if side is None else [[band, Part(" "), Part(self.say(side), "cue")]]

    def _side(self, state: PrompterState) -> Text | None:
        low, high = state.band_wpm
        wpm = round(state.clock.wpm * state.stage_speed)
        if low <= wpm <= high:
            return None
        return N_("slower than the band") if wpm < low else N_("faster than the band")

    def progress(self, state: PrompterState, width: int) -> Row:
        """How far the script is; stages begin at a tick, marks are diamonds."""
        clock = state.clock
        if not clock.length_s or width < 1:
            return ()
        filled = round(min(max(self.share_read(state), 0.0), 1.0) * width)
        cells = [Part("━", "low")] * filled + [Part("─", "past")] * (width - filled)
        starts_s = self._guide.schedule.stage_starts_s[1:] if self._guide else ()
        for start_s in starts_s:
            cell = min(int(start_s / clock.length_s * width), width - 1)
            cells[cell] = Part("┼", "low" if cell < filled else "quiet")
        for marker_s in state.markers_s:
            cells[min(int(marker_s / clock.length_s * width), width - 1)] = Part("◆", "cue")
        return merged(cells)


def _cell(wpm: float, width: int) -> int:
    low, high = GAUGE_WPM
    return min(max(int((wpm - low) / (high - low) * width), 0), width - 1)
