"""Turns `Text` into words of one language, from the gettext catalogs in ``locale/``."""

from __future__ import annotations

import gettext
import string
from pathlib import Path

from studio_tui.text import Text

DOMAIN = "studio_tui"
LANGUAGES = ("kk", "ru", "en")
LOCALE_DIR = Path(__file__).parent / "locale"
_DECIMAL_COMMA = frozenset({"kk", "ru"})


class _NumberFormatter(string.Formatter):
    """``str.format`` with the language's decimal sign in fractions, and a space before the sign of percent."""

    def __init__(self, decimal_sign: str) -> None:
        self._decimal_sign = decimal_sign

    def format_field(self, value: object, format_spec: str) -> str:
        written = str(super().format_field(value, format_spec))
        said = written.replace(".", self._decimal_sign) if isinstance(value, float) else written
        return said.replace("%", " %") if format_spec.endswith("%") else said


class Translator:
    """Says texts in one language; what a catalog lacks is said in English."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalog = gettext.translation(DOMAIN, LOCALE_DIR, [language], fallback=True)
        self._formatter = _NumberFormatter("," if language in _DECIMAL_COMMA else ".")

    def say(self, text: Text) -> str:
        """The text in this language, its arguments filled in."""
        if text.plural:
            template = self._catalog.ngettext(text.msgid, text.plural, text.count)
        else:
            template = self._catalog.gettext(text.msgid) if text.msgid else ""
        if not text.args and not text.plural:
            return template
        values = {name: self.say(value) if isinstance(value, Text) else value for name, value in text.args.items()}
        return self._formatter.vformat(template, (), {"count": text.count, **values})
