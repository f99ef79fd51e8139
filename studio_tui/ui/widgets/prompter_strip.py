"""The prompter as the operator sees it: running or held, pace, place, and the words being read."""

from __future__ import annotations

from studio_tui.text import N_
from studio_tui.ui.widgets.bars import thin_bar
from studio_tui.ui.widgets.prompter_rows import PrompterRows
from studio_tui.ui.widgets.rows import Part, Row, fit, joined


class PrompterStrip(PrompterRows):
    """State and pace; the current words below; how far the script is."""

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
        groups = [
            [title, Part("  "), running],
            [Part(self.pace_words(state))],
            [Part(self.left_words(state))],
            *self.stage_group(),
        ]
        return [
            joined(groups, width, "   "),
            (Part(fit(place.words if place else "", width)),),
            thin_bar(self.share_read(state), width),
        ]
