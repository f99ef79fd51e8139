"""One line under the speaker's text: running or held, pace, stage, time left, how far."""

from __future__ import annotations

from studio_tui.station.messages import PrompterState
from studio_tui.text import N_
from studio_tui.ui.reading import ReadingPlace
from studio_tui.ui.widgets.bars import thin_bar
from studio_tui.ui.widgets.rows import Part, Row, RowsWidget, joined, width_of
from studio_tui.ui.words import Words

_LEAST_BAR_CELLS = 10


class PrompterFacts(RowsWidget):
    """State in words, and a bar for the whole script."""

    def __init__(self, words: Words, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._state: PrompterState | None = None
        self._place: ReadingPlace | None = None
        self._now_s = 0.0

    def show(self, state: PrompterState, place: ReadingPlace | None, now_s: float) -> None:
        """Show the newest state."""
        self._state, self._place, self._now_s = state, place, now_s
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        """One row."""
        del height
        state = self._state
        if state is None or not state.script_id:
            return [()]
        clock = state.clock
        word = self.say(N_("RUNNING") if clock.running else N_("HELD"))
        running = Part(f" ▶ {word} ", "plate-ok") if clock.running else Part(f" ‖ {word} ", "plate-warning")
        groups = [
            [running],
            [Part(self.say(N_("{wpm} words/min", wpm=self.words.number(clock.wpm))), "strong")],
            [Part(self.say(N_("{time} left", time=self.words.duration(clock.remaining_s(self._now_s)))))],
        ]
        if self._place is not None:
            stage = N_("stage {stage} of {count}", stage=self._place.stage_number, count=self._place.stage_count)
            groups.append([Part(self.say(stage), "quiet")])
        row = joined(groups, width, "   ")
        room = width - width_of(row) - 4
        if room < _LEAST_BAR_CELLS:
            return [row]
        share = clock.at(self._now_s) / clock.length_s if clock.length_s else 0.0
        return [(*row, Part("   "), *thin_bar(share, room))]
