"""Faults: every one that can be written is read back as it was, and nothing else is accepted."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.capture.simulated.faults import KINDS, Fault, FaultError, parse_fault
from studio_tui.capture.simulated.rig import SimulatedRig
from studio_tui.i18n import Translator

_MILLISECONDS = st.integers(1, 86_400_000).map(lambda value: value / 1000)


@given(st.builds(Fault, st.sampled_from(KINDS), _MILLISECONDS, _MILLISECONDS))
def test_what_is_written_is_read_back(fault: Fault) -> None:
    assert parse_fault(str(fault)) == fault


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("silence@10+5", Fault("silence", 10, 5)),
        ("clip@3+2", Fault("clip", 3, 2)),
        (" unplug-audio@0+0.5 ", Fault("unplug-audio", 0, 0.5)),
        ("drop-frames@1.25+3", Fault("drop-frames", 1.25, 3)),
    ],
)
def test_examples(written: str, fault: Fault) -> None:
    assert parse_fault(written) == fault


_NOT_A_FAULT = """
silence  silence@10  silence@10+0  silence@-1+5  silence@1e3+5  silence@10+5+5  Silence@1+1  silence@١+٢
silence@nan+1  silence@99999+1  silence@1+99999  explode@1+1  @1+1  silence@+1  silence@.5+1
"""


@pytest.mark.parametrize("written", [*_NOT_A_FAULT.split(), "", "silence @1+1", "silence@1+1\nclip@2+2"])
def test_anything_else_is_refused_in_a_sentence(written: str) -> None:
    with pytest.raises(FaultError) as caught:
        parse_fault(written)
    assert "{" not in Translator("en").say(caught.value.text)


@given(st.text(max_size=30))
def test_no_text_does_more_than_be_refused(written: str) -> None:
    with contextlib.suppress(FaultError):
        parse_fault(written)


def test_an_unknown_kind_is_answered_with_those_there_are():
    with pytest.raises(FaultError) as caught:
        parse_fault("explode@1+1")
    assert all(kind in Translator("en").say(caught.value.text) for kind in KINDS)


def test_a_fault_holds_from_its_start_until_before_its_end():
    rig = SimulatedRig((Fault("black", 10, 5),), started_s=100.0)
    assert [bool(rig.fault("black", at_s)) for at_s in (109.9, 110.0, 114.9, 115.0)] == [False, True, True, False]
    assert rig.fault("freeze", 112.0) is None


@pytest.mark.parametrize(
    ("from_s", "to_s", "expected"),
    [(0, 9.9, False), (0, 10, True), (11, 12, True), (14.9, 20, True), (15, 20, False), (5, 30, True)],
)
def test_a_source_that_was_open_during_a_fault_has_been_struck(
    from_s: float, to_s: float, *, expected: bool
) -> None:
    rig = SimulatedRig((Fault("unplug-video", 10, 5),), started_s=0.0)
    assert rig.struck("unplug-video", from_s, to_s) is expected
