"""The words of a script: as written, as spoken, and their syllables, for Kazakh, Russian and English.

What counts as written: a word with hyphens or apostrophes is one, and so is an abbreviation; a numeral is one with
all that is joined to it (``5км``, ``50 %``, ``08:30``), a range is two; a unit of letters behind a space is one.
A cue, a hint and an unfilled blank (``____``) are none.

What counts as spoken: as many words as the text is read with. A range is its two numbers ("төрт он минут", "two to
four"); an initialism that is spelled is one word, its letters' names joined by hyphens ("қа-эр"): it doesn't raise
the pace in words a minute, and its length and syllables are right. A hint is how the word before it is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import msgspec
import regex

from studio_tui.course.script import ScriptLanguage
from studio_tui.course.spoken import units
from studio_tui.course.spoken.atoms import Sentence, sentence
from studio_tui.course.spoken.marks import Mark, marks, unpaired
from studio_tui.course.spoken.say import Said, say
from studio_tui.course.spoken.syllables import syllables

__all__ = [
    "Token", "TokenKind", "WordCount",
    "blanks", "count", "cues", "detect_language", "round_cues", "spoken_form", "syllables", "tokens", "unpaired",
]  # fmt: skip

TokenKind = Literal["word", "cue", "blank", "hint"]

_KAZAKH_LETTERS = frozenset("әғқңөұүһі")
_KAZAKH_SHARE = 0.04
"""Least share of Kazakh letters in Kazakh text; it has about 0.2, Russian text with Kazakh names below 0.02."""

_KEPT_PARAGRAPHS = 1_000
"""Those of a few long scripts."""

_UNBROKEN = regex.compile(r"\S+")


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a script that is not broken over lines: a word with its punctuation, a cue, a hint or a blank.

    Attributes:
        text: as shown; a dash that stands alone belongs to the word before it.
        spoken: what is said, words separated by one space; empty for cues, hints and blanks.
        written_words: words as written, usually one.
        ends_paragraph: whether a new line follows.
    """

    text: str
    kind: TokenKind = "word"
    spoken: str = ""
    written_words: int = 0
    ends_paragraph: bool = False


class WordCount(msgspec.Struct, frozen=True, kw_only=True):
    """Words as written, words as spoken, and syllables of the spoken ones."""

    words: int
    spoken_words: int
    syllables: int


class _Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a paragraph that is shown as one: a mark, or what stands between spaces."""

    kind: TokenKind
    text: str
    start: int
    end: int
    said: tuple[Said, ...] = ()
    inside: str = ""


def detect_language(text: str) -> ScriptLanguage:
    """The language a text is in, by its letters. Without letters: Kazakh, the language of the client's scripts."""
    letters = [character for character in text.lower() if character.isalpha()]
    cyrillic = sum("\u0400" <= letter <= "\u052f" for letter in letters)
    if cyrillic * 2 < len(letters):
        return "en"
    kazakh = sum(letter in _KAZAKH_LETTERS for letter in letters)
    return "kk" if kazakh >= cyrillic * _KAZAKH_SHARE else "ru"


def tokens(text: str, language: ScriptLanguage) -> tuple[Token, ...]:
    """The tokens of a text whose paragraphs are separated by newlines."""
    return tuple(token for paragraph in text.split("\n") for token in _of_paragraph(paragraph, language))


@lru_cache(maxsize=_KEPT_PARAGRAPHS)
def _of_paragraph(paragraph: str, language: ScriptLanguage) -> tuple[Token, ...]:
    """The tokens of one paragraph. They are kept: a script is counted, timed, and read again after every edit."""
    pieces = _with_marks_joined(list(_pieces(paragraph, language)))
    made = _with_hints([_token(piece) for piece in pieces], pieces, language)
    if made:
        made[-1] = msgspec.structs.replace(made[-1], ends_paragraph=True)
    return tuple(made)


def count(text: str, language: ScriptLanguage) -> WordCount:
    """Count the words of a text."""
    made = tokens(text, language)
    said = [word for token in made for word in token.spoken.split()]
    return WordCount(
        words=sum(token.written_words for token in made),
        spoken_words=len(said),
        syllables=sum(syllables(word, language) for word in said),
    )


def spoken_form(text: str, language: ScriptLanguage) -> str:
    """What is said: words only, one space between them, numerals and signs in words, no cues and no blanks."""
    return " ".join(token.spoken for token in tokens(text, language) if token.spoken)


def cues(text: str) -> tuple[str, ...]:
    """The directions in brackets, without the brackets."""
    return tuple(mark.inside for mark in marks(text) if mark.kind == "cue")


