"""Roman numerals: centuries, chapters, monarchs. Capitals that are no numerals are left to the words."""

from __future__ import annotations

import regex

from studio_tui.course.spoken import english, kazakh, russian
from studio_tui.course.spoken.amounts import range_start
from studio_tui.course.spoken.atoms import Sentence, bare

_LATIN = str.maketrans("ІХСМ", "IXCM")
_STRICT = regex.compile("M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_NOUNS_BEFORE = (
    "глав", "част", "раздел", "том", "век", "тарау", "бөлім", "chapter", "part", "volume", "section", "act", "war",
    "level", "type", "phase", "stage", "book", "appendix", "table", "figure", "кезең", "этап", "уровень",
)  # fmt: skip
_NOUNS_AFTER = (
    "ғасыр", "век", "столет", "тарау", "бөлім", "том", "глав", "част", "раздел", "квартал", "тоқсан", "курс",
    "семестр", "съезд", "дүниежүзілік", "миров", "centur", "кезең", "этап", "степен", "дәреже", "тип",
    "топ", "групп",
)  # fmt: skip
_ABBREVIATED = frozenset({"ғ", "ғғ", "в", "вв", "кв"})
_KINGS = regex.compile(
    "(?:п[её]тр|пав[е]?л|никола|александр|иван|иоанн|ф[её]дор|борис|васили|михаил|алексе|карл|людовик|генрих|филипп"
    "|фридрих|вильгельм|наполеон|дари|рамсес|птолеме|константин|юстиниан|бенедикт|франциск|григори|эдуард|ричард"
    "|георг|яков|иаков|мурад|мехмед|селим|осман|оттон|леопольд|фердинанд|альфонс|максимилиан|франц|хосров|шапур"
    "|тутмос|аменхотеп)(?P<ending>|й|а|я|у|ю|ом|ем|е)"
)
_QUEENS = regex.compile("(?:екатерин|елизавет|анн|мари|виктори|изабелл|маргарит)(?P<ending>[аяыиеую]|ой|ей)")
_CASES_OF_KINGS: dict[str, russian.Case] = {
    "": "n", "й": "n", "а": "g", "я": "g", "у": "d", "ю": "d", "ом": "i", "ем": "i", "е": "p",
}  # fmt: skip
CENTURY_CASES: dict[str, tuple[russian.Case, bool]] = {
    "век": ("n", False), "века": ("g", False), "веке": ("p", False), "веку": ("d", False), "веком": ("i", False),
    "веков": ("g", True), "веках": ("p", True), "векам": ("d", True), "веками": ("i", True),
}  # fmt: skip
_GENITIVE_BEFORE_CENTURY = (
    "начал",
    "конец",
    "конц",
    "середин",
    "половин",
    "с",
    "до",
    "из",
    "от",
    "после",
    "четверт",
)


def roman_value(sentence: Sentence, index: int) -> int | None:
    """The value of a Roman numeral, None where the capitals are a word, a letter or an initialism."""
    if sentence.kind(index) != "roman":
        return None
    written = sentence.atoms[index].fields["numeral"].translate(_LATIN)
    if not _STRICT.fullmatch(written):
        return None
    certain = len(written) > 1 and not set(written) - set("IVX") and not sentence.is_in_capitals
    if not (certain or _stands_beside(sentence, index)):
        return None
    values = [_VALUES[letter] for letter in written]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def _stands_beside(sentence: Sentence, index: int) -> bool:
    """Whether a noun beside it says that it counts: "V ғасыр", "глава I"."""
    after = sentence.word(_end(sentence, index))
    spaced = not sentence.gap(_end(sentence, index)).strip()
    abbreviated = after in _ABBREVIATED and sentence.next_character(_end(sentence, index)) == "."
    if spaced and (abbreviated or after.startswith(_NOUNS_AFTER)):
        return True
    if "roman_tail" in sentence.atoms[index].fields:
        return (
            sentence.atoms[index].fields["roman_tail"][1:].startswith((*_NOUNS_AFTER, "ші", "шы", "й", "го", "м"))
        )
    if _is_of_monarch(sentence, index):
        return True
    return sentence.word(index - 1).startswith(_NOUNS_BEFORE) and not sentence.gap(index).strip()


def _is_of_monarch(sentence: Sentence, index: int) -> bool:
    """Whether a monarch's name stands before the numeral, or in Kazakh behind it."""
    places = (index - 1, index + 1) if sentence.language == "kk" else (index - 1,)
    return any(
        sentence.written(place)[:1].isupper()
        and not sentence.gap(max(place, index)).strip()
        and (_KINGS.fullmatch(sentence.word(place)) or _QUEENS.fullmatch(sentence.word(place)))
        for place in places
    )


