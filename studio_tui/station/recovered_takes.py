"""Takes that an earlier station left unfinished: logged when the station starts, then judged in the background."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from pathlib import Path

from studio_tui.checking.follower import Follower
from studio_tui.checking.signals import TakeFacts
from studio_tui.course.take import Take
from studio_tui.recording.recovery import Recovered
from studio_tui.station.caption_files import keep_captions
from studio_tui.station.run_file import run_of
from studio_tui.station.spoken_run import spoken_script
from studio_tui.station.take_log import TakeLog, checked_take
from studio_tui.text import StudioError

_LONGEST_S = 3600.0
"""For one take; a checker reads several times faster than real time."""

_logger = logging.getLogger(__name__)


class RecoveredTakes:
    """Judges one after the other, in a checker process of low priority: a new take can roll meanwhile."""

    def __init__(self, recovered: Sequence[Recovered], library: Path, preset: str, log: TakeLog) -> None:
        self._library = library
        self._preset = preset
        self._log = log
        self._checker: Follower | None = None
        self._stopping = threading.Event()
        self._takes = [taken for taken in (self._logged(each.take) for each in recovered if each.take) if taken]
        self._thread = threading.Thread(target=self._judge_all, name="recovered takes", daemon=True)

    def start(self) -> None:
        """Begin to judge."""
        self._thread.start()

    def stop(self) -> None:
        """Leave the rest unjudged."""
        self._stopping.set()
        checker = self._checker
        if checker is not None:
            checker.kill()
        self._thread.join(2)

    def _logged(self, take: Take) -> Take | None:
        try:
            return self._log.keep(take)
        except StudioError:
            _logger.exception("a recovered take could not be written down")
            return None

    def _judge_all(self) -> None:
        for take in self._takes:
            if not self._stopping.is_set() and take.state == "recorded":
                self._judge(take)

    def _judge(self, take: Take) -> None:
        try:
            self._checker = Follower.start(self._library / take.file, self._preset)
        except OSError:
            _logger.exception("no checker could be started")
            return
        prompted = run_of(self._library / take.file)
        self._checker.complete(
            TakeFacts(
                lost_frames=take.lost_frames,
                lost_samples=take.lost_samples,
                spoken=spoken_script(prompted),
            )
        )
        judgement = self._checker.result(_LONGEST_S)
        self._checker.kill()
        if judgement is None:
            return
        self._log.keep_judgement(take.identity, judgement)
        try:
            self._log.keep(checked_take(take, judgement))
        except StudioError:
            _logger.exception("the verdict of a recovered take could not be written down")
        try:
            keep_captions(self._library / take.file, prompted, judgement)
        except StudioError:
            _logger.exception("the captions of a recovered take could not be written down")
