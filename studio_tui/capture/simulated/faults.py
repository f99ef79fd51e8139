"""Faults that can be asked of the simulated devices, to train operators and to test alarms: ``silence@10+5``."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal, get_args

from studio_tui.text import N_, StudioError

Kind = Literal["silence", "clip", "unplug-audio", "freeze", "black", "unplug-video", "drop-frames"]

KINDS: tuple[Kind, ...] = get_args(Kind)
"""silence: the microphone is muted, only the converter's own noise stays. clip: the gain is far too high.
unplug-audio, unplug-video: the device is gone and cannot be opened. freeze: the card repeats one picture.
black: the card has lost its input and delivers black. drop-frames: the card loses every fifth frame."""

_WRITTEN = re.compile(r"(?P<kind>[a-z-]+)@(?P<start>\d+(?:\.\d+)?)\+(?P<length>\d+(?:\.\d+)?)", re.ASCII)
_LONGEST_S = 86_400.0


class FaultError(StudioError):
    """A fault that is not written as it should be."""


@dataclass(frozen=True)
class Fault:
    """One fault and when it happens, in seconds since the simulated devices were started."""

    kind: Kind
    start_s: float
    length_s: float

    def covers(self, at_s: float) -> bool:
        """Whether the fault holds at this second."""
        return self.start_s <= at_s < self.start_s + self.length_s

    def __str__(self) -> str:
        """As `parse_fault` reads it."""
        return f"{self.kind}@{_seconds(self.start_s)}+{_seconds(self.length_s)}"


def _seconds(value: float) -> str:
    return f"{value:f}".rstrip("0").rstrip(".")


def parse_fault(written: str) -> Fault:
    """Read ``kind@start+length``, both in seconds, at most a day.

    Raises:
        FaultError: it is not written like that, the kind is not one of `KINDS`, or the length is nothing.
    """
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        raise FaultError(
            N_(
                "“{fault}” is no fault. Write kind@start+length in seconds, such as {example}.",
                fault=written,
                example="silence@10+5",
            )
        )
    kind = next((known for known in KINDS if known == match["kind"]), None)
    if kind is None:
        raise FaultError(
            N_("There is no fault “{kind}”. There is: {kinds}.", kind=match["kind"], kinds=", ".join(KINDS))
        )
    start_s, length_s = float(match["start"]), float(match["length"])
    if not 0 < length_s <= _LONGEST_S or not math.isfinite(start_s) or start_s > _LONGEST_S:
        raise FaultError(
            N_("The fault “{fault}” must start within a day and last between 0 seconds and a day.", fault=written)
        )
    return Fault(kind, start_s, length_s)
