"""Where a caption or a line of it may end: how much it hurts to part two words, and the best two lines."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from studio_tui.course.script import ScriptLanguage
from studio_tui.prompter.punctuation import ENDS_SENTENCE

LINE_CHARACTERS: dict[ScriptLanguage, int] = {"kk": 39, "ru": 39, "en": 42}
"""Longest line. 42 is the common measure for Latin letters, 39 for Russian, whose letters are wider (Netflix, Timed
Text Style Guides: general requirements; Russian). There is none for Kazakh, which has the same letters and more."""

AT_SENTENCE, AT_CLAUSE, AT_COMMA, AT_CONJUNCTION, ANYWHERE, INSIDE = 0.0, 1.5, 2.0, 3.5, 7.0, 16.0
"""Cost of a break, the less the better."""

_CLAUSE = regex.compile(r"""[;:]["»”’')\]]*$| ?[–—]$| -$""")
_COMMA = regex.compile(r""",["»”’')\]]*$""")
_ABBREVIATION = regex.compile(r"""^["«“(]*(?:\p{Lu}\.)+$|^["«“(]*(?:\p{Ll}{1,2}|\p{Lu}\p{Ll}?)\.$""")
_NUMBER = regex.compile(r"\p{Nd}[^\p{L}]*$|^[№#§]$")
_STARTS_LOW = regex.compile(r"^[^\p{L}\p{Nd}]*(?:\p{Ll}|\p{Nd}|%)")
_NAME = regex.compile(r"^\p{Lu}[\p{L}\p{M}'’-]*$")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STARTERS: dict[ScriptLanguage, frozenset[str]] = {
    "kk": _words("және бірақ ал себебі өйткені сондықтан немесе яғни әрі демек егер алайда дегенмен"),
    "ru": _words(
        "и а но или что чтобы если когда где который которая которое которые потому поэтому так как то в во на по "
        "для с со из от до при через о об под над между без"
    ),
    "en": _words(
        "and but or that which who because so if when where while as than then to of in on at for with from by "
        "into about after before"
    ),
}
"""Words that a line better begins with than ends with: conjunctions, prepositions."""
_ENDERS: dict[ScriptLanguage, frozenset[str]] = {
    "kk": _words(
        "туралы үшін дейін кейін арқылы бойынша сайын сияқты ғана да де та те мен бен пен емес еді екен бар жоқ"
    ),
    "ru": _words("же ли бы"),
    "en": frozenset(),
}
"""Words that belong to the one before: postpositions, particles."""
_ARTICLES = _words("the a an my your our their his her its this these those not не ни")


def break_cost(before: str, after: str, language: ScriptLanguage) -> float:
    """Cost of a break between two words, `AT_SENTENCE` to `INSIDE` and a little more."""
    first, second = _bare(before), _bare(after)
    if _is_one_thing(before, after):
        return INSIDE
    if ENDS_SENTENCE.search(before):
        return AT_SENTENCE
    if _CLAUSE.search(before):
        return AT_CLAUSE
    if _COMMA.search(before):
        return AT_COMMA
    if first in _STARTERS[language] or first in _ARTICLES or second in _ENDERS[language]:
        return ANYWHERE + AT_CONJUNCTION
    return AT_CONJUNCTION if second in _STARTERS[language] else ANYWHERE


def ends_sentence(before: str, after: str) -> bool:
    """Whether a sentence ends between two words."""
    return bool(ENDS_SENTENCE.search(before)) and not _is_one_thing(before, after)


def two_lines(words: Sequence[str], language: ScriptLanguage) -> tuple[str, ...] | None:
    """The words on one line, or on two where they part best; None when they do not fit.

    A single word that is longer than a line stands on it all the same: it is better read than cut in two.
    """
    most = LINE_CHARACTERS[language]
    whole = " ".join(words)
    if len(whole) <= most or len(words) == 1:
        return (whole,)
    best: tuple[float, int] | None = None
    length = 0
    for place in range(1, len(words)):
        length += len(words[place - 1]) + (place > 1)
        below = len(whole) - length - 1
        if length > most and place > 1:
            break
        if below > most and place < len(words) - 1:
            continue
        # Lines of a length, the lower one rather the longer.
        shape = abs(below - length) / 8.0 + (1.0 if length > below else 0.0)
        cost = break_cost(words[place - 1], words[place], language) + shape
        if best is None or cost < best[0]:
            best = cost, place
    return None if best is None else (" ".join(words[: best[1]]), " ".join(words[best[1] :]))


def _is_one_thing(before: str, after: str) -> bool:
    """A number and its unit, an initial and a name, a name of two words."""
    if _NUMBER.search(before) and _STARTS_LOW.search(after):
        return True
    if _ABBREVIATION.search(before) and after[:1].isalnum():
        return True
    return bool(_NAME.search(before) and _NAME.search(after.rstrip(".,;:!?…)»”")))


def _bare(word: str) -> str:
    return regex.sub(r"[^\p{L}\p{M}'’-]", "", word).lower()
