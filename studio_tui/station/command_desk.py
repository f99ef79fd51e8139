"""What each command does, one branch each. Called from one thread."""

from __future__ import annotations

import math
from pathlib import Path

from studio_tui.station.camera_desk import CameraDesk
from studio_tui.station.messages import (
    AcknowledgeClips,
    Answer,
    Command,
    Cut,
    Decide,
    Done,
    GetJudgement,
    GetTakes,
    JudgementAnswer,
    MeasureRoomTone,
    RebuildLog,
    Roll,
    SetSlate,
    Stop,
    TakesAnswer,
)
from studio_tui.station.prompter_desk import PrompterDesk
from studio_tui.station.prompter_messages import (
    EditStage,
    GetScript,
    GetTabletAddress,
    LoadScript,
    Prompt,
    TabletAnswer,
)
from studio_tui.station.sound_desk import SoundDesk
from studio_tui.station.tablet.desk import TabletDesk
from studio_tui.station.take_control import TakeControl
from studio_tui.station.take_log import TakeLog
from studio_tui.text import N_, StudioError, Text


class CommandDesk:
    """Carries out commands; raises `StudioError` with a sentence for the screen when it cannot."""

    def __init__(
        self,
        takes: TakeControl,
        log: TakeLog,
        prompter: PrompterDesk,
        sound: SoundDesk,
        camera: CameraDesk,
        tablet: TabletDesk,
    ) -> None:
        self._takes = takes
        self._log = log
        self._prompter = prompter
        self._sound = sound
        self._camera = camera
        self._tablet = tablet

    def handle(self, command: Command) -> Answer:
        """Carry out a command."""
        match command:
            case SetSlate(slate=slate):
                self._takes.set_slate(slate)
            case Roll(duration_s=duration_s):
                self._roll(duration_s)
            case Cut():
                self._takes.cut()
            case Decide(identity=identity, accept=accept, note=note):
                self._log.decide(identity, note, accept=accept)
            case AcknowledgeClips() | MeasureRoomTone():
                self._listen(command)
            case LoadScript() | Prompt() | EditStage():
                return Done(self._prompt(command))
            case RebuildLog():
                self._log.rebuild()
            case Stop(even_rolling=even_rolling):
                self._stop(even_rolling=even_rolling)
            case _:
                return self._tell(command)
        return Done()

    def _tell(self, command: Command) -> Answer:
        match command:
            case GetScript():
                return self._prompter.answer()
            case GetTakes(code=code, limit=limit):
                return TakesAnswer(self._log.takes(code, limit))
            case GetJudgement(identity=identity):
                return JudgementAnswer(self._log.judgement(identity))
            case GetTabletAddress():
                return TabletAnswer(self._tablet.fresh_address(), self._tablet.fingerprint)
            case _:
                raise StudioError(N_("The station does not know this command."))

    def _listen(self, command: AcknowledgeClips | MeasureRoomTone) -> None:
        if isinstance(command, AcknowledgeClips):
            self._sound.acknowledge_clips()
            if not self._takes.rolling:
                self._sound.begin_programme()
            return
        if self._takes.progress().phase == "rolling":
            raise StudioError(N_("A take is rolling. Measure the room before or after it."))
        if self._sound.feed.state.status != "running":
            raise StudioError(N_("No sound arrives, so the room cannot be heard. Check the interface."))
        self._sound.measure_room_tone()

    def _prompt(self, command: LoadScript | Prompt | EditStage) -> Text | None:
        match command:
            case LoadScript(path=path):
                return self._prompter.load(Path(path))
            case EditStage():
                self._prompter.edit(command)
            case Prompt():
                self._prompter.move(command)
        return None

    def _roll(self, duration_s: float | None) -> None:
        if duration_s is not None and not 0 < duration_s < math.inf:
            raise StudioError(N_("The station does not know this command."))
        sound, picture = self._sound.feed.state.format, self._camera.feed.state.format
        if sound is None:
            raise StudioError(N_("There is no sound interface yet, so no take can roll. Check its cable."))
        if picture is None:
            raise StudioError(N_("There is no picture yet, so no take can roll. Check the camera's cable."))
        self._takes.roll(sound, picture, duration_s)

    def _stop(self, *, even_rolling: bool) -> None:
        if self._takes.rolling and not even_rolling:
            raise StudioError(N_("A take is rolling. Cut it first, then stop the station."))