def round_cues(text: str) -> tuple[str, ...]:
    """Those of the `cues` that stand in round brackets, in which other things stand as well."""
    return tuple(mark.inside for mark in marks(text) if mark.kind == "cue" and text[mark.start] == "(")


def blanks(text: str) -> int:
    """How many blanks are still to be filled in."""
    return sum(1 for mark in marks(text) if mark.kind == "blank")


def _pieces(paragraph: str, language: ScriptLanguage) -> Iterator[_Piece]:
    """The marks of a paragraph and what stands between spaces, in their order."""
    found = tuple(marks(paragraph))
    read = sentence(_blanked(paragraph, found), language)
    words = _words(paragraph, read)
    following = next(words, None)
    for mark in found:
        while following is not None and following.start < mark.start:
            yield following
            following = next(words, None)
        yield _Piece(
            kind=mark.kind,
            text=paragraph[mark.start : mark.end],
            start=mark.start,
            end=mark.end,
            inside=mark.inside,
        )
    while following is not None:
        yield following
        following = next(words, None)


def _blanked(paragraph: str, found: tuple[Mark, ...]) -> str:
    """The paragraph with spaces in place of its marks: what is read goes on behind them."""
    parts: list[str] = []
    place = 0
    for mark in found:
        parts += [paragraph[place : mark.start], " " * (mark.end - mark.start)]
        place = mark.end
    return "".join([*parts, paragraph[place:]])


def _words(paragraph: str, read: Sentence) -> Iterator[_Piece]:
    """What stands between spaces, with what is said for it. A numeral is not broken apart at spaces inside it."""
    said = say(read)
    next_atom = 0
    start = end = -1
    for match in _UNBROKEN.finditer(read.text):
        if start < 0:
            start = match.start()
        end = match.end()
        last = next_atom
        while last < len(read.atoms) and read.atoms[last].start < end:
            last += 1
        goes_on = last > 0 and read.atoms[last - 1].end > end
        if goes_on or _is_joined(read, last, end):
            continue
        yield _Piece(kind="word", text=paragraph[start:end], start=start, end=end, said=said[next_atom:last])
        next_atom, start = last, -1


def _is_joined(read: Sentence, index: int, end: int) -> bool:
    """Whether the next atom stays with what ends here: a unit's sign behind its number, a number behind a "$"."""
    if index >= len(read.atoms) or index < 1 or read.atoms[index].start - end != 1:
        return False
    if read.atoms[index - 1].end != end:
        return False
    if read.kind(index - 1) == "money":
        return True
    symbol = read.kind(index) == "unit" and read.written(index)[0] in units.SYMBOLS
    return symbol and read.kind(index - 1) in {"number", "vulgar", "fraction", "power"}


def _with_marks_joined(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces, with dashes and other marks that stand alone joined to the word before, or else the one after."""
    joined: list[_Piece] = []
    waiting = ""
    for piece in pieces:
        if piece.kind == "word" and not any(said.words or said.written for said in piece.said):
            if joined and joined[-1].kind == "word":
                joined[-1] = msgspec.structs.replace(joined[-1], text=f"{joined[-1].text} {piece.text}")
            else:
                waiting += f"{piece.text} "
        elif piece.kind == "word":
            joined.append(msgspec.structs.replace(piece, text=waiting + piece.text))
            waiting = ""
        else:
            joined += [*_alone(waiting), piece]
            waiting = ""
    return [*joined, *_alone(waiting)]


def _alone(waiting: str) -> list[_Piece]:
    """Marks with no word beside them, as a piece of their own."""
    return [_Piece(kind="word", text=waiting.strip(), start=0, end=0)] if waiting else []


def _token(piece: _Piece) -> Token:
    words = " ".join(said.words for said in piece.said if said.words)
    return Token(
        text=piece.text, kind=piece.kind, spoken=words, written_words=sum(said.written for said in piece.said)
    )


def _with_hints(made: list[Token], pieces: list[_Piece], language: ScriptLanguage) -> list[Token]:
    """The tokens, each word before a hint said as the hint tells."""
    for place, piece in enumerate(pieces):
        if piece.kind != "hint":
            continue
        before = next((index for index in range(place - 1, -1, -1) if made[index].spoken), None)
        told = spoken_form(piece.inside, language)
        if before is None or not told:
            continue
        kept = [said.words for said in pieces[before].said if said.words][:-1]
        made[before] = msgspec.structs.replace(made[before], spoken=" ".join([*kept, told]))
    return made
