"""Frozen pictures: stretches in which nothing changes, not even the noise."""

from __future__ import annotations

import cv2

from meters.interval import Interval, IntervalTracker
from meters.video.planes import Plane, halved, reduced_copy

MAX_WIDTH_PX = 960
"""Planes are halved until they are no wider before they are compared."""

STILL_CHANGE = 0.1
"""Mean change (grey levels) of a picture that stands still. A camera's noise is 0.4 or more after halving."""

STILL_TILE_CHANGE = 4.0
"""Mean change of the tile that changed most: lips alone move tens of levels in theirs, and little of the whole."""

_TILE_HALVINGS = 4

# A frozen picture that was encoded again still breathes: a key frame stands out once a group, and an encoder that
# keeps a bitrate goes to and fro between a few versions. Measured with x264: jumps up to 0.62.
_MAX_JUMP = 0.8
_MIN_FRAMES_BETWEEN_JUMPS = 8
_MAX_VERSIONS = 8


class FreezeMeter:
    """Finds stretches of at least ``min_s`` in which the picture is the same.

    The first two like frames open a stretch; every further frame must be like the one before or like one of the
    versions of the picture seen in it. A frame that is not is taken for a new version only when that is rare, as
    key frames are. The stretch ends with any other frame, and with one that has come too far from the first.
    """

    def __init__(self, min_s: float = 2.0) -> None:
        self._tracker = IntervalTracker(min_s)
        self._before: tuple[Plane, float] | None = None
        self._versions: list[Plane] = []
        self._since_jump = 0
        self._frames = 0

    def feed(self, luma: Plane, at_s: float) -> None:
        """Take the next frame's luma, shape (height, width), and its time. Nothing of it is kept."""
        self.feed_reduced(reduced_copy(luma, MAX_WIDTH_PX), at_s)

    def feed_reduced(self, plane: Plane, at_s: float) -> None:
        """The same for a plane that is no wider than `MAX_WIDTH_PX`. It is kept and must not change any more."""
        before, self._before = self._before, (plane, at_s)
        if before is None or before[0].shape != plane.shape:
            self._versions = []
        elif self._versions:
            if not self._belongs(before[0], plane):
                self._versions = []
        elif is_still(before[0], plane):
            self._versions = [before[0]]
            self._since_jump = _MIN_FRAMES_BETWEEN_JUMPS
        self._since_jump += 1
        self._frames = self._frames + 1 if self._versions else 0
        self._tracker.feed(at_s, holds=bool(self._versions), since_s=before[1] if before else None)

    def finish(self, end_s: float) -> None:
        """Say when the last frame ended."""
        self._tracker.finish(end_s)

    @property
    def intervals(self) -> tuple[Interval, ...]:
        """Frozen stretches so far, with the one that still goes on."""
        return self._tracker.intervals

    @property
    def frozen_for_s(self) -> float:
        """How long the picture has stood still by now; 0 when it moves."""
        return self._tracker.holding_for_s

    @property
    def frozen_frames(self) -> int:
        """How many frames it has stood still by now."""
        return self._frames

    def _belongs(self, before: Plane, plane: Plane) -> bool:
        if mean_change(self._versions[0], plane) > _MAX_JUMP:
            return False
        if is_still(before, plane) or any(is_still(version, plane) for version in reversed(self._versions)):
            return True
        if self._since_jump < _MIN_FRAMES_BETWEEN_JUMPS:
            return False
        self._since_jump = 0
        self._versions = [self._versions[0], *self._versions[1:][-_MAX_VERSIONS + 2 :], plane]
        return True


def mean_change(before: Plane, plane: Plane) -> float:
    """Mean absolute difference of two planes of one size, in grey levels."""
    return float(cv2.norm(before, plane, cv2.NORM_L1)) / plane.size


def is_still(before: Plane, plane: Plane) -> bool:
    """Whether two planes show the same, but for what an encoder does to it."""
    if mean_change(before, plane) > STILL_CHANGE:
        return False
    difference: Plane = cv2.absdiff(before, plane)  # type: ignore[assignment]  # uint8 like its arguments
    for _ in range(_TILE_HALVINGS):
        if min(difference.shape) >= 2:
            difference = halved(difference)
    return float(difference.max()) <= STILL_TILE_CHANGE