def _end(sentence: Sentence, index: int) -> int:
    """Index of the atom behind the numeral, or behind the range of centuries that it begins."""
    dash = sentence.gap(index + 1).strip() in {"-", "–", "—"}
    return index + 2 if dash and sentence.kind(index + 1) == "roman" else index + 1


def say_roman(sentence: Sentence, index: int, number: int) -> str:
    """A Roman numeral as the ordinal that it is in Kazakh and Russian; in English by what it numbers."""
    tail = bare(sentence.atoms[index].fields.get("roman_tail", ""))[1:]
    after = sentence.word(_end(sentence, index))
    if sentence.language == "kk":
        said = kazakh.cardinal(number)
        return kazakh.with_tail(said, tail, ordinal_noun=True) if tail else kazakh.ordinal(said)
    if sentence.language == "ru":
        if tail:
            return russian.with_tail(number, tail, "n")
        return _russian(sentence, index, number, after)
    return _english(sentence, index, number, after)


def _russian(sentence: Sentence, index: int, number: int, after: str) -> str:
    before = sentence.word(_start(sentence, index) - 1)
    in_range = _end(sentence, index) == index + 2 or _start(sentence, index) < index
    is_list = after == "вв" or (after == "века" and in_range)
    if is_list and century_word(before, plural=True) == "века":  # in the nominative: XIX–XX вв., XX–XXI века
        return russian.ordinal(number)
    if after in {"в", "вв"}:
        after = century_word(before, plural=after == "вв")
    if after in CENTURY_CASES:
        case, plural = CENTURY_CASES[after]
        return russian.ordinal(number, case, plural=plural and not in_range)
    return _say_monarch(before, number) or _say_numbered(before, number, after)


def _say_numbered(before: str, number: int, after: str) -> str:
    """The number of a quarter, chapter, group and the like, in its gender and case."""
    if ranked := russian.ordinal_before(number, russian.quarter(before) if after == "кв" else after):
        return ranked
    if before.startswith(("глав", "част")):
        return russian.ordinal(number, "n" if before in {"глава", "часть"} else "g", "f")
    if after.endswith(("ой", "ей")) and after.startswith(("миров", "степен")):
        return russian.ordinal(number, "g", "f")
    if after.startswith(("глав", "част", "миров", "степен", "групп")):
        return russian.ordinal(number, "n", "f")
    return russian.ordinal(number)


def _say_monarch(name: str, number: int) -> str | None:
    """The number of a monarch in the case and gender of the name: "Екатерины Второй". None behind other words."""
    if king := _KINGS.fullmatch(name):
        return russian.ordinal(number, _CASES_OF_KINGS[king["ending"]])
    queen = _QUEENS.fullmatch(name)
    if queen is None:
        return None
    if queen["ending"] in {"у", "ю"}:
        said = russian.ordinal(number, "n", "f")
        return f"{said[:-2]}{'ью' if said.endswith('ья') else 'ую'}"
    return russian.ordinal(number, "n" if queen["ending"] in {"а", "я"} else "g", "f")


def _start(sentence: Sentence, index: int) -> int:
    dash = sentence.gap(index).strip() in {"-", "–", "—"}
    return index - 1 if dash and sentence.kind(index - 1) == "roman" else index


def century_word(before: str, *, plural: bool) -> str:
    """The form of ``век`` that "в." or "вв." stands for, by the word before the numeral."""
    if before in {"в", "во", "о"}:
        return "веках" if plural else "веке"
    if before in {"с", "до", "из", "от", "после", "г", "гг", "годы", "годов", "годах"} or (
        len(before) > 3 and before.startswith(_GENITIVE_BEFORE_CENTURY)
    ):
        return "веков" if plural else "века"
    if before in {"к", "ко"}:
        return "векам" if plural else "веку"
    return "века" if plural else "век"


def century_in(sentence: Sentence, index: int) -> str:
    """What "в." behind a numeral stands for."""
    first = min(_start(sentence, index - 1), range_start(sentence, index - 1))
    return century_word(sentence.word(first - 1), plural=sentence.word(index) == "вв")


def _english(sentence: Sentence, index: int, number: int, after: str) -> str:
    if after.startswith("centur"):
        return english.ordinal(number)
    before = sentence.written(index - 1)
    named = sentence.kind(index - 1) == "word" and before[:1].isupper() and not before.isupper()
    if named and not before.lower().startswith(_NOUNS_BEFORE):
        return f"the {english.ordinal(number)}"
    return english.cardinal(number)
