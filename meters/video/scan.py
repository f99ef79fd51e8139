"""Scan type by the picture itself: combing where something moves betrays interlaced fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from meters.video.planes import Plane, halved

ScanType = Literal["progressive", "interlaced"]

_TILE_HALVINGS = 5  # tiles of 32 × 32 pixels
_MIN_SIDE_PX = 64
_MOVING_CHANGE = 4.0
"""Mean change (grey levels) of a tile in which something moves."""
_MIN_MOVING_TILES = 8

# A tile is combed when neighbouring lines differ more than lines of one field do. Share of combed among moving
# tiles: 0.000 in clean frames, 0.16 to 0.42 in combed ones.
_LINE_FACTOR, _LINE_OFFSET = 1.25, 1.5
_COMBED_TILE_SHARE = 0.05

_MIN_JUDGED_FRAMES = 5
_MIN_COMBED_FRAMES = 3
_INTERLACED_SHARE = 0.25
_PROGRESSIVE_SHARE = 0.05


@dataclass(frozen=True)
class Scan:
    """What the frames say.

    Attributes:
        judged_frames: frames in which enough moved.
        combed_frame_share: combed among the judged, 0 to 1; None when none could be judged.
        scan_type: None when it cannot be told: too few judged frames, or a mixture.
    """

    judged_frames: int
    combed_frame_share: float | None
    scan_type: ScanType | None


class ScanMeter:
    """Looks for combing in one of every ``every`` frames, full size; the others cost nothing but one halving."""

    def __init__(self, every: int = 6) -> None:
        """Judge one of every ``every`` frames, 1 or more."""
        self._every = every
        self._frame = 0
        self._before: Plane | None = None
        self._judged = 0
        self._combed = 0

    def feed(self, luma: Plane) -> None:
        """Take the next frame's luma at its full size, shape (height, width). Nothing of it is kept."""
        if min(luma.shape) < _MIN_SIDE_PX:
            return
        phase = self._frame % self._every
        self._frame += 1
        if phase == 0 and self._before is not None:
            self._judge(luma, self._before)
        if phase == self._every - 1:
            self._before = halved(_whole_tiles(luma))

    def read(self) -> Scan:
        """What the frames say so far."""
        share = self._combed / self._judged if self._judged else None
        return Scan(self._judged, share, self._scan_type(share))

    def _judge(self, luma: Plane, before: Plane) -> None:
        combed = combed_tiles(luma)
        # The last lines have no neighbour to compare with; where they fill a row of tiles, that row is left out.
        moving = moving_tiles(luma, before)[: combed.shape[0]]
        if int(moving.sum()) < _MIN_MOVING_TILES:
            return
        self._judged += 1
        share = float((combed & moving).sum()) / float(moving.sum())
        if share > _COMBED_TILE_SHARE:
            self._combed += 1

    def _scan_type(self, share: float | None) -> ScanType | None:
        if share is None or self._judged < _MIN_JUDGED_FRAMES:
            return None
        if self._combed >= _MIN_COMBED_FRAMES and share >= _INTERLACED_SHARE:
            return "interlaced"
        return "progressive" if share <= _PROGRESSIVE_SHARE else None


def combed_tiles(luma: Plane) -> NDArray[np.bool_]:
    """For every tile of 32 × 32 pixels whether it is combed, shape (height // 32, width // 32)."""
    next_line = _tile_means(luma[:-2], luma[1:-1])
    same_field = _tile_means(luma[:-2], luma[2:])
    return next_line > _LINE_FACTOR * same_field + _LINE_OFFSET


def moving_tiles(luma: Plane, before_halved: Plane) -> NDArray[np.bool_]:
    """For every tile whether something moves in it, against the halved frame before.

    A picture of another size than the one before has no moving tiles.
    """
    now = halved(_whole_tiles(luma))
    if now.shape != before_halved.shape:
        return np.zeros((0, 0), np.bool_)
    change = np.asarray(cv2.absdiff(now, before_halved), np.uint8)
    return _shrunk(change, _TILE_HALVINGS - 1) >= _MOVING_CHANGE


def _whole_tiles(plane: Plane) -> Plane:
    height, width = plane.shape[0] >> _TILE_HALVINGS, plane.shape[1] >> _TILE_HALVINGS
    return plane[: height << _TILE_HALVINGS, : width << _TILE_HALVINGS]


def _tile_means(one: Plane, other: Plane) -> NDArray[np.float64]:
    difference = np.asarray(cv2.absdiff(one, other), np.uint8)
    return _shrunk(_whole_tiles(difference), _TILE_HALVINGS)


def _shrunk(plane: Plane, halvings: int) -> NDArray[np.float64]:
    for _ in range(halvings):
        plane = halved(plane)
    return plane.astype(np.float64)
