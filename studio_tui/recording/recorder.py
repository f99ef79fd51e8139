"""Records one take: capture threads hand in frames and sound, one thread writes them, no fault loses the take."""

from __future__ import annotations

import errno
import threading
import time
from dataclasses import dataclass

import msgspec

from studio_tui.capture.picture import Frame, PictureFormat
from studio_tui.capture.sound import SoundBlock, SoundFormat
from studio_tui.config import RecordingSettings
from studio_tui.course.take import Take
from studio_tui.recording.backlog import Backlog, BacklogLimits, Offer
from studio_tui.recording.claim import ClaimedTake, local_time
from studio_tui.recording.closing import keep_take
from studio_tui.recording.container import WriteError
from studio_tui.recording.frame_rate import exact_rate
from studio_tui.recording.sidecar import write_sidecar
from studio_tui.recording.take_file import TakeFile
from studio_tui.recording.timeline import ALIVE_S, Timeline
from studio_tui.text import N_, StudioError, Text

BACKLOG_S = 10.0
"""How long the disk may stand still before frames are lost."""
BACKLOG_BYTES = 256_000_000
"""Of pictures; raw 1080p reaches this after 1.6 s, MJPG at 84 Mbit/s never within ten."""
LATE_S = 0.5
"""How long after the cut something captured before it is waited for."""
_ROOM_INTERVAL_S = 0.5
_POLL_S = 0.1


@dataclass(frozen=True)
class RecorderProgress:
    """How a take is getting on.

    Attributes:
        frames: pictures written.
        lost_frames: pictures missing between the first and the last, and those that could not be written.
        samples: samples per channel written, silence for lost ones included.
        lost_samples: samples per channel that are silence because they were never delivered.
        bytes_written: length of the file on the disk.
        queue_share: how full the writer's queue is, 0 to 1.
        elapsed_s: length of what is recorded.
        video_bitrate_mbps: of the picture, from its packets, over the whole take.
        sync_delay_s: the longest that the disk took to confirm what was written.
        problem: what happened to the take; it may have ended by itself then, see `Recorder.ended`.
    """

    frames: int = 0
    lost_frames: int = 0
    samples: int = 0
    lost_samples: int = 0
    bytes_written: int = 0
    queue_share: float = 0.0
    elapsed_s: float = 0.0
    video_bitrate_mbps: float = 0.0
    sync_delay_s: float = 0.0
    problem: Text | None = None


