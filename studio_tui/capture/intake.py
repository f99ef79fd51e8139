"""What both PortAudio bindings do with a stream's blocks: time them, keep them until they are read."""

from __future__ import annotations

import time
from functools import partial

from studio_tui.capture.portaudio import (
    PortAudioInput,
    claimed_format,
    samples_from_float32,
    samples_from_int32,
)
from studio_tui.capture.ring import BlockClock, BlockRing
from studio_tui.capture.sound import SoundFormat
from studio_tui.config import SoundSettings


class Intake:
    """One opening of an input.

    Attributes:
        name: the device's name as the system gives it.
        format: what the stream is opened with.
        block_frames: length of a block.
        ring: the blocks that wait to be read.
    """

    def __init__(self, chosen: PortAudioInput, settings: SoundSettings, *, from_float: bool) -> None:
        self.name = chosen.name
        self.format = claimed_format(settings.rate_hz, settings.channels, settings.bits, from_float=from_float)
        self.block_frames = settings.rate_hz * settings.block_ms // 1000
        decode = samples_from_float32 if from_float else samples_from_int32
        self.ring = BlockRing(partial(decode, channels=settings.channels), settings.rate_hz, self.block_frames)
        self._clock = BlockClock(settings.rate_hz)

    def store(self, data: bytes, frames: int, called_s: float, captured_s: float, *, overflowed: bool) -> None:
        """Keep a block; for PortAudio's callback, which must do no more.

        Args:
            data: interleaved samples, copied already.
            frames: samples per channel.
            called_s: PortAudio's time of the call.
            captured_s: PortAudio's time of the first sample at the converter.
            overflowed: whether PortAudio says that something was lost before it.
        """
        at_s = self._clock.captured_at(frames, time.monotonic(), called_s, captured_s)
        self.ring.put(data, frames, at_s, overflowed=overflowed)


class IntakeSource:
    """What a source with an intake says of itself; the bindings add how it is opened, read and closed."""

    _intake: Intake

    @property
    def format(self) -> SoundFormat:
        """The format the stream was opened with."""
        return self._intake.format

    @property
    def name(self) -> str:
        """The device's name as the system gives it."""
        return self._intake.name

    @property
    def overflows(self) -> int:
        """Frames that nobody read in time, or that the driver says it lost."""
        return self._intake.ring.overflows
