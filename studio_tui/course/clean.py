"""Text at the border: what comes from outside is cleaned here, and folded to a key where spellings are compared."""

from __future__ import annotations

import unicodedata

import regex

_UNSEEN = regex.compile(r"[\p{C}\p{Default_Ignorable_Code_Point}--[\t\n\v\f\r\x85]]", regex.V1)
"""Control, format (bidi, zero-width), surrogate, private and unassigned characters, and invisible fillers."""
_LINE_ENDS = regex.compile(r"\r\n?|[\n\v\f\x85\u2028\u2029]")
_SPACES = regex.compile(r"\s+")

_TWINS = {
    **dict(zip("авекмнорстухі", "abekmhopctyxi", strict=True)),  # Cyrillic; the pairs look alike in capitals
    **dict(zip("αβεικμνοτυχ", "abeikmnotyx", strict=True)),  # Greek
    "ё": "e",
}


def clean_line(text: str) -> str:
    """One line of visible text: no control, bidi or zero-width characters, single spaces, NFC."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _UNSEEN.sub("", text))).strip()


def clean_text(text: str) -> str:
    """Visible text that may have several lines: each as `clean_line` makes it, empty ones dropped."""
    lines = (clean_line(line) for line in _LINE_ENDS.split(text))
    return "\n".join(line for line in lines if line)


def fold(text: str) -> str:
    """The key of a text: its letters without case, width or alphabet, digits as ASCII, dashes and spaces as one.

    Letters that look alike in capitals (К/K, М/M, С/C, В/B, …) become the same Latin letter. The key has as many
    characters as the text, so a place in one is the same place in the other.
    """
    return "".join(map(_folded_character, text))


def _folded_character(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if character.isspace():
        return " "
    if unicodedata.category(character) == "Pd" or character == "\u2212":
        return "-"
    # A superscript two or an encircled five is no digit of a number, so what has a number in it stays as it is.
    plain = unicodedata.normalize("NFKC", character).casefold()
    if len(plain) != 1 or plain.isdigit():
        return character
    return _TWINS.get(plain, plain)
