"""Motion: how much each frame differs from the one before, frozen stretches, repeated frames."""

from __future__ import annotations

from dataclasses import dataclass

from meters.interval import Interval
from meters.video.freeze import MAX_WIDTH_PX, FreezeMeter, mean_change
from meters.video.planes import Plane, reduced_copy
from meters.video.repeats import RepeatCounter

__all__ = ["FreezeMeter", "Motion", "MotionMeter"]

_FREEZE_FRAMES = 5
"""Like frames from which on a picture is taken to stand still, not to be shown several times."""


@dataclass(frozen=True)
class Motion:
    """What moved so far.

    Attributes:
        frames: frames fed.
        change: mean absolute difference of the last frame from the one before, grey levels; None before the second.
        repeated_frames: frames equal to the one before while there was motion or noise around them.
        repeated_share: the same as a share of the frames that could be judged, 0 to 1; None when too few could.
        frozen_for_s: how long the picture has stood still by now.
    """

    frames: int
    change: float | None
    repeated_frames: int
    repeated_share: float | None
    frozen_for_s: float


class MotionMeter:
    """Compares consecutive frames, on planes reduced to at most 960 pixels in width.

    For every frame of a file. Where only some frames are looked at (the live picture), `FreezeMeter` alone will do:
    between others than neighbours nothing is repeated.

    A change of size (the card was reopened in another format) begins a new comparison.
    """

    def __init__(self, freeze_s: float = 2.0) -> None:
        self._freeze = FreezeMeter(freeze_s)
        self._repeats = RepeatCounter()
        self._before: Plane | None = None
        self._frames = 0
        self._change: float | None = None

    def feed(self, luma: Plane, at_s: float) -> None:
        """Take the next frame's luma, shape (height, width), and its time. Nothing of it is kept."""
        plane = reduced_copy(luma, MAX_WIDTH_PX)
        before, self._before = self._before, plane
        self._frames += 1
        self._freeze.feed_reduced(plane, at_s)
        if before is None or before.shape != plane.shape:
            return
        self._change = mean_change(before, plane)
        # What changes in a frozen picture is the encoder's doing and must not make its frames look repeated.
        stands_still = self._freeze.frozen_frames >= _FREEZE_FRAMES
        self._repeats.feed(0.0 if stands_still else self._change)

    def finish(self, end_s: float) -> None:
        """Say when the last frame ended."""
        self._freeze.finish(end_s)

    def read(self) -> Motion:
        """What moved so far."""
        return Motion(
            frames=self._frames,
            change=self._change,
            repeated_frames=self._repeats.repeated,
            repeated_share=self._repeats.share,
            frozen_for_s=self._freeze.frozen_for_s,
        )

    @property
    def frozen_intervals(self) -> tuple[Interval, ...]:
        """Frozen stretches so far, with the one that still goes on."""
        return self._freeze.intervals
