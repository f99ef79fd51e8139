"""What eight seconds of the silent room have shown, in words an operator can act on."""

from __future__ import annotations

from studio_tui.station.messages import RoomTone, RoomToneState
from studio_tui.text import N_, NN_, Text
from studio_tui.ui.widgets.rows import Ink, Part, Row, RowsWidget, joined
from studio_tui.ui.words import Words

MEASURE_S = 8.0
"""How long the room must be silent."""

GOOD_DBFS_A, ACCEPTABLE_DBFS_A = -60.0, -50.0
"""Noise up to the first is good, up to the second acceptable, above it noisy.

Speech at the target of -23 LUFS stands 37 dB over the first, which is what publishers of audio books ask for (ACX:
a noise floor of at most -60 dBFS RMS); 27 dB over the second, where noise can be heard in every pause; and once the
gain is raised for a quiet voice, what lies above it can be heard under the words as well.
"""

_MINUTE_S, _HOUR_S = 60, 3600


def noise_word(noise_floor_dbfs_a: float | None) -> tuple[str, Text, Ink]:
    """Glyph, word and ink of a noise floor."""
    if noise_floor_dbfs_a is None:
        return "?", N_("could not tell"), "hot"
    if noise_floor_dbfs_a <= GOOD_DBFS_A:
        return "✓", N_("good"), "ok"
    if noise_floor_dbfs_a <= ACCEPTABLE_DBFS_A:
        return "·", N_("acceptable"), "cue"
    return "▲", N_("noisy"), "hot"


def age_text(age_s: float) -> Text:
    """How long ago something was."""
    if age_s < _MINUTE_S:
        return N_("just now")
    if age_s < _HOUR_S:
        return NN_("{count} min ago", "{count} min ago", int(age_s / _MINUTE_S))
    return NN_("{count} h ago", "{count} h ago", int(age_s / _HOUR_S))


def noise_part(words: Words, tone: RoomTone) -> list[Part]:
    """Noise floor with its word."""
    glyph, word, ink = noise_word(tone.noise_floor_dbfs_a)
    if tone.noise_floor_dbfs_a is None:
        return [Part(f"{glyph} {words.say(word)}", ink)]
    return [
        Part(words.say(N_("{level} dBFS(A)", level=words.number(tone.noise_floor_dbfs_a, 1)))),
        Part(f" {glyph} {words.say(word)}", ink),
    ]


def hum_part(words: Words, tone: RoomTone) -> Part | None:
    """Hum with its frequency and level; nothing where the room could not be measured."""
    if tone.noise_floor_dbfs_a is None:
        return None
    if not tone.hum_is_told:
        return Part(f"? {words.say(N_('hum unknown'))}", "quiet")
    if tone.hum_hz is None:
        return Part(words.say(N_("no hum")), "quiet")
    text = N_("hum {hz} Hz {level} dBFS", hz=words.number(tone.hum_hz), level=words.number(tone.hum_dbfs, 1))
    return Part(f"▲ {words.say(text)}", "hot")


def offset_part(words: Words, tone: RoomTone) -> Part | None:
    """How far the sound sits off centre, where that is too far."""
    if not tone.is_off_centre:
        return None
    return Part(
        f"▲ {words.say(N_('DC offset {percent} %', percent=words.number(abs(tone.dc_offset) * 100, 1)))}", "hot"
    )


class RoomLine(RowsWidget):
    """The room on one row: measured how, and when."""

    def __init__(self, words: Words, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._state = RoomToneState()

    def show(self, state: RoomToneState) -> None:
        """Show the newest state."""
        self._state = state
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        """One row."""
        del height
        groups: list[list[Part]] = [[Part(self.say(N_("ROOM")), "strong")]]
        tone = self._state.result
        if self._state.phase == "measuring":
            left = self.words.number(self._state.left_s)
            groups.append([Part(self.say(N_("silence, please: {seconds} s", seconds=left)), "cue")])
        elif tone is None:
            groups.append([Part(f"? {self.say(N_('room not measured'))}", "quiet")])
            groups.append([Part(self.say(N_("N measures it")), "quiet")])
        else:
            groups.append(noise_part(self.words, tone))
            hum = hum_part(self.words, tone)
            groups += [[part] for part in (hum, offset_part(self.words, tone)) if part]
            groups.append([Part(self.say(age_text(self._state.age_s)), "quiet")])
        return [joined(groups, width)]
