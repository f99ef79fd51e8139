"""Going to a stage or a mark: a list with times and first words."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text as RichText
from textual.widget import Widget
from textual.widgets import Button, OptionList

from studio_tui.prompter.clock import REFERENCE_WPM
from studio_tui.prompter.moves import JUST_BEGUN_S
from studio_tui.prompter.script_guide import ScriptGuide, Stop
from studio_tui.station.prompter_messages import Prompt, PrompterState
from studio_tui.text import N_
from studio_tui.ui.desk import Desk
from studio_tui.ui.screens.dialog import Dialog
from studio_tui.ui.widgets.rows import fit, pad

_NUMBER_CELLS, _TIME_CELLS = 4, 8
_BOX_CELLS, _BOX_SHARE, _BESIDE_CELLS = 76, 0.94, 8
"""Width of a dialog, see its stylesheet, and what of it is not the list's."""


class GoDialog(Dialog[Prompt]):
    """Ends with the command that leads to the chosen place."""

    TITLE_TEXT = N_("Go to which place in the script?")
    AUTO_FOCUS = "OptionList"
    DEFAULT_CSS = """
    GoDialog OptionList, GoDialog OptionList:focus { border: none; background: $panel; padding: 0; }
    GoDialog OptionList { height: auto; max-height: 60vh; scrollbar-size-vertical: 1; }
    """

    def __init__(self, desk: Desk, guide: ScriptGuide, state: PrompterState) -> None:
        super().__init__(desk)
        self._guide, self._state = guide, state
        self._stops = guide.stops(state.markers_s)

    def content(self) -> Iterator[Widget]:
        """The list; the stage being read is chosen."""
        yield OptionList(*map(self._line, self._stops), id="stops", markup=False)

    def buttons(self) -> Iterator[Button]:
        """Back, or go."""
        yield from super().buttons()
        yield self.button(N_("Go"), "go", "primary")

    def on_mount(self) -> None:
        """Put the cursor on the stage being read."""
        stage = self._guide.schedule.stage_at(self._position_s())
        here = [place for place, stop in enumerate(self._stops) if stop.name and stop.stage == stage]
        self.query_one(OptionList).highlighted = here[0] if here else 0

    def on_option_list_option_selected(self) -> None:
        """Enter or a click goes there."""
        self.action_go()

    def action_go(self) -> None:
        """Go to the place under the cursor."""
        chosen = self.query_one(OptionList).highlighted
        if chosen is not None:
            self.dismiss(self._command(self._stops[chosen]))

    def _line(self, stop: Stop) -> RichText:
        """Number or mark, time at the present rate, first words."""
        seconds = stop.at_s * REFERENCE_WPM / self._state.clock.wpm
        line = RichText(pad(stop.name or "◆", _NUMBER_CELLS))
        line.append(pad(self.desk.words.duration(seconds), _TIME_CELLS), style="dim")
        room = min(_BOX_CELLS, int(self.app.size.width * _BOX_SHARE)) - _BESIDE_CELLS - _NUMBER_CELLS - _TIME_CELLS
        return line.append(fit(stop.words, room), style="" if stop.name else "italic")

    def _position_s(self) -> float:
        return self._state.clock.at(self.desk.now_s())

    def _command(self, stop: Stop) -> Prompt:
        """Stages are counted from the one being read, so that the text stands exactly where they begin."""
        position_s = self._position_s()
        if not stop.name:
            return Prompt("line", stop.at_s - position_s)
        schedule = self._guide.schedule
        stage = schedule.stage_at(position_s)
        steps = stop.stage - stage
        within = position_s - schedule.stage_starts_s[stage] > JUST_BEGUN_S
        return Prompt("jump", steps - 1 if steps < 0 and within else steps)
