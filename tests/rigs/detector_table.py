"""Scoring of the detectors against the cases: hits, misses, false alarms, and the table of their rates."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.rigs.detector_cases import DETECTORS, Case, Detector, Finding, Kind
from tests.rigs.detector_hearing import listen

_Z_95 = 1.959964


@dataclass(frozen=True)
class Outcome:
    """What the detectors found in a case."""

    case: Case
    found: frozenset[Finding]

    @property
    def missed(self) -> frozenset[Finding]:
        return self.case.must - self.found

    @property
    def false_alarms(self) -> frozenset[Finding]:
        return frozenset(f for f in self.found - self.case.must if f.detector not in self.case.may)

    def __str__(self) -> str:
        """The case, what was not found and what was found for nothing."""
        missed = "".join(f"; missed {f.detector}: {f.what}" for f in sorted(self.missed, key=str))
        false = "".join(f"; false alarm {f.detector}: {f.what}" for f in sorted(self.false_alarms, key=str))
        return f"{self.case.name}{missed}{false}"


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    number: int
    of: int

    @property
    def rate(self) -> float:
        """0 to 1; of nothing it is 0."""
        return self.number / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the rate."""
        if not self.of:
            return 0.0, 1.0
        square = _Z_95**2 / self.of
        middle = self.rate + square / 2.0
        half = _Z_95 * math.sqrt(self.rate * (1.0 - self.rate) / self.of + square / (4.0 * self.of))
        return max((middle - half) / (1.0 + square), 0.0), min((middle + half) / (1.0 + square), 1.0)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.number:>3}/{self.of:<3} {self.rate:>6.1%} ({low:.0%} to {high:.0%})"


@dataclass(frozen=True)
class Row:
    """One detector: what it had to find and found, and its false alarms by what kind of sound they were on."""

    detector: Detector
    hits: Share
    false_on_native: Share
    false_on_others: Share


def judge(case: Case) -> Outcome:
    """The case as the detectors hear it."""
    return Outcome(case, listen(case.words()))


def row(detector: Detector, outcomes: Iterable[Outcome]) -> Row:
    """The score of one detector. Cases in which it may say what it likes count for nothing but its hits."""
    hits = to_find = 0
    false, quiet = {True: 0, False: 0}, {True: 0, False: 0}
    for outcome in outcomes:
        wanted = [f for f in outcome.case.must if f.detector == detector]
        to_find += len(wanted)
        hits += sum(f in outcome.found for f in wanted)
        if wanted or detector in outcome.case.may:
            continue
        native = is_native(outcome.case)
        quiet[native] += 1
        false[native] += any(f.detector == detector for f in outcome.false_alarms)
    return Row(detector, Share(hits, to_find), Share(false[True], quiet[True]), Share(false[False], quiet[False]))


def is_native(case: Case) -> bool:
    """Nothing is wrong with it."""
    return case.kind.startswith("native")


def hits_by_kind(outcomes: Sequence[Outcome]) -> dict[Kind, Share]:
    """How many of the cases of each kind were found for what they are."""
    kinds = dict.fromkeys(outcome.case.kind for outcome in outcomes if outcome.case.must)
    return {kind: _found([o for o in outcomes if o.case.kind == kind and o.case.must]) for kind in kinds}


def table(outcomes: Sequence[Outcome]) -> str:
    """Rates by detector and by impairment, with 95 % intervals, and every case that is not as it should be."""
    head = f"{'detector':<12} {'hits':<28} {'false alarms on native':<28} false alarms on other faults"
    rows = [row(detector, outcomes) for detector in DETECTORS]
    lines = [f"{r.detector:<12} {r.hits!s:<28} {r.false_on_native!s:<28} {r.false_on_others}" for r in rows]
    kinds = [f"{kind:<20} {share}" for kind, share in hits_by_kind(outcomes).items()]
    wrong = [str(outcome) for outcome in outcomes if outcome.missed or outcome.false_alarms]
    return "\n".join((
        f"{len(outcomes)} cases, {sum(is_native(o.case) for o in outcomes)} of them native",
        "", head, *lines,
        "", f"{'impairment':<20} found", *kinds,
        "", f"not as it should be: {len(wrong)}", *(f"  {line}" for line in wrong),
    ))  # fmt: skip


def _found(outcomes: Sequence[Outcome]) -> Share:
    return Share(sum(not outcome.missed for outcome in outcomes), len(outcomes))
