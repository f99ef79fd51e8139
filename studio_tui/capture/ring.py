"""The ring between a sound driver's callback and the thread that reads: bounded, and it counts what it drops."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from studio_tui.capture.sound import Samples, SoundBlock

KEEP_S = 10.0
"""How much sound waits for a reader that does not come."""

Decode = Callable[[bytes], Samples]
"""Turns what the driver delivered into samples; runs in the reader's thread."""


class SoundEndedError(Exception):
    """The driver has ended the stream, and everything it delivered has been read."""


@dataclass(frozen=True)
class _Raw:
    """A block as the driver delivered it."""

    data: bytes
    index: int
    at_s: float


class BlockRing:
    """Blocks in the order they came. One thread puts, one gets; the oldest blocks go when it is full.

    Args:
        decode: see `Decode`.
        rate_hz: frames per second.
        block_frames: usual length of a block.
        keep_s: seconds of sound that fit.
    """

    def __init__(self, decode: Decode, rate_hz: int, block_frames: int, keep_s: float = KEEP_S) -> None:
        self._decode = decode
        self._rate_hz = rate_hz
        self._max_blocks = max(1, round(keep_s * rate_hz / block_frames))
        self._blocks: SimpleQueue[_Raw | None] = SimpleQueue()  # None: the end
        self._next_index = 0
        self._next_at_s = 0.0
        self._dropped = 0  # frames nobody read in time
        self._missed = 0  # frames the driver says it lost

    @property
    def overflows(self) -> int:
        """Frames known to be lost: dropped here, or reported by the driver."""
        return self._dropped + self._missed

    def put(self, data: bytes, frames: int, at_s: float, *, overflowed: bool) -> None:
        """Add a block; called in the driver's callback, so it only stores.

        Args:
            data: a copy of the driver's buffer.
            frames: its length.
            at_s: ``time.monotonic()`` of its first frame.
            overflowed: the driver says that sound was lost before this block. It does not say how much: the clock
                tells, and at least one frame is counted.
        """
        if overflowed and self._next_index:
            missing = max(1, round((at_s - self._next_at_s) * self._rate_hz))
            self._missed += missing
            self._next_index += missing
        if self._blocks.qsize() >= self._max_blocks:
            self._drop_oldest()
        self._blocks.put(_Raw(data, self._next_index, at_s))
        self._next_index += frames
        self._next_at_s = at_s + frames / self._rate_hz

    def _drop_oldest(self) -> None:
        try:
            oldest = self._blocks.get_nowait()
        except Empty:  # the reader came in between
            return
        if oldest is not None:
            self._dropped += len(self._decode(oldest.data))

    def end(self) -> None:
        """The driver has ended the stream; also wakes a reader that waits."""
        self._blocks.put(None)

    def get(self, timeout_s: float) -> SoundBlock | None:
        """The oldest block, or None when none came in time.

        Raises:
            SoundEndedError: the stream has ended, now and on every later call.
        """
        try:
            raw = self._blocks.get(timeout=max(0.0, timeout_s))
        except Empty:
            return None
        if raw is None:
            self._blocks.put(None)
            raise SoundEndedError
        return SoundBlock(self._decode(raw.data), raw.index, raw.at_s)


class BlockClock:
    """Puts blocks on ``time.monotonic()`` from what PortAudio tells its callback.

    The driver's clock counts from anywhere and may be set while it runs (on Linux PortAudio 19.6 gives the wall
    clock), so only the difference between its two stamps is used. A first frame younger than its block is long is
    impossible, yet PulseAudio behind ALSA says so (0.3 ms for a block of 20 ms). After one impossible stamp, a
    missing one, or one of more than a second before its block, the driver is believed no more, and every later
    block is taken to have ended when it came.

    Args:
        rate_hz: frames per second.
    """

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self.believes_driver = True

    def captured_at(self, frames: int, now_s: float, driver_now_s: float, driver_adc_s: float) -> float:
        """When a block's first frame was captured.

        Args:
            frames: length of the block.
            now_s: ``time.monotonic()`` in the callback.
            driver_now_s: PortAudio's ``currentTime``.
            driver_adc_s: PortAudio's ``inputBufferAdcTime``, 0 where a host API does not know.
        """
        block_s = frames / self._rate_hz
        age_s = driver_now_s - driver_adc_s
        self.believes_driver = self.believes_driver and block_s <= age_s <= block_s + 1.0
        return now_s - (age_s if self.believes_driver else block_s)


def wait_in_slices(
    ring: BlockRing, timeout_s: float, slice_s: float, alive: Callable[[], bool]
) -> SoundBlock | None:
    """`BlockRing.get` for a driver that does not tell when it ends: asks ``alive`` after every empty slice.

    Raises:
        SoundEndedError: nothing is left in the ring and the driver is no longer alive.
    """
    deadline_s = time.monotonic() + timeout_s
    while True:
        left_s = deadline_s - time.monotonic()
        was_alive = alive()
        block = ring.get(min(max(left_s, 0.0), slice_s) if was_alive else 0.0)
        if block is not None:
            return block
        if not was_alive:
            raise SoundEndedError
        if left_s <= slice_s:
            return None
