"""Stress marks: how authors show a speaker which syllable of a Cyrillic word is stressed ("за´мок", "замо́к")."""

from __future__ import annotations

from unicodedata import normalize

import regex

STRESS_MARKS = "\u0300\u0301´`"
"""A grave or an acute behind the vowel, combining or standing by itself."""

_ON_CYRILLIC = regex.compile(rf"(?<=\p{{Cyrillic}}\p{{M}}*)[{STRESS_MARKS}]")


def without_stress(text: str) -> str:
    """A text without its stress marks, composed: й, ё and a mark on a Latin letter are spelling and stay."""
    return _ON_CYRILLIC.sub("", normalize("NFC", text))
