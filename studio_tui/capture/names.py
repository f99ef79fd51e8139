"""Names of devices as the system gives them, made safe to show."""

from __future__ import annotations

import unicodedata

_MAX_LETTERS = 120


def plain_name(name: str) -> str:
    """A device's name without control and bidirectional characters, on one line, of at most 120 letters."""
    spaced = "".join(" " if letter.isspace() else letter for letter in name)
    seen = "".join(letter for letter in spaced if not unicodedata.category(letter).startswith("C"))
    return " ".join(seen.split())[:_MAX_LETTERS]
