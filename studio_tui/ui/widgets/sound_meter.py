"""Sound levels: a bar for each channel with held peak, clip latch and words, over a scale in dBFS."""

from __future__ import annotations

import numpy as np

from studio_tui.station.messages import ChannelState, SoundState
from studio_tui.text import N_, NN_, Text
from studio_tui.ui.widgets.bars import zoned_bar
from studio_tui.ui.widgets.rows import Ink, Part, Row, RowsWidget, pad, spread
from studio_tui.ui.words import Words

# Meter deflection of IEC 60268-18: half the length for the top 20 dB, where speech and its mistakes are.
_SCALE_DB = (-70.0, -60.0, -50.0, -40.0, -30.0, -20.0, 0.0)
_SCALE_SHARE = (0.0, 0.025, 0.075, 0.15, 0.30, 0.50, 1.0)
_TICKS_DB = (0, -6, -12, -20, -30, -40, -50, -3, -9, -15, -25)

LOW_DBFS, HOT_DBFS, OVER_DBFS = -30.0, -6.0, -1.0
"""Held peaks below the first are low, from the second on hot, from the third on next to clipping."""

_NUMBER_CELLS = 7
_WORD_CELLS = 12
_MOST_THICK = 2
_NAMES = {1: ("M",), 2: ("L", "R")}


def deflection(dbfs: float) -> float:
    """Place of a level on the meter, 0 to 1."""
    return float(np.interp(dbfs, _SCALE_DB, _SCALE_SHARE))


_ZONES: tuple[tuple[float, Ink], ...] = (
    (0.0, "bar-low"),
    (deflection(LOW_DBFS), "bar-ok"),
    (deflection(HOT_DBFS), "bar-hot"),
    (deflection(OVER_DBFS), "bar-over"),
)


def level_word(channel: ChannelState, silence_dbfs: float) -> tuple[Text, Ink]:
    """What a channel's level is called; clips stay until they are acknowledged."""
    if channel.clips:
        return NN_("CLIP {count}", "CLIP {count}", channel.clips), "plate-alarm"
    if channel.hold_dbfs < silence_dbfs:
        return N_("silent"), "quiet"
    if channel.hold_dbfs < LOW_DBFS:
        return N_("low"), "low"
    if channel.hold_dbfs < HOT_DBFS:
        return N_("ok"), "ok"
    return N_("hot"), "hot"


class SoundMeter(RowsWidget):
    """Bars for the channels, drawn ``thickness`` rows high when there is room."""

    def __init__(self, words: Words, silence_dbfs: float, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._silence_dbfs = silence_dbfs
        self._sound: SoundState | None = None
        self.thickness = 1
        """Rows a channel takes while there are at most two."""

    def show(self, sound: SoundState) -> None:
        """Show the newest levels."""
        self._sound = sound
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        """Title, channels, scale."""
        del height
        sound = self._sound
        if sound is None:
            return [(Part(self.say(N_("SOUND")), "strong"),)]
        count = max(1, len(sound.channels))
        thickness = self.thickness if count <= _MOST_THICK else 1
        bar_cells = max(8, width - 3 - _NUMBER_CELLS - _WORD_CELLS)
        rows = [self._title(sound, width)]
        for index, channel in enumerate(sound.channels):
            rows += self._channel(index, count, channel, bar_cells, thickness)
            if thickness > 1 and index < count - 1:
                rows.append(())
        rows.append(_scale(bar_cells))
        return rows

    def _title(self, sound: SoundState, width: int) -> Row:
        facts = [sound.device, self.say(N_("{rate} kHz", rate=f"{sound.rate_hz / 1000:g}"))]
        if sound.used_bits is None:
            facts.append(self.say(N_("{bits} bit", bits=sound.bits)))
        else:
            facts.append(self.say(N_("{bits} bit, {used} used", bits=sound.bits, used=sound.used_bits)))
        if sound.lost_samples:
            facts.append(self.say(N_("lost samples: {number}", number=sound.lost_samples)))
        left = [Part(self.say(N_("SOUND")), "strong"), Part("  "), Part(" · ".join(facts), "quiet")]
        return spread(left, feed_plate(self, sound.status), width)

    def _channel(self, index: int, count: int, channel: ChannelState, cells: int, thickness: int) -> list[Row]:
        names = _NAMES.get(count) or tuple(str(number) for number in range(1, count + 1))
        hold = round(deflection(channel.hold_dbfs) * cells) - 1
        mark: dict[int, tuple[str, Ink]] = {}
        if hold > 0:
            mark[hold] = ("┃", "bar-over" if channel.hold_dbfs >= OVER_DBFS else "bar-mark")
        bar = zoned_bar(deflection(channel.level_dbfs), cells, _ZONES, mark)
        word, ink = level_word(channel, self._silence_dbfs)
        said = self.say(word)
        number = self.words.number(channel.hold_dbfs, 1) if channel.hold_dbfs > -100 else "−∞"
        first = (
            Part(f"{names[index]:<2}", "strong"),
            *bar,
            Part(f"{number:>{_NUMBER_CELLS}} "),
            Part(f" {said} " if ink.startswith("plate") else pad(f" {said}", _WORD_CELLS - 1), ink),
        )
        return [first, *[(Part("  "), *bar)] * (thickness - 1)]


def _scale(cells: int) -> Row:
    """Ticks under the bars: the important ones first, the others where they fit."""
    line = [" "] * (cells + 2)
    for tick in _TICKS_DB:
        label = str(tick).replace("-", "−")
        start = min(round(deflection(tick) * cells) - len(label) // 2, cells + 2 - len(label))
        around = line[max(0, start - 1) : start + len(label) + 1]
        if start >= 0 and not "".join(around).strip():
            line[start : start + len(label)] = label
    return (Part("  "), Part("".join(line), "quiet"), Part("  dBFS", "quiet"))


def feed_plate(widget: RowsWidget, status: str) -> list[Part]:
    """A plate for a device that does not deliver; nothing while it does."""
    words: dict[str, tuple[Text, Ink]] = {
        "opening": (N_("OPENING"), "plate-busy"),
        "stalled": (N_("NO SIGNAL"), "plate-alarm"),
        "lost": (N_("UNPLUGGED"), "plate-alarm"),
    }
    if status not in words:
        return []
    text, ink = words[status]
    return [Part(f" {widget.say(text)} ", ink)]
