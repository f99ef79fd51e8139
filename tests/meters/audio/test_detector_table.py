"""The detectors against more than 200 generated sounds; `benchmarks/detector_table.py` prints the same rates."""

from __future__ import annotations

from functools import lru_cache

import pytest

from tests.rigs.detector_cases import CASES, SECONDS, Case, Finding, Kind, Source
from tests.rigs.detector_table import Outcome, Share, hits_by_kind, is_native, judge, row, table
from tests.rigs.impaired_sound import quantised, white

FOUND_AT_LEAST: dict[Kind, float] = {
    "16 bits in 24": 1.0,
    "resampled": 0.95,
    "hum": 1.0,
    "hum below the noise": 0.0,
    "clipped": 1.0,
    "dropout": 0.95,
    "lossy codec": 0.95,
    "channels": 1.0,
}
KINDS = tuple(dict.fromkeys(case.kind for case in CASES))


def each(kinds: tuple[Kind, ...]) -> list[object]:
    """One test for each kind; tests of the same kind share a process and what was heard in it."""
    return [pytest.param(kind, marks=pytest.mark.xdist_group(f"detectors {kind}"), id=kind) for kind in kinds]


@lru_cache(maxsize=len(KINDS))
def heard(kind: Kind) -> tuple[Outcome, ...]:
    return tuple(judge(case) for case in CASES if case.kind == kind)


def lines(outcomes: list[Outcome]) -> str:
    return "\n".join(str(outcome) for outcome in outcomes)


@pytest.mark.parametrize("kind", each(KINDS))
def test_no_detector_raises_a_false_alarm(kind: Kind):
    wrong = [outcome for outcome in heard(kind) if outcome.false_alarms]
    assert not wrong, f"{len(wrong)} of {len(heard(kind))}:\n{lines(wrong)}"


@pytest.mark.parametrize("kind", each(tuple(FOUND_AT_LEAST)))
def test_what_is_wrong_is_found(kind: Kind):
    share = hits_by_kind(heard(kind))[kind]
    missed = [outcome for outcome in heard(kind) if outcome.missed]
    assert share.rate >= FOUND_AT_LEAST[kind], f"found {share}:\n{lines(missed)}"


def test_there_are_at_least_200_different_cases():
    assert len({case.name for case in CASES}) == len(CASES) >= 200
    assert {case.kind for case in CASES if case.must} == set(FOUND_AT_LEAST)
    assert not any(case.must or case.may for case in CASES if is_native(case))


HISS = Source("hiss", lambda: white(SECONDS, -40.0, 5))
DROPOUT, HUM = Finding("dropouts", "dropout"), Finding("hum", "50 Hz")


def case(kind: Kind, *must: Finding) -> Case:
    return Case(f"{kind} {len(must)}", kind, HISS, lambda x: quantised(x, 24), frozenset(must))


def test_scores_count_hits_misses_and_false_alarms_apart():
    outcomes = [
        Outcome(case("native noise"), frozenset()),
        Outcome(case("native speech"), frozenset({DROPOUT})),
        Outcome(case("hum", HUM), frozenset({HUM, DROPOUT})),
        Outcome(case("hum", HUM), frozenset({Finding("hum", "60 Hz")})),
        Outcome(case("dropout", DROPOUT), frozenset({DROPOUT})),
    ]
    assert row("dropouts", outcomes).hits == Share(1, 1)
    assert row("dropouts", outcomes).false_on_native == Share(1, 2)
    assert row("dropouts", outcomes).false_on_others == Share(1, 2)
    assert row("hum", outcomes).hits == Share(1, 2)
    assert hits_by_kind(outcomes) == {"hum": Share(1, 2), "dropout": Share(1, 1)}
    assert "missed hum: 50 Hz; false alarm hum: 60 Hz" in table(outcomes)


def test_the_interval_is_wilsons():
    low, high = Share(0, 10).interval
    assert (low, round(high, 4)) == (0.0, 0.2775)  # Wilson 1927, 95 %
    assert Share(0, 0).interval == (0.0, 1.0)
