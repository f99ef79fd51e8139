"""Numerals in their place: the words beside one tell years from counts, and its case, gender and unit."""

from __future__ import annotations

import msgspec
import regex

from studio_tui.course.script import ScriptLanguage
from studio_tui.course.spoken import english, formulas, kazakh, letters, ranks, russian, units
from studio_tui.course.spoken.addresses import cardinal
from studio_tui.course.spoken.amounts import (
    amount_case,
    amount_end,
    is_decade,
    money_before,
    range_start,
    unit_at,
    value,
    whole_value,
    year_word,
)
from studio_tui.course.spoken.atoms import HYPHEN, Sentence, bare
from studio_tui.course.spoken.dates import say_dotted_time

_MAX_DIGITS = 12
"""Longer numbers are read digit by digit, like telephone numbers."""
_HYPHENS = regex.compile(f"^{HYPHEN}")
_CENTS = regex.compile(r"(\d{1,12})\.(\d\d)")
_SEPARATOR = regex.compile("[.,]")
_POINTS = regex.compile(r"\d+|\.")
_POINT = {"kk": "нүкте", "ru": "точка", "en": "point"}
_VERSION_OF = regex.compile(
    r"(?i)version|v|гост|iso|ver|release|python|java|javascript|typescript|django|windows|ubuntu|debian|android|ios|"
    r"macos|php|html|usb|"
    r"bluetooth|chatgpt|gpt|нұсқа\p{L}*|верси\p{L}*"
)
_NUMBERED_BEFORE = regex.compile(
    r"(?i)§|п|пп|рис|табл|гл|раздел\p{L}{0,3}|глав\p{L}{1,2}|пункт\p{L}{0,3}|рисун\p{L}{2,4}|таблиц\p{L}{1,2}|"
    r"сурет\p{L}{0,3}|кесте\p{L}{0,3}|бөлім\p{L}{0,3}|тармақ\p{L}{0,3}|fig|figure|sections?|chapters?|tables?|eq|equation"
)
"""What bears numbers such as 3.2, which are no fractions."""
_PERCENT_TAILS = {"й": "ый", "я": "ая", "е": "ое", "го": "ого", "му": "ому", "м": "ом", "х": "ых"}


class _Numeral(msgspec.Struct, frozen=True, kw_only=True):
    """A numeral and what stands beside it.

    Attributes:
        plain: its digits, without groups of thousands.
        tail: letters joined to it, without their hyphen.
        hyphen: whether the tail has one.
        before: word before it, or before the range it ends.
        after: word behind it, or behind the range it begins.
        later: the word after that.
        unit: unit behind it, if there is one.
    """

    plain: str
    tail: str
    hyphen: bool
    before: str
    after: str
    later: str
    unit: units.Unit | None


def say_number(sentence: Sentence, index: int) -> str:
    """A numeral in words, with its tail, the currency written before it and in English the "to" of a range."""
    numeral = _numeral(sentence, index)
    said = _say(sentence, index, numeral)
    if sentence.language == "en" and range_start(sentence, index) < index:
        said = f"to {said}"
    return said


def _numeral(sentence: Sentence, index: int) -> _Numeral:
    fields = sentence.atoms[index].fields
    end = amount_end(sentence, index)
    tail = _HYPHENS.sub("-", bare(fields.get("tail", "")))
    return _Numeral(
        plain=value(sentence, index),
        tail=tail.removeprefix("-"),
        hyphen=tail.startswith("-"),
        before=sentence.word(range_start(sentence, index) - 1),
        after=sentence.word(end),
        later=sentence.word(end + 1),
        unit=unit_at(sentence, end),
    )


def _say(sentence: Sentence, index: int, numeral: _Numeral) -> str:
    money = money_before(sentence, index)
    if money is not None and not _scale_follows(sentence, index):
        return _say_money(sentence, numeral, money)
    if not numeral.plain.isdigit():
        return _say_parts(sentence, index, numeral)
    if len(numeral.plain) > _MAX_DIGITS or (len(numeral.plain) > 1 and numeral.plain.startswith("0")):
        said = " ".join(cardinal(int(digit), sentence.language) for digit in numeral.plain)
        return _joined(said, numeral)
    number = int(numeral.plain)
    if sentence.language == "kk":
        return _kazakh(sentence, index, number, numeral)
    if sentence.language == "ru":
        return _russian(sentence, index, number, numeral)
    return _english(sentence, index, number, numeral)


