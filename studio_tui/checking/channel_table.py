"""The channels of a file beside each other as lines of plain text, and where something is in each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from studio_tui.checking.measure_names import CHANNEL, PLACES, MeasureName
from studio_tui.checking.measurements import ChannelMeasurements, Spans
from studio_tui.checking.sound_places import run_together
from studio_tui.checking.written import ABSENT, MAX_PLACES, figure, written_places
from studio_tui.i18n import Translator
from studio_tui.units import unit_sign

_GAP_CELLS = 2
_LEAST_CELLS = 5
"""Width of a column, so that those of most files stand alike."""


def channel_lines(channels: Sequence[ChannelMeasurements], translator: Translator, width: int) -> list[str]:
    """A row for each measure and a column for each channel, in as many tables as fit into ``width`` cells."""
    rows = {key: [_cell(channel, key, translator) for channel in channels] for key in CHANNEL}
    told = {key: cells for key, cells in rows.items() if any(cell != ABSENT for cell in cells)}
    table = [
        ("", channel_labels(channels)),
        *((_label(CHANNEL[key], translator), cells) for key, cells in told.items()),
    ]
    label_cells = max(len(label) for label, _ in table)
    column_cells = max(_LEAST_CELLS, *(len(cell) for _, cells in table for cell in cells)) + _GAP_CELLS
    at_once = max(1, (width - label_cells) // column_cells)
    lines: list[str] = []
    for at in range(0, len(channels), at_once):
        lines += [""] if lines else []
        for label, cells in table:
            lines.append(
                f"{label:<{label_cells}}" + "".join(f"{cell:>{column_cells}}" for cell in cells[at : at + at_once])
            )
    return lines


def place_lines(channels: Sequence[ChannelMeasurements], translator: Translator, width: int) -> list[str]:
    """Where clips, holes and silence are: a line for each channel and kind that has any, ``width`` cells long."""
    rows = list(_places(channels, translator))
    if not rows:
        return []
    name_cells, what_cells = (max(len(row[part]) for row in rows) for part in (0, 1))
    room = width - name_cells - what_cells - 2 * _GAP_CELLS
    return [f"{name:<{name_cells}}  {what:<{what_cells}}  {_fitting(spans, room)}" for name, what, spans in rows]


def channel_labels(channels: Sequence[ChannelMeasurements]) -> list[str]:
    """Their names, with the number of the track where there are several: 2:L."""
    one_track = len({channel.track for channel in channels}) <= 1
    return [channel.channel if one_track else f"{channel.track}:{channel.channel}" for channel in channels]


def _cell(channel: ChannelMeasurements, key: str, translator: Translator) -> str:
    value: float | None = getattr(channel, key)
    return ABSENT if value is None else figure(value, CHANNEL[key], translator)


def _label(name: MeasureName, translator: Translator) -> str:
    said = translator.say(name.name)
    return f"{said}, {translator.say(unit_sign(name.unit))}" if name.unit else said


def _places(channels: Sequence[ChannelMeasurements], translator: Translator) -> Iterator[tuple[str, str, Spans]]:
    """The channel, what is there, and where."""
    for label, channel in zip(channel_labels(channels), channels, strict=True):
        for key, what in PLACES.items():
            spans: Spans = getattr(channel, key)
            if spans:
                yield label, translator.say(what), run_together(spans)


def _fitting(spans: Spans, room: int) -> str:
    """As many places as there is room for, at least one."""
    said = (written_places(spans, most) for most in range(MAX_PLACES, 1, -1))
    return next((text for text in said if len(text) <= room), written_places(spans, 1))
