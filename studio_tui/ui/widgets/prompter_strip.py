"""The prompter as the operator sees it: running or held, pace, place, and the words being read."""

from __future__ import annotations

from studio_tui.station.messages import PrompterState
from studio_tui.text import N_
from studio_tui.ui.reading import ReadingPlace
from studio_tui.ui.widgets.bars import thin_bar
from studio_tui.ui.widgets.rows import Part, Row, RowsWidget, fit, joined
from studio_tui.ui.words import Words


class PrompterStrip(RowsWidget):
    """State and pace; the current words below; how far the script is."""

    def __init__(self, words: Words, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._state: PrompterState | None = None
        self._place: ReadingPlace | None = None
        self._now_s = 0.0

    def show(self, state: PrompterState, place: ReadingPlace | None, now_s: float) -> None:
        """Show the newest place."""
        self._state, self._place, self._now_s = state, place, now_s
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        """Up to three rows."""
        del height
        title = Part(self.say(N_("PROMPTER")), "strong")
        state, place = self._state, self._place
        if state is None or not state.script_id:
            return [
                (title, Part("  "), Part(fit(self.say(N_("no script; press F3 to open one")), width - 12), "quiet"))
            ]
        clock = state.clock
        word = self.say(N_("running") if clock.running else N_("held"))
        running = Part(f"▶ {word}", "ok") if clock.running else Part(f"‖ {word}", "cue")
        left = self.words.duration(clock.remaining_s(self._now_s))
        groups = [
            [title, Part("  "), running],
            [Part(self.say(N_("{wpm} words/min", wpm=self.words.number(clock.wpm))))],
            [Part(self.say(N_("{time} left", time=left)))],
        ]
        if place is not None:
            stage = self.say(N_("stage {stage} of {count}", stage=place.stage_number, count=place.stage_count))
            groups.append([Part(stage, "quiet")])
        share = clock.at(self._now_s) / clock.length_s if clock.length_s else 0.0
        return [
            joined(groups, width, "   "),
            (Part(fit(place.words if place else "", width)),),
            thin_bar(share, width),
        ]
