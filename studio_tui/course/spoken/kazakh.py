"""Kazakh numerals, and the endings that follow vowel harmony."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import regex
from num2words import num2words

Case = Literal["genitive", "dative", "ablative"]

MONTHS = (
    "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
    "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
)  # fmt: skip

_ORDINALS = {
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

_ENDINGS: dict[Case, tuple[str, str, str]] = {
    "genitive": ("н", "д", "т"),
    "dative": ("ғ", "ғ", "қ"),
    "ablative": ("д", "д", "т"),
}
_SECOND_LETTERS = {"genitive": "ың", "dative": "а", "ablative": "ан"}
_FRONT = {"ғ": "г", "қ": "к", "ы": "і", "а": "е"}

_CASE_ENDING = (
    "[ғгқкндт][ае]|[дтн][ае]н|[дтн][ыі]ң?|[мбп]ен|с?[ыі]н?[ае]?|с?[ыі]н(?:да|де|дай|дей|дағы|дегі|ан|ен|ың|ің)|[дт][ае]й"
    "|[дтл][ыі][қк]|[дт][ае]ғ[ыі]|[дт][ае]г[ыі]"
)
_TAIL = regex.compile(
    rf"(?:(?P<ordinal>(?:с?[ыі]н|н)?ш[ыі](?:{_CASE_ENDING})?)|(?P<group>[еа]у(?:{_CASE_ENDING})?)|(?P<case>{_CASE_ENDING}))"
)
_ORDINAL_PART = regex.compile("^.*?ш[ыі]")
_SHORT_NOUNS = {
    "б": "бет",
    "ғ": "ғасыр",
    "ж": "жыл",
    "жж": "жылдары",
    "ғғ": "ғасырлар",
    "кест": "кесте",
    "сур": "сурет",
}
_DENOMINATORS = {1: "оннан", 2: "жүзден", 3: "мыңнан", 4: "он мыңнан", 5: "жүз мыңнан", 6: "миллионнан"}


_MOST_CLASSES = 12
_IN_A_CLASS = regex.compile("(?:курс|сынып)(?:та|тағы|қа|тан)|(?:тоқсан|семестр)(?:да|дағы|де|дегі)")
_LEARNERS = ("студент", "оқушы", "магистрант", "докторант", "білім", "тыңдаушы", "түлег", "бала", "бағдарлама")


@lru_cache(maxsize=4096)
def cardinal(number: int) -> str:
    """A whole number below 10**30 in words."""
    return str(num2words(number, lang="kz"))


def ordinal(said: str) -> str:
    """The ordinal of a cardinal given in words."""
    *before, last = said.split(" ")
    return " ".join([*before, _ORDINALS.get(last, last)])


def with_case(word: str, case: Case) -> str:
    """A word with the ending of a case: of the three kinds of an ending, by its last letter and last vowel."""
    last = word[-1:].lower()
    if last in "аәеоөұүыіэяюиё":
        kind = 0
    elif last in "мнң":
        kind = 0 if case == "genitive" else 1
    else:
        kind = 1 if last in "лрйужз" else 2
    first = _ENDINGS[case][kind]
    if case == "ablative" and last in "мнң":
        first = "н"
    ending = first + _SECOND_LETTERS[case]
    vowels = [letter for letter in word.lower() if letter in "аәеоөұүыіэяиё"]  # у goes with the vowel before it
    if vowels and vowels[-1] in "әеөүіэи":
        ending = "".join(_FRONT.get(letter, letter) for letter in ending)
    return word + ending


def is_ending(tail: str) -> bool:
    """Whether letters behind a numeral are an ending and no word of their own."""
    return _TAIL.fullmatch(tail.lower()) is not None


def with_tail(said: str, tail: str, *, ordinal_noun: bool) -> str:
    """A numeral in words and what is written behind it.

    Args:
        said: the cardinal.
        tail: letters without their hyphen: an ending (``ші``, ``ден``, ``еу``) or a noun (``сабақ``).
        ordinal_noun: whether a noun follows a hyphen: "3-сабақ" is "the third lesson".
    """
    ending = _TAIL.fullmatch(tail.lower())
    if ending is None:
        tail = _SHORT_NOUNS.get(tail, tail) if ordinal_noun else tail
        return f"{ordinal(said) if ordinal_noun else said} {tail}"
    if ending["ordinal"]:
        return ordinal(said) + _ORDINAL_PART.sub("", tail.lower())
    if ending["group"]:  # алты and -ау make алтау
        return said.rstrip("ыі") + tail
    return said + tail


def decimal(whole: str, part: str) -> str:
    """A decimal fraction of up to six digits, read by its denominator: 0,75 is "нөл бүтін жүзден жетпіс бес"."""
    return f"{cardinal(int(whole))} бүтін {_DENOMINATORS[len(part)]} {cardinal(int(part))}"


def fraction(above: int, below: int) -> str:
    """A vulgar fraction: 2/3 is "үштен екі"."""
    return f"{with_case(cardinal(below), 'ablative')} {cardinal(above)}"


def is_rank(number: int, following: str, next_but_one: str) -> bool:
    """Whether a number without an ending tells which course or class it is: "3 курс студенттері", "5 сыныпта"."""
    if not 1 <= number <= _MOST_CLASSES:
        return False
    return _IN_A_CLASS.fullmatch(following) is not None or (
        following in {"курс", "сынып"} and next_but_one.startswith(_LEARNERS)
    )


def is_year(number: int, following: str, next_but_one: str) -> bool:
    """Whether a number before ``жыл`` tells which year it is and not how many: "1000 жыл бұрын" does not."""
    if following == "оқу":
        return 1000 <= number <= 2100 and next_but_one.startswith("жыл")
    if following in {"жылы", "жылғы", "ж"} and number >= 100:
        return number <= 2100
    if not 1000 <= number <= 2100 or (not following.startswith(("жыл", "жж")) and following != "ж"):
        return False
    counted = following == "жыл" or (number == 1000 and following in {"жылдан", "жылға", "жылдық", "жылдай"})
    return not (counted and number % 100 == 0)
