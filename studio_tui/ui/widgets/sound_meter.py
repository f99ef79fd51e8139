"""Sound levels: a bar for each channel with held peak, clip latch and words, and the scale of its ballistics."""

from __future__ import annotations

from functools import lru_cache

from studio_tui.station.messages import ChannelState, LoudnessTarget, SoundState
from studio_tui.text import N_, NN_, Text
from studio_tui.ui.widgets.bars import zoned_bar
from studio_tui.ui.widgets.level_scales import SCALES, LevelScale
from studio_tui.ui.widgets.rows import Ink, Part, Row, RowsWidget, fit, joined, pad, spread
from studio_tui.ui.widgets.ruler import Mark, line_at, ruler
from studio_tui.ui.widgets.signal_truth import claim, truths
from studio_tui.ui.words import Words

LOW_DBFS, HOT_DBFS, OVER_DBFS = -30.0, -6.0, -1.0
"""Held sample peaks below the first are low, from the second on hot, from the third on next to clipping.

The words judge these on every scale: what spoils a take is the sample that clips, whatever the meter looks like.
"""

LABEL_CELLS = 2
"""The channel's name, left of a bar."""

TAIL_CELLS = 24
"""Figure and word, right of a bar; loudness and stereo keep to the same columns."""

FIGURE_CELLS = 12
_SHORT_TAIL_CELLS = 19
_PEAK_CELLS = 11
_FULL_TAIL_FROM, _PEAK_COLUMN_FROM = 56, 76
_PAIR = 2
_NOTCH = "▉"
"""What is left of a bar where it covers the alignment mark: a thin gap."""

_NO_LEVEL_DBFS = -100.0
_NAMES = {1: ("M",), 2: ("L", "R")}


def channel_names(count: int) -> tuple[str, ...]:
    """What the channels are called, at most two cells each."""
    return _NAMES.get(count) or tuple(str(number) for number in range(1, count + 1))


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


def level_bar(scale: LevelScale, channel: ChannelState, cells: int) -> Row:
    """The level over the track, the alignment mark, the held peak; a peak beyond the scale stands at its end."""
    level, held = scale.share(channel.level_dbfs), scale.share(channel.hold_dbfs)
    share = scale.share(scale.alignment_dbfs)
    alignment, _ = line_at(share, cells)
    zones = scale.zones
    covered = level * cells >= alignment + 1
    ink = next(ink for begin, ink in reversed(zones) if begin <= share) if covered else "bar-target"
    marks: dict[int, tuple[str, Ink]] = {alignment: (_NOTCH if covered else "┊", ink)}
    if held > 0:
        marks[line_at(held, cells)[0]] = ("┃", "bar-over" if channel.hold_dbfs >= OVER_DBFS else "bar-mark")
    return zoned_bar(level, cells, zones, marks)


@lru_cache(maxsize=16)
def level_ruler(scale: LevelScale, cells: int) -> Row:
    """The scale's ticks under a bar of that width, the alignment in another ink."""
    marks = [
        Mark(tick.label, scale.share(tick.dbfs), "cue" if tick.dbfs == scale.alignment_dbfs else "quiet")
        for tick in scale.ticks
    ]
    return ruler(marks, cells)


class SoundMeter(RowsWidget):
    """Bars for the channels, drawn ``thickness`` rows high when there is room; a pair has its scale in between."""

    def __init__(self, words: Words, silence_dbfs: float, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._silence_dbfs = silence_dbfs
        self._sound: SoundState | None = None
        self._target = LoudnessTarget()
        self.thickness = 1
        """Rows a channel takes while there are at most two."""

    def show(self, sound: SoundState, target: LoudnessTarget) -> None:
        """Show the newest levels; true peaks are measured against the target's."""
        self._sound, self._target = sound, target
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        """Title, what the signal really is, channels and scale."""
        del height
        sound = self._sound
        if sound is None:
            return [(Part(self.say(N_("SOUND")), "strong"),)]
        scale = SCALES[sound.ballistics]
        count = max(1, len(sound.channels))
        thickness = self.thickness if count <= _PAIR else 1
        cells = max(8, width - LABEL_CELLS - self._tail_cells(width, thickness))
        rows = [self._title(sound, width), self._truths(sound, width)]
        for index, channel in enumerate(sound.channels):
            rows += self._channel(index, count, channel, level_bar(scale, channel, cells), width, thickness)
            if index == 0 and count == _PAIR:
                rows.append(self._scale(scale, cells, width))
        if count != _PAIR:
            rows.append(self._scale(scale, cells, width))
        return rows

    @staticmethod
    def _tail_cells(width: int, thickness: int) -> int:
        if width < _FULL_TAIL_FROM:
            return _SHORT_TAIL_CELLS
        return TAIL_CELLS + (_PEAK_CELLS if thickness == 1 and width >= _PEAK_COLUMN_FROM else 0)

    def _title(self, sound: SoundState, width: int) -> Row:
        facts = [sound.device, claim(self.words, sound)]
        left = [Part(self.say(N_("SOUND")), "strong"), Part("  "), Part(" · ".join(facts), "quiet")]
        return spread(left, feed_plate(self, sound.status), width)

    def _truths(self, sound: SoundState, width: int) -> Row:
        parts = truths(self.words, sound)
        if sound.lost_samples:
            lost = self.say(N_("lost samples: {number}", number=sound.lost_samples))
            parts.insert(0, Part(f"▲ {lost}", "over"))
        return joined([[part] for part in parts], width)

    def _channel(
        self, index: int, count: int, channel: ChannelState, bar: Row, width: int, thickness: int
    ) -> list[Row]:
        names = channel_names(count)
        full = width >= _FULL_TAIL_FROM
        word, ink = level_word(channel, self._silence_dbfs)
        said = self.say(word)
        plate = Part(f" {said} " if ink.startswith("plate") else pad(f" {said}", FIGURE_CELLS), ink)
        held = Part(self._decibels(channel.hold_dbfs) + ("dBFS " if full else ""))
        peak = Part(self._decibels(channel.true_peak_dbtp) + "dBTP", self._peak_ink(channel))
        name = Part(f"{names[index]:<{LABEL_CELLS}}", "strong")
        if full and thickness == 1 and width >= _PEAK_COLUMN_FROM:
            return [(name, *bar, held, peak, plate)]
        more: list[Row] = [(Part(" " * LABEL_CELLS), *bar)] * (thickness - 1)
        if more and full:
            over = f" ▲ {self.say(N_('over'))}" if peak.ink == "hot" else ""
            more[0] = (*more[0], peak, Part(over, "hot"))
        return [(name, *bar, held, plate), *more]

    def _decibels(self, level_db: float) -> str:
        number = self.words.number(level_db, 1) if level_db > _NO_LEVEL_DBFS else "−∞"
        return f"{number:>6} "

    def _peak_ink(self, channel: ChannelState) -> Ink:
        return "hot" if channel.true_peak_dbtp > self._target.true_peak_max_dbtp else "quiet"

    def _scale(self, scale: LevelScale, cells: int, width: int) -> Row:
        room = width - LABEL_CELLS - cells
        return (
            Part(" " * LABEL_CELLS),
            *level_ruler(scale, cells),
            Part(fit(f" {scale.unit} · {scale.standard}", room), "quiet"),
        )


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
