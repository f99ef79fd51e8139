"""A measured value, and places in a file, as people write them, in their language."""

from __future__ import annotations

from meters.audio.levels import FLOOR_DBFS
from studio_tui.checking.measure_names import MeasureName
from studio_tui.i18n import Translator
from studio_tui.text import N_, Text
from studio_tui.units import unit_sign

ABSENT = "–"
"""In place of a value that there is none of."""

MAX_PLACES = 4
"""Places that are written out."""

_MOMENT_S = 0.1
"""What is shorter has no end that is worth writing."""


def written(value: float | str, unit: str, number: str, translator: Translator) -> str:
    """Yes or no, a word, or a number with the sign of its unit.

    ``number`` is how a float is written, e.g. ``{value:.1f}``; the translator knows the language's decimal sign.
    """
    if isinstance(value, bool):
        return translator.say(N_("yes") if value else N_("no"))
    said = translator.say(Text(number, {"value": value})) if isinstance(value, float) else str(value)
    return f"{said} {translator.say(unit_sign(unit))}" if unit else said


def figure(value: float, name: MeasureName, translator: Translator) -> str:
    """The number of a measure without the sign of its unit; digital silence is minus infinity in decibels."""
    if isinstance(value, int):
        return str(value)
    if name.unit.startswith("dB") and value <= FLOOR_DBFS:
        return "−∞"
    in_unit = 100 * value if name.unit == "%" else value
    rounded = round(in_unit, name.decimals) + 0.0  # no minus before a zero
    return translator.say(Text(f"{{value:.{name.decimals}f}}", {"value": rounded})).replace("-", "−")


def written_places(spans: tuple[tuple[float, float], ...], most: int = MAX_PLACES) -> str:
    """Places as minutes and seconds, the first ``most`` of them, and how many more there are."""
    clocks = [clock(start) if end - start < _MOMENT_S else f"{clock(start)}–{clock(end)}" for start, end in spans]
    more = f" +{len(clocks) - most}" if len(clocks) > most else ""
    return ", ".join(clocks[:most]) + more


def clock(seconds: float) -> str:
    """Minutes, seconds and tenths."""
    minutes, rest = divmod(round(max(0.0, seconds), 1), 60)
    return f"{int(minutes)}:{rest:04.1f}"
