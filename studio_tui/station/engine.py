"""The station: wires devices, recorder, checker, log and prompter together, and tells the screens."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

import msgspec

from studio_tui.capture.openers import picture_opener, sound_opener, start_rig
from studio_tui.capture.picture import Frame
from studio_tui.config import Settings
from studio_tui.recording.recovery import recover
from studio_tui.station.alarms import AlarmBoard, Readings
from studio_tui.station.camera_desk import CameraDesk
from studio_tui.station.command_desk import CommandDesk
from studio_tui.station.disk import DiskGauge
from studio_tui.station.messages import Answer, Command, GetStatus, Picture, Snapshot, Stop
from studio_tui.station.prompter_desk import PrompterDesk
from studio_tui.station.recovered_takes import RecoveredTakes
from studio_tui.station.run_log import RunLog
from studio_tui.station.script_shelf import ScriptShelf
from studio_tui.station.sound_desk import SoundDesk
from studio_tui.station.tablet.desk import TabletDesk
from studio_tui.station.take_control import TakeControl
from studio_tui.station.take_log import TakeLog
from studio_tui.station.target import loudness_target
from studio_tui.station.voice_ear import VoiceEar

_logger = logging.getLogger(__name__)

_SNAPSHOT_S = 1 / 25


class Station:
    """Everything a station is; as a context manager it runs, and ends in order: the take first."""

    def __init__(
        self,
        settings: Settings,
        faults: Sequence[str],
        publish: Callable[[Snapshot | Picture], None],
        stop: Callable[[], None],
    ) -> None:
        """Wire a station.

        Args:
            settings: studio.toml.
            faults: what simulated devices shall do wrong.
            publish: called on one thread with what all screens see.
            stop: called when a screen has asked the station to end.
        """
        self._settings = settings
        self._publish = publish
        self._stop = stop
        self._sequence = 0
        self._pictures: dict[int, Picture] = {}
        recovered = recover(settings.library, settings.station.name)
        self._log = TakeLog(settings.library)
        self._recovered = tuple(each.text for each in recovered)
        self._unjudged = RecoveredTakes(recovered, settings.library, settings.station.preset, self._log)
        self._takes = TakeControl(settings, self._log, self._rolled, self._was_cut)
        self._target = loudness_target(self._takes.preset, settings.meters)
        pace = self._takes.preset.pace
        self._prompter = PrompterDesk(settings.prompter, ScriptShelf(settings.library, pace), pace)
        self._tablet = TabletDesk(settings.tablet, self._prompter, settings.station.language)
        ear = VoiceEar(settings.prompter.voice, self._prompter)
        self._alarms = AlarmBoard(settings)
        self._disk = DiskGauge(settings.library)
        self._rig = rig = start_rig(settings, faults)
        rig.count_from(math.inf)
        self._sound = SoundDesk(settings, sound_opener(settings.sound, rig), self._takes.offer_sound, ear.listen)
        self._cameras = tuple(
            CameraDesk(number, settings, picture_opener(camera, rig), self._recorded(number), self._keep_picture)
            for number, camera in enumerate(settings.camera)
        )
        self._commands = CommandDesk(
            self._takes, self._log, self._prompter, self._sound, self._cameras[0], self._tablet
        )
        self._stopping = threading.Event()
        self._publisher = threading.Thread(target=self._publish_snapshots, name="publisher", daemon=True)

    def __enter__(self) -> Self:
        self._prompter.start()
        self._tablet.start()
        self._sound.start()
        for camera in self._cameras:
            camera.start()
        self._publisher.start()
        self._unjudged.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._takes.close()
        self._unjudged.stop()
        self._stopping.set()
        self._publisher.join()
        self._sound.stop()
        for camera in self._cameras:
            camera.stop()
        self._tablet.stop()
        self._prompter.stop()
        self._log.close()

    def handle(self, command: Command) -> Answer:
        """Carry out a command; raises `StudioError` with a sentence when that cannot be done."""
        if isinstance(command, GetStatus):
            return self._snapshot()
        answer = self._commands.handle(command)
        if isinstance(command, Stop):
            self._stop()
        return answer

    def _rolled(self, prompted: RunLog) -> None:
        """A take begins: integrated loudness starts over, and so do the faults of simulated devices."""
        self._sound.begin_programme()
        self._rig.count_from(prompted.rolled_at_s)
        self._prompter.rolled(prompted)

    def _was_cut(self) -> None:
        """A take has ended: what is said in the studio now is no part of its loudness."""
        self._sound.end_programme()

    def _recorded(self, camera: int) -> Callable[[Frame], None]:
        """Where a camera's frames go: the first camera is the one that is recorded."""
        return self._takes.offer_frame if camera == 0 else _leave

    def _keep_picture(self, picture: Picture) -> None:
        """Called by the cameras' measuring threads; the newest of each is published with the next snapshot."""
        self._pictures[picture.camera] = picture

    def _publish_snapshots(self) -> None:
        while not self._stopping.wait(_SNAPSHOT_S):
            snapshot = self._snapshot()
            self._publish(snapshot)
            self._tablet.offer(snapshot)
            for camera in list(self._pictures):
                self._publish(self._pictures.pop(camera))

    def _snapshot(self) -> Snapshot:
        now_s = time.monotonic()
        sound = self._sound.read()
        cameras = tuple(camera.read() for camera in self._cameras)
        take = self._takes.progress()
        disk = self._disk.read(now_s, cameras[0], sound)
        readings = Readings(sound, cameras, take, disk, self._takes.problem, self._log.problem)
        self._sequence += 1
        return Snapshot(
            sequence=self._sequence,
            at_s=now_s,
            station=self._settings.station.name,
            library=str(self._settings.library),
            slate=self._takes.slate,
            next_number=self._takes.next_number,
            sound=sound,
            cameras=cameras,
            take=take,
            disk=disk,
            prompter=msgspec.structs.replace(self._prompter.state, tablet=self._tablet.state),
            alarms=self._alarms.update(readings, now_s),
            last_take=self._takes.last,
            log_revision=self._log.revision,
            notices=(*self._recovered, *self._log.notices),
            target=self._target,
        )


def _leave(_: Frame) -> None:
    """A camera that is only watched."""
