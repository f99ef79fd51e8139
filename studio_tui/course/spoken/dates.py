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


_LONGEST_ENDING = 2
"""Letters of a Russian ending behind a fraction, which its words have already: "1/3-я"."""
_OVER = {"kk": "бөлу", "ru": "разделить на", "en": "over"}
_STROKE = {"kk": "дробь", "ru": "дробь", "en": "slash"}
_NUMBERED = regex.compile(
    r"нөмір\p{L}*|бұйрық\p{L}*|хаттама\p{L}*|кабинет\p{L}*|каб|аудитори\p{L}*|ауд|номер\p{L}{0,2}|приказ\p{L}{0,2}"
    r"|протокол\p{L}{0,2}|доме?|д|кв|квартир\p{L}|room"
)
"""What bears numbers such as 12/3."""
_BEARING_NUMBERS = ("бұйрық", "хаттама", "кабинет", "аудитори", "үй", "пәтер")
"""Likewise in Kazakh, where the number stands before it."""
_DOTTED_TIME = regex.compile(r"(?P<hour>[01]?[0-9]|2[0-3])\.(?P<minute>[0-5][05])")
_AT = regex.compile("[дт][ае]|[дт][ае]н|[ғгқк][ае]")
"""Endings of a time at which, from which or until which."""
_BEFORE_TIMES = frozenset({"в", "с", "со", "до", "по", "к", "после", "около"})
_TIMES_OF_DAY = frozenset({"утра", "вечера", "дня", "ночи", "часов", "час", "часа"})
_FIRST_LESSON_H = 6
"""Numbers of sections and multiples stand in the same places, but seldom begin with 6 or more."""
_COUNTED = ("раз", "балл", "процент", "метр", "тысяч", "миллион", "миллиард", "доллар", "рубл", "тенге", "секунд")
_SCHOOL_YEARS = range(1900, 2100)
_LEAST_STANDARD = 100
_YEARS_OF_STANDARDS = range(1900, 2100)


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
    numbers = [fields["hour"], fields["minute"], *filter(None, [fields.get("second")])]
    return _say_clock(sentence, index, numbers, fields.get("time_tail", ""))


def say_dotted_time(sentence: Sentence, index: int) -> str | None:
    """A numeral such as 9.00 where it is a time of day by what stands beside it; None where it is a fraction."""
    fields = sentence.atoms[index].fields
    match = _DOTTED_TIME.fullmatch(fields["digits"])
    if match is None or not _is_time(sentence, index, int(match["hour"]), match["minute"]):
        return None
    return _say_clock(sentence, index, [match["hour"], match["minute"]], fields.get("tail", ""))


def _is_time(sentence: Sentence, index: int, hour: int, minute: str) -> bool:
    before, after = sentence.word(index - 1), sentence.word(index + 1)
    if sentence.language == "kk":
        tail = bare(sentence.atoms[index].fields.get("tail", ""))[1:]
        return before.startswith(("сағат", "уақыт")) or (
            _AT.fullmatch(tail) is not None and hour >= _FIRST_LESSON_H
        )
    if sentence.language != "ru" or before not in _BEFORE_TIMES or sentence.kind(index + 1) in {"unit", "money"}:
        return False
    if after in _TIMES_OF_DAY or (before in {"с", "со"} and after in {"до", "по"}):
        return True
    if before in {"до", "по"} and sentence.word(index - 3) in {"с", "со"}:
        return _DOTTED_TIME.fullmatch(sentence.written(index - 2)) is not None
    if not after or sentence.gap(index + 1).strip():
        return minute == "00" or before == "в"
    return before == "в" and hour >= _FIRST_LESSON_H and not after.startswith(_COUNTED)


