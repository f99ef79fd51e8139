"""What the check says: one finding a rule, and the verdict they add up to."""

from __future__ import annotations

from typing import Literal

import msgspec

from studio_tui.course.take import Verdict
from studio_tui.text import Text

Status = Literal["pass", "fail", "warn", "undecided", "info"]
Value = float | int | str | bool | None
Measured = Value | list[tuple[float, float] | dict[str, float | str | None]] | dict[str, float | str]
"""A measurement as outside programs read it: a value, places in seconds, values of parts of the file one after the
other, or values by the names of measures."""
Relation = Literal["", "at_least", "at_most", "within"]
"""How a value must stand to a limit; ``within``: no farther from zero, on either side."""
RELATION_SIGNS: dict[Relation, str] = {"": "", "at_least": "≥ ", "at_most": "≤ ", "within": "± "}


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What one rule of the preset found.

    Attributes:
        rule: the rule's name in the preset, e.g. ``audio_bits``.
        title: what the rule looks at, in a few words for lists.
        claimed: what the container says.
        measured: what the signal is.
        required: what the preset asks.
        relation: how ``measured`` must stand to ``required`` where that is a limit.
        unit: unit of the three above, empty where they have none.
        at_s: (start, end) of the places in the file it speaks of, seconds.
        message: one sentence for the operator.
        source: document and place the rule comes from.
    """

    rule: str
    status: Status
    message: Text
    title: Text = Text("")
    claimed: Value = None
    measured: Value = None
    required: Value = None
    relation: Relation = ""
    unit: str = ""
    at_s: tuple[tuple[float, float], ...] = ()
    source: str = ""


class Scores(msgspec.Struct, frozen=True):
    """A proposal on the client's scale of 0 to 3 (A, appendix 1); None where nothing could be told."""

    sound: int | None = None
    picture: int | None = None


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """One file, judged: its verdict, findings in the preset's order, and the measurements behind them."""

    file: str
    verdict: Verdict
    preset: str
    findings: tuple[Finding, ...] = ()
    scores: Scores = Scores()
    measurements: dict[str, Measured] = {}
