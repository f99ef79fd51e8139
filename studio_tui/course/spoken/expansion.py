"""Which abbreviation a word is in its place, and the Russian forms that depend on the word before it."""

from __future__ import annotations

from studio_tui.course.spoken import abbreviations, russian
from studio_tui.course.spoken.abbreviations import Abbreviation, Beside
from studio_tui.course.spoken.amounts import range_start, whole_value
from studio_tui.course.spoken.atoms import Sentence, bare
from studio_tui.course.spoken.ranks import is_quarter
from studio_tui.course.spoken.roman import century_in, roman_value

_NUMERALS = frozenset({"number", "fraction", "date", "time", "vulgar"})
_ON = frozenset({"на", "в", "во", "о", "об"})
# as written: behind "на" or "в", behind "см."
_RUSSIAN_FORMS = {
    "рис": ("рисунке", "рисунок"), "табл": ("таблице", "таблицу"), "стр": ("странице", "страницу"),
    "с": ("странице", "страницу"), "гл": ("главе", "главу"), "п": ("пункте", "пункт"), "ст": ("статье", "статью"),
    "ч": ("части", "часть"), "т": ("томе", "том"), "д": ("доме", "дом"), "пп": ("пунктах", "пункты"),
}  # fmt: skip
_NAMED_PLACES = (
    "университет",
    "институт",
    "академи",
    "школ",
    "гимнази",
    "лице",
    "театр",
    "библиотек",
    "музе",
    "парк",
    "колледж",
)
_FROM = frozenset({"из", "от", "до", "около", "для", "с"})


def expand(sentence: Sentence, index: int) -> str | None:
    """An abbreviation in full, None where the word is none."""
    written = bare(sentence.written(index))
    if sentence.language == "ru" and (dated := _russian_dated(sentence, index, written)):
        return dated
    table = abbreviations.singles(sentence.language)
    readings = table.get(written) or (table.get(written.lower()) if len(written) > 1 else None)
    for reading in readings or ():
        if _fits(sentence, index, reading):
            return _in_case(sentence, index, written.lower(), reading)
    return None


def _fits(sentence: Sentence, index: int, reading: Abbreviation) -> bool:
    if reading.needs_stop and sentence.next_character(index) != ".":
        return False
    beside = reading.beside
    if beside.startswith("number"):
        return _fits_number(sentence, index, beside)
    before, after = sentence.written(index - 1), sentence.written(index + 1)
    if beside == "capital after":
        return sentence.gap(index + 1).strip(' .\u00a0«“"') == "" and after[:1].isupper()
    if beside == "capital before":
        return before[:1].isupper() and not sentence.gap(index).strip()
    if beside == "place before":  # "университет им. Абая", not "дал им. Потом"
        return before.lower().startswith(_NAMED_PLACES) or sum(letter.isupper() for letter in before) > 1
    return sentence.word(index - 1) == "и" if beside == "и before" else True


def _fits_number(sentence: Sentence, index: int, beside: Beside) -> bool:
    if beside == "number before":
        return _is_numeral(sentence, index - 1) and not sentence.gap(index).strip()
    near = sentence.gap(index + 1).strip(" .\u00a0№") == ""
    return near and (_is_numeral(sentence, index + 1) or sentence.written(index + 1) in {"№", "§"})


def _is_numeral(sentence: Sentence, index: int) -> bool:
    return sentence.kind(index) in _NUMERALS or roman_value(sentence, index) is not None


def _in_case(sentence: Sentence, index: int, written: str, reading: Abbreviation) -> str:
    if sentence.language != "ru":
        return reading.said
    before = sentence.word(index - 1)
    if written == "г" and reading.said == "город":
        return "городе" if before in _ON else "города" if before in _FROM else "город"
    if written in _RUSSIAN_FORMS:
        on, seen = _RUSSIAN_FORMS[written]
        if before in _ON:
            return on
        if before == "см":
            return seen
    return reading.said


def _russian_dated(sentence: Sentence, index: int, written: str) -> str | None:
    """The year or century behind a numeral."""
    if sentence.gap(index).strip():
        return None
    if written in {"г", "гг"} and sentence.kind(index - 1) == "number":
        first = index - 1
        while first > 0 and sentence.kind(first - 1) in {"number", "minus"}:
            first -= 1
        return russian.case_of_abbreviated_year(sentence.word(first - 1), plural=written == "гг")
    if written == "г" and sentence.kind(index - 1) == "date":
        return "года"
    if written == "кв" and is_quarter(sentence, index, _value_before(sentence, index)):
        first = range_start(sentence, index - 1) if sentence.kind(index - 1) == "number" else index - 1
        return russian.quarter(sentence.word(first - 1))
    if written in {"в", "вв"} and sentence.next_character(index) == "." and _is_numeral(sentence, index - 1):
        return century_in(sentence, index)
    return None


def _value_before(sentence: Sentence, index: int) -> int:
    """The whole number before an atom, in either kind of numerals; 0 where there is none."""
    return whole_value(sentence, index - 1) or roman_value(sentence, index - 1) or 0
