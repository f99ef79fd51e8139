"""Every atom of a paragraph as it is said."""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import normalize

import msgspec
import regex

from studio_tui.course.script import ScriptLanguage
from studio_tui.course.spoken import (
    abbreviations,
    addresses,
    dates,
    english,
    formulas,
    kazakh,
    letters,
    signs,
    units,
)
from studio_tui.course.spoken.amounts import (
    amount_case,
    has_amount_before,
    is_decade,
    is_formula_dash,
    money_before,
    unit_at,
    whole_value,
)
from studio_tui.course.spoken.atoms import Atom, AtomKind, Sentence, bare
from studio_tui.course.spoken.expansion import expand
from studio_tui.course.spoken.numbers import percent_adjective, say_number
from studio_tui.course.spoken.roman import roman_value, say_roman

_RUN = regex.compile(r"\p{Nd}+|[^\p{Nd}]+")
_JOINED = regex.compile(r"([-\u2010\u2011'’ʼ]+)")
_LATIN = regex.compile(r"\p{Latin}")
_WRITTEN_JOINED = frozenset({"number", "greek", "power", "index", "unit"})


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """An atom as said.

    Attributes:
        words: with one space between them; empty where nothing is said for it.
        written: how many written words it counts as.
    """

    words: str
    written: int


def say(sentence: Sentence) -> tuple[Said, ...]:
    """What is said for each atom of a paragraph."""
    return tuple(_say(sentence, index) for index in range(len(sentence.atoms)))


def _say(sentence: Sentence, index: int) -> Said:
    atom = sentence.atoms[index]
    words = normalize("NFC", _words(sentence, index, atom))
    return Said(words=" ".join(words.split()), written=_written(sentence, index, atom))


def _written(sentence: Sentence, index: int, atom: Atom) -> int:
    """Written words: one for a word or a numeral with all that is joined to it, none for a sign."""
    if atom.kind in {"sign", "minus", "money", "power", "index"}:
        return 0
    if atom.kind == "unit" and atom.fields["unit_name"] in units.SYMBOLS + "°F°C°С":
        return 0
    if atom.kind in {"word", "unit", "greek", "roman"}:
        joined = not sentence.gap(index) and sentence.kind(index - 1) in _WRITTEN_JOINED
        return 0 if joined and not _is_long_word(atom) else 1
    return 1


def _is_long_word(atom: Atom) -> bool:
    """A word that lost its space behind a number is still a word of its own."""
    return atom.kind == "word" and len(atom.text) > 3


def _words(sentence: Sentence, index: int, atom: Atom) -> str:
    if in_place := _IN_PLACE.get(atom.kind):
        return in_place(sentence, index)
    by_itself = _BY_ITSELF.get(atom.kind)
    return by_itself(atom, sentence.language) if by_itself else ""


def _say_word(sentence: Sentence, index: int) -> str:
    text = sentence.written(index)
    if (expanded := expand(sentence, index)) is not None:
        return expanded
    if (money := money_before(sentence, index - 1)) is not None and units.is_scale_word(bare(text).lower()):
        return f"{text} {units.say_unit(money, 5, 'n', sentence.language)}"
    return _say_plain(sentence, index, text)


def _say_plain(sentence: Sentence, index: int, text: str) -> str:
    """A word that is no abbreviation."""
    if text == "C" and sentence.language != "en" and _is_programming(sentence, index):
        return "си"
    if (variables := formulas.say_variables(sentence, index)) is not None:
        return formulas.with_power(sentence, index, variables)
    if len(text) == 1:
        return formulas.with_power(sentence, index, _say_letter(sentence, index))
    return _say_mixed(text, sentence)


def _say_letter(sentence: Sentence, index: int) -> str:
    """A letter that stands alone: a word such as "в", a variable, an initial or a label."""
    letter = sentence.written(index)
    is_initial = (
        letter.isupper() and sentence.next_character(index) == "." and sentence.written(index + 1)[:1].isupper()
    )
    is_latin = _LATIN.fullmatch(letter) is not None
    is_label = letter.upper() == letter and letter not in "ВКСОАИУЯЫЭЕӘӨҰҮІЁЮ"
    is_joined = sentence.kind(index - 1) == "number" and not sentence.gap(index)
    if is_initial or is_latin or is_label or is_joined:
        return letters.letter_name(letter, sentence.language)
    return letter


def _is_programming(sentence: Sentence, index: int) -> bool:
    """Whether a letter belongs to C++ or C#."""
    touching = not sentence.gap(index + 1)
    plus = [sentence.written(index + 1), sentence.written(index + 2)] == ["+", "+"] and not sentence.gap(index + 2)
    return touching and (plus or sentence.written(index + 1) == "#")


def _say_parts(text: str, sentence: Sentence) -> str:
    """A word, its parts between hyphens spelled where they are initialisms."""
    text = text.rstrip("`´")
    if sentence.is_in_capitals or text.islower():
        return text
    if special := letters.say_initialism(text, sentence.language):
        return special
    return "".join(letters.say_initialism(part, sentence.language) or part for part in _JOINED.split(text))


