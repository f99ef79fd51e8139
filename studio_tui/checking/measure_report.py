"""The measurements of a file as lines of plain text for people."""

from __future__ import annotations

from studio_tui.checking.doubts import doubt_text
from studio_tui.checking.loudness_plot import loudness_plot
from studio_tui.checking.measure_names import GROUPS, ORIGINS, MeasureName
from studio_tui.checking.measurements import Measurements
from studio_tui.checking.written import written
from studio_tui.i18n import Translator
from studio_tui.text import N_

_SURE = 0.95
"""From this confidence on nothing is said of it."""


def measure_lines(file: str, measured: Measurements, translator: Translator, width: int) -> list[str]:
    """Every measure that the file has, by group, then the loudness over time.

    What could not be told stands there with the reason; what the file has not, a picture perhaps, does not.
    """
    values = _for_people(measured)
    lines = [file]
    for title, names in GROUPS:
        rows = [
            (translator.say(name.name), _said(key, name, values.get(key), measured, translator))
            for key, name in names.items()
            if key in values
        ]
        shown = [(name, said) for name, said in rows if said]
        if shown:
            column = max(len(name) for name, _ in shown)
            lines += ["", f"  {translator.say(title)}", *(f"    {name:<{column}}  {said}" for name, said in shown)]
    plot = loudness_plot(measured.sound.short_term_lufs, width - 4) if measured.sound else []
    if plot:
        lines += ["", f"  {translator.say(N_('Loudness of 3 s over time, LUFS'))}", *(f"    {row}" for row in plot)]
    return lines


def _for_people(measured: Measurements) -> dict[str, object]:
    """The measures; a hum that is not there has no level, and no frequency but a plain no."""
    values: dict[str, object] = {**measured.as_dict()}
    if values.get("hum_hz") is None and "hum_hz" in measured.confidence:
        values |= {"hum_hz": False, "hum_dbfs": None}
    return values


def _said(key: str, name: MeasureName, value: object, measured: Measurements, translator: Translator) -> str:
    """A value with its unit and, where it is a question, how sure it is; empty when there is nothing to say."""
    if key in measured.doubts:
        return translator.say(N_("could not tell: {why}", why=translator.say(doubt_text(measured.doubts[key]))))
    if value is None or not isinstance(value, bool | int | float | str):
        return ""
    said = _value(key, name, value, translator)
    sureness = measured.confidence.get(key, 1.0)
    if sureness >= _SURE:
        return said
    return f"{said}   {translator.say(N_('{percent} % sure', percent=round(100 * sureness)))}"


def _value(key: str, name: MeasureName, value: float | str, translator: Translator) -> str:
    if key == "bandwidth_origin" and value in ORIGINS:
        return translator.say(ORIGINS[str(value)])
    said = written(value, name.unit, f"{{value:.{name.decimals}f}}", translator)
    return said.replace("-", "−") if isinstance(value, float) else said
