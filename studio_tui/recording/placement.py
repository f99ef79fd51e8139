"""Where a frame or a block of samples belongs in the file: from its number, checked against the clock.

The feeds number what devices deliver and make numbers and stamps agree, so a jump in the numbers tells exactly how
much is missing. Where the two disagree all the same (numbers that begin again, a jump that time had no room for),
the clock is believed.
"""

from __future__ import annotations

from fractions import Fraction

from studio_tui.capture.picture import Frame
from studio_tui.capture.sound import SoundBlock

SOUND_DISBELIEF_S = 0.25
"""Sound's number and clock may differ by this from block to block; a busy machine stamps blocks late by less."""
FRAME_DISBELIEF_S = 0.5
_SMOOTHING = 0.05
"""How quickly the clock time of sample 0 follows the stamps: within half a second at 20 ms blocks."""


class PictureGrid:
    """Gives each frame its slot on the grid of the frame rate; slot 0 begins at ``origin_s``."""

    def __init__(self, rate: Fraction, origin_s: float) -> None:
        self._rate = float(rate)
        self._origin_s = origin_s
        self._last: Frame | None = None
        self.end = 0
        """Slot after the last frame."""
        self.frames = 0
        self.lost = 0
        """Slots left empty between the first frame and the last."""

    @property
    def last_end_s(self) -> float:
        """Clock time at which the last frame ends; the origin before there is one."""
        return self._origin_s if self._last is None else self._last.at_s + 1 / self._rate

    def place(self, frame: Frame) -> int:
        """The frame's slot, always behind the one before."""
        if self._last is None:
            slot = max(0, round((frame.at_s - self._origin_s) * self._rate))
        else:
            step = self._step(self._last, frame)
            slot = self.end - 1 + step
            self.lost += step - 1
        self._last = frame
        self.end = slot + 1
        self.frames += 1
        return slot

    def _step(self, last: Frame, frame: Frame) -> int:
        counted = frame.index - last.index
        passed = (frame.at_s - last.at_s) * self._rate
        if counted >= 1 and abs(passed - counted) <= FRAME_DISBELIEF_S * self._rate:
            return counted
        return max(1, round(passed))


class SoundRun:
    """Gives each block its position in the file; position 0 is what was captured at ``origin_s``."""

    def __init__(self, rate_hz: int, origin_s: float) -> None:
        self._rate_hz = rate_hz
        self._next_index: int | None = None
        # Position of the device's sample 0, and its clock time as the latest blocks have it.
        self._shift = 0
        self._zero_s = origin_s

    def position_at(self, at_s: float) -> int:
        """The position that belongs to a clock time, as far as is known by now."""
        return round((at_s - self._zero_s) * self._rate_hz) + self._shift

    def place(self, block: SoundBlock) -> int:
        """Position of the block's first sample, never before the end of the last block."""
        zero_s = block.at_s - block.index / self._rate_hz
        if self._next_index is None:
            self._shift = self.position_at(block.at_s) - block.index
            self._zero_s = zero_s
        elif block.index < self._next_index or abs(zero_s - self._zero_s) > SOUND_DISBELIEF_S:
            position = max(self.position_at(block.at_s), self._next_index + self._shift)
            self._shift = position - block.index
            self._zero_s = zero_s
        else:
            self._zero_s += _SMOOTHING * (zero_s - self._zero_s)
        self._next_index = block.index + block.frames
        return block.index + self._shift
