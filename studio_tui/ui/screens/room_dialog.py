"""Measuring the silent room before a take: what to do, a countdown, and what was found with what to do about it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence

from textual.widget import Widget
from textual.widgets import Button

from studio_tui.channels import channel_names
from studio_tui.station.messages import RoomTone, RoomToneState, SoundState
from studio_tui.text import N_, Text
from studio_tui.ui.desk import Desk
from studio_tui.ui.keys import key
from studio_tui.ui.screens.dialog import Dialog
from studio_tui.ui.screens.station_screen import STALE_S
from studio_tui.ui.widgets.bars import thin_bar
from studio_tui.ui.widgets.level_scales import SCALES
from studio_tui.ui.widgets.room_tone import (
    ACCEPTABLE_DBFS_A,
    GOOD_DBFS_A,
    MEASURE_S,
    age_text,
    hum_part,
    noise_part,
    offset_part,
)
from studio_tui.ui.widgets.rows import Part, Row, RowsWidget, width_of
from studio_tui.ui.widgets.sound_meter import level_bar
from studio_tui.ui.words import Words

_LOOKS_PER_S = 10
_LEAST_ROWS = 6
"""Kept free for the result, so that the box does not grow when it comes."""

_LEVEL_TAIL_CELLS = 14


def advice(tone: RoomTone) -> list[Text]:
    """What the figures mean for the take and what to do, a sentence or two each."""
    noise = tone.noise_floor_dbfs_a
    if noise is None:
        return [tone.doubt or N_("Measure again; everybody silent, the microphone on.")]
    if noise <= GOOD_DBFS_A:
        found = [N_("The room is quiet enough.")]
    elif noise <= ACCEPTABLE_DBFS_A:
        found = [N_("The noise can be heard in pauses. Close doors and windows, turn off fans.")]
    else:
        found = [
            N_("The noise will be heard under the words. Turn off fans and air conditioning, close doors, or bring "
               "the microphone closer to the speaker.")
        ]  # fmt: skip
    if tone.hum_hz is not None:
        found.append(
            N_("The hum comes from the mains. Keep the sound cable away from power cables and power supplies, use "
               "balanced cables, try another socket or run the computer on its battery.")
        )  # fmt: skip
    if not tone.hum_is_told:
        found.append(N_("Low rumble hides any hum. Close the door, keep feet and table still, and measure again."))
    if tone.is_off_centre:
        found.append(
            N_("The sound sits off centre (DC offset): have the microphone cable and the interface checked.")
        )
    return found


def flowing(groups: Sequence[list[Part]], width: int) -> list[Row]:
    """Groups one after the other, on as many rows as they need."""
    rows: list[Row] = []
    for group in groups:
        if rows and width_of(rows[-1]) + 2 + width_of(group) <= width:
            rows[-1] = (*rows[-1], Part("  "), *group)
        else:
            rows.append(tuple(group))
    return rows


def result_rows(words: Words, state: RoomToneState, width: int) -> list[Row]:
    """The last result with its age and advice."""
    tone = state.result
    if tone is None:
        return [(Part(f"? {words.say(N_('room not measured'))}", "quiet"),)]
    others = [[part] for part in (hum_part(words, tone), offset_part(words, tone)) if part]
    age = Part(words.say(age_text(state.age_s)), "quiet")
    rows = flowing([noise_part(words, tone), *others, [age]], width)
    for text in advice(tone):
        rows += [(Part(line),) for line in textwrap.wrap(words.say(text), max(10, width))]
    return rows


def room_rows(words: Words, state: RoomToneState, sound: SoundState, width: int) -> list[Row]:
    """Countdown or result, then the live level of each channel."""
    rows: list[Row] = []
    if state.phase == "measuring":
        left = words.say(N_("silence, please: {seconds} s", seconds=f"{words.number(state.left_s, 1):>4}"))
        rows += [(Part(left, "cue"),), (), thin_bar(1 - state.left_s / MEASURE_S, width)]
    else:
        rows += result_rows(words, state, width)
    rows += [()] * (_LEAST_ROWS - len(rows))
    rows.append(())
    cells = max(8, width - 2 - _LEVEL_TAIL_CELLS)
    for name, channel in zip(channel_names(len(sound.channels)), sound.channels, strict=True):
        bar = level_bar(SCALES[sound.ballistics], channel, cells)
        level = f" {words.number(channel.level_dbfs, 1):>6} dBFS"
        rows.append((Part(f"{name:<2}", "strong"), *bar, Part(level)))
    return rows


class RoomView(RowsWidget):
    """Shows `room_rows` of the newest snapshot."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.words, id="room-view")
        self._desk = desk

    def rows(self, width: int, height: int) -> list[Row]:
        """Where the measurement is; or that the station cannot be seen."""
        del height
        snapshot = self._desk.link.snapshot
        if snapshot is None or self._desk.link.age_s > STALE_S:
            lost: Row = (Part(f"■ {self.say(N_('The station does not answer.'))}", "over"),)
            return [lost, *[()] * (_LEAST_ROWS + 1)]
        return room_rows(self.words, snapshot.sound.room_tone, snapshot.sound, width)


class RoomDialog(Dialog[None]):
    """Shows the last result; its own key, or Enter, begins a new measurement."""

    TITLE_TEXT = N_("How quiet is the room?")
    BINDINGS = [key("n", "measure", N_("Measure"), name="room", shown=False)]  # noqa: RUF012 - Textual declares it so

    def __init__(self, desk: Desk, measure: Callable[[], None]) -> None:
        super().__init__(desk)
        self._measure = measure

    def content(self) -> Iterator[Widget]:
        """What to do, then what is going on."""
        yield self.paragraph(N_("Everybody silent for 8 seconds: nobody speaks, moves or types."), classes="strong")
        yield self.paragraph(N_("Leave the microphone on and the gain as it is for the take."), classes="quiet gap")
        yield RoomView(self.desk)

    def buttons(self) -> Iterator[Button]:
        """Back, or measure."""
        yield from super().buttons()
        yield self.button(self._label(), "measure", "primary")

    def _label(self) -> Text:
        """The first time is no repetition."""
        snapshot = self.desk.link.snapshot
        fresh = snapshot is None or snapshot.sound.room_tone.phase == "never"
        return N_("Measure") if fresh else N_("Again")

    def on_mount(self) -> None:
        """Enter begins; the view follows the station."""
        self.query_one("#measure", Button).focus()
        self.set_interval(1 / _LOOKS_PER_S, self.look)

    def look(self) -> None:
        """Show the state of this moment."""
        self.query_one(RoomView).redraw()
        button, label = self.query_one("#measure", Button), self.say(self._label())
        if str(button.label) != label:
            button.label = label

    def action_measure(self) -> None:
        """Begin, or begin anew."""
        self._measure()
