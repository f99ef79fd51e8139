"""Numerals and signs as they are read aloud in Kazakh, Russian and English.

Counting needs the number of words and time needs their length, so grammatical endings are only followed where they
change one of the two: Kazakh and Russian ordinals, English years.
"""

from __future__ import annotations

from decimal import Decimal

import regex
from num2words import num2words

from studio_tui.course.script import ScriptLanguage

_NUM2WORDS_NAMES: dict[ScriptLanguage, str] = {"kk": "kz", "ru": "ru", "en": "en"}
_MAX_DIGITS = 12
"""Longer numbers are read digit by digit, like telephone numbers."""

_KAZAKH_ORDINALS = {
    "нөл": "нөлінші",
    "бір": "бірінші",
    "екі": "екінші",
    "үш": "үшінші",
    "төрт": "төртінші",
    "бес": "бесінші",
    "алты": "алтыншы",
    "жеті": "жетінші",
    "сегіз": "сегізінші",
    "тоғыз": "тоғызыншы",
    "он": "оныншы",
    "жиырма": "жиырмасыншы",
    "отыз": "отызыншы",
    "қырық": "қырқыншы",
    "елу": "елуінші",
    "алпыс": "алпысыншы",
    "жетпіс": "жетпісінші",
    "сексен": "сексенінші",
    "тоқсан": "тоқсаныншы",
    "жүз": "жүзінші",
    "мың": "мыңыншы",
    "миллион": "миллионыншы",
    "миллиард": "миллиардыншы",
}
_KAZAKH_ORDINAL_ENDINGS = frozenset({"ші", "шы", "нші", "ншы", "інші", "ыншы"})
_KAZAKH_CASE_ENDING = regex.compile("[ғгқкндт][ае]|[дтн][ае]н|[дтн][ыі]ң?|[мбп]ен|с?[ыі]|[дт][ае]й|[дтл][ыі][қк]")
_RUSSIAN_CARDINAL_ENDINGS = frozenset({"ти", "и", "ю", "мя", "ми", "ух", "ех", "та"})
_ENGLISH_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})

_SIGNS: dict[str, dict[ScriptLanguage, str]] = {
    "%": {"kk": "пайыз", "ru": "процентов", "en": "percent"},
    "‰": {"kk": "промилле", "ru": "промилле", "en": "per mille"},
    "№": {"kk": "нөмір", "ru": "номер", "en": "number"},
    "§": {"kk": "параграф", "ru": "параграф", "en": "section"},
    "&": {"kk": "және", "ru": "и", "en": "and"},
    "+": {"kk": "қосу", "ru": "плюс", "en": "plus"},
    "−": {"kk": "минус", "ru": "минус", "en": "minus"},
    "=": {"kk": "тең", "ru": "равно", "en": "equals"},
    "×": {"kk": "көбейту", "ru": "умножить на", "en": "times"},
    "°": {"kk": "градус", "ru": "градусов", "en": "degrees"},
    "$": {"kk": "доллар", "ru": "долларов", "en": "dollars"},
    "€": {"kk": "еуро", "ru": "евро", "en": "euros"},
    "₸": {"kk": "теңге", "ru": "тенге", "en": "tenge"},
}
SIGNS = "".join(_SIGNS)
"""Characters that are spoken though they are no letters or digits."""


def say_sign(sign: str, language: ScriptLanguage) -> str:
    """The words of one of `SIGNS`."""
    return _SIGNS[sign][language]