def _scale_follows(sentence: Sentence, index: int) -> bool:
    unit = unit_at(sentence, index + 1)
    return (unit is not None and unit.is_scale) or units.is_scale_word(sentence.word(index + 1))


def _say_money(sentence: Sentence, numeral: _Numeral, money: units.Unit) -> str:
    amount = int(numeral.plain) if numeral.plain.isdigit() and len(numeral.plain) <= _MAX_DIGITS else None
    cents = _CENTS.fullmatch(numeral.plain)
    if sentence.language == "en" and cents and cents[2] != "00":
        whole = int(cents[1])
        return f"{english.cardinal(whole)} {money.en[whole != 1]} {english.cardinal(int(cents[2]))}"
    said = cardinal(amount, sentence.language) if amount is not None else _decimal_or_parts(sentence, numeral.plain)
    return f"{said} {units.say_unit(money, amount, 'n', sentence.language)}"


def _say_parts(sentence: Sentence, index: int, numeral: _Numeral) -> str:
    """A decimal fraction, a version, the number of a section, or a list of numbers without spaces."""
    if sentence.language == "ru" and numeral.plain == "1,5" and (numeral.after or numeral.unit):
        feminine = numeral.unit.feminine if numeral.unit else numeral.after.endswith(("ы", "и"))
        return "полторы" if feminine else "полтора"
    before = sentence.word(index - 1) or sentence.written(index - 1)
    is_named = _NUMBERED_BEFORE.fullmatch(before) or _VERSION_OF.fullmatch(before)
    if not is_named and (time := say_dotted_time(sentence, index)) is not None:
        return time
    if "." in numeral.plain and (is_named or (sentence.language == "kk" and numeral.hyphen)):
        if sentence.language == "kk" and numeral.tail:
            return kazakh.with_tail(_say_points(sentence, numeral.plain), numeral.tail, ordinal_noun=numeral.hyphen)
        return _joined(_say_points(sentence, numeral.plain), numeral)
    return _joined(_decimal_or_parts(sentence, numeral.plain), numeral)


def _decimal_or_parts(sentence: Sentence, plain: str) -> str:
    parts = _SEPARATOR.split(plain)
    if len(parts) == 2 and len(parts[0]) <= _MAX_DIGITS and len(parts[1]) <= 6:
        decimal = {"kk": kazakh.decimal, "ru": russian.decimal, "en": english.decimal}[sentence.language]
        return decimal(parts[0], parts[1])
    return _say_points(sentence, plain)


def _say_points(sentence: Sentence, plain: str) -> str:
    """Numbers with "point" between them; commas between numbers are only a pause."""
    said: list[str] = []
    for piece in _POINTS.findall(plain):
        if piece == ".":
            said.append(_POINT[sentence.language])
        elif len(piece) <= _MAX_DIGITS:
            said.append(cardinal(int(piece), sentence.language))
        else:
            said += [cardinal(int(digit), sentence.language) for digit in piece]
    return " ".join(said)


def _joined(said: str, numeral: _Numeral) -> str:
    """A numeral and what is joined to it: one word behind a hyphen, else a word of its own."""
    if not numeral.tail:
        return said
    return f"{said}-{numeral.tail}" if numeral.hyphen else f"{said} {numeral.tail}"


def _kazakh(sentence: Sentence, index: int, number: int, numeral: _Numeral) -> str:
    said = kazakh.cardinal(number)
    if formulas.is_limit(sentence, index - 1):
        return kazakh.with_case(said, "dative")
    if numeral.tail:
        if not numeral.hyphen and (len(numeral.tail) == 1 or numeral.tail.isascii()):
            return f"{said} {_letters(numeral.tail, 'kk')}"
        return kazakh.with_tail(said, numeral.tail, ordinal_noun=numeral.hyphen)
    if kazakh.is_year(number, numeral.after, numeral.later):
        return kazakh.ordinal(said)
    if kazakh.is_rank(number, numeral.after, numeral.later):
        return kazakh.ordinal(said)
    is_day = 1 <= number <= 31 and numeral.after.startswith(kazakh.MONTHS)
    return kazakh.ordinal(said) if is_day else said


