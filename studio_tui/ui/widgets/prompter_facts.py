"""The lines under the speaker's text: what it does and why, time, pace; how far the script is. Quiet on purpose."""

from __future__ import annotations

from studio_tui.station.prompter_messages import PrompterState
from studio_tui.text import N_
from studio_tui.ui.frame_rate import RATES_PER_S
from studio_tui.ui.widgets.prompter_rows import PrompterRows
from studio_tui.ui.widgets.rows import Part, Row, joined, width_of
from studio_tui.ui.words import Words

_ROWS_WITH_GAUGES = 2
_LEAST_BAR_CELLS = 10
_GAUGE_CELLS = 18
_GAP = "   "


class PrompterFacts(PrompterRows):
    """State in words; a second row, where there is one, has the gauges."""

    def __init__(self, words: Words, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self.frames_per_s = RATES_PER_S[0]
        self.letters = ""

    def rows(self, width: int, height: int) -> list[Row]:
        """One row, or two."""
        state = self._state
        if state is None or not state.script_id:
            return [()]
        sign, word, plate = self.motion(state)
        said = self.say(word).upper()
        groups = [
            [Part(f" {sign} {said} ", plate)],
            [Part(self.left_words(state))],
            [Part(self.pace_words(state), "strong")],
            *self.missed_group(state),
            *([] if height >= _ROWS_WITH_GAUGES else self.side_group(state)),
            *self.voice_group(state),
            *self.stage_group(state),
            *self.elapsed_group(state),
        ]
        if height < _ROWS_WITH_GAUGES:
            return [self._with_bar(state, joined([*groups, *self._display_groups(state)], width, _GAP), width)]
        return [joined([*groups, *self._display_groups(state)], width, _GAP), self._gauges(state, width)]

    def facts_for_a_glass(self) -> list[str]:
        """The little that is drawn in big letters where everything else would stand in mirror writing."""
        state = self._state
        if state is None or not state.script_id:
            return []
        sign, _, _ = self.motion(state)
        left = self.words.duration(state.clock.remaining_s(self._now_s))
        elapsed = [group[0].text for group in self.elapsed_group(state)]
        trouble = [group[0].text for group in (*self.missed_group(state), *self.side_group(state))]
        return [f"{sign} {left}", *elapsed, self.pace_words(state), *trouble]

    def _gauges(self, state: PrompterState, width: int) -> Row:
        pace = [Part(" "), *self.pace_gauge(state, _GAUGE_CELLS)]
        groups = [pace, *self.band_group(state), *self.syllables_group(state)]
        return self._with_bar(state, joined(groups, width - _LEAST_BAR_CELLS, _GAP), width)

    def _with_bar(self, state: PrompterState, row: Row, width: int) -> Row:
        """The row, and how far the script is in what is left of it."""
        room = width - width_of(row) - len(_GAP) - 1
        return (*row, Part(_GAP), *self.progress(state, room)) if room >= _LEAST_BAR_CELLS else row

    def _display_groups(self, state: PrompterState) -> list[list[Part]]:
        """What is different about this display."""
        groups: list[list[Part]] = []
        if self.letters == "plain" and (state.mirror or state.flip):
            groups.append([Part(self.say(N_("plain letters cannot be turned over: F4")), "cue")])
        if self.frames_per_s < RATES_PER_S[0]:
            rate = N_("slow terminal: {rate} pictures/s", rate=self.frames_per_s)
            groups.append([Part(self.say(rate), "quiet")])
        return groups
