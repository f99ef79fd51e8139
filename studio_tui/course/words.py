"""The words of a script: as written, as spoken, and their syllables, for Kazakh, Russian and English.

What counts: a word with hyphens or apostrophes is one; a cue in square brackets is none; an unfilled blank
(``____``) is none and is flagged; a numeral is one written word and as many spoken ones as it is read with.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import Literal

import msgspec
import regex

from studio_tui.course.numerals import SIGNS, say_number, say_sign
from studio_tui.course.script import ScriptLanguage

TokenKind = Literal["word", "cue", "blank"]

_CLOSING = r"""[.,;:!?…)»”’"'\]]*"""
_UNSPOKEN = regex.compile(
    rf"(?P<cue>\[(?P<inside>[^\[\]]*)\]{_CLOSING})"
    rf"""|(?P<blank>[(«“"']{{0,3}}(?:_{{2,}}|\.{{5,}}|…{{2,}}){_CLOSING})"""
)
_NOT_IN_WORD = r"[^\s\p{L}\p{Nd}]*"
# A number keeps its groups of thousands and its percent sign, though spaces stand between them.
_CHUNK = regex.compile(
    rf"{_NOT_IN_WORD}\p{{Nd}}{{1,3}}(?: \p{{Nd}}{{3}})+(?!\p{{Nd}})(?: %)?\S*"
    rf"|{_NOT_IN_WORD}\p{{Nd}}[\p{{Nd}}.,]* %\S*"
    r"|\S+"
)
_HYPHEN = r"[-\u2010\u2011]"
_JOINT = r"['’ʼ‘`\u2010\u2011-]"
_ATOM = regex.compile(
    r"(?P<number>\p{Nd}{1,3}(?: \p{Nd}{3})+(?!\p{Nd})(?:[.,]\p{Nd}+)?|\p{Nd}++(?:[.,]\p{Nd}++)*)"
    rf"(?P<tail>{_HYPHEN}\p{{L}}[\p{{L}}\p{{M}}]*+|\p{{L}}{{1,2}}(?![\p{{L}}\p{{M}}\p{{Nd}}]))?"
    # Digits belong to a word behind a joint or a short run of capitals (COVID-19, H2O), not in "Блумның1984".
    rf"|(?P<word>\p{{L}}[\p{{L}}\p{{M}}]*+(?:(?:{_JOINT}|(?<!\p{{Ll}}{{2}})(?=\p{{Nd}}))[\p{{L}}\p{{M}}\p{{Nd}}]++)*+)"
    rf"|(?P<minus>(?<![\p{{L}}\p{{Nd}}])[-−](?=\p{{Nd}}))"
    rf"|(?P<sign>[{regex.escape(SIGNS)}])"
)
_RUN = regex.compile(r"\p{Nd}+|[^\p{Nd}]+")

_KAZAKH_LETTERS = frozenset("әғқңөұүһі")
_KAZAKH_SHARE = 0.04
"""Least share of Kazakh letters in Kazakh text; it has about 0.2, Russian text with Kazakh names below 0.02."""

_CYRILLIC_VOWELS = frozenset("аәеёиоөуұүыіэюя")
_LATIN_WORD = regex.compile(r"\p{Latin}")


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a script that is not broken over lines: a word with its punctuation, a cue or a blank.

    Attributes:
        text: as shown; a dash that stands alone belongs to the word before it.
        spoken: what is said, words separated by one space; empty for cues and blanks.
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
    found: list[Token] = []
    for paragraph in text.split("\n"):
        pieces = _with_marks_joined(_pieces(paragraph))
        followers = _words_after(pieces)
        made = [
            _token(kind, piece, follower, language)
            for (kind, piece), follower in zip(pieces, followers, strict=True)
        ]
        if made:
            made[-1] = msgspec.structs.replace(made[-1], ends_paragraph=True)
        found += made
    return tuple(found)


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
    """The directions in square brackets, without the brackets."""
    return tuple(match["inside"].strip() for match in _UNSPOKEN.finditer(text) if match["cue"])


def blanks(text: str) -> int:
    """How many blanks are still to be filled in."""
    return sum(1 for match in _UNSPOKEN.finditer(text) if match["blank"])


