"""The measurements of a file as lines of plain text for people."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from studio_tui.checking.channel_table import channel_lines, place_lines
from studio_tui.checking.doubts import doubt_text
from studio_tui.checking.loudness_plot import loudness_plot
from studio_tui.checking.measure_names import FIRST_GROUPS, FURTHER_GROUPS, ORIGINS, SIGNAL, Group, MeasureName
from studio_tui.checking.measurements import Measurements, SoundMeasurements
from studio_tui.checking.written import figure, written
from studio_tui.i18n import Translator
from studio_tui.text import N_, Text
from studio_tui.units import unit_sign

_SURE = 0.95
"""From this confidence on nothing is said of it."""

_CHANNEL_OF = {"noise_floor_dbfs_a": "noise_channel", "hum_hz": "hum_channel"}
"""Measures of one channel, and where its name stands."""

_NO_SECOND_CHANNEL = "not_stereo"
"""The doubt that is none: like a picture, a second channel may be what the file has not."""

_HUM_HZ, _HUM_LEVEL = SIGNAL["hum_hz"], SIGNAL["hum_dbfs"]

_LEAST_WIDTH = 60
_INDENT = "    "


def measure_lines(file: str, measured: Measurements, translator: Translator, width: int) -> list[str]:
    """Every measure that the file has, by group; each channel; the loudness over time. No line is wider than asked.

    What could not be told stands there with the reason; what the file has not, a picture perhaps, does not.
    """
    report = _Report(measured, translator, max(width, _LEAST_WIDTH) - len(_INDENT))
    lines = [file]
    for group in FIRST_GROUPS:
        lines += report.of_group(group)
    if measured.sound is not None and measured.sound.by_channel:
        lines += report.of_channels(measured.sound)
    for group in FURTHER_GROUPS:
        lines += report.of_group(group)
    if measured.sound is not None:
        lines += report.of_loudness(measured.sound)
    return lines


class _Report:
    """Writes sections of a report, ``width`` cells wide behind the indent."""

    def __init__(self, measured: Measurements, translator: Translator, width: int) -> None:
        self._measured = measured
        self._translator = translator
        self._width = width
        self._values = _for_people(measured) | {"hum_harmonics": self._hum_line_by_line()}

    def of_group(self, group: Group) -> list[str]:
        """The measures of a group that there is something to say of."""
        title, names = group
        rows = [(self._say(name.name), self._said(key, name)) for key, name in names.items()]
        shown = [(name, said) for name, said in rows if said]
        column = max((len(name) for name, _ in shown), default=0)
        return self._section(title, [line for name, said in shown for line in self._row(name, said, column)])

    def of_channels(self, sound: SoundMeasurements) -> list[str]:
        """The channels beside each other, and where something is in them."""
        channels = sound.by_channel
        return [
            *self._section(N_("Each channel"), channel_lines(channels, self._translator, self._width)),
            *self._section(N_("Places by channel"), place_lines(channels, self._translator, self._width)),
        ]

    def of_loudness(self, sound: SoundMeasurements) -> list[str]:
        """The loudness over time."""
        return self._section(
            N_("Loudness of 3 s over time, LUFS"), loudness_plot(sound.short_term_lufs, self._width)
        )

    def _section(self, title: Text, lines: Sequence[str]) -> list[str]:
        return ["", f"  {self._say(title)}", *(_INDENT + line if line else "" for line in lines)] if lines else []

    def _row(self, name: str, said: str, column: int) -> list[str]:
        first, *more = textwrap.wrap(said, self._width - column - 2, break_on_hyphens=False)
        return [f"{name:<{column}}  {first}", *(" " * (column + 2) + line for line in more)]

    def _said(self, key: str, name: MeasureName) -> str:
        """A value with its unit and, where it is a question, how sure it is; empty when there is nothing to say."""
        measured = self._measured
        doubt = measured.doubts.get(key)
        if doubt == _NO_SECOND_CHANNEL:
            return ""
        if doubt is not None:
            return self._say(N_("could not tell: {why}", why=self._say(doubt_text(doubt))))
        value = self._values.get(key)
        if value is None or not isinstance(value, bool | int | float | str):
            return ""
        said = self._with_channel(key, self._value(key, name, value))
        sureness = measured.confidence.get(key, 1.0)
        if sureness >= _SURE:
            return said
        return f"{said}   {self._say(N_('{percent} % sure', percent=round(100 * sureness)))}"

    def _value(self, key: str, name: MeasureName, value: float | str) -> str:
        if key == "bandwidth_origin" and value in ORIGINS:
            return self._say(ORIGINS[str(value)])
        if isinstance(value, bool | str):
            return written(value, "", "", self._translator)
        said = figure(value, name, self._translator)
        return f"{said} {self._say(unit_sign(name.unit))}" if name.unit else said

    def _with_channel(self, key: str, said: str) -> str:
        """The value and the channel that it is of, if there is a choice."""
        channel = self._values.get(_CHANNEL_OF.get(key, ""))
        sound = self._measured.sound
        if not isinstance(channel, str) or sound is None or len(sound.by_channel) < 2:
            return said
        return self._say(N_("{value}, channel {channel}", value=said, channel=channel))

    def _hum_line_by_line(self) -> str:
        """Frequency and level of each line, in the unit that stands at the end."""
        lines = self._measured.sound.hum_harmonics if self._measured.sound else ()
        said = " · ".join(
            f"{figure(line.hz, _HUM_HZ, self._translator)} {self._say(unit_sign(_HUM_HZ.unit))} "
            f"{figure(line.level_dbfs, _HUM_LEVEL, self._translator)}"
            for line in lines
        )
        return f"{said} {self._say(unit_sign(_HUM_LEVEL.unit))}" if said else ""

    def _say(self, text: Text) -> str:
        return self._translator.say(text)


def _for_people(measured: Measurements) -> dict[str, object]:
    """The measures; a hum that is not there has no level, and no frequency but a plain no."""
    values: dict[str, object] = {**measured.as_dict()}
    if values.get("hum_hz") is None and "hum_hz" in measured.confidence:
        values |= {"hum_hz": False, "hum_dbfs": None}
    return values
