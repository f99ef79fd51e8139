"""Pictures in: what a capture card delivers, and the one protocol every backend keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Encoding = Literal["mjpeg", "bgr24"]
"""How a frame's bytes are to be read: one JPEG, or height × width × 3 bytes of blue, green, red."""


@dataclass(frozen=True)
class PictureFormat:
    """A picture format: what was asked of a card, or what it agreed to (claimed, not measured)."""

    width_px: int = 1920
    height_px: int = 1080
    frame_rate_hz: float = 25.0
    encoding: Encoding = "mjpeg"

    def __str__(self) -> str:
        """As an operator reads it: ``1920×1080 25 Hz mjpeg``."""
        return f"{self.width_px}×{self.height_px} {self.frame_rate_hz:g} Hz {self.encoding}"


@dataclass(frozen=True)
class Frame:
    """One picture.

    Attributes:
        data: for ``mjpeg`` the JPEG's bytes, shape (n,); for ``bgr24`` shape (height, width, 3). uint8, read-only.
        encoding: how to read ``data``.
        index: the frame's place in the cadence since the device was opened; a jump means frames were lost.
            A source that cannot know numbers them one by one, and the feed corrects that by the clock.
        at_s: ``time.monotonic()`` at capture, from the driver's own stamp where there is one.
    """

    data: NDArray[np.uint8]
    encoding: Encoding
    index: int
    at_s: float


class PictureSource(Protocol):
    """An open capture card. Opening is the constructor's work; it raises `DeviceError` when it fails."""

    @property
    def format(self) -> PictureFormat:
        """The format the card agreed to."""

    @property
    def name(self) -> str:
        """The device's name as the system gives it."""

    def read(self, timeout_s: float) -> Frame | None:
        """The next frame, or None when none came in time; raises `DeviceError` once the card is gone."""

    def close(self) -> None:
        """Release the card. Idempotent; may block when the driver hangs, so call it off the main thread."""
