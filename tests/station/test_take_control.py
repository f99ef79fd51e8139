"""Who may roll and cut, what a take is called, and that it is judged and logged whatever happens to its checker."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import msgspec
import numpy as np
import pytest

from meters.audio.detectors import MakeVoice
from studio_tui.capture.picture import Frame
from studio_tui.capture.sound import SoundBlock
from studio_tui.checking.findings import Finding, Judgement
from studio_tui.checking.follower import Follower
from studio_tui.checking.judge import judge_file
from studio_tui.checking.signals import TakeFacts
from studio_tui.config import Settings
from studio_tui.course.take import Slate, Take, VideoCode
from studio_tui.presets import Preset
from studio_tui.recording.library import take_files
from studio_tui.recording.sidecar import read_sidecar
from studio_tui.station import take_control, take_run
from studio_tui.station.take_control import TakeControl
from studio_tui.station.take_log import TakeLog
from studio_tui.text import StudioError
from tests.rigs.recorded_feed import (
    SMALL,
    SOUND,
    blocks,
    frames,
    in_time_order,
    known_sound,
    packets_of,
    sound_of,
)
from tests.rigs.station_process import wait_until

SLATE = Slate(VideoCode(1, 1, 1, 5), "Жасуша құрылысы")
OTHER = Slate(VideoCode(2, 3, 4, 1), "Тұқым қуалау")
AGO_S = 2.0
"""How long ago takes roll in these tests: what they record is there at once, nothing waits for the clock."""


class Studio:
    """Takes as the station controls them; frames and sound come when a test says so."""

    def __init__(self, library: Path) -> None:
        self.library = library
        self.rolls: list[float] = []
        settings = msgspec.convert({"station": {"name": "A", "library": str(library)}}, Settings)
        self.log = TakeLog(library)
        self.cuts = 0
        self.takes = TakeControl(settings, self.log, lambda run: self.rolls.append(run.rolled_at_s), self.count_cut)

    def count_cut(self) -> None:
        self.cuts += 1

    def roll(self, duration_s: float | None = None) -> None:
        self.takes.roll(SOUND, SMALL, duration_s)

    def feed(self, seconds: float = 1.0) -> None:
        """So much from the devices, since the roll."""
        samples = known_sound(round(seconds * 48_000))
        start_s = self.rolls[-1]
        pictures = frames(SMALL, round(seconds * 25), start_s=start_s)
        self.offer(in_time_order(pictures, blocks(samples, start_s=start_s)))

    def offer(self, items: list[Frame | SoundBlock]) -> None:
        for item in items:
            if isinstance(item, Frame):
                self.takes.offer_frame(item)
            else:
                self.takes.offer_sound(item)

    def cut(self) -> None:
        """With what the devices deliver a moment after it, which tells the recorder that nothing is missing."""
        self.takes.cut()
        now_s = time.monotonic()
        self.offer([*frames(SMALL, 3, start_s=now_s), *blocks(known_sound(4800), start_s=now_s)])

    def verdict(self) -> Take:
        wait_until(lambda: self.takes.progress().phase == "idle", 60, "the verdict")
        assert self.takes.last is not None
        return self.takes.last

    def take(self, slate: Slate = SLATE) -> Take:
        """A whole take."""
        self.takes.set_slate(slate)
        self.roll()
        self.feed()
        self.cut()
        return self.verdict()

    def sidecar(self, take: Take) -> Take:
        return read_sidecar(take_files(self.library, take.file).sidecar)

    def movies(self) -> list[str]:
        return sorted(path.name for path in self.library.rglob("*.mov*"))


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setattr(take_control, "time", SimpleNamespace(monotonic=lambda: time.monotonic() - AGO_S))
    studio = Studio(tmp_path / "library")
    yield studio
    studio.takes.close()
    studio.log.close()


@pytest.fixture
def no_checker(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system is out of processes: the file is judged after the cut."""

    def refuse(part: Path, preset: str, voice: str) -> Follower:
        raise OSError(11, f"Resource temporarily unavailable: {part} {preset} {voice}")

    monkeypatch.setattr(Follower, "start", refuse)


def refused(action: Callable[[], object], why: str) -> None:
    with pytest.raises(StudioError, match=why):
        action()


