"""The line above the speaker's text: the stage, what is to be seen next and when, the caption with the name."""

from __future__ import annotations

from studio_tui.prompter.script_guide import Ahead
from studio_tui.station.prompter_messages import PrompterState
from studio_tui.text import N_
from studio_tui.ui.widgets.prompter_rows import PrompterRows
from studio_tui.ui.widgets.rows import Part, Row, fit, joined, width_of

_GAP = "   "
_LEAST_VISUALS_CELLS = 12


class PrompterAhead(PrompterRows):
    """One row. A caption that is due comes first; what comes sooner stands before what comes later."""

    def rows(self, width: int, height: int) -> list[Row]:
        """The stage at the left, then what comes."""
        del height
        state = self._state
        if state is None or not state.script_id or self._guide is None:
            return [()]
        ahead = self.ahead(state)
        groups = [[Part(" "), *group] for group in self.stage_group(state)]
        if ahead.lower_third is not None:
            groups.append([Part(f" {self._caption(ahead.lower_third)} ", "plate-busy")])
        for _, group in sorted(self._coming(state, ahead), key=lambda coming: coming[0]):
            groups.append(group)
        row = joined(groups, width, _GAP)
        room = width - width_of(row) - len(_GAP)
        if ahead.visuals and room >= _LEAST_VISUALS_CELLS:
            now = self.say(N_("now: {visuals}", visuals=ahead.visuals))
            row = (*row, Part(_GAP), Part(fit(now, room), "past"))
        return [row]

    def facts_for_a_glass(self) -> list[str]:
        """The most urgent of it, for the big letters of a page that is turned over."""
        state = self._state
        if state is None or not state.script_id or self._guide is None:
            return []
        ahead, place = self.ahead(state), self.place(state)
        stage = f"{place.stage_number}/{place.stage_count}" if place else ""
        coming = sorted(self._coming(state, ahead), key=lambda each: each[0])
        facts = ["".join(part.text for part in parts) for _, parts in coming]
        caption = [] if ahead.lower_third is None else [self._caption(ahead.lower_third)]
        return [stage, *caption, *facts]

    def _caption(self, name: str) -> str:
        return self.say(N_("▁ caption: {name}", name=name) if name else N_("▁ caption with your name"))

    def _coming(self, state: PrompterState, ahead: Ahead) -> list[tuple[float, list[Part]]]:
        found: list[tuple[float, list[Part]]] = []
        if ahead.cue:
            in_s = self.until_s(state, ahead.cue_s)
            found.append((in_s, [Part(f"{ahead.cue} ", "cue"), Part(self._in(in_s), "quiet")]))
        if ahead.next_s is not None:
            in_s = self.until_s(state, ahead.next_s)
            name = ahead.next_visuals or self.say(N_("next stage"))
            found.append((in_s, [Part(f"→ {name} ", "cue"), Part(self._in(in_s), "quiet")]))
        return found

    def _in(self, seconds: float) -> str:
        return self.say(N_("in {time}", time=self.words.duration(seconds)))
