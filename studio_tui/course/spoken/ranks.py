"""Russian numbers without an ending that are ordinals all the same: "с 1 по 5 класс", "в 19-20 вв.", "в 1 кв."."""

from __future__ import annotations

from studio_tui.course.spoken import russian
from studio_tui.course.spoken.amounts import amount_end, range_start
from studio_tui.course.spoken.atoms import Sentence
from studio_tui.course.spoken.roman import CENTURY_CASES, century_word

_LAST_CENTURY = 21
_QUARTERS = range(1, 5)
_LEAST_YEAR = 1000


def say_rank(sentence: Sentence, index: int, number: int) -> str | None:
    """The ordinal of a number by what it numbers; None where it counts."""
    end = amount_end(sentence, index)
    before, after = sentence.word(range_start(sentence, index) - 1), sentence.word(end)
    if is_quarter(sentence, end, number):
        return russian.ordinal_before(number, russian.quarter(before))
    if century := _say_century(sentence, index, number):
        return century
    if before in {"с", "со"} and after in {"по", "до"} and sentence.kind(end + 1) == "number":
        noun = sentence.word(amount_end(sentence, end + 1))
        if noun in russian.MONTHS or russian.ordinal_before(number, noun):
            return russian.ordinal(number, "g")
    return russian.rank(number, after)


def is_quarter(sentence: Sentence, index: int, number: int) -> bool:
    """Whether an atom is the "кв." of a quarter and not of a flat: "в 1 кв. 2024 г.", not "д. 3 кв. 5"."""
    is_abbreviated = sentence.kind(index) == "word" and sentence.word(index) == "кв"
    if not is_abbreviated or sentence.next_character(index) != "." or number not in _QUARTERS:
        return False
    if sentence.kind(index + 1) != "number" or sentence.gap(index + 1).strip(" .\u00a0"):
        return True
    return sentence.written(index + 1).isdecimal() and int(sentence.written(index + 1)) >= _LEAST_YEAR


def _say_century(sentence: Sentence, index: int, number: int) -> str | None:
    """One of several centuries, or one whose ``век`` is abbreviated; a single one with all letters is a rank."""
    if number > _LAST_CENTURY:
        return None
    end, start = amount_end(sentence, index), range_start(sentence, index)
    is_one_of_several = start < index or end > index + 1
    if sentence.word(end) == "и" and sentence.kind(end + 1) == "number":
        is_one_of_several = True
        end = amount_end(sentence, end + 1)
    elif sentence.word(start - 1) == "и" and sentence.kind(start - 2) == "number":
        is_one_of_several = True
        start = range_start(sentence, start - 2)
    noun = sentence.word(end)
    if noun in {"в", "вв"} and sentence.next_character(end) == "." and not sentence.gap(end).strip():
        noun = century_word(sentence.word(start - 1), plural=noun == "вв")
        if noun == "века" and sentence.word(end) == "вв":
            return russian.ordinal(number)
        return russian.ordinal(number, CENTURY_CASES[noun][0])
    if noun not in CENTURY_CASES or not is_one_of_several:
        return None
    case, plural = CENTURY_CASES[noun]
    return russian.ordinal(number, case if plural else "n") if plural or noun == "века" else None
