"""The last stretch of a stream, for meters that look back: tiles of equal length with what came before them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from meters.audio.samples import Sound, to_float

_TILES_HELD = 8
"""So many tiles go by before the end of the store is moved back to its beginning."""


class Tape:
    """Collects a stream and hands it out tile by tile, so that the size of the blocks leaves no trace.

    Integers stay integers as long as nothing else comes. Memory is bounded: eight tiles and the look back.
    """

    def __init__(self, tile_frames: int, back_frames: int, channels: int) -> None:
        """Hand out tiles of ``tile_frames`` with at most ``back_frames`` before each."""
        self._tile = tile_frames
        self._back = back_frames
        frames = back_frames + _TILES_HELD * tile_frames
        self._store: Sound = np.empty((frames, channels), np.int32, order="F")
        self._end = 0
        self._fresh = 0
        self.frame = 0
        """Frames of all complete tiles so far; inside the loop over `feed`, where the tile at hand begins."""

    def feed(self, samples: Sound) -> Iterator[tuple[Sound, int]]:
        """Take the next samples, shape (frames, channels).

        For each tile that is now complete: look back and tile, with each channel in one piece of memory, and where
        the tile begins.
        What is handed out is valid until the next step of the loop, and the loop must not be left early.
        """
        if samples.dtype != self._store.dtype:
            samples = to_float(samples)
            self._store = to_float(self._store)
        at = 0
        while at < len(samples):
            taken = min(self._tile - (self._end - self._fresh), len(samples) - at)
            self._store[self._end : self._end + taken] = samples[at : at + taken]
            self._end += taken
            at += taken
            if self._end - self._fresh == self._tile:
                yield self.last()
                self._turn()

    @property
    def fed(self) -> int:
        """Frames of all samples so far; not inside the loop over `feed`."""
        return self.frame + self._end - self._fresh

    def last(self) -> tuple[Sound, int]:
        """Look back and what there is of the tile that is not complete, and where that begins."""
        start = max(0, self._fresh - self._back)
        return self._store[start : self._end], self._fresh - start

    def _turn(self) -> None:
        self.frame += self._tile
        self._fresh = self._end
        if self._end + self._tile > len(self._store):
            kept = self._store[self._end - self._back : self._end].copy(order="K")
            self._store[: self._back] = kept
            self._end = self._fresh = self._back
