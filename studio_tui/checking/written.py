"""A measured value as people write it, in their language."""

from __future__ import annotations

from studio_tui.i18n import Translator
from studio_tui.text import N_, Text
from studio_tui.units import unit_sign


def written(value: float | str, unit: str, number: str, translator: Translator) -> str:
    """Yes or no, a word, or a number with the sign of its unit.

    ``number`` is how a float is written, e.g. ``{value:.1f}``; the translator knows the language's decimal sign.
    """
    if isinstance(value, bool):
        return translator.say(N_("yes") if value else N_("no"))
    said = translator.say(Text(number, {"value": value})) if isinstance(value, float) else str(value)
    return f"{said} {translator.say(unit_sign(unit))}" if unit else said