class Recorder:
    """A rolling take. Constructing it is the roll; it never waits for the disk and never raises.

    Args:
        claimed: the take's name; the recorder lets its holding go when the take is kept.
        sound: rate and channels of the blocks to come.
        picture: what the card claims; ``frame_rate_hz`` is the file's frame grid.
        settings: how takes are written.
        rolled_at_s: ``time.monotonic()`` of the roll; what was captured before is left out. Default now.
    """

    def __init__(
        self,
        claimed: ClaimedTake,
        sound: SoundFormat,
        picture: PictureFormat,
        settings: RecordingSettings,
        *,
        rolled_at_s: float | None = None,
    ) -> None:
        self._claimed = claimed
        self._take = msgspec.structs.replace(claimed.take, state="rolling", started_at=local_time())
        rate = exact_rate(picture.frame_rate_hz)
        self._timeline = Timeline(sound, rate, time.monotonic() if rolled_at_s is None else rolled_at_s)
        self._file = TakeFile(claimed, sound, picture, settings)
        frames = max(1, round(BACKLOG_S * rate))
        self._backlog = Backlog(BacklogLimits(frames, BACKLOG_BYTES, round(BACKLOG_S * sound.rate_hz)))
        self._cut_lock = threading.Lock()
        self._cut_at_s: float | None = None
        self._problems: list[Text] = []
        self._in_order = False
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"recorder {claimed.take.identity}", daemon=True)
        self._thread.start()

    def offer_frame(self, frame: Frame) -> None:
        """Hand in a frame, in the order of capture. Never blocks, never raises; what does not fit is counted."""
        if not self._ended.is_set():
            self._backlog.put_frame(frame)

    def offer_sound(self, block: SoundBlock) -> None:
        """Hand in a block, likewise."""
        if not self._ended.is_set():
            self._backlog.put_sound(block)

    def cut(self, at_s: float | None = None) -> None:
        """End the take at a ``time.monotonic()``, default now; go on offering until it has `ended`. Idempotent."""
        with self._cut_lock:
            if self._cut_at_s is None:
                self._cut_at_s = time.monotonic() if at_s is None else at_s
        self._backlog.wake()

    @property
    def ended(self) -> bool:
        """Whether the file is closed and kept, after a cut or because the disk failed."""
        return self._ended.is_set()

    def finish(self) -> Take:
        """Cut unless that was done, wait until the file is closed and kept, and say what became of it."""
        self.cut()
        self._thread.join()
        return self._take

    def progress(self) -> RecorderProgress:
        """How the take is getting on. Cheap; from any thread."""
        timeline, file = self._timeline, self._file
        picture_s = timeline.picture_end_s
        problems = (*self._problems, *([file.problem] if file.problem else []))
        return RecorderProgress(
            frames=file.frames,
            lost_frames=timeline.lost_frames + self._backlog.refused_at_end + file.unwritable_frames,
            samples=file.samples,
            lost_samples=timeline.lost_samples,
            bytes_written=file.bytes_written,
            queue_share=self._backlog.share,
            elapsed_s=max(picture_s, timeline.sound_end_s),
            video_bitrate_mbps=file.video_bytes * 8e-6 / picture_s if picture_s else 0.0,
            sync_delay_s=file.longest_sync_s,
            problem=problems[0] if problems else None,
        )

    def _run(self) -> None:
        try:
            self._mark_rolling()
            self._record()
            self._in_order = True
        except WriteError as problem:
            self._problems.append(_failure(problem))
            self._in_order = True
        finally:
            # Whatever happened, also what nobody thought of: the file is closed and kept.
            self._close()

    def _mark_rolling(self) -> None:
        try:
            write_sidecar(self._claimed.library, self._take)
        except StudioError as problem:
            self._problems.append(problem.text)

    def _record(self) -> None:
        room_at_s = 0.0
        while not self._complete():
            offer = self._backlog.take(_POLL_S)
            if self._cut_at_s is not None:
                self._timeline.cut(self._cut_at_s)
            if offer is not None:
                self._write(offer)
            now_s = time.monotonic()
            if now_s >= room_at_s:
                room_at_s = now_s + _ROOM_INTERVAL_S
                if self._cut_at_s is None and not self._file.has_room():
                    self._problems.append(_disk_full())
                    # Not now: what waits in the queue might fill the reserve.
                    self.cut(self._timeline.latest_s)
        for piece in self._timeline.finish():
            self._file.write(piece)

    def _write(self, offer: Offer) -> None:
        pieces = self._timeline.add_frame(offer) if isinstance(offer, Frame) else self._timeline.add_sound(offer)
        for piece in pieces:
            self._file.write(piece)

    def _complete(self) -> bool:
        cut_at_s = self._cut_at_s
        if cut_at_s is None:
            return False
        self._timeline.cut(cut_at_s)
        return self._timeline.complete or (self._backlog.empty and time.monotonic() > cut_at_s + LATE_S)

    def _close(self) -> None:
        if not self._in_order:
            self._problems.append(N_("The recorder failed. What was recorded until then is kept."))
        try:
            self._file.close()
        except WriteError as problem:
            self._problems.append(_failure(problem))
        self._note_missing_picture()
        done = self.progress()
        problems = (*self._problems, *([self._file.problem] if self._file.problem else []))
        recorded = msgspec.structs.replace(
            self._take,
            state="recorded",
            duration_s=round(done.elapsed_s, 6),
            frames=done.frames,
            lost_frames=done.lost_frames,
            samples=done.samples,
            lost_samples=done.lost_samples,
            video_bitrate_mbps=round(done.video_bitrate_mbps, 3),
        )
        try:
            self._take = keep_take(self._claimed.library, recorded, problems)
        finally:
            self._claimed.holding.release()
            self._ended.set()

    def _note_missing_picture(self) -> None:
        missing_s = self._timeline.sound_end_s - self._timeline.picture_end_s
        if self._file.opened and missing_s > ALIVE_S:
            self._problems.append(
                N_("There is no picture in the last {seconds} seconds of the take.", seconds=round(missing_s, 1))
            )


def _failure(problem: Exception) -> Text:
    if isinstance(problem, OSError) and problem.errno == errno.ENOSPC:
        return _disk_full()
    why = (problem.strerror if isinstance(problem, OSError) else None) or str(problem)
    return N_(
        "The take could not be written any further: {why}. Everything until then is kept; check the disk.", why=why
    )


def _disk_full() -> Text:
    return N_("The disk is full, so the take was ended. Everything until then is kept; make room on it.")