@pytest.mark.usefixtures("no_checker")
def test_a_take_goes_from_the_slate_to_the_log(studio: Studio) -> None:
    studio.takes.set_slate(SLATE)
    assert (studio.takes.slate, studio.takes.next_number, studio.takes.rolling) == (SLATE, 1, False)
    studio.roll()
    studio.feed(1.5)
    progress = studio.takes.progress()
    assert (studio.takes.rolling, progress.phase, progress.slate, progress.number) == (True, "rolling", SLATE, 1)
    studio.cut()
    take = studio.verdict()
    movie = studio.library.joinpath(*take.file.split("/"))
    assert movie.name == "К1_M1_С1_В5_Жасуша құрылысы_T01.mov"
    assert packets_of(movie)["video"] >= 37
    assert np.array_equal(sound_of(movie)[:48_000], known_sound(72_000)[:48_000])
    assert (take.state, take.station, take.preset) == ("checked", "A", "bmg-coursera-source")
    assert take.verdict == "fail"  # 128 × 72 px is no source video
    findings = msgspec.json.decode(take.findings_json, type=list[Finding])
    assert any(finding.status == "fail" for finding in findings)
    assert studio.sidecar(take) == take
    assert studio.log.takes("", 10) == (take,)
    judgement = studio.log.judgement(take.identity)
    assert judgement is not None
    assert list(judgement.findings) == findings
    assert not studio.takes.rolling
    assert studio.takes.problem is None


def test_without_a_slate_nothing_rolls(studio: Studio) -> None:
    refused(studio.roll, "slate is empty")
    assert studio.movies() == []
    assert studio.takes.progress().phase == "idle"


@pytest.mark.usefixtures("no_checker")
def test_one_take_at_a_time(studio: Studio) -> None:
    studio.takes.set_slate(SLATE)
    studio.roll()
    refused(studio.roll, "rolling already")
    studio.feed(0.2)
    assert studio.movies() == ["К1_M1_С1_В5_Жасуша құрылысы_T01.mov.part"]
    assert len(studio.rolls) == 1


@pytest.mark.usefixtures("no_checker")
def test_nothing_can_be_cut_that_does_not_roll(studio: Studio) -> None:
    refused(studio.takes.cut, "No take")
    studio.take()
    refused(studio.takes.cut, "No take")


@pytest.mark.usefixtures("no_checker")
def test_numbers_grow(studio: Studio) -> None:
    first = studio.take()
    assert studio.takes.next_number == 2
    second = studio.take()
    other = studio.take(OTHER)
    assert [take.identity for take in (first, second, other)] == [
        "A/K1M1C1B5/T01",
        "A/K1M1C1B5/T02",
        "A/K2M3C4B1/T01",
    ]
    studio.takes.set_slate(SLATE)
    assert studio.takes.next_number == 3


@pytest.mark.usefixtures("no_checker")
def test_a_number_that_the_log_knows_is_never_used_again(studio: Studio) -> None:
    """Somebody has moved the files of take 7 out of the library."""
    first = studio.take()
    moved = msgspec.structs.replace(first, number=7, file=first.file.replace("T01", "T07"))
    studio.log.keep(moved)
    studio.sidecar(moved)
    take_files(studio.library, moved.file).sidecar.unlink()
    assert studio.take().number == 8


@pytest.mark.usefixtures("no_checker")
def test_a_take_that_rolls_keeps_its_slate(studio: Studio) -> None:
    studio.takes.set_slate(SLATE)
    studio.roll()
    studio.feed(0.5)
    studio.takes.set_slate(OTHER)
    assert studio.takes.slate == OTHER
    assert studio.takes.progress().slate == SLATE
    studio.cut()
    take = studio.verdict()
    assert (take.code, take.title) == (SLATE.code, SLATE.title)
    studio.roll()
    assert studio.takes.progress().slate == OTHER


@pytest.mark.parametrize("numbers", [(0, 1, 1, 1), (1, 1, 1, 1000), (1, -1, 1, 1), (10**18, 1, 1, 1)])
def test_a_slate_with_numbers_that_no_video_has_is_refused(studio: Studio, numbers: tuple[int, ...]) -> None:
    studio.takes.set_slate(SLATE)
    refused(lambda: studio.takes.set_slate(Slate(VideoCode(*numbers), "")), ".")
    assert studio.takes.slate == SLATE


def test_a_title_is_cleaned_at_the_border(studio: Studio) -> None:
    studio.takes.set_slate(Slate(SLATE.code, " \x1b[31mЖасуша\u202e\n құрылысы "))
    assert studio.takes.slate == Slate(SLATE.code, "[31mЖасуша құрылысы")


@pytest.mark.usefixtures("no_checker")
def test_a_take_of_a_stated_length_is_cut_by_itself(studio: Studio) -> None:
    studio.takes.set_slate(SLATE)
    length_s = AGO_S + 0.2
    studio.roll(duration_s=length_s)
    start_s = studio.rolls[-1]
    items = in_time_order(frames(SMALL, 75, start_s=start_s), blocks(known_sound(3 * 48_000), start_s=start_s))
    studio.offer([item for item in items if item.at_s < start_s + 1.9])
    # The recorder is told of the end before it comes.
    wait_until(lambda: studio.takes._run.recorder._cut_at_s is not None, 20, "the cut")
    studio.offer([item for item in items if item.at_s >= start_s + 1.9])
    take = studio.verdict()
    assert (take.duration_s, take.frames, take.lost_frames, take.lost_samples) == (length_s, 55, 0, 0)
    assert studio.cuts == 1


