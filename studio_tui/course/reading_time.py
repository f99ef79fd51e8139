"""How long words take to say, and how that is written."""

from __future__ import annotations

import regex

_MINUTES_SIGN, _SECONDS_SIGN = r"[мm][\p{L}.]*", r"[сs]\p{L}*\.?"
_LENGTH = regex.compile(
    rf"""(?P<hours>\d{{1,2}}):(?P<of_hour>[0-5]\d):(?P<rest>[0-5]\d)
    |(?P<minutes>\d{{1,4}})
        (?::(?P<seconds>[0-5]\d)
        |(?:[.,](?P<tenths>\d{{1,3}}))?(?:\s*{_MINUTES_SIGN}\s*(?P<behind>[0-5]?\d)\s*{_SECONDS_SIGN})?)""",
    regex.VERBOSE | regex.IGNORECASE,
)
_SIGN_BEHIND = regex.compile(rf"\s*(?:{_MINUTES_SIGN})?\s*", regex.IGNORECASE)
# A colon needs Shift and a search on some layouts, so between two figures any other sign will do as well.
_TWO_FIGURES = regex.compile(r"(?P<minutes>\d{1,3})\D(?P<seconds>[0-5]\d)")


def seconds_at(spoken_words: int, wpm: float) -> float:
    """How long words take at a rate in words a minute, seconds."""
    return spoken_words / wpm * 60


def clock(seconds: float) -> str:
    """Minutes and seconds, 8:05."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def minutes_in(text: str) -> float | None:
    """The first length in a text: "10", "8,5", "8:30", "0:08:30", "8 мин 30 сек" or "10 минутқа дейін"."""
    match = _LENGTH.search(text)
    return None if match is None else round(_seconds(match) / 60, 9)


def typed_seconds(typed: str) -> float | None:
    """Seconds of a text that is a length and nothing else; None where it is none.

    As in `minutes_in`; two figures behind a sign are seconds, whatever the sign is: "8.30" and "8 30" are 8:30,
    but "8.5" is eight minutes and a half.
    """
    typed = typed.strip()
    two = _TWO_FIGURES.fullmatch(typed)
    if two is not None:
        typed = f"{two['minutes']}:{two['seconds']}"
    match = _LENGTH.match(typed)
    if match is None or _SIGN_BEHIND.fullmatch(typed, match.end()) is None:
        return None
    return _seconds(match)


def _seconds(match: regex.Match[str]) -> float:
    if match["hours"]:
        return int(match["hours"]) * 3600.0 + int(match["of_hour"]) * 60 + int(match["rest"])
    if match["seconds"]:
        return int(match["minutes"]) * 60.0 + int(match["seconds"])
    return float(f"{match['minutes']}.{match['tenths'] or 0}") * 60 + int(match["behind"] or 0)
