"""What the two lines about the prompter share: the state they are shown, and how far the script is."""

from __future__ import annotations

from studio_tui.station.messages import PrompterState
from studio_tui.text import N_
from studio_tui.ui.reading import ReadingPlace
from studio_tui.ui.widgets.rows import Part, RowsWidget
from studio_tui.ui.words import Words


class PrompterRows(RowsWidget):
    """Keeps the prompter's newest state; subclasses draw it."""

    def __init__(self, words: Words, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._state: PrompterState | None = None
        self._place: ReadingPlace | None = None
        self._now_s = 0.0

    def show(self, state: PrompterState, place: ReadingPlace | None, now_s: float) -> None:
        """Show the newest state."""
        self._state, self._place, self._now_s = state, place, now_s
        self.redraw()

    def share_read(self, state: PrompterState) -> float:
        """How much of the script has been read, 0 to 1."""
        clock = state.clock
        return clock.at(self._now_s) / clock.length_s if clock.length_s else 0.0

    def pace_words(self, state: PrompterState) -> str:
        """The rate asked for."""
        return self.say(N_("{wpm} words/min", wpm=self.words.number(state.clock.wpm)))

    def left_words(self, state: PrompterState) -> str:
        """Reading time that is left."""
        return self.say(N_("{time} left", time=self.words.duration(state.clock.remaining_s(self._now_s))))

    def stage_group(self) -> list[list[Part]]:
        """Which stage of how many, as a group of its own; none while no place is known."""
        place = self._place
        if place is None:
            return []
        stage = N_("stage {stage} of {count}", stage=place.stage_number, count=place.stage_count)
        return [[Part(self.say(stage), "quiet")]]
