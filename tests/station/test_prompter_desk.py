"""The prompter's end in the station: loads real scripts, obeys, and never leaves the script or loses the place."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

import studio_tui.course
from studio_tui.config import PrompterSettings
from studio_tui.course.importers.reader import read_script
from studio_tui.course.script_copy import ScriptCopy
from studio_tui.presets import Pace
from studio_tui.prompter.clock import MAX_WPM, MIN_WPM, REFERENCE_WPM
from studio_tui.prompter.schedule import make_schedule
from studio_tui.station import prompter_desk
from studio_tui.station.messages import Prompt
from studio_tui.station.prompter_desk import PrompterDesk
from studio_tui.station.script_shelf import Opened, ScriptShelf
from studio_tui.text import StudioError

SAMPLES = sorted((Path(studio_tui.course.__file__).parent / "samples").glob("*.md"))
ACTIONS = get_args(get_type_hints(Prompt)["action"])


class Clock:
    """Stands where it is until a test moves it; in the place of the module ``time``."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def monotonic(self) -> float:
        return self.now_s


def desk_on(shelf: ScriptShelf, settings: PrompterSettings) -> PrompterDesk:
    return PrompterDesk(settings, shelf, Pace())


class Reader:
    """A desk with a script and the time in a test's hands."""

    def __init__(self, clock: Clock, shelf: ScriptShelf, sample: Path = SAMPLES[0]) -> None:
        self.clock = clock
        self.desk = desk_on(shelf, PrompterSettings(wpm=REFERENCE_WPM, count_in_s=0.0))
        self.desk.load(sample)
        assert self.desk.script is not None
        self.schedule = make_schedule(self.desk.script)

    def does(self, action: str, amount: float = 0.0, after_s: float = 0.0) -> None:
        self.clock.now_s += after_s
        self.desk.move(Prompt(action, amount))  # type: ignore[arg-type]  # parametrised

    @property
    def place_s(self) -> float:
        return self.desk.state.clock.at(self.clock.now_s)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(prompter_desk, "time", clock)
    return clock


@pytest.fixture
def reader(clock: Clock, tmp_path: Path) -> Reader:
    return Reader(clock, ScriptShelf(tmp_path / "library"))


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
