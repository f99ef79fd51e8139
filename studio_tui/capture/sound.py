"""Sound in: what a sound device delivers, and the one protocol every backend keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int32]
"""Shape (frames, channels), C order, full scale at ±2³¹: a 24-bit sample sits in the upper 24 bits."""


@dataclass(frozen=True)
class SoundFormat:
    """A sound format: what was asked of a device, or what it agreed to. ``bits`` is the claimed depth."""

    rate_hz: int = 48_000
    channels: int = 2
    bits: int = 24

    def __str__(self) -> str:
        """As an operator reads it: ``48000 Hz 24 bit 2 ch``."""
        return f"{self.rate_hz} Hz {self.bits} bit {self.channels} ch"


@dataclass(frozen=True)
class SoundBlock:
    """A run of samples in the order they were recorded.

    Attributes:
        samples: see `Samples`.
        index: number of the first frame since the device was opened; a jump means frames were lost.
        at_s: ``time.monotonic()`` at which the first frame was captured, as well as the backend knows.
    """

    samples: Samples
    index: int
    at_s: float

    @property
    def frames(self) -> int:
        """Number of frames (samples per channel)."""
        return len(self.samples)


class SoundSource(Protocol):
    """An open sound device. Opening is the constructor's work; it raises `DeviceError` when it fails."""

    @property
    def format(self) -> SoundFormat:
        """The format the device agreed to."""

    @property
    def name(self) -> str:
        """The device's name as the system gives it."""

    @property
    def overflows(self) -> int:
        """Frames the backend itself knows were lost, because nobody read in time or the driver said so."""

    def read(self, timeout_s: float) -> SoundBlock | None:
        """The next block, or None when none came in time; raises `DeviceError` once the device is gone."""

    def close(self) -> None:
        """Release the device. Idempotent; may block when the driver hangs, so call it off the main thread."""
