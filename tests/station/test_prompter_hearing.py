"""The prompter listens: it waits for the speaker, and hands win."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio_tui.prompter.hold import Hearing
from studio_tui.station.run_log import RunLog
from studio_tui.station.script_shelf import ScriptShelf
from tests.rigs.prompter_reader import Clock, Reader


def hear(reader: Reader, seconds: float, *, voice: bool) -> None:
    silent_s = 0.0 if voice else 0.02
    for _ in range(round(seconds / 0.02)):
        reader.clock.now_s += 0.02
        reader.desk.hears(Hearing(at_s=reader.clock.now_s, speaking=voice, silent_for_s=silent_s))
        silent_s += 0.0 if voice else 0.02


def test_the_text_waits_for_the_speaker_and_hands_win(reader: Reader) -> None:
    reader.does("follow", 1)
    reader.does("start")
    hear(reader, 5.0, voice=True)
    hear(reader, 2.0, voice=False)
    state = reader.desk.state
    assert (state.clock.running, state.held_by_voice, state.speaking) == (False, True, False)
    assert reader.place_s == pytest.approx(5.8, abs=0.05)
    hear(reader, 1.0, voice=True)
    assert reader.desk.state.clock.running
    reader.does("hold")
    hear(reader, 5.0, voice=True)
    assert (reader.desk.state.clock.running, reader.desk.state.held_by_voice) == (False, False)


def test_nothing_is_heard_when_the_line_is_down(reader: Reader) -> None:
    reader.does("follow", 1)
    hear(reader, 1.0, voice=True)
    assert reader.desk.state.speaking is True
    reader.clock.now_s += 10.0
    assert reader.desk.state.speaking is None
    reader.does("follow", -1)
    assert (reader.desk.state.follows_voice, reader.desk.listens) == (False, False)


def test_the_voice_does_not_cut_the_count_in_short(clock: Clock, tmp_path: Path) -> None:
    reader = Reader(clock, ScriptShelf(tmp_path))
    reader.does("follow", 1)
    reader.does("start", 3.0)
    hear(reader, 2.0, voice=True)
    assert reader.desk.state.clock.count_in_s(clock.now_s) == pytest.approx(1.0)


@pytest.mark.parametrize(("action", "amount"), [("rewind", 0.0), ("jump", 1.0), ("again", 0.0), ("line", -2.0)])
def test_where_a_hand_has_put_the_text_no_voice_starts_it(reader: Reader, action: str, amount: float) -> None:
    reader.does("follow", 1)
    reader.does("start")
    hear(reader, 5.0, voice=True)
    hear(reader, 2.0, voice=False)
    assert reader.desk.state.held_by_voice
    reader.does(action, amount)
    place_s = reader.place_s
    hear(reader, 2.0, voice=True)
    state = reader.desk.state
    assert (state.clock.running, state.held_by_voice, reader.place_s) == (False, False, place_s)


def test_speech_behind_the_end_of_the_script_adds_nothing_to_the_run(reader: Reader) -> None:
    run = RunLog(reader.clock.now_s)
    reader.desk.rolled(run)
    reader.does("follow", 1)
    reader.does("line", reader.schedule.length_s - 4.0)
    reader.does("start")
    hear(reader, 1.0, voice=True)
    hear(reader, 1.0, voice=False)
    hear(reader, 6.0, voice=True)
    state, revision = reader.desk.state, run.revision
    assert (state.clock.running, state.held_by_voice, reader.place_s) == (False, False, state.clock.length_s)
    hear(reader, 5.0, voice=True)
    assert run.revision == revision