def test_a_checker_follows_the_take(studio: Studio) -> None:
    take = studio.take()
    assert take.verdict == "fail"
    assert take.problem == ""
    judgement = studio.log.judgement(take.identity)
    assert judgement is not None
    assert judgement.file.endswith("_T01.mov")


def test_a_checker_that_dies_costs_nothing(studio: Studio) -> None:
    studio.takes.set_slate(SLATE)
    studio.roll()
    follower = studio.takes._run._parts.follower
    assert follower is not None
    os.kill(follower.pid, signal.SIGKILL)
    studio.feed()
    wait_until(lambda: not follower.alive, 10, "the end of the checker")
    studio.cut()
    take = studio.verdict()
    assert take.verdict == "fail"
    assert "frame_size" in take.findings_json or "width" in take.findings_json
    assert studio.log.judgement(take.identity) is not None


@pytest.mark.usefixtures("no_checker")
def test_a_take_of_nothing_is_rejected_and_says_so(studio: Studio) -> None:
    studio.takes.set_slate(SLATE)
    studio.roll()
    studio.takes.cut()
    take = studio.verdict()
    assert (take.state, take.verdict) == ("rejected", "unreadable")
    assert "Nothing was recorded" in take.problem
    assert studio.sidecar(take) == take


def put_folder_in_place_of(file: Path) -> None:
    """Where the recorder may write the file once more in between."""
    while not file.is_dir():
        file.unlink(missing_ok=True)
        with suppress(FileExistsError):
            file.mkdir()


@pytest.mark.usefixtures("no_checker")
def test_notes_that_cannot_be_written_hold_nothing_up(studio: Studio) -> None:
    studio.takes.set_slate(SLATE)
    studio.roll()
    studio.feed()
    notes = take_files(studio.library, studio.takes.progress().file).sidecar
    put_folder_in_place_of(notes)
    studio.cut()
    take = studio.verdict()
    assert take.verdict == "fail"
    assert "notes of a take" in take.problem
    assert studio.library.joinpath(*take.file.split("/")).is_file()
    notes.rmdir()
    assert studio.take().number == 2


@pytest.mark.usefixtures("no_checker")
def test_the_producer_may_decide_before_the_verdict(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    decided = threading.Event()

    def judge_late(path: Path, preset: Preset, facts: TakeFacts, *, make_voice: MakeVoice | None) -> Judgement:
        assert decided.wait(20)
        return judge_file(path, preset, facts, make_voice=make_voice)

    monkeypatch.setattr(take_run, "judge_file", judge_late)
    studio.takes.set_slate(SLATE)
    studio.roll()
    studio.feed()
    studio.cut()
    wait_until(lambda: studio.takes.progress().phase == "checking", 20, "the take in the log")
    (recorded,) = studio.log.takes("", 1)
    studio.log.decide(recorded.identity, "Жақсы", accept=True)
    decided.set()
    take = studio.verdict()
    assert (take.state, take.note, take.verdict) == ("accepted", "Жақсы", "fail")
    assert studio.sidecar(take) == take


@pytest.mark.usefixtures("no_checker")
def test_the_end_of_the_station_keeps_and_judges_what_rolls(studio: Studio) -> None:
    studio.takes.set_slate(SLATE)
    studio.roll()
    studio.feed()
    studio.cut()
    wait_until(lambda: not studio.takes.rolling, 20, "the file to be closed")
    studio.roll()
    studio.feed()
    studio.takes.close()
    logged = studio.log.takes("", 10)
    assert {take.number: take.verdict for take in logged} == {1: "fail", 2: "fail"}
    assert studio.movies() == [f"К1_M1_С1_В5_Жасуша құрылысы_T0{number}.mov" for number in (1, 2)]
    refused(studio.roll, "is ending")


def test_what_comes_while_nothing_rolls_goes_nowhere(studio: Studio) -> None:
    now_s = time.monotonic()
    studio.offer([*frames(SMALL, 2, start_s=now_s), *blocks(known_sound(960), start_s=now_s)])
    assert studio.takes.progress().frames == 0


def test_a_library_that_refuses_is_a_sentence(studio: Studio) -> None:
    studio.takes.set_slate(SLATE)
    (studio.library / "К1").write_text("a file where a folder should be")
    refused(studio.roll, "library")
    assert not studio.takes.rolling
    assert studio.rolls == []
