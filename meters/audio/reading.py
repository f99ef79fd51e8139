"""What a detector says: a value and how sure it is, or why the signal allows no answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

T = TypeVar("T")

Doubt = Literal["too_short", "too_quiet", "no_speech", "no_pause", "speech", "not_stereo", "unclear"]
"""Why nothing could be told.

too_short: less sound than the method needs. too_quiet: no or next to no signal. no_speech: no speech to measure.
no_pause: speech without a pause to hear the room in. speech: somebody speaks where the room should be heard.
not_stereo: a question about two channels. unclear: the signs contradict each other.
"""


@dataclass(frozen=True)
class Reading(Generic[T]):
    """A value with a confidence from 0 to 1, or None, 0 and a doubt."""

    value: T | None
    confidence: float
    doubt: Doubt | None = None


def told(value: T, confidence: float = 1.0) -> Reading[T]:
    """A value, and how sure it is."""
    return Reading(value, min(max(confidence, 0.0), 1.0))


def untold(doubt: Doubt) -> Reading[T]:
    """Could not tell, and why."""
    return Reading(None, 0.0, doubt)
