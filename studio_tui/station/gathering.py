"""Blocks of sound put together before they are measured: meters cost by the call."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.int32]
"""Shape (frames, channels), full scale ±2³¹."""


class EqualBlocks:
    """Makes long blocks of one length of short ones."""

    def __init__(self, frames: int, channels: int) -> None:
        self._store: Words = np.empty((frames, channels), np.int32)
        self._filled = 0

    def feed(self, samples: Words) -> list[Words]:
        """The long blocks that are now complete."""
        done: list[Words] = []
        at = 0
        while at < len(samples):
            taken = min(len(self._store) - self._filled, len(samples) - at)
            self._store[self._filled : self._filled + taken] = samples[at : at + taken]
            self._filled += taken
            at += taken
            if self._filled == len(self._store):
                done.append(self._store)
                self._store = np.empty_like(self._store)
                self._filled = 0
        return done


class Waiting:
    """Blocks that wait until there are enough of them, or until somebody cannot wait."""

    def __init__(self, enough_frames: int) -> None:
        self._enough_frames = enough_frames
        self._blocks: list[Words] = []
        self._frames = 0

    def add(self, samples: Words) -> bool:
        """One more, which nobody may change any more; says whether there are enough."""
        self._blocks.append(samples)
        self._frames += len(samples)
        return self._frames >= self._enough_frames

    def take(self) -> Words | None:
        """All of them in one; None when there are none."""
        if not self._blocks:
            return None
        joined = np.concatenate(self._blocks) if len(self._blocks) > 1 else self._blocks[0]
        self._blocks.clear()
        self._frames = 0
        return joined