def _say_clock(sentence: Sentence, index: int, numbers: list[str], written_tail: str) -> str:
    """Hour, minute and perhaps second as they are said, with what is joined to them."""
    language = sentence.language
    hour, *others = numbers
    case = _case_of_time(sentence, index) if language == "ru" else None
    said = [russian.cardinal(int(hour), case) if case else cardinal(int(hour), language)]
    if language == "en" and others == ["00"]:
        if not sentence.written(index + 1).lower().startswith(("am", "pm", "a.m", "p.m")):
            said.append("o’clock")
    else:
        said += [
            russian.cardinal(int(number), case)
            if case and not number.startswith("0")
            else _two_digits(number, language)
            for number in others
        ]
    tail = bare(written_tail)[1:]
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
    """A ratio: 1:2 is "бірге екі", "один к двум", "one to two"; behind a standard's number stands its year."""
    fields = sentence.atoms[index].fields
    left, right = int(fields["left"]), int(fields["right"])
    if left >= _LEAST_STANDARD and right in _YEARS_OF_STANDARDS:
        year = english.year(right) if sentence.language == "en" else cardinal(right, sentence.language)
        return f"{cardinal(left, sentence.language)} {year}"
    return _say_ratio(left, right, sentence.language)


def _say_ratio(left: int, right: int, language: ScriptLanguage) -> str:
    if language == "kk":
        return f"{kazakh.with_case(kazakh.cardinal(left), 'dative')} {kazakh.cardinal(right)}"
    if language == "ru":
        return f"{russian.cardinal(left)} к {russian.cardinal(right, 'd')}"
    return f"{english.cardinal(left)} to {english.cardinal(right)}"


def say_fraction(sentence: Sentence, index: int) -> str:
    """A fraction with a stroke; "24/7", "2020/2021", "№ 12/3" and "50/50" are two numbers."""
    fields = sentence.atoms[index].fields
    language = sentence.language
    whole, above, below = fields.get("whole"), int(fields["above"]), int(fields["below"])
    before = [cardinal(int(whole), language)] if whole else []
    pair = None if whole else _say_pair(sentence, index, above, below)
    if pair is not None:
        said = pair
    elif 0 < above < below <= 1000:
        said = _say_fraction(whole, above, below, language)
    else:
        numbers = [cardinal(above, language), _OVER[language], cardinal(below, language)]
        said = " ".join([*before, *numbers])
    tail = bare(fields.get("fraction_tail", ""))[1:]
    if tail and language == "kk":
        return kazakh.with_tail(said, tail, ordinal_noun=False)
    return f"{said} {tail}" if len(tail) > _LONGEST_ENDING else said


def _say_pair(sentence: Sentence, index: int, above: int, below: int) -> str | None:
    """Two numbers with a stroke between them that divides nothing; None for others."""
    language = sentence.language
    one, other = cardinal(above, language), cardinal(below, language)
    if 1000 <= above < below or (above in _SCHOOL_YEARS and below == (above + 1) % 100):  # 2024/2025, 2024/25
        return _say_years(sentence, index, above, below)
    if (above, below) == (24, 7):
        return f"{one} {other}"
    named = sentence.written(index - 1) in {"№", "#"} or _NUMBERED.fullmatch(sentence.word(index - 1)) is not None
    named = named or (above >= below and language == "kk" and sentence.word(index + 1).startswith(_BEARING_NUMBERS))
    if named or (sentence.word(index - 1) == "no" and sentence.next_character(index - 1) == "."):
        return f"{one} {_STROKE[language]} {other}"
    if above + below == 100 and above % 5 == 0:  # 50/50, 80/20: shares of a whole
        if language == "ru":
            return f"{one} на {other}"
        return _say_ratio(above, below, language) if language == "kk" else f"{one} {other}"
    return None


def _say_years(sentence: Sentence, index: int, above: int, below: int) -> str:
    """A school year: each of the two in the form that a single one would have."""
    language = sentence.language
    after, later = sentence.word(index + 1), sentence.word(index + 2)
    if language == "kk" and kazakh.is_year(above, after, later):
        return " ".join(kazakh.ordinal(kazakh.cardinal(number)) for number in (above, below))
    if language == "ru" and (word := later if after.startswith("учебн") else after) in russian.YEAR_FORMS:
        before = sentence.word(index - 1)
        return " ".join(russian.year(number, word, before, one_of_several=True) for number in (above, below))
    if language == "en" and english.is_year(above):
        return f"{english.year(above)} {english.year(below) if english.is_year(below) else english.cardinal(below)}"
    return f"{cardinal(above, language)} {cardinal(below, language)}"


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
