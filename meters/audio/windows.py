"""A bounded number of windows, spread evenly over a stream however long it becomes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import numpy as np

from meters.audio.samples import IntSamples, Samples, to_int32

T = TypeVar("T")


class SpreadWindows(Generic[T]):
    """Looks closely at few places of a stream: windows of ``frames``, at first one every ``hop`` frames.

    When there are ``most`` of them, every other one is forgotten and the next come half as often: cost and memory
    are bounded for ever, and between half and all of ``most`` windows cover the whole stream. Which ones they are
    depends on nothing but the number of frames fed. Windows are analysed when `results` asks for them, so that
    those forgotten before cost no more than their copy.
    """

    def __init__(self, frames: int, hop: int, most: int, analyse: Callable[[IntSamples], T]) -> None:
        """``hop`` is at least ``frames``, ``most`` is even; ``analyse`` takes shape (frames, channels)."""
        if not 0 < frames <= hop or most < 2 or most % 2:
            raise ValueError(f"no windows of {frames} every {hop}, at most {most}")
        self._frames = frames
        self._hop = hop
        self._most = most
        self._analyse = analyse
        self._done: list[T] = []
        self._raw: list[IntSamples] = []  # follow those in `_done`
        self._partial: list[IntSamples] = []
        self._partial_frames = 0
        self._wait = 0  # frames until the next window begins
        self.completed = 0
        """Windows so far, with those forgotten: a number that changes whenever `results` does."""

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        at, length = 0, len(samples)
        while at < length:
            if self._wait:
                step = min(self._wait, length - at)
                self._wait -= step
            else:
                step = min(self._frames - self._partial_frames, length - at)
                self._collect(samples[at : at + step])
            at += step

    def results(self) -> list[T]:
        """What the analysis says of each window, in the order of time."""
        self._done += [self._analyse(window) for window in self._raw]
        self._raw.clear()
        return self._done

    def _collect(self, piece: Samples) -> None:
        words = to_int32(piece)
        self._partial.append(words.copy() if words is piece or words.base is not None else words)
        self._partial_frames += len(piece)
        if self._partial_frames < self._frames:
            return
        self._raw.append(np.concatenate(self._partial) if len(self._partial) > 1 else self._partial[0])
        self._partial.clear()
        self._partial_frames = 0
        self._wait = self._hop - self._frames
        self.completed += 1
        if len(self._done) + len(self._raw) == self._most:
            self._thin_out()

    def _thin_out(self) -> None:
        """Forget every other window; their number is even, so the next one is due when it would have been."""
        self._raw = self._raw[len(self._done) % 2 :: 2]
        self._done = self._done[::2]
        self._hop *= 2
