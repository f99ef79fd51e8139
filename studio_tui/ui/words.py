"""The language of one screen: texts and numbers as they are written in it, switchable while the program runs."""

from __future__ import annotations

from studio_tui.i18n import LANGUAGES, Translator
from studio_tui.text import Text

LANGUAGE_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
"""Each language in its own words: who cannot read this screen must still find theirs."""

_MINUS = "\N{MINUS SIGN}"
NO_VALUE = "–"


class Words:
    """Says texts in the chosen language. All parts of an app share one object, so that switching reaches all."""

    def __init__(self, language: str) -> None:
        self.switch(language)

    @property
    def language(self) -> str:
        """The chosen language: ``kk``, ``ru`` or ``en``."""
        return self._translator.language

    def switch(self, language: str) -> None:
        """Speak another language from now on."""
        self._translator = Translator(language)
        self._decimal_sign = self._translator.say(Text("{value:.1f}", {"value": 0.5}))[1]

    def next_language(self) -> str:
        """The language after the chosen one."""
        return LANGUAGES[(LANGUAGES.index(self.language) + 1) % len(LANGUAGES)]

    def say(self, text: Text) -> str:
        """The text in the chosen language."""
        return self._translator.say(text)

    def number(self, value: float | None, digits: int = 0, *, signed: bool = False) -> str:
        """A number with the language's decimal sign and a true minus; an en dash when there is none."""
        if value is None:
            return NO_VALUE
        rounded = round(float(value), digits) + 0.0  # adding turns a negative zero into zero
        written = f"{rounded:+.{digits}f}" if signed else f"{rounded:.{digits}f}"
        return written.replace("-", _MINUS).replace(".", self._decimal_sign)

    def duration(self, seconds: float) -> str:
        """A length of time as ``M:SS`` or ``H:MM:SS``."""
        whole = max(0, int(seconds))
        hours, minutes = divmod(whole // 60, 60)
        if hours:
            return f"{hours}:{minutes:02d}:{whole % 60:02d}"
        return f"{minutes}:{whole % 60:02d}"


def timecode(seconds: float) -> str:
    """Elapsed time as a recorder shows it: ``MM:SS``, from an hour on ``H:MM:SS``."""
    whole = max(0, int(seconds))
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes:02d}:{whole % 60:02d}"
