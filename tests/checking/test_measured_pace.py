"""The pace that a check measures in a file, against what is known of generated speech."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio_tui.checking import voices
from studio_tui.checking.judge import judge_file
from studio_tui.checking.pace import SYLLABLES_ARE_RIGHT_TO
from studio_tui.checking.signals import TakeFacts
from studio_tui.checking.spoken_script import read_as_a_whole
from studio_tui.checking.voices import VoiceMissingError, maker_of_voice
from studio_tui.presets import load_preset
from tests.rigs.pace_table import CASES, PaceCase, measure_case, write_reading
from tests.rigs.read_aloud import SPEEDS, ReadAloud, read_aloud, script_of

SOURCE = load_preset("bmg-coursera-source")

EVERY_SPEED = CASES[::4] + CASES[3::4]
"""Each speed in one of the two rooms; `make soak` takes all in both, through the sound server."""


@pytest.mark.parametrize("case", EVERY_SPEED, ids=str)
def test_the_pace_is_right_within_1_percent_and_the_script_was_read(case: PaceCase):
    row = measure_case(case)
    assert abs(row.error) <= 0.01
    assert abs(row.syllable_ratio - 1.0) <= SYLLABLES_ARE_RIGHT_TO
    assert row.read_share >= 0.85


def test_the_cases_go_from_slow_to_fast():
    slowest = [read_aloud(language, speeds[0], 30.0).pace_wpm for language, speeds in SPEEDS.items()]
    fastest = [read_aloud(language, speeds[-1], 30.0).pace_wpm for language, speeds in SPEEDS.items()]
    assert min(slowest) <= 61
    assert max(fastest) >= 201


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_silero_is_as_right(language: str):
    case = next(case for case in CASES if case.language == language and case.snr_db == 20.0)
    assert abs(measure_case(case, "silero").error) <= 0.01


def test_a_voice_that_is_not_installed_is_a_sentence(monkeypatch: pytest.MonkeyPatch):
    def missing(*_: int) -> None:
        raise voices.SileroMissingError("no module")

    monkeypatch.setattr(voices, "SileroMeter", missing)
    with pytest.raises(VoiceMissingError, match="not installed"):
        maker_of_voice("silero")
    assert maker_of_voice("energy") is None


def test_half_a_script_is_found_and_has_no_pace(tmp_path: Path):
    read = read_aloud("ru", 145, 30.0)
    middle_s = (read.clauses[5].end_s + read.clauses[6].start_s) / 2
    cut = ReadAloud(read.script, read.samples[: round(middle_s * 48_000)], read.clauses[:6])
    path = write_reading(cut, tmp_path / "half.wav")
    judgement = judge_file(path, SOURCE, TakeFacts(spoken=read_as_a_whole(read.script)))
    found = {finding.rule: finding for finding in judgement.findings}
    assert found["script_read"].status == "warn"
    assert found["pace"].status == "info"
    assert judgement.measurements["pace_wpm"] is None


def test_a_room_without_a_voice_has_no_pace(tmp_path: Path):
    room = np.random.default_rng(1).normal(0.0, 2.0**20, (48_000 * 6, 2)).astype(np.int32)
    silent = ReadAloud(script_of("kk"), room, ())
    path = write_reading(silent, tmp_path / "room.wav")
    judgement = judge_file(path, SOURCE, TakeFacts(spoken=read_as_a_whole(silent.script)))
    finding = next(finding for finding in judgement.findings if finding.rule == "pace")
    assert (finding.status, finding.measured) == ("info", None)
