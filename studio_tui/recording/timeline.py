"""Puts what the feeds deliver at the places that the file needs. Pure: no clock, no thread, no file.

A take starts with the first frame captured after the roll, and its sound with the sample captured at that instant.
Missing frames leave their slots empty, missing samples become digital silence, and both are counted. Sound waits
for the picture that it belongs to, so that both end together at the cut, but never longer than `HOLD_S`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from studio_tui.capture.picture import Frame
from studio_tui.capture.sound import Samples, SoundBlock, SoundFormat
from studio_tui.recording.placement import PictureGrid, SoundRun

PICTURE_WAIT_S = 1.0
"""No frame this long after the roll: sound starts alone."""
HOLD_S = 0.2
"""Longest time that sound waits for the picture."""
SOUND_WAIT_S = 2.0
"""Sound this far behind the picture is not waited for: silence is written in its place."""
_SILENCE_BEHIND_S = 1.0
ALIVE_S = 0.5
"""A stream that delivered within this time before the cut was there at the end."""


@dataclass(frozen=True)
class PicturePiece:
    """A frame and its slot on the frame grid."""

    frame: Frame
    slot: int


@dataclass(frozen=True)
class SoundPiece:
    """A run of samples, at most a second, and the position of its first; each begins where the last one ended."""

    samples: Samples
    first: int


Piece = PicturePiece | SoundPiece


class Timeline:
    """The course of one take.

    Args:
        sound: rate and channels of every block to come.
        frame_rate: of the picture.
        rolled_at_s: ``time.monotonic()`` at the roll.
    """

    def __init__(self, sound: SoundFormat, frame_rate: Fraction, rolled_at_s: float) -> None:
        self._sound = sound
        self._frame_rate = frame_rate
        self._rolled_at_s = rolled_at_s
        self._started = False
        self._grid = PictureGrid(frame_rate, rolled_at_s)
        self._run = SoundRun(sound.rate_hz, rolled_at_s)
        self._before: deque[SoundBlock] = deque()
        self._ahead: deque[Samples] = deque()
        self._silence = np.zeros((sound.rate_hz, sound.channels), np.int32)
        self._placed = 0
        self._written = 0
        self._last_block_end_s = rolled_at_s
        self._lost_samples = 0
        self._cut_s: float | None = None
        self._pictures_complete = False

    @property
    def frames(self) -> int:
        """Frames handed out."""
        return self._grid.frames

    @property
    def lost_frames(self) -> int:
        """Slots left empty between the first frame and the last."""
        return self._grid.lost

    @property
    def samples(self) -> int:
        """Samples per channel handed out, silence included."""
        return self._written

    @property
    def lost_samples(self) -> int:
        """Samples per channel that were never delivered and are silence now."""
        return self._lost_samples

    @property
    def picture_end_s(self) -> float:
        """Where the picture ends in the file."""
        return float(self._grid.end / self._frame_rate)

    @property
    def sound_end_s(self) -> float:
        """Where the sound ends in the file."""
        return self._written / self._sound.rate_hz

    @property
    def latest_s(self) -> float:
        """Clock time up to which anything has come."""
        return max(self._grid.last_end_s, self._last_block_end_s)

    @property
    def complete(self) -> bool:
        """Whether everything up to the cut has come."""
        return self._pictures_complete and self._placed >= self._picture_end

    def add_frame(self, frame: Frame) -> list[Piece]:
        """Take a frame; returns what can be written now."""
        if self._cut_s is not None and frame.at_s >= self._cut_s:
            self._pictures_complete = True
            return []
        if frame.at_s < self._rolled_at_s:
            return []
        if not self._started:
            self._start(frame.at_s)
        pieces: list[Piece] = [PicturePiece(frame, self._grid.place(frame))]
        if self._picture_end - self._placed > SOUND_WAIT_S * self._sound.rate_hz:
            self._fill(self._picture_end - round(_SILENCE_BEHIND_S * self._sound.rate_hz))
        return [*pieces, *self._release()]

    def add_sound(self, block: SoundBlock) -> list[Piece]:
        """Take a block; returns what can be written now."""
        self._last_block_end_s = block.at_s + block.frames / self._sound.rate_hz
        if not self._started:
            if self._last_block_end_s > self._rolled_at_s:
                self._before.append(block)
            held_s = sum(held.frames for held in self._before) / self._sound.rate_hz
            if max(held_s, self._last_block_end_s - self._rolled_at_s) < PICTURE_WAIT_S:
                return []
            self._start(self._rolled_at_s)
        else:
            self._place(block)
        return list(self._release())

    def cut(self, at_s: float) -> None:
        """Nothing captured from this time on belongs to the take."""
        if self._cut_s is None:
            self._cut_s = at_s

    def finish(self) -> list[Piece]:
        """What is left to write, so that picture and sound end together. The cut must be known."""
        if self._cut_s is None:
            raise ValueError("finish() before cut()")
        if not self._started:
            if not self._before:
                return []
            self._start(self._rolled_at_s)
        end = self._end(self._cut_s)
        self._fill(end)
        return list(self._release_up_to(end))

    def _end(self, cut_s: float) -> int:
        if self._grid.frames and self._grid.last_end_s >= cut_s - ALIVE_S:
            return self._picture_end
        if self._last_block_end_s >= cut_s - ALIVE_S:
            return max(self._run.position_at(cut_s), self._picture_end)
        return max(self._placed, self._picture_end)

    @property
    def _picture_end(self) -> int:
        """The same in samples."""
        return round(self._grid.end * self._sound.rate_hz / self._frame_rate)

    def _start(self, origin_s: float) -> None:
        self._started = True
        self._grid = PictureGrid(self._frame_rate, origin_s)
        self._run = SoundRun(self._sound.rate_hz, origin_s)
        for block in self._before:
            if block.at_s + block.frames / self._sound.rate_hz > origin_s:
                self._place(block)
        self._before.clear()

    def _place(self, block: SoundBlock) -> None:
        position = self._run.place(block)
        self._fill(position)
        # What lies before the take, or where silence was written because it came too late, is left out.
        fresh = block.samples[max(0, self._placed - position) :]
        if len(fresh):
            self._ahead.append(fresh)
            self._placed += len(fresh)

    def _fill(self, end: int) -> None:
        """Silence up to a position."""
        while self._placed < end:
            missing = min(end - self._placed, self._sound.rate_hz)
            self._ahead.append(self._silence[:missing])
            self._placed += missing
            self._lost_samples += missing

    def _release(self) -> Iterator[SoundPiece]:
        if not self._started:
            return iter(())
        end = self._picture_end
        if self._cut_s is None:
            end = max(end, self._placed - round(HOLD_S * self._sound.rate_hz))
        return self._release_up_to(end)

    def _release_up_to(self, end: int) -> Iterator[SoundPiece]:
        """Held samples before a position, in pieces of up to a second."""
        while self._written < end and self._ahead:
            run: list[Samples] = []
            room = min(end - self._written, self._sound.rate_hz)
            while room and self._ahead:
                samples = self._ahead.popleft()
                if len(samples) > room:
                    self._ahead.appendleft(samples[room:])
                    samples = samples[:room]
                run.append(samples)
                room -= len(samples)
            piece = SoundPiece(run[0] if len(run) == 1 else np.concatenate(run), self._written)
            self._written += len(piece.samples)
            yield piece
