"""Where a frame or a block of samples belongs in the file: from its number, checked against the clock.

Devices number what they deliver; a jump tells exactly how much is missing. But a device that was opened again
counts from the start, and one that stood still goes on counting as if nothing had been. The clock shows both.
"""

from __future__ import annotations

from fractions import Fraction

from studio_tui.capture.picture import Frame
from studio_tui.capture.sound import Samples, SoundBlock

DISBELIEF_S = 0.25
"""Sound's number and clock may differ by this; a busy machine stamps blocks late by less."""
CONFIRM_S = 0.3
"""Late blocks are watched this long: a pause stays, while a burst of late stamps is caught up."""
FRAME_DISBELIEF_S = 0.5
_LAG_SMOOTHING = 0.05

Placed = tuple[int, Samples]
"""Position of the first sample in the file, and the samples."""


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
        self._origin_s = origin_s
        self._next_index: int | None = None
        self._shift = 0
        # Clock time of the device's sample 0, as the latest blocks have it.
        self._zero_s = 0.0
        self._late: list[SoundBlock] = []

    def position_at(self, at_s: float) -> int:
        """The position that belongs to a clock time, as far as is known by now."""
        if self._next_index is None:
            return round((at_s - self._origin_s) * self._rate_hz)
        return round((at_s - self._zero_s) * self._rate_hz) + self._shift

    def place(self, block: SoundBlock) -> list[Placed]:
        """Blocks that can be placed now, in their order: none while a late one is watched, then several."""
        if self._next_index is None or block.index < self._next_index:
            return [*self.settle(), self._restart(block)]
        late_s = self._zero_of(block) - self._zero_s
        if late_s < -DISBELIEF_S:  # counts further than time has gone
            return [*self.settle(), self._restart(block)]
        if late_s <= DISBELIEF_S:
            # Not late any more: what was watched had only been stamped late.
            caught_up = [self._go_on(late) for late in self._late]
            self._late.clear()
            self._zero_s += _LAG_SMOOTHING * late_s
            return [*caught_up, self._go_on(block)]
        self._late.append(block)
        self._next_index = block.index + block.frames
        return self.settle() if block.at_s - self._late[0].at_s >= CONFIRM_S else []

    def settle(self) -> list[Placed]:
        """Place the late blocks as what follows a pause of the device."""
        if not self._late:
            return []
        pause_s = min(map(self._zero_of, self._late)) - self._zero_s
        self._zero_s += pause_s
        self._shift += round(pause_s * self._rate_hz)
        placed = [self._go_on(late) for late in self._late]
        self._late.clear()
        return placed

    def _zero_of(self, block: SoundBlock) -> float:
        return block.at_s - block.index / self._rate_hz

    def _go_on(self, block: SoundBlock) -> Placed:
        self._next_index = block.index + block.frames
        return block.index + self._shift, block.samples

    def _restart(self, block: SoundBlock) -> Placed:
        position = self.position_at(block.at_s)
        if self._next_index is not None:
            # New samples never go where others are.
            position = max(position, self._next_index + self._shift)
        self._shift = position - block.index
        self._zero_s = self._zero_of(block)
        return self._go_on(block)