def _russian(sentence: Sentence, index: int, number: int, numeral: _Numeral) -> str:
    if adjective := percent_adjective(sentence, index + 1):
        return russian.compound(number) + adjective
    case = "d" if formulas.is_limit(sentence, index - 1) else amount_case(sentence, index)
    if numeral.tail:
        if not numeral.hyphen:
            return f"{russian.cardinal(number, case)} {_letters(numeral.tail, 'ru')}"
        return russian.with_tail(number, numeral.tail, case)
    if dated := _russian_date(sentence, index, number, numeral):
        return dated
    if ranked := ranks.say_rank(sentence, index, number):
        return ranked
    return _russian_count(sentence, index, case, numeral)


def _russian_count(sentence: Sentence, index: int, case: russian.Case, numeral: _Numeral) -> str:
    number = int(numeral.plain)
    if numeral.unit is not None:
        return russian.cardinal(number, case, "f" if numeral.unit.feminine else "m")
    gender = _gender_in_range(sentence, index, numeral.after) if case == "n" else None
    gender = gender or russian.gender_with(number, case, numeral.after)
    said = russian.cardinal(number, case, gender)
    is_accusative = gender == "f" and case == "n" and numeral.after.endswith(("у", "ю"))
    return f"{said.removesuffix('одна')}одну" if is_accusative and said.endswith("одна") else said


def _gender_in_range(sentence: Sentence, index: int, noun: str) -> russian.Gender | None:
    """The gender of a number that begins a range, None where it begins none or the noun leaves it open."""
    end = amount_end(sentence, index)
    last = whole_value(sentence, end - 1) if end > index + 1 else None
    return None if last is None else russian.gender_in_range(last, noun)


def _letters(tail: str, language: ScriptLanguage) -> str:
    """Letters joined to a number: a label or variables."""
    if len(tail) > 1 and not tail.isascii():
        return tail
    return " ".join(letters.letter_name(letter, language) for letter in tail)


def _russian_date(sentence: Sentence, index: int, number: int, numeral: _Numeral) -> str | None:
    """A year or a day of a month, None where the number is neither."""
    if form := year_word(sentence, index):
        in_range = range_start(sentence, index) < index or amount_end(sentence, index) > index + 1
        return russian.year(number, form, numeral.before, one_of_several=in_range)
    if 1000 <= number <= 2100 and numeral.before in russian.MONTHS and numeral.unit is None:
        return russian.ordinal(number, "g")
    if 1 <= number <= 31 and numeral.after in russian.MONTHS:
        if numeral.before in {"на", "по"}:
            return russian.ordinal(number, "n", "n")
        return russian.ordinal(number, "d" if numeral.before in {"к", "ко"} else "g")
    return None


def percent_adjective(sentence: Sentence, index: int) -> str:
    """Of "20%-ный" what follows the number: "процентный". Empty where no such unit stands."""
    if sentence.language != "ru" or sentence.kind(index) != "unit":
        return ""
    fields = sentence.atoms[index].fields
    tail = bare(fields.get("unit_tail", ""))[1:].lower()
    if fields["unit_name"] != "%" or not tail or whole_value(sentence, index - 1) is None:
        return ""
    if tail.startswith("н"):
        return f"процент{tail}"
    return f"процентн{_PERCENT_TAILS[tail]}" if tail in _PERCENT_TAILS else ""


def _english(sentence: Sentence, index: int, number: int, numeral: _Numeral) -> str:
    is_written_plain = numeral.plain == sentence.atoms[index].fields["digits"]
    measured = numeral.unit is not None and numeral.unit.kk != "пиксель"
    reads_as_year = is_written_plain and english.is_year(number) and not measured
    said = english.year(number) if reads_as_year else english.cardinal(number)
    if is_decade(sentence, index + 1):
        return english.decade(said)
    if numeral.tail:
        unit = units.unit(numeral.tail) if numeral.hyphen else None
        tail = unit.en[0] if unit else numeral.tail
        return english.with_tail(number, said, tail, hyphen=numeral.hyphen)
    if 1 <= number <= 31 and is_written_plain:
        return _english_day(sentence, index, number, numeral) or said
    return said


def _english_day(sentence: Sentence, index: int, number: int, numeral: _Numeral) -> str | None:
    """A day of a month: "March 15" is the fifteenth; None where the number is none."""
    months = {month.lower() for month in english.MONTHS}
    if numeral.after in months and sentence.written(amount_end(sentence, index))[0].isupper():
        said = f"{english.ordinal(number)} of"
        return said if numeral.before == "the" else f"the {said}"
    if numeral.before in months and sentence.written(range_start(sentence, index) - 1)[0].isupper():
        return english.ordinal(number)
    return None
