"""Silence: stretches in which a channel stays below a threshold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meters.audio.levels import amplitude
from meters.audio.samples import FULL_SCALE, Samples, remembered, to_float, to_int32
from meters.interval import Interval

_LONGEST_TILE_FRAMES = 960
_GLANCE_FRAMES = 16
_NEAR_FRAMES = 64

Plane = NDArray[np.int32] | NDArray[np.float64]
"""One channel, shape (frames,)."""
Planes = NDArray[np.int32] | NDArray[np.float64]
"""All channels, shape (channels, frames)."""


@dataclass(frozen=True)
class Silence:
    """Per channel: silent intervals so far (with one that still goes on), and for how long it is silent now."""

    intervals: tuple[tuple[Interval, ...], ...]
    silent_for_s: tuple[float, ...]


class SilenceMeter:
    """Finds where a channel's samples all stay below a threshold for at least ``min_silence_s``.

    Times count from the first frame fed and are exact to the frame, whatever the size of the blocks.
    """

    def __init__(
        self, rate_hz: int, channels: int, threshold_dbfs: float = -60.0, min_silence_s: float = 2.0
    ) -> None:
        self._rate_hz = rate_hz
        # A threshold of 0 would be met by digital silence itself.
        self._threshold = min(max(1, round(amplitude(threshold_dbfs) * FULL_SCALE)), int(FULL_SCALE) - 1)
        self._min_frames = max(1, round(min_silence_s * rate_hz))
        # A silence that is long enough and begins and ends in one block covers a whole tile.
        tile_frames = min(max(1, self._min_frames // 2), _LONGEST_TILE_FRAMES)
        self._glance = _GLANCE_FRAMES if tile_frames >= _GLANCE_FRAMES else 1
        self._tile_frames = tile_frames // self._glance * self._glance
        self._frame = 0
        self._quiet_since = [0] * channels
        self._closed: list[list[Interval]] = [[] for _ in range(channels)]

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        if not len(samples):
            return
        is_whole = samples.dtype == np.int32
        planes: Planes = to_int32(samples).T if is_whole else to_float(samples).T
        threshold = self._threshold if is_whole else self._threshold / FULL_SCALE
        # Meters with tiles of one length share the glance.
        highs = remembered(samples, ("glance", self._tile_frames), lambda: self._glance_at(planes))
        are_loud = highs >= threshold
        for channel, plane in enumerate(planes):
            self._feed_channel(plane, threshold, are_loud[channel], channel)
        self._frame += len(samples)

    def read(self) -> Silence:
        """What was silent so far."""
        quiet_frames = [self._frame - since for since in self._quiet_since]
        return Silence(
            intervals=tuple(
                (*closed, self._interval(since, self._frame)) if quiet >= self._min_frames else tuple(closed)
                for closed, since, quiet in zip(self._closed, self._quiet_since, quiet_frames, strict=True)
            ),
            silent_for_s=self.silent_for_s,
        )

    @property
    def silent_for_s(self) -> tuple[float, ...]:
        """The same as in `read`, for those who want nothing else: it costs the same after hours."""
        return tuple((self._frame - since) / self._rate_hz for since in self._quiet_since)

    def _feed_channel(self, plane: Plane, threshold: float, are_loud: NDArray[np.bool_], channel: int) -> None:
        """Take a channel of which these tiles are loud at a glance."""
        if are_loud.all():
            self._feed_loud(plane, threshold, len(are_loud), channel)
            return
        self._look_closer(plane, threshold, are_loud)
        if not are_loud.any():
            return
        loud = np.flatnonzero(are_loud)
        first, last = self._bounds(loud[0]), self._bounds(loud[-1])
        if self._frame + first.stop - self._quiet_since[channel] >= self._min_frames:
            self._close(channel, _first_loud(plane, threshold, first))
        if len(loud) <= loud[-1] - loud[0]:
            for index in np.flatnonzero(np.diff(loud) > 1).tolist():
                before, after = self._bounds(loud[index]), self._bounds(loud[index + 1])
                self._quiet_since[channel] = self._frame + _last_loud(plane, threshold, before) + 1
                self._close(channel, _first_loud(plane, threshold, after))
        self._quiet_since[channel] = self._frame + _last_loud(plane, threshold, last) + 1

    def _feed_loud(self, plane: Plane, threshold: float, tiles: int, channel: int) -> None:
        """Take a channel of which all tiles are loud, as mostly in sound."""
        first = slice(0, self._tile_frames)
        if self._frame + first.stop - self._quiet_since[channel] >= self._min_frames:
            self._close(channel, _first_loud(plane, threshold, first))
        last = slice((tiles - 1) * self._tile_frames, len(plane))
        self._quiet_since[channel] = self._frame + _last_loud(plane, threshold, last) + 1

    def _glance_at(self, planes: Planes) -> NDArray[np.float64]:
        """The highest magnitude in each tile of every sixteenth sample, shape (channels, tiles).

        Where there is sound, nearly always one of these is loud.
        """
        # As floats: the lowest integer has no magnitude.
        seen = np.abs(planes[:, :: self._glance], dtype=np.float64)
        starts = np.arange(0, seen.shape[1], self._tile_frames // self._glance)
        return np.asarray(np.maximum.reduceat(seen, starts, axis=1))

    def _look_closer(self, plane: Plane, threshold: float, are_loud: NDArray[np.bool_]) -> None:
        """Mark the tiles, too, in which a loud sample was missed at a glance."""
        for tile in np.flatnonzero(~are_loud):
            piece = plane[self._bounds(tile)]
            are_loud[tile] = bool(piece.max() >= threshold or piece.min() <= -threshold)

    def _close(self, channel: int, at: int) -> None:
        """Keep the quiet stretch before this frame of the block, if it is long enough."""
        since, until = self._quiet_since[channel], self._frame + at
        if until - since >= self._min_frames:
            self._closed[channel].append(self._interval(since, until))

    def _bounds(self, tile: np.intp) -> slice:
        start = int(tile) * self._tile_frames
        return slice(start, start + self._tile_frames)

    def _interval(self, start: int, end: int) -> Interval:
        return Interval(start / self._rate_hz, end / self._rate_hz)


def _first_loud(plane: Plane, threshold: float, tile: slice) -> int:
    """Index of the first sample at or above the threshold in a tile that has one."""
    piece = plane[tile]
    return int(tile.start + np.argmax((piece >= threshold) | (piece <= -threshold)))


def _last_loud(plane: Plane, threshold: float, tile: slice) -> int:
    end = min(tile.stop, len(plane))
    if not -threshold < plane[end - 1] < threshold:
        return int(end - 1)
    near = slice(max(tile.start, end - _NEAR_FRAMES), end)
    # Mostly it is not far from the end.
    for piece, start in ((plane[near], near.start), (plane[tile], tile.start)):
        loud = (piece >= threshold) | (piece <= -threshold)
        if loud[-1] or loud.any():
            return int(start + len(piece) - 1 - np.argmax(loud[::-1]))
    raise AssertionError("a tile without a loud sample")
