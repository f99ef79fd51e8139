"""A take of a known reading, as in the studio: its pace and its captions are right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rigs.pace_table import PaceCase
from tests.rigs.prompted_take import take_reading


def test_the_pace_of_a_take_is_right_and_its_captions_too(tmp_path: Path):
    """One of the 36 readings that ``make soak`` takes."""
    take = take_reading(PaceCase("kk", 310, 20.0), tmp_path)
    measured, script = take.measured, take.read.script
    assert measured["pace_wpm"] == pytest.approx(take.read.pace_wpm, rel=0.01), {
        name: measured.get(name)
        for name in ("speech_at_s", "read_words", "lost_samples", "dropouts", "pace_stages")
    }
    assert (measured["script_words"], measured["script_read_share"]) == (script.spoken_words, 1.0)
    stages = measured["pace_stages"]
    assert isinstance(stages, list)
    assert [stage["stage"] for stage in stages if isinstance(stage, dict)] == ["1", "2", "3"]
    assert " ".join(text for _, text in take.captions) == " ".join(each.said for each in take.read.clauses)
    assert max(map(abs, take.captions_off_s)) <= 0.3
    assert take.has_webvtt