def syllables(word: str, language: ScriptLanguage) -> int:
    """Syllables of one spoken word; a word with a vowel has at least one, a letter without any has none."""
    word = word.lower()
    if _LATIN_WORD.search(word):
        return _english_syllables(word)
    if language == "kk":
        # Kazakh у beside a vowel is a consonant: тау has one syllable, оқу has two.
        word = regex.sub(r"(?<=[аәеоөұүыіэюяи])у|(?<!\p{L})у(?=[аәеоөұүыі])", "", word)
    return sum(letter in _CYRILLIC_VOWELS for letter in word)


def _english_syllables(word: str) -> int:
    """Groups of vowels, without the silent e at the end."""
    total = 0
    for part in regex.split(r"[^\p{L}]+", word):
        groups = len(regex.findall(r"[aeiouyáéíóúäöü]+", part))
        if groups > 1 and regex.search(r"(?:[^aeiouyl]e|[aeiouy]le|[^aeiouydt]ed|[^aeiouyscxzg]es)$", part):
            groups -= 1
        total += groups
    return total


def _pieces(paragraph: str) -> list[tuple[TokenKind, str]]:
    """Cues, blanks and what stands between spaces, in their order."""
    pieces: list[tuple[TokenKind, str]] = []
    place = 0
    for match in _UNSPOKEN.finditer(paragraph):
        pieces += [("word", chunk) for chunk in _CHUNK.findall(paragraph[place : match.start()])]
        pieces.append(("cue" if match["cue"] else "blank", match[0]))
        place = match.end()
    return pieces + [("word", chunk) for chunk in _CHUNK.findall(paragraph[place:])]


def _with_marks_joined(pieces: list[tuple[TokenKind, str]]) -> list[tuple[TokenKind, str]]:
    """The pieces, with dashes and other marks that stand alone joined to the word before, or else the one after."""
    joined: list[tuple[TokenKind, str]] = []
    waiting = ""
    for kind, piece in pieces:
        if kind == "word" and not _ATOM.search(piece):
            if joined and joined[-1][0] == "word":
                joined[-1] = ("word", f"{joined[-1][1]} {piece}")
            else:
                waiting += f"{piece} "
        elif kind == "word":
            joined.append((kind, waiting + piece))
            waiting = ""
        else:
            joined.append((kind, piece))
    return [*joined, ("word", waiting.strip())] if waiting else joined


def _words_after(pieces: list[tuple[TokenKind, str]]) -> list[str]:
    """For each piece the next word, cues and blanks left out; empty behind the last."""
    following = ""
    backwards: list[str] = []
    for kind, piece in reversed(pieces):
        backwards.append(following)
        if kind == "word":
            following = _first_word(piece)
    return backwards[::-1]


def _first_word(piece: str) -> str:
    match = regex.search(r"\p{L}+", piece)
    return match[0].lower() if match else ""


def _token(kind: TokenKind, piece: str, following: str, language: ScriptLanguage) -> Token:
    if kind != "word":
        return Token(text=piece, kind=kind)
    said: list[str] = []
    written = 0
    atoms = list(_ATOM.finditer(piece))
    for atom, after in zip_longest(atoms, atoms[1:]):
        if number := atom["number"]:
            tail = regex.sub(f"^{_HYPHEN}", "-", atom["tail"] or "")
            said.append(say_number(_ascii(number), tail, _first_word(after[0]) if after else following, language))
            written += 1
        elif word := atom["word"]:
            said += _say_word(word, language)
            written += 1
        else:
            said.append(say_sign("−" if atom["minus"] else atom["sign"], language))
    return Token(text=piece, spoken=" ".join(said), written_words=written)


def _say_word(word: str, language: ScriptLanguage) -> list[str]:
    """A word; digits inside it (COVID-19) are said as numbers of their own."""
    if not any(character.isdecimal() for character in word):
        return [word]
    runs = [run.strip("-\u2010\u2011'’") for run in _RUN.findall(word)]
    return [say_number(_ascii(run), "", "", language) if run.isdecimal() else run for run in runs if run]


def _ascii(digits: str) -> str:
    return "".join(str(int(character)) if character.isdecimal() else character for character in digits)