def say_number(digits: str, tail: str, following: str, language: ScriptLanguage) -> str:
    """A numeral in words.

    Args:
        digits: as written: digits with spaces, full stops or commas between them.
        tail: letters joined to it, with their hyphen if there is one ("-ші", "th", "-летний"); may be empty.
        following: the next word, lower case; it tells years from counts.
        language: language it is read in.
    """
    plain = _without_groups(digits, language)
    if not plain.isdigit():
        return _joined(_say_fraction(plain, language), tail)
    if len(plain) > _MAX_DIGITS or (len(plain) > 1 and plain.startswith("0")):
        return _joined(" ".join(_cardinal(int(digit), language) for digit in plain), tail)
    number = int(plain)
    if language == "kk":
        return _say_kazakh(number, tail, following)
    if language == "ru":
        return _say_russian(number, tail, following)
    return _say_english(number, tail, is_year=plain == digits and 1100 <= number <= 2099)


def _without_groups(digits: str, language: ScriptLanguage) -> str:
    digits = digits.replace(" ", "")
    if language == "en" and regex.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    return digits


def _words(number: int | Decimal, language: ScriptLanguage, form: str) -> str:
    # Commas of "one thousand, two hundred" are spelling, not speech.
    return str(num2words(number, lang=_NUM2WORDS_NAMES[language], to=form)).replace(",", "")


def _cardinal(number: int, language: ScriptLanguage) -> str:
    return _words(number, language, "cardinal")


def _say_fraction(plain: str, language: ScriptLanguage) -> str:
    """A decimal fraction; what has more separators is a date or a version and read part by part."""
    parts = regex.split(r"[.,]", plain)
    if len(parts) == 2 and all(len(part) <= 6 for part in parts):
        return _words(Decimal(".".join(parts)), language, "cardinal")
    return " ".join(
        _cardinal(int(part), language)
        if len(part) <= _MAX_DIGITS
        else " ".join(_cardinal(int(digit), language) for digit in part)
        for part in parts
        if part
    )


def _joined(said: str, tail: str) -> str:
    """A numeral and what is joined to it: one word behind a hyphen, else a word of its own."""
    if not tail:
        return said
    return said + tail if tail.startswith("-") else f"{said} {tail}"


def _is_year(number: int) -> bool:
    return 1000 <= number <= 2100


def _say_kazakh(number: int, tail: str, following: str) -> str:
    said = _cardinal(number, "kk")
    ending = tail.removeprefix("-").lower()
    if ending in _KAZAKH_ORDINAL_ENDINGS or (not tail and _is_year(number) and following.startswith("жыл")):
        return _kazakh_ordinal(said)
    if not tail:
        return said
    if _KAZAKH_CASE_ENDING.fullmatch(ending):
        return said + ending
    # "3-сабақ" is "the third lesson": the hyphen stands for the ordinal's ending.
    return f"{_kazakh_ordinal(said) if tail.startswith('-') else said} {tail.removeprefix('-')}"


def _kazakh_ordinal(said: str) -> str:
    *before, last = said.split(" ")
    return " ".join([*before, _KAZAKH_ORDINALS.get(last, last)])


def _say_russian(number: int, tail: str, following: str) -> str:
    ending = tail.removeprefix("-").lower()
    if not tail and _is_year(number) and (following == "г" or following.startswith("год")):
        return _words(number, "ru", "ordinal").removeprefix("одна ")
    if not tail.startswith("-"):
        return _joined(_cardinal(number, "ru"), tail)
    if len(ending) > 3:  # "25-летний" is one word
        return f"{_cardinal(number, 'ru').replace(' ', '-')}{tail}"
    if ending in _RUSSIAN_CARDINAL_ENDINGS or (ending == "х" and number < 10):
        return _cardinal(number, "ru")
    return _words(number, "ru", "ordinal")


def _say_english(number: int, tail: str, *, is_year: bool) -> str:
    ending = tail.lower()
    if ending in _ENGLISH_ORDINAL_ENDINGS:
        return _words(number, "en", "ordinal")
    said = _words(number, "en", "year" if is_year else "cardinal")
    if ending == "s":  # the 1980s
        return f"{said.removesuffix('y')}ies" if said.endswith("y") else f"{said}s"
    if tail.startswith("-"):
        return f"{said.replace(' ', '-')}{tail}"
    return _joined(said, tail)
