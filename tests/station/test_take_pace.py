"""What a take's prompter and its sound say together: pace by stage, captions beside the movie."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from studio_tui.checking.judge import judge_file
from studio_tui.checking.signals import TakeFacts
from studio_tui.presets import load_preset
from studio_tui.prompter.clock import PrompterClock
from studio_tui.prompter.run import Reading, Run
from studio_tui.station.caption_files import CaptionError, keep_captions
from studio_tui.station.spoken_run import spoken_script
from tests.rigs.pace_table import write_reading
from tests.rigs.read_aloud import prompted, read_aloud
from tests.rigs.spoken import LANGUAGES, Language

SOURCE = load_preset("bmg-coursera-source")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_stage_has_its_pace_though_the_speaker_is_behind_the_prompter(language: Language, tmp_path: Path):
    read = read_aloud(language, 150, 20.0, seed=4)
    run = prompted(read, seed=4)
    path = write_reading(read, tmp_path / "take.wav")
    judgement = judge_file(path, SOURCE, TakeFacts(spoken=spoken_script(run)))
    assert judgement.measurements["pace_wpm"] == pytest.approx(read.pace_wpm, rel=0.01)
    assert (judgement.measurements["script_read_share"], judgement.measurements["script_left_s"]) == (1.0, 0.0)
    stages = judgement.measurements["pace_stages"]
    assert isinstance(stages, list)
    assert [stage["stage"] for stage in stages] == ["1", "2", "3"]
    for number, stage in enumerate(stages):
        clauses = [clause for clause in read.clauses if clause.stage == number]
        start_s, end_s = clauses[0].start_s, clauses[-1].end_s
        assert (stage["start_s"], stage["end_s"]) == (
            pytest.approx(start_s, abs=0.15),
            pytest.approx(end_s, abs=0.15),
        )
        true_wpm = read.script.stages[number].spoken_words * 60.0 / (end_s - start_s)
        assert stage["pace_wpm"] == pytest.approx(true_wpm, rel=0.02)


def test_captions_lie_beside_the_take_in_both_formats(tmp_path: Path):
    read = read_aloud("kk", 180, 30.0, seed=1)
    run = prompted(read, seed=1)
    movie = write_reading(read, tmp_path / "К1_M1_С1_В1_Фотосинтез_T01.wav")
    judgement = judge_file(movie, SOURCE, TakeFacts(spoken=spoken_script(run)))
    srt, vtt = keep_captions(movie, run, judgement)
    assert (srt.name, vtt.name) == (
        "К1_M1_С1_В1_Фотосинтез_T01.kk.srt",
        "К1_M1_С1_В1_Фотосинтез_T01.kk.vtt",
    )
    assert "Сәлеметсіздер ме" in srt.read_text(encoding="utf-8")
    assert vtt.read_text(encoding="utf-8").startswith("WEBVTT\n")


def test_captions_are_in_the_language_that_was_read_whatever_is_loaded_before_the_cut(tmp_path: Path):
    read = read_aloud("kk", 180, 30.0, seed=1)
    run = prompted(read, seed=1)
    (reading,) = run.readings
    waiting = msgspec.structs.replace(read_aloud("ru", 180, 30.0, seed=1).script, file="келесі.txt")
    standing = PrompterClock(anchor_s=reading.end_s, length_s=60.0)
    with_next = Run(readings=(reading, Reading(script=waiting, clocks=(standing,), end_s=reading.end_s + 1.0)))
    movie = write_reading(read, tmp_path / "take.wav")
    judgement = judge_file(movie, SOURCE, TakeFacts(spoken=spoken_script(run)))
    assert [path.name for path in keep_captions(movie, with_next, judgement)] == ["take.kk.srt", "take.kk.vtt"]


def test_what_was_not_the_script_gets_no_captions(tmp_path: Path):
    read = read_aloud("kk", 180, 30.0, seed=1)
    movie = write_reading(read, tmp_path / "take.wav")
    run = prompted(read, seed=1)
    spoken = spoken_script(run)
    assert spoken is not None
    other = msgspec.structs.replace(spoken, read_syllables=spoken.read_syllables * 3)
    judgement = judge_file(movie, SOURCE, TakeFacts(spoken=other))
    assert keep_captions(movie, run, judgement) == ()
    assert keep_captions(movie, Run(), judgement) == ()
    assert [each.name for each in tmp_path.iterdir()] == ["take.wav"]


def test_captions_that_cannot_be_written_are_said(tmp_path: Path):
    read = read_aloud("en", 150, 30.0, seed=1)
    run = prompted(read, seed=1)
    movie = write_reading(read, tmp_path / "take.wav")
    judgement = judge_file(movie, SOURCE, TakeFacts(spoken=spoken_script(run)))
    with pytest.raises(CaptionError, match="cannot be written"):
        keep_captions(tmp_path / "gone" / "take.wav", run, judgement)
