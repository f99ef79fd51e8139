"""Dates, times of day, ratios, fractions and telephone numbers."""

from __future__ import annotations

import regex

from studio_tui.course.script import ScriptLanguage
from studio_tui.course.spoken import english, kazakh, russian
from studio_tui.course.spoken.addresses import cardinal
from studio_tui.course.spoken.atoms import Atom, Sentence, bare

_NOUGHT = {"kk": "нөл", "ru": "ноль", "en": "oh"}
_VULGAR = dict(
    zip(
        "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞",
        [
            (1, 2),
            (1, 3),
            (2, 3),
            (1, 4),
            (3, 4),
            (1, 5),
            (2, 5),
            (3, 5),
            (4, 5),
            (1, 6),
            (5, 6),
            (1, 8),
            (3, 8),
            (5, 8),
            (7, 8),
        ],
        strict=True,
    )
)


def say_date(sentence: Sentence, index: int) -> str:
    """A date in digits; day before month but in English with strokes. What can't be one is read as numbers."""
    atom = sentence.atoms[index]
    day, month, year = (int(atom.fields[name]) for name in ("day", "month", "year"))
    if sentence.language == "en" and atom.fields.get("between") == "/" and day <= 12:
        day, month = month, day
    tail = bare(atom.fields.get("date_tail", ""))[1:]
    if not (1 <= month <= 12 and 1 <= day <= 31 and year >= 1):
        said = " ".join(cardinal(number, sentence.language) for number in (day, month, year))
        return f"{said} {tail}".strip()
    following = sentence.word(index + 1)
    if sentence.language == "kk":
        said_day, said_year = (kazakh.ordinal(kazakh.cardinal(number)) for number in (day, year))
        said = f"{said_day} {kazakh.MONTHS[month - 1]} {said_year}"
        if tail:
            return f"{said} жыл{tail}"
        return said if following.startswith("жыл") or following == "ж" else f"{said} жыл"
    if sentence.language == "ru":
        before = sentence.word(index - 1)
        case: russian.Case = "d" if before in {"к", "ко"} else "g"
        said = f"{russian.ordinal(day, case)} {russian.MONTHS[month - 1]} {russian.ordinal(year, 'g')}"
        return said if following == "г" or following.startswith("год") else f"{said} года"
    said_year = english.year(year) if english.is_year(year) else english.cardinal(year)
    article = "" if sentence.word(index - 1) == "the" else "the "
    return f"{article}{english.ordinal(day)} of {english.MONTHS[month - 1]} {said_year}"


def say_time(sentence: Sentence, index: int) -> str:
    """A time of day: 08:30 is "сегіз отыз", 9:05 "девять ноль пять", 10:00 "ten o'clock"."""
    fields = sentence.atoms[index].fields
    language = sentence.language
    numbers = [fields["minute"], *filter(None, [fields.get("second")])]
    case = _case_of_time(sentence, index) if language == "ru" else None
    said = [russian.cardinal(int(fields["hour"]), case) if case else cardinal(int(fields["hour"]), language)]
    if language == "en" and numbers == ["00"]:
        if not sentence.written(index + 1).lower().startswith(("am", "pm", "a.m", "p.m")):
            said.append("o’clock")
    else:
        said += [
            russian.cardinal(int(number), case)
            if case and not number.startswith("0")
            else _two_digits(number, language)
            for number in numbers
        ]
    tail = bare(fields.get("time_tail", ""))[1:]
    if language == "kk" and tail:
        return kazakh.with_tail(" ".join(said), tail, ordinal_noun=False)
    return " ".join([*said, *filter(None, [tail])])


def _case_of_time(sentence: Sentence, index: int) -> russian.Case:
    """The case of a Russian time of day: "с десяти ноль ноль до восемнадцати тридцати"."""
    before = sentence.word(index - 1)
    case = russian.governed_case(before, "")
    return "g" if before in {"с", "со"} else case


def _two_digits(digits: str, language: ScriptLanguage) -> str:
    if digits == "00":
        return " ".join([_NOUGHT[language]] * 2)
    said = cardinal(int(digits), language)
    return f"{_NOUGHT[language]} {said}" if digits.startswith("0") else said


def say_ratio(sentence: Sentence, index: int) -> str:
    """A ratio: 1:2 is "бірге екі", "один к двум", "one to two"."""
    fields = sentence.atoms[index].fields
    left, right = int(fields["left"]), int(fields["right"])
    if sentence.language == "kk":
        return f"{kazakh.with_case(kazakh.cardinal(left), 'dative')} {kazakh.cardinal(right)}"
    if sentence.language == "ru":
        return f"{russian.cardinal(left)} к {russian.cardinal(right, 'd')}"
    return f"{english.cardinal(left)} to {english.cardinal(right)}"


def say_fraction(sentence: Sentence, index: int) -> str:
    """A fraction with a stroke; "24/7" and "2020/2021" are two numbers."""
    fields = sentence.atoms[index].fields
    whole, above, below = fields.get("whole"), int(fields["above"]), int(fields["below"])
    if 0 < above < below <= 1000:
        return _say_fraction(whole, above, below, sentence.language)
    is_school_year = 1000 <= above < below
    between = (
        ""
        if is_school_year or (above, below) == (24, 7)
        else {"kk": "бөлу", "ru": "разделить на", "en": "over"}[sentence.language]
    )
    numbers = [cardinal(above, sentence.language), *filter(None, [between]), cardinal(below, sentence.language)]
    if sentence.language == "en" and is_school_year and english.is_year(above) and english.is_year(below):
        numbers = [english.year(above), english.year(below)]
    return " ".join([*([cardinal(int(whole), sentence.language)] if whole else []), *numbers])


def say_vulgar(sentence: Sentence, index: int) -> str:
    """A fraction that is one character, with the whole number before it."""
    atom = sentence.atoms[index]
    above, below = _VULGAR[atom.text[-1]]
    return _say_fraction(atom.fields.get("before_vulgar"), above, below, sentence.language)


def _say_fraction(whole: str | None, above: int, below: int, language: ScriptLanguage) -> str:
    if language == "kk":
        said = kazakh.fraction(above, below)
        return f"{kazakh.cardinal(int(whole))} бүтін {said}" if whole else said
    if language == "ru":
        said = russian.fraction(above, below)
        if not whole:
            return said
        one = int(whole) % 10 == 1 and int(whole) % 100 != 11
        return f"{russian.cardinal(int(whole), gender='f')} {'целая' if one else 'целых'} {said}"
    said = english.fraction(above, below)
    return f"{english.cardinal(int(whole))} and {said}" if whole else said


def say_phone(atom: Atom, language: ScriptLanguage) -> str:
    """A telephone number by its groups in Kazakh and Russian, digit by digit in English."""
    groups = regex.findall(r"\p{Nd}+", atom.text)
    if len(groups) == 1 and len(groups[0]) == 11:
        digits = groups[0]
        groups = [digits[:1], digits[1:4], digits[4:7], digits[7:9], digits[9:]]
    plus = {"kk": "плюс", "ru": "плюс", "en": "plus"}[language]
    said = [plus] if atom.text.startswith("+") else []
    said += [_say_group(group, language) for group in groups]
    return " ".join(said)


def _say_group(group: str, language: ScriptLanguage) -> str:
    if language == "en" or len(group) > 3:
        return " ".join(cardinal(int(digit), language) for digit in group)
    noughts = len(group) - len(group.lstrip("0"))
    rest = [cardinal(int(group), language)] if int(group) else []
    return " ".join([*[cardinal(0, language)] * noughts, *rest])
