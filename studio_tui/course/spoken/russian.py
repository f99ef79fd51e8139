"""Russian numerals in their cases and genders."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import regex
from num2words import num2words

from studio_tui.course.spoken.tables import listed

Case = Literal["n", "g", "d", "i", "p"]
Gender = Literal["m", "f", "n"]

MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip

_GENITIVE_BEFORE = listed(
    """
    до от из без около более менее больше меньше свыше для кроме после против порядка среди начиная
    """
)
_DATIVE_BEFORE = frozenset({"к", "ко", "благодаря"})
_INSTRUMENTAL_BEFORE = frozenset({"между", "над", "перед"})
_FEMININE_SOFT = regex.compile(
    r"(?:ость|сть|знь|вь|пись|пень|ласть|мысль|модель|цель|роль|речь|ночь|очередь|соль|сеть|связь|нефть)$"
)
_RANKED = regex.compile(
    r"(?:курс|класс|этаж|семестр|квартал|раздел|урок|слайд|подъезд|кабинет|тур|разряд|(?P<century>век))"
    r"(?P<ending>|а|е|у|ом|ы|и)"
)
_LAST_CENTURY = 21
_NEUTER = frozenset({"время", "имя", "знамя", "племя"})
_MASCULINE = frozenset({"мужчина", "папа", "дедушка", "судья", "юноша", "коллега"})

_PARTS_OF_A_YEAR = ("кв", "полугоди", "семестр")
_TIMES_SINCE = regex.compile(
    "(?:лет|года?|часа|минут|утра|вечера|дня|рублей|сторон|точек|мест|слов|строк)|\\p{L}{2,}[оеё]в"
)
"""What follows a number that something begins with: "с 20 лет"; "с 20 студентами" are together."""

YEAR_FORMS: dict[str, tuple[Case, bool]] = {
    "год": ("n", False), "года": ("g", False), "году": ("p", False), "годом": ("i", False), "годе": ("p", False),
    "годы": ("n", True), "годов": ("g", True), "годам": ("d", True), "годами": ("i", True), "годах": ("p", True),
}  # fmt: skip
_ORDINAL_TAILS: dict[str, tuple[Case, Gender, bool]] = {
    "й": ("n", "m", False), "ый": ("n", "m", False), "ий": ("n", "m", False), "ой": ("g", "f", False),
    "я": ("n", "f", False), "ая": ("n", "f", False), "е": ("n", "n", False), "ое": ("n", "n", False),
    "ые": ("n", "m", True), "го": ("g", "m", False), "ого": ("g", "m", False), "му": ("d", "m", False),
    "ому": ("d", "m", False), "м": ("p", "m", False), "ом": ("p", "m", False), "ым": ("i", "m", False),
    "х": ("g", "m", True), "ых": ("g", "m", True), "ыми": ("i", "m", True), "ую": ("n", "f", False),
}  # fmt: skip
_CARDINAL_TAILS: dict[str, Case] = {
    "ти": "g", "и": "g", "та": "g", "ух": "g", "ех": "g", "ёх": "g", "ю": "i", "мя": "i", "ми": "g", "ью": "i",
    "ум": "d", "ем": "d", "ём": "d",
}  # fmt: skip
_SMALL_TAILS: dict[str, Case] = {"х": "g", "ми": "i"}
"""Endings that are a cardinal's behind 2, 3 and 4 only: "3-х"."""
_PARTS = {
    1: ("десятая", "десятых"), 2: ("сотая", "сотых"), 3: ("тысячная", "тысячных"),
    4: ("десятитысячная", "десятитысячных"), 5: ("стотысячная", "стотысячных"), 6: ("миллионная", "миллионных"),
}  # fmt: skip


@lru_cache(maxsize=4096)
def cardinal(number: int, case: Case = "n", gender: Gender = "m") -> str:
    """A whole number in words; a single thousand is "тысяча", not "одна тысяча"."""
    low = number % 1000 if gender != "m" else 0
    if low and number > low:  # the gender is that of the last part only
        return f"{cardinal(number - low, case)} {cardinal(low, case, gender)}"
    said = str(num2words(number, lang="ru", case=case, gender=gender if number < 1000 else "m"))
    if number == 0:
        return said.replace("нол", "нул") if case != "n" else said
    return regex.sub("^одн(?:а|ой) (?=тысяч)", "", said) if 1000 <= number < 2000 else said


@lru_cache(maxsize=4096)
def ordinal(number: int, case: Case = "n", gender: Gender = "m", *, plural: bool = False) -> str:
    """An ordinal in words."""
    if gender == "f" and case != "n":
        gender_form = {"case": "g", "gender": "f"}
    else:
        gender_form = {"case": case, "gender": gender}
    said = str(num2words(number, lang="ru", to="ordinal", plural=plural, **gender_form))
    return said.removeprefix("одна ")


def form(number: int, forms: tuple[str, str, str]) -> str:
    """Of (один час, два часа, пять часов) the one that goes with a number."""
    if number % 100 in range(11, 15):
        return forms[2]
    if number % 10 == 1:
        return forms[0]
    return forms[1] if number % 10 in {2, 3, 4} else forms[2]


def decimal(whole: str, part: str) -> str:
    """A decimal fraction of up to six digits: 2,5 is "две целых пять десятых"."""
    one = int(whole) % 10 == 1 and int(whole) % 100 != 11
    one_part = int(part) % 10 == 1 and int(part) % 100 != 11
    names = _PARTS[len(part)]
    return (
        f"{cardinal(int(whole), gender='f')} {'целая' if one else 'целых'} "
        f"{cardinal(int(part), gender='f')} {names[0] if one_part else names[1]}"
    )


