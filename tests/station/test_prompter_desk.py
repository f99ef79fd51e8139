"""The prompter's end in the station: loads real scripts, obeys, and never leaves the script or loses the place."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio_tui.config import PrompterSettings
from studio_tui.course.importers.reader import read_script
from studio_tui.course.script_copy import ScriptCopy
from studio_tui.limits import MAX_WPM, MIN_WPM
from studio_tui.prompter.clock import REFERENCE_WPM
from studio_tui.prompter.schedule import make_schedule
from studio_tui.station import prompter_desk
from studio_tui.station.prompter_messages import Prompt
from studio_tui.station.run_log import RunLog
from studio_tui.station.script_shelf import Opened, ScriptShelf
from studio_tui.text import StudioError
from tests.rigs.prompter_reader import SAMPLES, Clock, Reader, desk_on

ACTIONS = get_args(get_type_hints(Prompt)["action"])


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_script_stands_at_its_beginning(clock: Clock, sample: Path, tmp_path: Path) -> None:
    reader = Reader(clock, ScriptShelf(tmp_path), sample)
    state = reader.desk.state
    assert state.script_id == 1
    assert reader.desk.script is not None
    assert reader.desk.script.spoken_words > 50
    # A script lasts its spoken words at the reference rate.
    assert state.clock.length_s == pytest.approx(reader.desk.script.spoken_words * 60 / REFERENCE_WPM)
    clock.now_s += 60
    assert (state.clock.running, reader.place_s) == (False, 0.0)


def test_there_are_samples_in_all_languages() -> None:
    assert [path.suffixes[0] for path in SAMPLES] == [".kk", ".ru", ".en"]


def test_start_and_hold(reader: Reader) -> None:
    reader.does("start")
    reader.does("hold", after_s=10)
    reader.clock.now_s += 100
    assert reader.place_s == pytest.approx(10)
    reader.does("start")
    reader.clock.now_s += 5
    assert reader.place_s == pytest.approx(15)


def test_toggle_is_one_and_then_the_other(reader: Reader) -> None:
    for seconds, running in ((0, True), (4, False), (50, True), (3, False)):
        reader.does("toggle", after_s=seconds)
        assert reader.desk.state.clock.running is running
    assert reader.place_s == pytest.approx(7)


def test_at_the_scripts_end_it_stands(reader: Reader) -> None:
    reader.does("start")
    reader.clock.now_s += reader.schedule.length_s - 1
    assert reader.desk.state.clock.running
    reader.clock.now_s += 2
    assert not reader.desk.state.clock.running
    assert reader.place_s == pytest.approx(reader.schedule.length_s)
    reader.does("rewind")
    reader.does("toggle")
    assert reader.desk.state.clock.running


def test_twice_the_rate_is_twice_as_far(reader: Reader) -> None:
    reader.does("start")
    reader.does("wpm", REFERENCE_WPM, after_s=10)
    assert reader.place_s == pytest.approx(10)
    reader.clock.now_s += 10
    assert reader.place_s == pytest.approx(30)


@pytest.mark.parametrize(("amount", "wpm"), [(1e6, MAX_WPM), (-1e6, MIN_WPM), (5, 155.0), (-5, 145.0)])
def test_the_rate_has_limits(reader: Reader, amount: float, wpm: float) -> None:
    reader.does("wpm", amount)
    assert reader.desk.state.clock.wpm == wpm


@pytest.mark.parametrize(("amount", "rows"), [(1, 7), (-1, 5), (99, 20), (-99, 2), (0.4, 6)])
def test_the_letters_have_limits(reader: Reader, amount: float, rows: int) -> None:
    reader.does("size", amount)
    assert reader.desk.state.letter_rows == rows


def test_mirror_turns_over_and_back(reader: Reader) -> None:
    seen = []
    for _ in range(3):
        reader.does("mirror")
        seen.append(reader.desk.state.mirror)
    assert seen == [True, False, True]


def test_jumps_go_from_stage_to_stage(reader: Reader) -> None:
    starts_s = reader.schedule.stage_starts_s
    assert len(starts_s) >= 3
    reader.does("jump", 1)
    assert reader.place_s == starts_s[1]
    reader.does("jump", 1)
    assert reader.place_s == starts_s[2]
    reader.does("jump", -1)
    assert reader.place_s == starts_s[1]
    reader.does("jump", -99)
    assert reader.place_s == 0.0
    reader.does("jump", 99)
    assert reader.place_s == starts_s[-1]


def test_back_from_within_a_stage_is_to_its_beginning(reader: Reader) -> None:
    starts_s = reader.schedule.stage_starts_s
    reader.does("jump", 1)
    reader.does("line", 2.5)
    reader.does("jump", -1)
    assert reader.place_s == starts_s[1]
    reader.does("line", 1.5)  # just begun: whoever goes back now means the stage before
    reader.does("jump", -1)
    assert reader.place_s == starts_s[0]


def test_rewind_is_the_beginning_and_goes_on_as_it_was(reader: Reader) -> None:
    reader.does("start")
    reader.does("rewind", after_s=20)
    assert reader.place_s == 0.0
    assert reader.desk.state.clock.running


def test_a_new_script_begins_anew_at_the_same_rate(reader: Reader) -> None:
    reader.does("wpm", 20)
    reader.does("start")
    reader.clock.now_s += 20
    reader.desk.load(SAMPLES[1])
    clock = reader.desk.state.clock
    assert (reader.desk.state.script_id, clock.running, clock.wpm, reader.place_s) == (2, False, 170.0, 0.0)


def test_a_script_that_cannot_be_read_leaves_the_old_one(reader: Reader, tmp_path: Path) -> None:
    bad = tmp_path / "script.docx"
    bad.write_bytes(b"no document")
    before = reader.desk.state, reader.desk.script
    for path in (bad, tmp_path / "nowhere.md", tmp_path, Path("\0")):
        with pytest.raises(StudioError):
            reader.desk.load(path)
    assert (reader.desk.state, reader.desk.script) == before


def test_without_a_script_there_is_nothing_to_start(tmp_path: Path) -> None:
    desk = desk_on(ScriptShelf(tmp_path), PrompterSettings())
    for action in ("start", "toggle", "jump", "rewind", "line", "wpm"):
        with pytest.raises(StudioError, match="no script"):
            desk.move(Prompt(action))  # type: ignore[arg-type]  # parametrised
    desk.move(Prompt("mirror"))  # set up before the script comes
    assert desk.state.mirror


@pytest.mark.parametrize("amount", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("action", ["wpm", "jump", "line", "size"])
def test_an_amount_that_is_no_number_changes_nothing(reader: Reader, action: str, amount: float) -> None:
    before = reader.desk.state
    with pytest.raises(StudioError):
        reader.does(action, amount)
    assert reader.desk.state == before


class OneScript(ScriptShelf):
    """A shelf whose one script has been read already; nothing is written down."""

    def __init__(self) -> None:
        super().__init__(Path("nowhere"))
        self._script = ScriptCopy(script=read_once(SAMPLES[0]), source="", source_sha256="")

    def open(self, path: Path) -> Opened:
        return Opened(self._script, path)


read_once = cache(read_script)

steps = st.tuples(
    st.sampled_from(ACTIONS), st.floats(-1e9, 1e9) | st.integers(-5, 5).map(float), st.floats(0, 3600)
)


@settings(deadline=None)
@given(steps=st.lists(steps, max_size=30))
def test_whatever_is_asked_the_place_stays_in_the_script(steps: list[tuple[str, float, float]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        clock = Clock()
        patch.setattr(prompter_desk, "time", clock)
        reader = Reader(clock, OneScript())
        for action, amount, after_s in steps:
            clock.now_s += after_s
            before_s = reader.place_s
            reader.does(action, amount)
            state = reader.desk.state
            assert 0.0 <= reader.place_s <= state.clock.length_s
            assert MIN_WPM <= state.clock.wpm <= MAX_WPM
            assert all(0.0 <= place_s <= state.clock.length_s for place_s in state.markers_s)
            if action not in {"jump", "line", "rewind", "again", "to_marker", "stage_speed"}:
                assert reader.place_s == before_s  # a change of pace never moves the place


def stage_starts(reader: Reader) -> tuple[float, ...]:
    return reader.schedule.stage_starts_s


def test_a_count_in_only_where_a_stage_begins(clock: Clock, tmp_path: Path) -> None:
    desk = desk_on(ScriptShelf(tmp_path), PrompterSettings(wpm=REFERENCE_WPM, count_in_s=3.0))
    desk.load(SAMPLES[0])
    desk.move(Prompt("toggle"))
    assert desk.state.clock.count_in_s(clock.now_s) == 3.0
    clock.now_s += 13.0
    assert desk.state.clock.at(clock.now_s) == pytest.approx(10.0)
    desk.move(Prompt("toggle"))
    desk.move(Prompt("toggle"))
    assert desk.state.clock.count_in_s(clock.now_s) == 0.0, "in the middle of a stage the reader goes on at once"
    desk.move(Prompt("again"))
    assert not desk.state.clock.running
    desk.move(Prompt("toggle"))
    assert desk.state.clock.count_in_s(clock.now_s) == 3.0
    desk.move(Prompt("hold"))
    desk.move(Prompt("start", 5.0))
    assert desk.state.clock.count_in_s(clock.now_s) == 5.0


def test_again_stands_at_the_beginning_of_the_stage(reader: Reader) -> None:
    reader.does("jump", 1)
    reader.does("start")
    reader.does("again", after_s=6)
    assert (reader.place_s, reader.desk.state.clock.running) == (stage_starts(reader)[1], False)


def test_a_stage_at_its_own_speed_keeps_the_place_and_the_rest_of_the_time(reader: Reader) -> None:
    reader.does("jump", 1)
    reader.does("line", 1.0)
    script_id, remaining_s = reader.desk.state.script_id, reader.desk.state.clock.remaining_s(0.0)
    word = reader.schedule.word_at(reader.place_s)
    reader.does("stage_speed", -0.2)
    state, answer = reader.desk.state, reader.desk.answer()
    assert answer.stage_speeds[:3] == (1.0, 0.8, 1.0)
    assert (answer.script_id, state.script_id, state.stage_speed) == (script_id + 1, script_id + 1, 0.8)
    assert answer.script is not None
    schedule = make_schedule(answer.script, answer.stage_speeds)
    assert state.clock.length_s == schedule.length_s
    assert schedule.word_at(reader.place_s) == word
    assert state.clock.remaining_s(0.0) > remaining_s
    reader.does("jump", 1)
    assert reader.desk.state.stage_speed == 1.0


def test_a_target_is_told_with_the_rate_that_meets_it(reader: Reader) -> None:
    reader.does("target", reader.schedule.length_s * 0.9)
    assert reader.desk.state.clock.wpm == pytest.approx(REFERENCE_WPM / 0.9)
    reader.does("start")
    reader.does("hold", after_s=5)
    reader.does("start", after_s=5)
    assert reader.desk.state.clock.wpm > REFERENCE_WPM / 0.9
    reader.does("target", 0)
    assert reader.desk.state.clock.target_s is None


def test_marks_are_set_found_and_taken_away(reader: Reader) -> None:
    reader.does("line", 5.0)
    reader.does("marker")
    (mark_s,) = reader.desk.state.markers_s
    assert 0.0 < mark_s <= 5.0
    reader.does("rewind")
    reader.does("to_marker", 1)
    assert reader.place_s == mark_s
    reader.does("marker")
    assert reader.desk.state.markers_s == ()
    reader.does("to_marker", 1)
    assert reader.place_s == mark_s, "without marks there is nowhere to go"


def test_pace_and_marks_are_there_again_when_the_script_is(reader: Reader, tmp_path: Path) -> None:
    reader.desk.start()
    reader.does("wpm", 15)
    reader.does("line", 5.0)
    reader.does("marker")
    reader.does("stage_speed", 0.1)
    marks_s = reader.desk.state.markers_s
    reader.desk.stop()
    desk = desk_on(ScriptShelf(tmp_path / "library"), PrompterSettings(wpm=REFERENCE_WPM))
    desk.load(SAMPLES[0])
    assert (desk.state.clock.wpm, desk.state.markers_s) == (REFERENCE_WPM + 15, marks_s)
    assert desk.answer().stage_speeds[0] == 1.1


def test_a_take_is_told_what_the_prompter_does(reader: Reader) -> None:
    reader.does("start")
    reader.clock.now_s += 4.0
    run = RunLog(reader.clock.now_s)
    reader.desk.rolled(run)
    reader.does("hold", after_s=6.0)
    reader.does("start", after_s=2.0)
    reader.does("stage_speed", 0.1, after_s=1.0)
    reader.clock.now_s += 1.0
    first, second = run.run(reader.clock.now_s).readings
    assert [(clock.anchor_s, clock.running) for clock in first.clocks] == [(0.0, True), (6.0, False), (8.0, True)]
    assert (first.end_s, second.end_s) == (9.0, 10.0)
    assert sum(second.stage_speeds) == pytest.approx(len(second.stage_speeds) + 0.1)


def test_a_roll_starts_the_text_when_the_settings_say_so(clock: Clock, tmp_path: Path) -> None:
    desk = desk_on(ScriptShelf(tmp_path), PrompterSettings(start_with_roll=True, count_in_s=2.0))
    desk.load(SAMPLES[0])
    desk.rolled(RunLog(clock.now_s))
    assert (desk.state.clock.running, desk.state.clock.count_in_s(clock.now_s)) == (True, 2.0)


def test_a_retake_of_a_stage_has_the_time_of_what_is_still_to_be_read(reader: Reader) -> None:
    """The reader stops, there is talk for six minutes, then this stage is read again."""
    reader.does("target", reader.schedule.length_s)
    reader.does("start")
    reader.does("hold", after_s=stage_starts(reader)[1] + 5.0)
    reader.does("again", after_s=360.0)
    reader.does("start", after_s=1.0)
    assert reader.desk.state.clock.wpm == pytest.approx(REFERENCE_WPM)


@pytest.mark.parametrize(("action", "amount"), [("jump", -1.0), ("line", -20.0), ("again", 0.0), ("rewind", 0.0)])
def test_whoever_goes_back_begins_the_count_anew(reader: Reader, action: str, amount: float) -> None:
    reader.does("target", reader.schedule.length_s)
    reader.does("start")
    reader.does("hold", after_s=30.0)
    reader.does("start", after_s=60.0)
    reader.does("line", -1.0)
    assert reader.desk.state.clock.wpm > REFERENCE_WPM * 1.1, "a nudge is no retake"
    reader.does(action, amount)
    reader.does("start")
    clock = reader.desk.state.clock
    assert (clock.wpm, clock.elapsed_s(reader.clock.now_s)) == (pytest.approx(REFERENCE_WPM), 0.0)


@pytest.mark.parametrize("running", [False, True])
def test_a_roll_begins_the_count_anew(reader: Reader, *, running: bool) -> None:
    reader.does("target", reader.schedule.length_s)
    reader.does("start")
    reader.does("hold", after_s=20.0)
    if running:
        reader.does("start", after_s=60.0)
        assert reader.desk.state.clock.wpm > REFERENCE_WPM
    reader.clock.now_s += 5.0
    reader.desk.rolled(RunLog(reader.clock.now_s))
    reader.does("start")
    clock = reader.desk.state.clock
    assert (clock.wpm, clock.elapsed_s(reader.clock.now_s)) == (pytest.approx(REFERENCE_WPM), 0.0)


def test_a_roll_at_the_end_starts_from_the_beginning(clock: Clock, tmp_path: Path) -> None:
    desk = desk_on(ScriptShelf(tmp_path), PrompterSettings(start_with_roll=True, count_in_s=2.0))
    desk.load(SAMPLES[0])
    desk.rolled(RunLog(clock.now_s))
    clock.now_s += 10_000.0
    assert not desk.state.clock.running
    run = RunLog(clock.now_s)
    desk.rolled(run)
    begun = desk.state.clock
    assert (begun.running, begun.at(clock.now_s), begun.count_in_s(clock.now_s)) == (True, 0.0, 2.0)
    (reading,) = run.run(clock.now_s + 5.0).readings
    assert [(each.position_s, each.running) for each in reading.clocks[-1:]] == [(0.0, True)]


def test_the_reading_time_is_kept_at_the_end(reader: Reader) -> None:
    reader.does("start")
    reader.clock.now_s += reader.schedule.length_s + 100.0
    for _ in range(2):
        state = reader.desk.state
        assert state.clock.elapsed_s(reader.clock.now_s) == pytest.approx(reader.schedule.length_s)
        reader.does("wpm", 5.0, after_s=60.0)
