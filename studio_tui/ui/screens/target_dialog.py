"""How long the reading shall take: minutes and seconds, and the rate that this means."""

from __future__ import annotations

from collections.abc import Iterator

from textual.widget import Widget
from textual.widgets import Button, Label, Static

from studio_tui.course.reading_time import typed_seconds
from studio_tui.limits import MAX_WPM, MIN_WPM
from studio_tui.prompter.clock import REFERENCE_WPM, PrompterClock
from studio_tui.prompter.moves import MAX_TARGET_S, MIN_TARGET_S
from studio_tui.station.prompter_messages import Prompt
from studio_tui.text import N_, Text
from studio_tui.ui.desk import Desk
from studio_tui.ui.screens.dialog import Dialog
from studio_tui.ui.widgets.field import Field

_LONGEST_INPUT = 24


def seconds_of(typed: str) -> float | None:
    """Seconds that were typed; None if none were. An empty text is 0: no length is asked for."""
    return typed_seconds(typed) if typed.strip() else 0.0


class TargetDialog(Dialog[Prompt]):
    """Ends with the command; an empty field gives the target up."""

    TITLE_TEXT = N_("How long shall the reading take?")
    AUTO_FOCUS = "#length"

    def __init__(self, desk: Desk, clock: PrompterClock, band_wpm: tuple[float, float]) -> None:
        """Ask.

        Args:
            desk: as for every dialog.
            clock: the prompter's clock.
            band_wpm: rates that the preset allows.
        """
        super().__init__(desk)
        self._clock, self._band_wpm = clock, band_wpm

    def content(self) -> Iterator[Widget]:
        """The field, and what it means."""
        target_s = self._clock.target_s
        yield Label(self.say(N_("Minutes and seconds, like 8:30. Empty: the rate decides.")), markup=False)
        typed = self.desk.words.duration(target_s) if target_s is not None else ""
        yield Field(typed, self.action_use, id="length", max_length=_LONGEST_INPUT, placeholder="8:30")
        yield Static("", markup=False, id="meaning")

    def buttons(self) -> Iterator[Button]:
        """Back, or use it."""
        yield from super().buttons()
        yield self.button(N_("Use this length"), "use", "primary")

    def on_mount(self) -> None:
        """Say what the field means."""
        self._show_meaning()

    def on_input_changed(self) -> None:
        """Say at once what the field means."""
        self._show_meaning()

    def action_use(self) -> None:
        """Use the length, if it is one."""
        target_s = self._typed()
        if target_s is not None:
            self.dismiss(Prompt("target", target_s))

    def _typed(self) -> float | None:
        target_s = seconds_of(self.query_one("#length", Field).value)
        if target_s is None or not (target_s == 0 or MIN_TARGET_S <= target_s <= MAX_TARGET_S):
            return None
        return target_s

    def _show_meaning(self) -> None:
        target_s = self._typed()
        meaning = self.query_one("#meaning", Static)
        meaning.set_class(target_s is None, "bad")
        meaning.update(self.say(self._meaning(target_s)))
        self.query_one("#use", Button).disabled = target_s is None

    def _meaning(self, target_s: float | None) -> Text:
        if target_s is None:
            return N_("This is no length: type minutes, a colon, seconds.")
        if not target_s:
            return N_("The rate decides: {wpm} words/min.", wpm=self.desk.words.number(self._clock.wpm))
        wpm = self._clock.length_s * REFERENCE_WPM / target_s
        low, high = self._band_wpm
        number, time = self.desk.words.number, self.desk.words.duration(round(target_s))
        if low <= round(wpm) <= high:
            return N_(
                "{time}: from the beginning this is {wpm} words/min, within the band.", time=time, wpm=number(wpm)
            )
        if MIN_WPM <= wpm <= MAX_WPM:
            return N_(
                "{time}: from the beginning this is {wpm} words/min; the band is {low}–{high}.",
                time=time,
                wpm=number(wpm),
                low=number(low),
                high=number(high),
            )
        return N_(
            "{time} cannot be met: this would be {wpm} words/min; the prompter goes from {low} to {high}.",
            time=time,
            wpm=number(wpm),
            low=number(MIN_WPM),
            high=number(MAX_WPM),
        )
