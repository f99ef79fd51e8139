"""Syllables of a spoken word, by its letters."""

from __future__ import annotations

from unicodedata import normalize

import regex

from studio_tui.course.script import ScriptLanguage
from studio_tui.course.stress import STRESS_MARKS

_CYRILLIC_VOWELS = frozenset("аәеёиоөұуүыіэюя")
_APOSTROPHE = regex.compile("['’ʼ]")
_APART_NOT = regex.compile(r"(?<=[bcdfgkpstvz])n['’]t$")
_NO_LETTERS = regex.compile(r"[^\p{L}]+")
_LATIN_WORD = regex.compile(r"\p{Latin}")
# Kazakh у beside a vowel is a consonant: тау has one syllable, оқу has two.
_KAZAKH_CONSONANT_U = regex.compile(r"(?<=[аәеоөұүыіэюяи])у|(?<!\p{L})у(?=[аәеоөұүыі])")
_STRESS = regex.compile(f"[{STRESS_MARKS}]")

_LATIN_VOWELS = regex.compile(r"[aeiouyáàâãåāéèêëēíìîïīóòôõøōúùûūýäöüœæ]+")
_SILENT_END = regex.compile(r"(?:[^aeiouyl]e|[aeiouy]le|[^aeiouydt]ed|[^aeiouyscxzg]es|[^aeiouysxzcg]es)$")
_SILENT_INSIDE = regex.compile(
    r"(?<=ther)e(?=fore)|[^aeiouyl]e(?=ly$|ment|ful|less|work|where|thing|times?$|one$|body$)(?<!cem)"
)
# Two vowels side by side that are said apart, and final m behind s or th, which makes a syllable of its own.
_TWO_VOWELS = regex.compile(
    r"(?<![ctsg])i(?=a)|i(?=a(?:te|ti|ry|b))|(?<![ctsgx])i(?=o)|(?<=^v|^b|^d|^l)i(?=o)|(?<![ct])i(?=en[ct])"
    r"|(?<=^sc)i(?=en)|(?<=qu)i(?=et)|(?<=oc|ar|pr|^p)i(?=et)|i(?=us|um)"
    r"|(?<!p)e(?=o)|e(?=ing|um)|(?<!^[a-z]?)e(?=a$)|(?<=cr)e(?=at)|(?<=th)e(?=at(?:er|re))|(?<=r)e(?=al(?:i|$))"
    r"|o(?=ing)|y(?=ing|ee)|ï|(?<![qg])u(?=a)|(?<=fl|cr)u(?=e[nl])|(?<=[^aeiou][^aeiouq])u(?=ous)|(?<=s|th)m$"
)


def syllables(word: str, language: ScriptLanguage) -> int:
    """Syllables of one spoken word; a word with a vowel has at least one.

    A Cyrillic letter without a vowel is said together with its neighbour and has none (Russian "в"); Latin letters
    without a vowel are said by their names and have one each, W three.
    """
    word = normalize("NFC", word.lower())
    if _LATIN_WORD.search(word):
        total = len(_APART_NOT.findall(word))  # didn't has a second syllable that no letter shows
        return total + sum(_part(part, language) for part in _NO_LETTERS.split(_APOSTROPHE.sub("", word)) if part)
    return _cyrillic(word, language)


def _part(part: str, language: ScriptLanguage) -> int:
    """Syllables between hyphens: "IT" and "мамандар" of a mixed word each by its own rules."""
    return _english(part) if _LATIN_WORD.search(part) else _cyrillic(part, language)


def _cyrillic(word: str, language: ScriptLanguage) -> int:
    word = normalize("NFC", _STRESS.sub("", normalize("NFD", word)))
    if language == "kk":
        word = _KAZAKH_CONSONANT_U.sub("", word)
    return sum(letter in _CYRILLIC_VOWELS for letter in word)


def _english(part: str) -> int:
    """Groups of vowels, without the silent e at the end, and with those groups that are said in two."""
    total = len(_LATIN_VOWELS.findall(part))
    if total == 0:
        return sum(3 if letter == "w" else 1 for letter in part)
    total += len(_TWO_VOWELS.findall(part))
    total -= len(_SILENT_INSIDE.findall(part))
    if total > 1 and _SILENT_END.search(part):
        total -= 1
    return max(total, 1)
