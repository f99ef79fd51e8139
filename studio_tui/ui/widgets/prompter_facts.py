"""One line under the speaker's text: running or held, pace, stage, time left, how far."""

from __future__ import annotations

from studio_tui.text import N_
from studio_tui.ui.widgets.bars import thin_bar
from studio_tui.ui.widgets.prompter_rows import PrompterRows
from studio_tui.ui.widgets.rows import Part, Row, joined, width_of

_LEAST_BAR_CELLS = 10


class PrompterFacts(PrompterRows):
    """State in words, and a bar for the whole script."""

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
            [Part(self.pace_words(state), "strong")],
            [Part(self.left_words(state))],
            *self.stage_group(),
        ]
        row = joined(groups, width, "   ")
        room = width - width_of(row) - 4
        if room < _LEAST_BAR_CELLS:
            return [row]
        return [(*row, Part("   "), *thin_bar(self.share_read(state), room))]
