"""Abbreviations that are always read in full, by language.

Those with a full stop inside (т.б., e.g.) are known wherever they stand. A single one with a full stop behind it
may need a number or a name beside it: ``ж.`` is a year behind a number only, ``с.`` a page before one only.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec
import regex

from studio_tui.course.script import ScriptLanguage

Beside = Literal["", "number before", "number after", "capital before", "capital after", "и before", "place before"]

# as written | read as
_DOTTED: dict[ScriptLanguage, str] = {
    "kk": """
т.б.|тағы басқа
т.с.с.|тағы сол сияқты
т.с.|тағы сол
с.с.|сол сияқты
т.т.|тағы тағылар
б.з.б.|біздің заманымыздан бұрын
б.з.д.|біздің заманымызға дейін
б.з.|біздің заманымыз
ж.ж.|жылдары
ғ.ғ.|ғасырлар
м.а.|міндетін атқарушы
т.ғ.д.|техника ғылымдарының докторы
т.ғ.к.|техника ғылымдарының кандидаты
п.ғ.д.|педагогика ғылымдарының докторы
п.ғ.к.|педагогика ғылымдарының кандидаты
э.ғ.д.|экономика ғылымдарының докторы
э.ғ.к.|экономика ғылымдарының кандидаты
ф.ғ.д.|филология ғылымдарының докторы
ф.ғ.к.|филология ғылымдарының кандидаты
т.е.|яғни
""",
    "ru": """
т.е.|то есть
т.к.|так как
т.д.|так далее
т.п.|тому подобное
т.н.|так называемый
т.ч.|том числе
т.о.|таким образом
н.э.|нашей эры
и.о.|исполняющий обязанности
к.т.н.|кандидат технических наук
д.т.н.|доктор технических наук
к.э.н.|кандидат экономических наук
д.э.н.|доктор экономических наук
к.п.н.|кандидат педагогических наук
д.п.н.|доктор педагогических наук
к.ф.н.|кандидат филологических наук
д.ф.н.|доктор филологических наук
к.ф.-м.н.|кандидат физико-математических наук
д.ф.-м.н.|доктор физико-математических наук
""",
    "en": """
e.g.|for example
i.e.|that is
a.m.|ay-em
p.m.|pee-em
U.S.A.|you-ess-ay
U.S.|you-ess
U.K.|you-kay
U.N.|you-en
Ph.D.|pee-aitch-dee
M.Sc.|em-ess-see
B.Sc.|bee-ess-see
B.C.|bee-see
A.D.|ay-dee
""",
}

# as written without its full stop | what must stand beside it: # number after, n number before, C capital after,
# c capital before, и that word before, w what bears a name before; ! needs no full stop | read as
_SINGLE: dict[ScriptLanguage, str] = {
    "kk": """
мыс||мысалы
проф||профессор
доц||доцент
акад||академик
ж|n|жылы
жж|n|жылдары
ғ|n|ғасыр
ғғ|n|ғасырлар
қ|c|қаласы
қ|C|қала
обл||облысы
ауд||ауданы
көш||көшесі
б|n|бет
сур||сурет
кест||кесте
т|#|том
сағ|#|сағат
тел||телефон
ред||редактор
ағыл||ағылшынша
лат||латынша
шам||шамамен
млн|!|миллион
млрд|!|миллиард
""",
    "ru": """
др|и|другие
пр|и|прочее
пр|C|проспект
им|w|имени
ул|C|улица
г|C|город
обл||область
р-н|!|район
г-н|!|господин
г-жа|!|госпожа
проф||профессор
доц||доцент
акад||академик
см||смотри
ср|C|сравни
напр||например
рис|#|рисунок
табл|#|таблица
стр|#|страница
с|#|страница
гл|#|глава
п|#|пункт
пп|#|пункты
ст|#|статья
ч|#|часть
т|#|том
д|#|дом
кв|#|квартира
тел||телефон
ред||редактор
изд||издание
илл||иллюстрация
прим||примечание
англ||английское
лат||латинское
греч||греческое
ок|#|около
макс||максимум
млн|!|миллионов
млрд|!|миллиардов
тыс||тысяч
""",
    "en": """
etc||et cetera
vs||versus
vs|!|versus
Dr||doctor
Prof||professor
Mr||mister
Mrs||missus
Ms||miz
Mr|C!|mister
Mrs|C!|missus
Dr|C!|doctor
St|C|saint
Fig|#|figure
fig|#|figure
Figs|#|figures
Tab|#|table
No|#|number
no|#|number
Nos|#|numbers
p|#|page
pp|#|pages
Ch|#|chapter
ch|#|chapter
Sec|#|section
Eq|#|equation
Vol|#|volume
vol|#|volume
ed||edition
approx||approximately
ca|#|circa
cf||compare
Inc||incorporated
Ltd||limited
Jr||junior
Sr||senior
am|n!|ay-em
pm|n!|pee-em
AM|n!|ay-em
PM|n!|pee-em
Jan|#|January
Feb|#|February
Aug|#|August
Sept|#|September
Oct|#|October
Nov|#|November
Dec|#|December
""",
}
_BESIDE: dict[str, Beside] = {
    "": "", "#": "number after", "n": "number before", "C": "capital after", "c": "capital before", "и": "и before",
    "w": "place before",
}  # fmt: skip


class Abbreviation(msgspec.Struct, frozen=True, kw_only=True):
    """One reading of an abbreviation.

    Attributes:
        said: in full.
        beside: what has to stand beside it for this reading.
        needs_stop: whether only with a full stop.
    """

    said: str
    beside: Beside = ""
    needs_stop: bool = True


@cache
def singles(language: ScriptLanguage) -> dict[str, tuple[Abbreviation, ...]]:
    """The abbreviations without a full stop inside, by their letters as written, with their possible readings."""
    found: dict[str, tuple[Abbreviation, ...]] = {}
    for row in _SINGLE[language].strip().splitlines():
        letters, beside, said = row.split("|")
        reading = Abbreviation(said=said, beside=_BESIDE[beside.rstrip("!")], needs_stop="!" not in beside)
        found[letters] = (*found.get(letters, ()), reading)
    return found


@cache
def _dotted(language: ScriptLanguage) -> dict[str, str]:
    rows = (row.split("|") for row in _DOTTED[language].strip().splitlines())
    return {written.lower(): said for written, said in rows}


@cache
def dotted_pattern(language: ScriptLanguage) -> str:
    """A regular expression of the abbreviations with full stops inside; spaces may stand behind these."""
    choices: list[str] = []
    for written in sorted(_dotted(language), key=len, reverse=True):
        letters = [regex.escape(part) for part in written.rstrip(".").split(".")]
        # The last full stop may be missing where it can't be taken for the first half of another word.
        choices.append(r"\.[ \u00a0\u202f]?".join(letters) + r"(?:\.|(?![\p{L}\p{M}.-]))")
    return "(?i:" + "|".join(choices) + ")"


def say_dotted(written: str, language: ScriptLanguage) -> str:
    """An abbreviation that `dotted_pattern` found, in full."""
    key = "".join(written.split()).lower().rstrip(".") + "."
    return _dotted(language)[key]
