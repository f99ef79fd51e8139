"""What belongs to an amount: the numeral or range, the money sign before it, the unit or the word behind it."""

from __future__ import annotations

import regex

from studio_tui.course.spoken import russian, units
from studio_tui.course.spoken.atoms import Sentence
from studio_tui.course.spoken.signs import OPERATORS

_ENGLISH_GROUPS = regex.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_DASHES = frozenset({"-", "–", "—", "‑", "‐", "−"})
_NUMERIC = frozenset({"number", "fraction", "vulgar"})
_CASES_BEHIND_SIGNS: dict[str, russian.Case] = {
    "√": "g",
    "<": "g",
    ">": "g",
    "≤": "d",
    "≥": "d",
    "<=": "d",
    ">=": "d",
}
_CLASSES = ("класс", "сынып", "топ", "групп", "class", "group", "grade")


def value(sentence: Sentence, index: int) -> str:
    """The digits of a numeral, without the signs between groups of thousands; a decimal sign stays."""
    digits = sentence.atoms[index].fields["digits"]
    digits = "".join(str(int(character)) if character.isdecimal() else character for character in digits)
    digits = "".join(digits.split())
    if sentence.language == "en" and _ENGLISH_GROUPS.fullmatch(digits):
        digits = digits.replace(",", "")
    return digits


def whole_value(sentence: Sentence, index: int) -> int | None:
    """The value of a numeral that is a whole number, else None."""
    if sentence.kind(index) != "number":
        return None
    digits = value(sentence, index)
    return int(digits) if digits.isdigit() and len(digits) <= 30 else None


def is_formula_dash(sentence: Sentence, index: int) -> bool:
    """Whether a dash between spaces is a minus: an operator or a power stands near."""
    near = [place for place in range(index - 3, index + 4) if place != index]
    return any(
        sentence.kind(place) in {"power", "greek", "function"}
        or (sentence.kind(place) == "sign" and sentence.written(place) in OPERATORS)
        for place in near
    )


def range_start(sentence: Sentence, index: int) -> int:
    """Index of the numeral that begins the range which this one ends; its own if it ends none."""
    before = _across_dash(sentence, index)
    return index if before is None else before


def _across_dash(sentence: Sentence, index: int) -> int | None:
    if sentence.kind(index) != "number":
        return None
    before = index - 1
    if sentence.kind(before) == "unit" and sentence.written(before) in units.SYMBOLS:  # 10%-15%
        before -= 1
    if sentence.kind(before) == "number" and _dash_only(
        sentence.text[sentence.atoms[index - 1].end : sentence.atoms[index].start]
    ):
        return before
    is_dash = sentence.kind(before) == "minus" and sentence.written(before) in _DASHES
    if is_dash and sentence.kind(before - 1) == "number" and not is_formula_dash(sentence, before):
        spaced = sentence.gap(index) == " "
        return before - 1 if spaced else None
    return None


def _dash_only(gap: str) -> bool:
    return gap.strip() in _DASHES


def amount_end(sentence: Sentence, index: int) -> int:
    """Index of the atom behind a numeral, or behind the range that it begins."""
    for place in (index + 1, index + 2):
        if sentence.kind(place) == "number" and range_start(sentence, place) == index:
            return place + 1
    return index + 1


def money_before(sentence: Sentence, index: int) -> units.Unit | None:
    """The currency whose sign stands before a numeral."""
    return units.unit(sentence.written(index - 1)) if sentence.kind(index - 1) == "money" else None


def has_amount_before(sentence: Sentence, index: int) -> bool:
    """Whether an atom stands behind a number, a power of a number, or a scale such as "млн"."""
    before = index - 1
    if sentence.kind(before) == "power":
        before -= 1
    if sentence.kind(before) in _NUMERIC:
        return not sentence.atoms[before].fields.get("tail")
    if sentence.kind(before) != "unit" or sentence.kind(before - 1) not in _NUMERIC:
        return False
    scale = units.unit(sentence.atoms[before].fields["unit_name"])
    return scale is not None and scale.is_scale


