"""Two accounts of one take: which of them holds."""

import msgspec
from hypothesis import given

from studio_tui.course.take import Take
from studio_tui.inventory.merging import DECIDED, after_news, after_sidecar
from tests.rigs.example_takes import any_take, example_take


def of_same_take(known: Take, other: Take):
    return msgspec.structs.replace(other, station=known.station, code=known.code, number=known.number)


@given(known=any_take, sidecar=any_take)
def test_a_sidecar_never_costs_a_decision_a_note_or_findings(known: Take, sidecar: Take):
    merged = after_sidecar(known, of_same_take(known, sidecar))
    if known.state in DECIDED:
        assert merged.state == known.state
    elif sidecar.state in DECIDED:
        assert merged.state == sidecar.state
    if known.note:
        assert merged.note == known.note
    if known.verdict or sidecar.verdict:
        assert merged.verdict
    if known.findings_json:
        assert merged.findings_json


@given(known=any_take, sidecar=any_take)
def test_reading_a_sidecar_again_changes_nothing(known: Take, sidecar: Take):
    sidecar = of_same_take(known, sidecar)
    once = after_sidecar(known, sidecar)
    assert after_sidecar(once, sidecar) == once


@given(take=any_take)
def test_a_take_merged_with_itself_is_itself(take: Take):
    assert after_sidecar(take, take) == take
    assert after_news(take, take) == take


def test_the_further_of_two_undecided_states_holds():
    checked, recorded = example_take(state="checked"), example_take(state="recorded")
    assert after_sidecar(checked, recorded).state == "checked"
    assert after_sidecar(recorded, checked).state == "checked"


def test_a_decision_told_by_the_station_replaces_the_one_before():
    accepted = example_take(state="accepted", note="good")
    assert after_news(accepted, example_take(state="rejected", note="hum")).note == "hum"
    assert after_news(accepted, example_take(state="checked")) == accepted
