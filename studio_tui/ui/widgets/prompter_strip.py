"""The prompter as operator and producer see it: what it does, pace, place, the words being read, how far it is."""

from __future__ import annotations

from studio_tui.station.prompter_messages import PrompterState
from studio_tui.text import N_, NN_, Text
from studio_tui.ui.widgets.prompter_rows import PrompterRows
from studio_tui.ui.widgets.rows import Part, Row, fit, joined
from studio_tui.ui.words import Words

_GAUGE_CELLS = 14


class PrompterStrip(PrompterRows):
    """State and pace; the current words below; how far the script is."""

    def __init__(self, words: Words, no_script: Text, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._no_script = no_script

    def rows(self, width: int, height: int) -> list[Row]:
        """Up to three rows; the first one alone where there is room for one."""
        title = Part(self.say(N_("PROMPTER")), "strong")
        state = self._state
        if state is None or not state.script_id:
            return [(title, Part("  "), Part(fit(self.say(self._no_script), width - 12), "quiet"))]
        sign, word, plate = self.motion(state)
        motion = Part(f" {sign} {self.say(word)} ", plate)
        groups = [
            [title, Part("  "), motion],
            *([[Part(self.say(state.problem), "over")]] if state.problem is not None else []),
            [Part(self.pace_words(state))],
            [Part(self.left_words(state))],
            *self.missed_group(state),
            *self.stage_group(state),
            *self.voice_group(state),
            *self.elapsed_group(state),
            *self._edited(state),
            *self._tablet(state),
            [*self.pace_gauge(state, _GAUGE_CELLS), Part("  "), *self.band_group(state)[0]],
            *self.syllables_group(state),
        ]
        place = self.place(state)
        words = Part(fit(place.words if place else "", width))
        return [joined(groups, width, "   "), (words,), self.progress(state, width)][: max(1, height)]

    def _tablet(self, state: PrompterState) -> list[list[Part]]:
        tablet = state.tablet
        if tablet.problem is not None:
            return [[Part(self.say(N_("tablet: trouble, see D")), "cue")]]
        if not tablet.address:
            return []
        return [[Part(self.say(NN_("{count} tablet", "{count} tablets", tablet.readers)), "quiet")]]

    def _edited(self, state: PrompterState) -> list[list[Part]]:
        return [[Part(self.say(N_("✎ edited")), "quiet")]] if state.edited else []