def unit_at(sentence: Sentence, index: int) -> units.Unit | None:
    """The unit that an atom is, None where its letters mean something else."""
    if sentence.kind(index) != "unit":
        return None
    name = sentence.atoms[index].fields["unit_name"]
    found = units.unit(name)
    if found is None:
        return None
    if not has_amount_before(sentence, index):
        return found if units.stands_alone(name) else None
    if _is_year_sign(sentence, index, name) or is_decade(sentence, index) or _is_label(sentence, index, name):
        return None
    return found


def _is_year_sign(sentence: Sentence, index: int, name: str) -> bool:
    """Whether "г" is a year: 1991 г. is one, 500 г. are grams."""
    number = whole_value(sentence, index - 1)
    if name != "г" or number is None or not 1000 <= number <= 2100:
        return False
    before = sentence.word(range_start(sentence, index - 1) - 1)
    return (
        sentence.next_character(index) == "." or before in {"в", "с", "до", "по", "к"} or before in russian.MONTHS
    )


def is_decade(sentence: Sentence, index: int) -> bool:
    """Whether an English "s" makes a decade of the number it is joined to."""
    number = whole_value(sentence, index - 1)
    if sentence.language != "en" or sentence.written(index) != "s" or sentence.gap(index) or number is None:
        return False
    return number % 10 == 0 and (1000 <= number <= 2100 or 20 <= number <= 90)


def _is_label(sentence: Sentence, index: int, name: str) -> bool:
    """Whether a letter behind a number is a label or another word: "5 А класс", "в 8 с друзьями"."""
    if units.is_label(name) and name in "KК" and not sentence.gap(index):  # 4K
        return True
    if units.is_label(name) and sentence.word(index + 1).startswith(_CLASSES):
        return True
    goes_on = sentence.kind(index + 1) == "word" and not sentence.gap(index + 1).strip()
    return units.is_other_word(name, sentence.language) and goes_on and sentence.gap(index) != ""


def amount_case(sentence: Sentence, index: int) -> russian.Case:
    """The case a Russian numeral is in, by the words beside it; nominative where they leave it open."""
    end = amount_end(sentence, index)
    start = range_start(sentence, index)
    if sentence.kind(start - 1) == "minus" and not sentence.gap(start):
        start -= 1
    before = sentence.word(start - 1)
    if before == "и" and sentence.kind(start - 2) == "number" and sentence.word(start - 3) == "между":
        before = "между"
    if (case_of_sign := _CASES_BEHIND_SIGNS.get(sentence.written(start - 1))) is not None:
        return case_of_sign
    if before in {"с", "со"} and _reaches_to(sentence, end):
        return "g"
    noun = sentence.word(end) if not sentence.gap(end).strip() else ""
    case = russian.governed_case(before, noun)
    is_unit = unit_at(sentence, end) is not None
    if is_unit and case != "g":
        return "n"
    number = whole_value(sentence, index)
    if case == "n" and number is not None and number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14}:
        return "g" if len(noun) > 4 and noun.endswith(("ов", "ев")) and not is_unit else "n"
    return case


def _reaches_to(sentence: Sentence, end: int) -> bool:
    """Whether "до" or "по" follows soon: "с 9 до 18"."""
    return any(sentence.word(place) in {"до", "по"} for place in range(end, end + 3))


def year_word(sentence: Sentence, index: int) -> str:
    """The form of Russian ``год`` behind a numeral that is a year, abbreviated or not; empty if it is none."""
    number = whole_value(sentence, index)
    end = amount_end(sentence, index)
    word = sentence.word(end)
    if number is None or not 100 <= number <= 2100 or sentence.gap(end).strip():
        return ""
    if word.startswith("учебн"):
        word = sentence.word(end + 1)
    before = sentence.word(range_start(sentence, index) - 1)
    if word in {"г", "гг"} and sentence.kind(end) in {"word", "unit"} and unit_at(sentence, end) is None:
        return russian.case_of_abbreviated_year(before, plural=word == "гг")
    is_year = number >= 1000 or word in {"году", "годом"}
    return word if word in russian.YEAR_FORMS and is_year else ""
