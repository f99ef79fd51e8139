"""What each command does, on real desks, with devices that deliver known frames and samples on time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import studio_tui.course
from studio_tui.capture.picture import Frame, PictureFormat
from studio_tui.capture.problem import DeviceError
from studio_tui.capture.sound import SoundBlock, SoundFormat
from studio_tui.checking.follower import Follower
from studio_tui.config import Settings
from studio_tui.course.take import Slate, VideoCode
from studio_tui.station.camera_desk import CameraDesk
from studio_tui.station.command_desk import CommandDesk
from studio_tui.station.messages import (
    AcknowledgeClips,
    Command,
    Cut,
    Decide,
    Done,
    GetJudgement,
    GetStatus,
    GetTakes,
    JudgementAnswer,
    RebuildLog,
    Roll,
    SetSlate,
    Stop,
    TakesAnswer,
)
from studio_tui.station.prompter_desk import PrompterDesk
from studio_tui.station.prompter_messages import GetScript, LoadScript, Prompt, ScriptAnswer
from studio_tui.station.script_shelf import ScriptShelf
from studio_tui.station.sound_desk import SoundDesk
from studio_tui.station.tablet.desk import TabletDesk
from studio_tui.station.take_control import TakeControl
from studio_tui.station.take_log import TakeLog
from studio_tui.text import N_, StudioError
from tests.rigs.recorded_feed import SMALL, SOUND, jpegs, known_sound
from tests.rigs.station_process import wait_until

SCRIPT = Path(studio_tui.course.__file__).parent / "samples" / "K1M1C1B1.kk.md"
SLATE = Slate(VideoCode(1, 1, 1, 1), "Су айналымы")
BLOCK = 960


class Paced:
    """Hands out the next item when it is due, as a device does."""

    def __init__(self, name: str, interval_s: float) -> None:
        self.name = name
        self.overflows = 0
        self._interval_s = interval_s
        self._opened_s = time.monotonic()
        self._count = 0

    def _next(self, timeout_s: float) -> int | None:
        due_s = self._opened_s + self._count * self._interval_s
        now_s = time.monotonic()
        time.sleep(max(0.0, min(due_s - now_s, timeout_s)))
        if due_s > now_s + timeout_s:
            return None
        self._count += 1
        return self._count - 1

    def _at_s(self, number: int) -> float:
        return self._opened_s + number * self._interval_s

    def close(self) -> None:
        """Nothing to release."""


class PacedSound(Paced):
    """Noise at full scale, so that it clips; until it is unplugged."""

    format: SoundFormat = SOUND

    def __init__(self, device: str, interval_s: float, is_there: threading.Event) -> None:
        super().__init__(device, interval_s)
        self._is_there = is_there

    def read(self, timeout_s: float) -> SoundBlock | None:
        if not self._is_there.is_set():
            raise DeviceError(N_("not there"))
        number = self._next(timeout_s)
        if number is None:
            return None
        loud = known_sound(BLOCK)
        loud[:100] = 2**31 - 256
        return SoundBlock(loud, number * BLOCK, self._at_s(number))


class PacedCamera(Paced):
    format: PictureFormat = SMALL

    def read(self, timeout_s: float) -> Frame | None:
        number = self._next(timeout_s)
        if number is None:
            return None
        pool = jpegs(SMALL.width_px, SMALL.height_px)
        return Frame(pool[number % len(pool)], "mjpeg", number, self._at_s(number))


class Desks:
    """Everything behind a command desk. A device is there once its event is set."""

    def __init__(self, library: Path) -> None:
        table = {"station": {"library": str(library)}, "camera": [{"width_px": 128, "height_px": 72}]}
        settings = msgspec.convert(table, Settings)
        self.sound_is_there, self.camera_is_there = threading.Event(), threading.Event()
        self.log = TakeLog(library)
        self.takes = TakeControl(settings, self.log, lambda _: None, lambda: None)
        self.prompter = PrompterDesk(settings.prompter, ScriptShelf(settings.library), self.takes.preset.pace)
        self.sound = SoundDesk(settings, self._open_sound, self.takes.offer_sound)
        self.camera = CameraDesk(0, settings, self._open_camera, self.takes.offer_frame, lambda _: None)
        self.tablet = TabletDesk(settings.tablet, self.prompter)
        self.desk = CommandDesk(self.takes, self.log, self.prompter, self.sound, self.camera, self.tablet)

    def _open_sound(self) -> PacedSound:
        if not self.sound_is_there.is_set():
            raise DeviceError(N_("not there"))
        return PacedSound("noise", BLOCK / 48_000, self.sound_is_there)

    def _open_camera(self) -> PacedCamera:
        if not self.camera_is_there.is_set():
            raise DeviceError(N_("not there"))
        return PacedCamera("noise", 1 / 25)

    def plug_in(self) -> None:
        self.sound_is_there.set()
        self.camera_is_there.set()
        self.sound.start()
        self.camera.start()
        wait_until(lambda: self.sound.read().status == self.camera.read().status == "running", 20, "both devices")

    def refuses(self, command: Command, why: str) -> None:
        with pytest.raises(StudioError, match=why):
            self.desk.handle(command)


@pytest.fixture
def desks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desks]:
    def refuse(part: Path, preset: str, voice: str) -> Follower:
        raise OSError(11, f"no process for {part}, {preset} and {voice}")

    monkeypatch.setattr(Follower, "start", refuse)  # judged from the file, which is quicker here
    desks = Desks(tmp_path / "library")
    yield desks
    desks.takes.close()
    for desk in (desks.sound, desks.camera):
        if desk.feed._thread is not None:
            desk.stop()
    desks.log.close()


def test_a_take_by_commands(desks: Desks) -> None:
    desks.plug_in()
    assert desks.desk.handle(SetSlate(SLATE)) == Done()
    assert desks.desk.handle(Roll()) == Done()
    desks.refuses(Roll(), "rolling already")
    desks.refuses(Stop(), "Cut it first")
    assert desks.desk.handle(Stop(even_rolling=True)) == Done()
    wait_until(lambda: desks.takes.progress().frames >= 10, 20, "pictures")
    assert desks.desk.handle(Cut()) == Done()
    wait_until(lambda: desks.takes.progress().phase == "idle", 30, "the verdict")
    desks.refuses(Cut(), "No take")
    assert desks.desk.handle(Stop()) == Done()

    listed = desks.desk.handle(GetTakes())
    assert isinstance(listed, TakesAnswer)
    (take,) = listed.takes
    assert (take.title, take.verdict, take.lost_frames, take.lost_samples) == (SLATE.title, "fail", 0, 0)
    judged = desks.desk.handle(GetJudgement(take.identity))
    assert isinstance(judged, JudgementAnswer)
    assert judged.judgement is not None
    assert judged.judgement.verdict == "fail"
    assert desks.desk.handle(Decide(take.identity, accept=False, note="Қайта")) == Done()
    assert desks.desk.handle(RebuildLog()) == Done()
    after = desks.desk.handle(GetTakes("K1M1C1B1", 1))
    assert isinstance(after, TakesAnswer)
    assert [(each.state, each.note) for each in after.takes] == [("rejected", "Қайта")]
    assert desks.desk.handle(GetTakes("K9M9C9B9")) == TakesAnswer(())


def test_without_devices_nothing_rolls(desks: Desks) -> None:
    desks.desk.handle(SetSlate(SLATE))
    desks.refuses(Roll(), "no sound interface")
    desks.sound_is_there.set()
    desks.sound.start()
    wait_until(lambda: desks.sound.read().status == "running", 20, "the sound")
    desks.refuses(Roll(), "no picture")
    assert not desks.takes.rolling


@pytest.mark.parametrize("duration_s", [0.0, -1.0, float("nan"), float("inf")])
def test_a_take_of_no_length_is_refused(desks: Desks, duration_s: float) -> None:
    desks.desk.handle(SetSlate(SLATE))
    desks.refuses(Roll(duration_s), "does not know")


def test_clips_are_counted_until_they_are_acknowledged(desks: Desks) -> None:
    desks.plug_in()
    wait_until(lambda: desks.sound.read().channels[0].clips >= 5, 20, "clips")
    desks.sound.stop()  # and what had arrived is measured
    assert desks.sound.read().channels[0].clips >= 5
    assert desks.desk.handle(AcknowledgeClips()) == Done()
    assert [channel.clips for channel in desks.sound.read().channels] == [0, 0]


def test_a_device_that_is_gone_shows_no_level(desks: Desks) -> None:
    desks.plug_in()
    wait_until(lambda: desks.sound.read().channels[0].level_dbfs > -60, 20, "a level")
    desks.sound_is_there.clear()
    wait_until(lambda: desks.sound.read().status == "lost", 20, "its loss")
    gone = desks.sound.read()
    assert [(channel.level_dbfs, channel.hold_dbfs) for channel in gone.channels] == [(-200.0, -200.0)] * 2
    assert (gone.momentary_lufs, gone.correlation) == (None, None)


def test_the_prompter_by_commands(desks: Desks) -> None:
    assert desks.desk.handle(GetScript()) == ScriptAnswer(0, None)
    desks.refuses(Prompt("start"), "no script")
    assert desks.desk.handle(LoadScript(str(SCRIPT))) == Done()
    told = desks.desk.handle(GetScript())
    assert isinstance(told, ScriptAnswer)
    assert told.script_id == 1
    assert told.script is not None
    assert told.script.language == "kk"
    assert desks.desk.handle(Prompt("start")) == Done()
    assert desks.prompter.state.clock.running
    desks.refuses(LoadScript("/nowhere/script.docx"), "no file")
    desks.refuses(LoadScript("\0"), "no file")
    assert desks.desk.handle(GetScript()) == told


def test_decisions_and_judgements_of_no_take(desks: Desks) -> None:
    desks.refuses(Decide("A/K1M1C1B1/T01", accept=True), "no take")
    desks.refuses(Decide("nonsense", accept=True), "no take")
    assert desks.desk.handle(GetJudgement("A/K1M1C1B1/T01")) == JudgementAnswer(None)


def test_what_is_somebody_elses_command_is_refused(desks: Desks) -> None:
    """The engine answers this one itself."""
    desks.refuses(GetStatus(), "does not know")