def fraction(above: int, below: int) -> str:
    """A vulgar fraction: 2/3 is "две третьих"."""
    one = above % 10 == 1 and above % 100 != 11
    return f"{cardinal(above, gender='f')} {ordinal(below, 'n' if one else 'g', 'f', plural=not one)}"


def compound(number: int) -> str:
    """The first part of a compound: 25-летний is "двадцатипятилетний"."""
    if number == 1000:
        return "тысяче"
    words = cardinal(number, "g").split(" ")
    plain = {"одного": "одно", "ста": "сто", "девяноста": "девяносто"}
    return "".join(plain.get(word, word) for word in words)


def governed_case(before: str, after: str) -> Case:
    """The case that the word before and the noun behind a numeral put it into, where they leave no doubt."""
    if before in _GENITIVE_BEFORE:
        return "g"
    if before in _DATIVE_BEFORE:
        return "d"
    if before in _INSTRUMENTAL_BEFORE:
        return "i"
    if before in {"с", "со"} and _TIMES_SINCE.fullmatch(after):
        return "g"
    return _case_of_noun(after)


def _case_of_noun(noun: str) -> Case:
    if len(noun) < 5:
        return "n"
    if noun.endswith(("ах", "ях")):
        return "p"
    if noun.endswith(("ами", "ями")):
        return "i"
    return "d" if noun.endswith(("ам", "ям")) else "n"


def gender_with(number: int, case: Case, noun: str) -> Gender:
    """The gender that shows in a numeral ending in 1 or 2, by the form of the noun behind it."""
    units = 0 if number % 100 in {11, 12} else number % 10
    if not noun or units not in {1, 2} or (units == 2 and case != "n"):
        return "m"
    if units == 2 or case != "n" or noun.endswith(("ы", "и")):  # одна-две недели
        return "f" if noun.endswith(("ы", "и", "ой", "ые", "ие")) else "m"
    if noun in _NEUTER or noun.endswith(("о", "ое", "ее", "ие", "ье")):
        return "n"
    if noun in _MASCULINE:
        return "m"
    return "f" if noun.endswith(("а", "я", "у", "ю")) or _FEMININE_SOFT.search(noun) else "m"


def gender_in_range(last: int, noun: str) -> Gender | None:
    """The gender of a range's first number, by the noun that its last one puts into the genitive: "1-2 раза"."""
    if last % 10 not in {2, 3, 4} or last % 100 in {12, 13, 14} or not noun:
        return None
    return "f" if noun.endswith(("ы", "и")) else "m"


def rank(number: int, noun: str) -> str | None:
    """A cardinal written where an ordinal is meant: "3 курс", "на 3 курсе", "21 век". None before others."""
    match = _RANKED.fullmatch(noun)
    if match is None:
        return None
    ending = match["ending"]
    if match["century"] and number > _LAST_CENTURY:
        return None
    if not ending and number % 10 == 1 and number % 100 != 11 and not (match["century"] and number > 1):
        return None
    if ending == "а" and number < 5:  # "2 курса" are two
        return None
    return ordinal_before(number, noun)


def ordinal_before(number: int, noun: str) -> str | None:
    """An ordinal in the case of a noun that things are numbered by: "в первом квартале". None before others."""
    match = _RANKED.fullmatch(noun)
    cases: dict[str, Case] = {"": "n", "а": "g", "е": "p", "у": "d", "ом": "i", "ы": "n", "и": "n"}
    return ordinal(number, cases[match["ending"]]) if match else None


def quarter(before: str) -> str:
    """The form of ``квартал`` that "кв." stands for, by the word before its number."""
    if before in {"в", "во", "о"}:
        return "квартале"
    if before in _DATIVE_BEFORE:
        return "кварталу"
    starts = before in _GENITIVE_BEFORE or before in {"с", "со"}
    return (
        "квартала"
        if starts or before.startswith(("начал", "конец", "конц", "итог", "план", "отчёт"))
        else "квартал"
    )


def year(number: int, following: str, before: str, *, one_of_several: bool) -> str:
    """A year before one of the forms of ``год``; each of several is in the singular: "2020–2021 годы"."""
    case, plural = YEAR_FORMS.get(following, ("n", False))
    plural = plural and not one_of_several
    if following == "году" and before in _DATIVE_BEFORE:
        case = "d"
    return ordinal(number, case, plural=plural)


def case_of_abbreviated_year(before: str, *, plural: bool) -> str:
    """The form of ``год`` that "г." or "гг." stands for, by the word before the year."""
    if before in {"в", "во", "о", "об", "при"}:
        return "годах" if plural else "году"
    if before in _GENITIVE_BEFORE or before == "с" or before in MONTHS or before.startswith(_PARTS_OF_A_YEAR):
        return "годов" if plural else "года"
    if before in _DATIVE_BEFORE:
        return "годам" if plural else "году"
    return "годы" if plural else "год"


def with_tail(number: int, tail: str, case: Case) -> str:
    """A numeral and the letters behind its hyphen: an ending ("5-й", "1990-х", "5-ти") or a second part."""
    ending = tail.lower()
    if len(ending) > 3:
        return compound(number) + tail
    if 2 <= number <= 4 and ending in _SMALL_TAILS:
        return cardinal(number, _SMALL_TAILS[ending])
    if ending in _CARDINAL_TAILS:
        return cardinal(number, "n" if ending == "ми" and number in {7, 8} else _CARDINAL_TAILS[ending])
    if ending == "е" and number >= 10 and number % 10 == 0:  # 1990-е, 90-е: decades
        return ordinal(number, "n", plural=True)
    if ending in _ORDINAL_TAILS:
        case, gender, plural = _ORDINAL_TAILS[ending]
        return ordinal(number, case, gender, plural=plural)
    return f"{cardinal(number, case)}-{tail}"
