"""Web and mail addresses and file names: their words as they are, their signs by name."""

from __future__ import annotations

import regex

from studio_tui.course.script import ScriptLanguage
from studio_tui.course.spoken import english, kazakh, russian

_SIGNS: dict[str, tuple[str, str, str]] = {
    ".": ("нүкте", "точка", "dot"),
    "/": ("слэш", "слэш", "slash"),
    "-": ("дефис", "дефис", "dash"),
    "_": ("астыңғы сызық", "нижнее подчёркивание", "underscore"),
    "@": ("эт", "собака", "at"),
    ":": ("қос нүкте", "двоеточие", "colon"),
    "?": ("сұрақ белгісі", "вопросительный знак", "question mark"),
    "=": ("тең", "равно", "equals"),
    "&": ("амперсанд", "амперсанд", "ampersand"),
    "#": ("решётка", "решётка", "hash"),
    "%": ("пайыз", "процент", "percent"),
    "+": ("плюс", "плюс", "plus"),
    "~": ("тильда", "тильда", "tilde"),
}
_PLACE = {"kk": 0, "ru": 1, "en": 2}
_SCHEME = regex.compile("^(?:https?|ftp)://", regex.IGNORECASE)
_LETTERS = regex.compile(r"[\p{L}\p{M}]")
_PIECES = regex.compile(r"[\p{L}\p{M}]+|\p{Nd}+|[^\p{L}\p{M}\p{Nd}]")


def say_address(written: str, language: ScriptLanguage) -> str:
    """An address or file name. The ``https://`` before it and a slash at its end are not read out by anybody."""
    shown = _SCHEME.sub("", written).rstrip("/")
    said: list[str] = []
    for piece in _PIECES.findall(shown):
        if piece in _SIGNS:
            said.append(_SIGNS[piece][_PLACE[language]])
        elif piece.isdecimal():
            said.append(say_digits(piece, language))
        elif piece.strip():
            said.append(piece)
    return " ".join(word for word in said if _LETTERS.search(word))


def say_digits(digits: str, language: ScriptLanguage) -> str:
    """A run of digits: a number, or digit by digit if it is long or begins with a nought."""
    digits = "".join(str(int(digit)) for digit in digits)
    if len(digits) <= 4 and not (len(digits) > 1 and digits.startswith("0")):
        return cardinal(int(digits), language)
    return " ".join(cardinal(int(digit), language) for digit in digits)


def cardinal(number: int, language: ScriptLanguage) -> str:
    """A whole number in words."""
    if language == "kk":
        return kazakh.cardinal(number)
    return russian.cardinal(number) if language == "ru" else english.cardinal(number)
