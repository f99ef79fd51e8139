"""The queue between the capture threads and the writer: bounded, never blocking, and it counts what it refuses."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass

from studio_tui.capture.picture import Frame
from studio_tui.capture.sound import SoundBlock

Offer = Frame | SoundBlock


@dataclass(frozen=True)
class BacklogLimits:
    """How much may wait for the writer.

    Attributes:
        frames: number of frames.
        frame_bytes: their bytes; raw pictures reach this first.
        samples: samples per channel.
    """

    frames: int
    frame_bytes: int
    samples: int


class Backlog:
    """Frames and blocks that wait to be written. What is refused shows as a jump in the numbers that follow."""

    def __init__(self, limits: BacklogLimits) -> None:
        self._limits = limits
        self._changed = threading.Condition()
        self._waiting: deque[Offer] = deque()
        self._frames = 0
        self._frame_bytes = 0
        self._samples = 0
        self._refused_frames = 0
        self._refused_since = 0

    def put_frame(self, frame: Frame) -> None:
        """Add a frame, or count it as refused."""
        with self._changed:
            size = frame.data.nbytes
            if self._frames >= self._limits.frames or self._frame_bytes + size > self._limits.frame_bytes:
                self._refused_frames += 1
                self._refused_since += 1
                return
            self._refused_since = 0
            self._frames += 1
            self._frame_bytes += size
            self._waiting.append(frame)
            self._changed.notify()

    def put_sound(self, block: SoundBlock) -> None:
        """Add a block, or leave it out: the jump in the numbers then becomes silence, counted as lost."""
        with self._changed:
            if self._samples + block.frames > self._limits.samples:
                return
            self._samples += block.frames
            self._waiting.append(block)
            self._changed.notify()

    def wake(self) -> None:
        """End a `take` that waits."""
        with self._changed:
            self._changed.notify()

    def take(self, timeout_s: float) -> Offer | None:
        """The oldest that waits, or None when there is none in time or `wake` was called."""
        with self._changed:
            if not self._waiting:
                self._changed.wait(timeout_s)
            if not self._waiting:
                return None
            offer = self._waiting.popleft()
            if isinstance(offer, Frame):
                self._frames -= 1
                self._frame_bytes -= offer.data.nbytes
            else:
                self._samples -= offer.frames
            return offer

    @property
    def empty(self) -> bool:
        """Whether nothing waits."""
        return not self._waiting

    @property
    def share(self) -> float:
        """How full it is, 0 to 1, by what is nearest to its limit."""
        with self._changed:
            return max(
                self._frames / self._limits.frames,
                self._frame_bytes / self._limits.frame_bytes,
                self._samples / self._limits.samples,
            )

    @property
    def refused_frames(self) -> int:
        """Frames that did not fit."""
        return self._refused_frames

    @property
    def refused_at_end(self) -> int:
        """Those of them after the last one that did fit: no later frame shows that they are missing."""
        return self._refused_since
