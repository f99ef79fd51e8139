"""How long words take to say, and how that is written."""

from __future__ import annotations


def seconds_at(spoken_words: int, wpm: float) -> float:
    """How long words take at a rate in words a minute, seconds."""
    return spoken_words / wpm * 60


def clock(seconds: float) -> str:
    """Minutes and seconds, 8:05."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
