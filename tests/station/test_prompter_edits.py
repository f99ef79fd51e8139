"""Edits on the prompter: they keep the reader's word, and are never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio_tui.course.importers.problem import ScriptError
from studio_tui.course.script_copy import ScriptCopy
from studio_tui.prompter.schedule import make_schedule
from studio_tui.station.prompter_messages import EditStage
from studio_tui.station.script_shelf import ScriptShelf
from studio_tui.text import N_, StudioError
from tests.rigs.prompter_reader import SAMPLES, Clock, Reader


def test_an_edit_changes_the_text_and_keeps_the_reader(reader: Reader) -> None:
    reader.does("jump", 1)
    before = reader.desk.answer()
    assert before.script is not None
    reader.desk.edit(EditStage(before.script_id, 2, "Сау болыңыздар, келесі сабақта кездескенше!"))
    after = reader.desk.answer()
    assert after.script is not None
    assert after.script.stages[2].text == "Сау болыңыздар, келесі сабақта кездескенше!"
    assert (reader.desk.state.edited, after.script_id) == (True, before.script_id + 1)
    assert reader.place_s == make_schedule(after.script).stage_starts_s[1]
    with pytest.raises(StudioError, match="by now"):
        reader.desk.edit(EditStage(before.script_id, 2, "ескі экраннан"))
    assert reader.desk.answer() == after


def test_an_edit_at_another_place_while_it_runs_keeps_the_word(reader: Reader) -> None:
    reader.does("start")
    answer = reader.desk.answer()
    assert answer.script is not None
    reader.clock.now_s += 20.0
    word = reader.schedule.words[reader.schedule.word_at(reader.place_s)].text
    stage = reader.schedule.stage_at(reader.place_s)
    text = answer.script.stages[stage].text
    reader.desk.edit(EditStage(answer.script_id, stage, f"{text}\n" + "Тағы бір сөйлем осында қосылды. " * 8))
    edited = reader.desk.answer().script
    assert edited is not None
    schedule = make_schedule(edited)
    assert schedule.words[schedule.word_at(reader.place_s)].text == word


def test_a_change_of_speed_elsewhere_does_not_stop_an_edit(reader: Reader) -> None:
    number = reader.desk.state.script_id
    reader.does("stage_speed", 0.1)
    reader.desk.edit(EditStage(number, 2, "Басқа кезең өзгерді."))
    reader.desk.edit(EditStage(number, 1, "Бұл кезең де өзгерді."))
    script = reader.desk.script
    assert script is not None
    assert [stage.text for stage in script.stages[1:3]] == ["Бұл кезең де өзгерді.", "Басқа кезең өзгерді."]
    with pytest.raises(StudioError, match="by now"):
        reader.desk.edit(EditStage(number, 1, "бұл мәтін ескіден"))
    now_there = reader.desk.state.script_id
    reader.desk.load(SAMPLES[1])
    with pytest.raises(StudioError, match="by now"):
        reader.desk.edit(EditStage(now_there, 0, "басқа сценарийден"))


def test_an_edit_is_there_when_the_same_script_is_opened_at_once(reader: Reader) -> None:
    reader.desk.edit(EditStage(reader.desk.state.script_id, 1, "Жаңа мәтін осы."))
    reader.desk.load(SAMPLES[0])
    script = reader.desk.script
    assert script is not None
    assert script.stages[1].text == "Жаңа мәтін осы."


class FullShelf(ScriptShelf):
    """A shelf on a disk that is full."""

    def keep(self, copy: ScriptCopy, place: Path) -> None:
        del copy, place
        raise ScriptError(N_("The disk is full."))


def test_an_edit_that_cannot_be_written_is_not_lost_to_the_same_script(clock: Clock, tmp_path: Path) -> None:
    reader = Reader(clock, FullShelf(tmp_path))
    reader.desk.edit(EditStage(reader.desk.state.script_id, 1, "Жаңа мәтін осы."))
    before = reader.desk.answer()
    with pytest.raises(StudioError, match="disk is full"):
        reader.desk.load(SAMPLES[0])
    assert reader.desk.answer() == before
    reader.desk.load(SAMPLES[1])
    assert reader.desk.script != before.script
