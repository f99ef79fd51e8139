"""What stands in a script without being read itself: directions, hints how to say a word, unfilled blanks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec
import regex

from studio_tui.course.spoken.cue_words import INSTRUCTION

MarkKind = Literal["cue", "hint", "blank"]

_CLOSING = r"""[.,;:!?…)»”’"'\]]*+"""
_HINT_WORDS = (
    r"оқылуы|айтылуы|дыбысталуы|произносится|читается|произношение|ударение|произн\.|чит\.|"
    r"pronounced|pronunciation|pron\.|read\s+as"
)


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A direction, hint or blank with the punctuation behind it.

    Attributes:
        kind: which of them.
        inside: the direction or hint without its brackets; empty for a blank.
        start: place of its first character.
        end: place behind its last.
    """

    kind: MarkKind
    inside: str = ""
    start: int
    end: int


# A bracket's inside ends at the next bracket of its kind, closing or not: no place is looked at twice.
_UNSPOKEN = regex.compile(
    rf"(?P<cue>\[(?P<square>[^\[\]\n]*+)\]{_CLOSING})"
    rf"|(?P<round_cue>\((?={INSTRUCTION})(?P<round>[^()\n]*+)\){_CLOSING})"
    rf"|(?P<hint>\{{(?P<brace>[^{{}}\n]*+)\}}{_CLOSING}"
    rf"|\((?:{_HINT_WORDS})(?:(?<=\.)|\s?[:–—-])\s*+(?P<told>[^()\n]*+)\){_CLOSING})"
    rf"""|(?P<blank>[(«“"']{{0,3}}(?:_{{2,}}+|\.{{5,}}+|…{{2,}}+){_CLOSING})""",
    regex.IGNORECASE,
)
_LETTER = regex.compile(r"\p{L}")
_WORD = regex.compile(r"[\p{L}\p{Nd}]")
_SAYABLE_BEFORE = regex.compile(r"(?:[\p{L}\p{Nd}\p{M}»”’\")%°²³]|(?<!\p{L}{3})(?<=\p{L})[.])\s*$")
"""A hint follows its word; behind a comma or the stop of a sentence there is none, behind "т.б." there is."""
_OF_A_SET = regex.compile(r"[,;=|∈…:<>+]|\.\.|^\s*\p{L}\s*$")
"""What braces of a set hold: a list, a condition, a single letter."""
_BRACKET = regex.compile(r"\[(?![\s\p{Nd}\p{Latin}∞;,.+−-]{1,24}\))|(?<!\([\s\p{Nd}\p{Latin}∞;,.+−-]{1,24})\]")
"""Not those of intervals, "[0; 1)"."""
_SHOWN_CHARACTERS = 40


def marks(text: str) -> Iterator[Mark]:
    """The marks of a text in their order. Braces are a hint only right behind a word and with words inside."""
    place = 0
    for match in _UNSPOKEN.finditer(text):
        if match["hint"] is not None:
            told = match["brace"] if match["brace"] is not None else match["told"]
            is_set = match["brace"] is not None and _OF_A_SET.search(told) is not None
            if not is_set and _is_hint(text[max(place, match.start() - 300) : match.start()], told):
                yield Mark(kind="hint", inside=told.strip(), start=match.start(), end=match.end())
                place = match.end()
            continue
        inside = match["square"] if match["square"] is not None else match["round"]
        kind: MarkKind = "blank" if inside is None else "cue"
        yield Mark(kind=kind, inside=(inside or "").strip(), start=match.start(), end=match.end())
        place = match.end()


def _is_hint(before: str, told: str) -> bool:
    """Whether something is told about a word that was just read; a paragraph's beginning has none."""
    words = before.rpartition("\n")[2]
    return (
        _LETTER.search(told) is not None
        and _SAYABLE_BEFORE.search(words) is not None
        and _WORD.search(words) is not None
    )


def unpaired(text: str) -> Iterator[str]:
    """Square brackets without a partner in their line, each with what stands behind it. They are read out."""
    place = 0
    for start, end in [*((mark.start, mark.end) for mark in marks(text)), (len(text), len(text))]:
        for match in _BRACKET.finditer(text, place, start):
            yield text[match.start() : match.start() + _SHOWN_CHARACTERS].partition("\n")[0]
        place = max(place, end)
