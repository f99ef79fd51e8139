"""Who may roll and cut, what is on the slate, and where frames and sound go while a take rolls."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from meters.audio.detectors import Voice
from studio_tui.capture.picture import Frame, PictureFormat
from studio_tui.capture.sound import SoundBlock, SoundFormat
from studio_tui.checking.follower import Follower
from studio_tui.checking.voices import VoiceMissingError, maker_of_voice
from studio_tui.config import Settings
from studio_tui.course.clean import clean_line
from studio_tui.course.codes import parse
from studio_tui.course.take import Slate, Take
from studio_tui.presets import Preset, load_preset
from studio_tui.recording.claim import ClaimedTake, claim_take
from studio_tui.recording.recorder import Recorder
from studio_tui.station.messages import TakeProgress
from studio_tui.station.run_log import RunLog
from studio_tui.station.take_log import TakeLog
from studio_tui.station.take_run import TakeParts, TakeRun
from studio_tui.text import N_, StudioError, Text

_logger = logging.getLogger(__name__)


class TakeControl:
    """One take at a time. Commands come from one thread, frames and sound from the devices' threads."""

    def __init__(
        self, settings: Settings, log: TakeLog, rolled: Callable[[RunLog], None], cut: Callable[[], None]
    ) -> None:
        """Take takes into the library.

        Args:
            settings: where takes go and what they are checked against.
            log: where they are written down.
            rolled: called at every roll, with what is to be told of the prompter until the cut.
            cut: called at every cut, by hand or not, on a take's own thread.
        """
        self._settings = settings
        self._log = log
        self._rolled = rolled
        self._was_cut = cut
        self.preset: Preset = load_preset(settings.station.preset)
        self._slate: Slate | None = None
        self._next_number = 0
        self._run: TakeRun | None = None
        self._runs: list[TakeRun] = []
        self._last: Take | None = None
        self._closing = False
        self._voice: Voice = settings.prompter.voice
        self._voice_missing: Text | None = None
        try:
            maker_of_voice(self._voice)
        except VoiceMissingError as problem:
            # A take whose pace is heard less well is better than one that is not judged.
            self._voice, self._voice_missing = "energy", problem.text

    @property
    def slate(self) -> Slate | None:
        """The video that the next take is of."""
        return self._slate

    @property
    def next_number(self) -> int:
        """The number that the next take will have at least; 0 without a slate."""
        return self._next_number

    @property
    def last(self) -> Take | None:
        """The take that ended last, with its verdict once there is one."""
        run = self._run
        return run.take if run is not None and run.phase != "rolling" else self._last

    @property
    def rolling(self) -> bool:
        """Whether a take rolls or is being closed."""
        return self._run is not None and self._run.phase in {"rolling", "closing"}

    @property
    def problem(self) -> Text | None:
        """What goes wrong with the take that rolls."""
        if self._run is None or self._run.phase == "idle":
            return None
        return self._run.problem or self._voice_missing

    def progress(self) -> TakeProgress:
        """How far the take is."""
        return TakeProgress() if self._run is None else self._run.progress()

    def offer_frame(self, frame: Frame) -> None:
        """Called by the camera's thread for every frame, before anything else is done with it."""
        run = self._run
        if run is not None:
            run.recorder.offer_frame(frame)

    def offer_sound(self, block: SoundBlock) -> None:
        """Called by the sound device's thread for every block, likewise."""
        run = self._run
        if run is not None:
            run.recorder.offer_sound(block)

    def set_slate(self, slate: Slate) -> None:
        """Choose the video of the next take; a take that rolls keeps its own. The title is cleaned.

        Raises:
            StudioError: the code has numbers that no video has.
        """
        parsed = parse(str(slate.code))
        if parsed.code != slate.code:
            raise StudioError(
                parsed.problem or N_("“{text}” is no video code. Write it like K1M1C1B5.", text=str(slate.code))
            )
        self._slate = Slate(slate.code, clean_line(slate.title))
        self._next_number = self._log.next_number(self._settings.station.name, slate.code)

    def roll(self, sound: SoundFormat, picture: PictureFormat, duration_s: float | None) -> None:
        """Start a take.

        Args:
            sound: format that the sound device delivers.
            picture: format that the camera delivers.
            duration_s: when to cut by itself, None for never.

        Raises:
            StudioError: a take rolls already, there is no slate, the station is ending, or the disk refuses.
        """
        if self._closing:
            raise StudioError(N_("The station is ending, so no take can roll."))
        if self.rolling:
            raise StudioError(N_("A take is rolling already."))
        if self._slate is None:
            raise StudioError(N_("The slate is empty: choose the video first."))
        if self._run is not None:
            self._last = self._run.take
        claimed = claim_take(
            self._settings.library,
            self._settings.station.name,
            self._slate,
            floor=self._next_number,
            preset=self.preset.name,
        )
        follower = self._follow(claimed)
        # From here on nothing takes time: a frame that comes between the roll and the recorder would be missing.
        rolled_at_s = time.monotonic()
        recorder = Recorder(claimed, sound, picture, self._settings.recording, rolled_at_s=rolled_at_s)
        prompted = RunLog(rolled_at_s)
        parts = TakeParts(claimed, recorder, follower, self.preset, self._log, prompted, self._was_cut, self._voice)
        run = TakeRun(parts, None if duration_s is None else rolled_at_s + duration_s, self._ended)
        self._run = run
        self._runs = [*(each for each in self._runs if each.phase != "idle"), run]
        run.start()
        self._rolled(prompted)
        self._next_number = claimed.take.number + 1

    def cut(self) -> None:
        """End the take; raises `StudioError` when none rolls."""
        if self._run is None or not self.rolling:
            raise StudioError(N_("No take is rolling."))
        self._run.cut()

    def close(self) -> None:
        """Roll no more, cut what rolls and wait until every take has its verdict."""
        self._closing = True
        for run in self._runs:
            run.cut()
        for run in self._runs:
            run.wait()

    def _ended(self, take: Take) -> None:
        _logger.info("%s: %s", take.identity, take.verdict)
        if self._last is not None and self._last.identity == take.identity:
            self._last = take  # the next take rolled before this one had its verdict

    def _follow(self, claimed: ClaimedTake) -> Follower | None:
        """A checker beside the take; without one the file is judged after the cut."""
        try:
            return Follower.start(claimed.part, self._settings.station.preset, self._voice)
        except OSError:
            _logger.exception("no checker could be started")
            return None