def _say_mixed(text: str, sentence: Sentence) -> str:
    """A word; digits inside it (COVID-19, MP3) are said as numbers of their own."""
    if not any(character.isdecimal() for character in text):
        return _say_parts(text, sentence)
    runs = [bared for run in _RUN.findall(text) if (bared := run.strip("-\u2010\u2011'’ʼ‘`´"))]
    said: list[str] = []
    for place, run in enumerate(runs):
        if run == "s" and place and runs[place - 1].endswith("0"):
            said[-1] = english.decade(said[-1])
        elif run.isdecimal() and len(run) == 4 and sentence.language == "en" and english.is_year(int(run)):
            said.append(english.year(int(run)))
        elif run.isdecimal():
            said.append(addresses.say_digits(run, sentence.language))
        elif _is_kazakh_ending(text, run, runs[:place], sentence):
            said[-1] = kazakh.with_tail(said[-1], run, ordinal_noun=False)
        elif len(run) == 1:
            said.append(letters.letter_name(run, sentence.language))
        else:
            said.append(_say_parts(run, sentence))
    return " ".join(said)


def _is_kazakh_ending(text: str, run: str, before: list[str], sentence: Sentence) -> bool:
    """Whether the last letters of a word are the ending of the number before them: "COVID-19-дан"."""
    joined = sentence.language == "kk" and before and before[-1].isdecimal() and text.endswith(run)
    return bool(joined) and _JOINED.match(text[: -len(run)][-1:]) is not None and kazakh.is_ending(run)


def _say_unit(sentence: Sentence, index: int) -> str:
    unit = unit_at(sentence, index)
    if unit is None:
        return "" if is_decade(sentence, index) else _say_word(sentence, index)
    if percent_adjective(sentence, index):
        return ""
    said = _unit_words(sentence, index, unit)
    tail = bare(sentence.atoms[index].fields.get("unit_tail", ""))[1:]
    if tail:
        said = kazakh.with_tail(said, tail, ordinal_noun=False) if sentence.language == "kk" else f"{said} {tail}"
    money = money_before(sentence, index - 1) if unit.is_scale else None
    return f"{said} {units.say_unit(money, 5, 'n', sentence.language)}" if money else said


def _unit_words(sentence: Sentence, index: int, unit: units.Unit) -> str:
    if not has_amount_before(sentence, index):
        return units.say_unit(unit, 1, "n", sentence.language)
    if sentence.kind(index - 1) == "unit":  # behind a scale: 5 млн тенге
        return units.say_unit(unit, 5, "n", sentence.language)
    amount = whole_value(sentence, index - 1)
    if sentence.kind(index - 1) == "power":
        amount = 5
    case = amount_case(sentence, index - 1) if sentence.language == "ru" and amount is not None else "n"
    return units.say_unit(unit, amount, case, sentence.language)


def _say_sign(sentence: Sentence, index: int) -> str:
    sign = sentence.written(index)
    language = sentence.language
    joined_before = index > 0 and not sentence.gap(index)
    joined_after = index + 1 < len(sentence.atoms) and not sentence.gap(index + 1)
    is_prefix = (joined_after and not joined_before) or sentence.written(index - 1) in {"C", "+"}
    is_prefix = is_prefix or (sentence.kind(index - 1) == "word" and len(sentence.written(index - 1)) > 2)
    if sign == "+" and language == "kk" and is_prefix:
        return "плюс"
    if sign in {"№", "§"} and joined_before and sentence.written(index - 1) == sign:  # №№ 1–5
        return ""
    if sign == "#":
        if joined_before:
            return {"kk": "шарп", "ru": "шарп", "en": "sharp"}[language]
        if sentence.kind(index + 1) == "number":
            return signs.name("№", language)
    if formulas.is_limit(sentence, index):
        return {"kk": "ұмтылады", "ru": "стремится к", "en": "tends to"}[language]
    return signs.name(sign, language)


def _say_minus(sentence: Sentence, index: int) -> str:
    """A minus; a hyphen or dash between spaces is one in a formula only."""
    spaced = sentence.next_character(index) == " " and sentence.written(index) != "−"
    if spaced and not is_formula_dash(sentence, index):
        return ""
    return signs.name("−", sentence.language)


def _say_number(sentence: Sentence, index: int) -> str:
    return formulas.with_power(sentence, index, say_number(sentence, index))


def _say_roman(sentence: Sentence, index: int) -> str:
    number = roman_value(sentence, index)
    return _say_word(sentence, index) if number is None else say_roman(sentence, index, number)


def _say_greek(sentence: Sentence, index: int) -> str:
    name = formulas.say_greek(sentence.written(index), sentence.language)
    return formulas.with_power(sentence, index, name)


def _say_chemical(sentence: Sentence, index: int) -> str:
    return formulas.say_chemical(sentence.written(index), sentence.language) or _say_word(sentence, index)


_IN_PLACE: dict[AtomKind, Callable[[Sentence, int], str]] = {
    "number": _say_number,
    "word": _say_word,
    "unit": _say_unit,
    "sign": _say_sign,
    "minus": _say_minus,
    "roman": _say_roman,
    "greek": _say_greek,
    "power": formulas.say_power,
    "chemical": _say_chemical,
    "date": dates.say_date,
    "time": dates.say_time,
    "ratio": dates.say_ratio,
    "fraction": dates.say_fraction,
    "vulgar": dates.say_vulgar,
}
_BY_ITSELF: dict[AtomKind, Callable[[Atom, ScriptLanguage], str]] = {
    "dotted": lambda atom, language: abbreviations.say_dotted(atom.text, language),
    "index": formulas.say_index,
    "function": lambda atom, language: formulas.say_function(atom.text, language),
    "phone": dates.say_phone,
    "address": lambda atom, language: addresses.say_address(atom.text, language),
}
"""What is read the same wherever it stands; the sign of money is said with its number."""
