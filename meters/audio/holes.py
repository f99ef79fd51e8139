"""Holes in sound: stretches of one value, and whether sound broke off there and came back at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meters.audio.levels import SOUND, SOUND_POWER, amplitude
from meters.audio.samples import Sound, peak_of, to_float

Column = Sound
"""One channel as it was fed, shape (frames,)."""

Edge = NDArray[np.float64]
"""What lies before or behind a hole, full scale ±1.0."""

_SHORTEST_S, _LONGEST_S = 0.0007, 0.5
_EDGE_S = 0.005
_BRINK_S, _RUN_UP_S = 0.00006, 0.0005

_FADED = 10.0**-2.7
"""Share of an edge's energy in its last three samples, in level and in slope, below which the sound had faded out
by itself: after a fade of 2 ms it is less; sound that is cut off at any place hardly ever has so little."""
_BOTH_FADED = 10.0**-6.0
"""The same for the shares in level of both edges multiplied: a noise gate closes and opens at nothing."""
_FADING = 0.1
"""And the last half millisecond must be faint too, before or behind: else the three samples are chance."""

_QUANTA = 3.0
"""A stretch that is entered and left in steps of so many times the word's is smooth sound: the top of a low tone in
16 bits, or speech that dies away into their silence."""

_MANY = 32

_ON_GRID = 0.001

_JUMP = amplitude(-50.0)
_OUTSIDE = 4.0
"""An edge may lie in a pause if a jump leads to it: so high, and so many times the largest step in the edge."""

_PLATEAU_STEP = 2.0
_PLATEAU_COPIES = 3
"""Clipped sound leaves its plateau by a step like those that follow, or lies there more often, and never beyond."""


@dataclass(frozen=True, order=True)
class Hole:
    """Frames ``start`` to ``end`` (the first after it) of one channel have the same value.

    ``is_loss`` says that sound broke off there; without it, it may have faded out or been clipped.
    """

    start: int
    end: int
    is_loss: bool


class HoleFinder:
    """Knows the lengths in frames at one sampling rate."""

    def __init__(self, rate_hz: int) -> None:
        self.shortest = max(8, round(_SHORTEST_S * rate_hz))
        self.longest = round(_LONGEST_S * rate_hz)
        self.edge = round(_EDGE_S * rate_hz)
        self._brink = max(2, round(_BRINK_S * rate_hz))
        self._run_up = max(4, round(_RUN_UP_S * rate_hz))

    def find(self, column: Column, fresh: int) -> list[Hole]:
        """Stretches of one value whose far edge is complete only with what comes from index ``fresh`` on."""
        runs = [
            (start, end)
            for start, end in constant_runs(column, max(0, fresh - self.edge - self.shortest), self.shortest)
            if fresh < end + self.edge <= len(column) and start >= self.edge and end - start <= self.longest
        ]
        if not runs:
            return []
        # Clipped sound and square waves come back to their level again and again, pauses are full of zeros.
        levels = Counter(float(column[start]) for start, _ in runs)
        return [
            Hole(start, end, self._is_loss(column, start, end))
            for start, end in runs
            if (column[start] == 0.0 or levels[float(column[start])] <= _PLATEAU_COPIES)
            and max(peak_of(column[start - self.edge : start]), peak_of(column[end : end + self.edge])) > SOUND
        ]

    def _is_loss(self, column: Column, start: int, end: int) -> bool:
        # Both edges with the hole at their end.
        before, after = self._edges(column, start, end)
        after, held = after[::-1], float(to_float(column[start : start + 1])[0])
        if not (_is_heard(before, held) and _is_heard(after, held)):
            return False
        if before.var() < SOUND_POWER and after.var() < SOUND_POWER:
            return False
        steps = np.abs(np.concatenate((np.diff(before), np.diff(after))))
        if max(abs(held - before[-1]), abs(held - after[-1])) <= _QUANTA * _quantum(steps):
            return False
        if self._is_faded(before, after, is_zero=held == 0.0):
            return False
        return held == 0.0 or not self._is_plateau(column, start, end)

    def _edges(self, column: Column, start: int, end: int) -> tuple[Edge, Edge]:
        return to_float(column[start - self.edge : start]), to_float(column[end : end + self.edge])

    def _is_faded(self, before: Edge, after: Edge, *, is_zero: bool) -> bool:
        """Whether the sound went out by itself on one side, or to nothing on both."""
        edges = (before, after)
        levels = [_share_at_end(edge, self._brink) for edge in edges]
        fading = [_share_at_end(edge, self._run_up) < _FADING for edge in edges]
        if is_zero and levels[0] * levels[1] < _BOTH_FADED and any(fading):
            return True
        slopes = [_share_at_end(np.diff(edge), self._brink) for edge in edges]
        return any(max(pair) < _FADED and faint for *pair, faint in zip(levels, slopes, fading, strict=True))

    def _is_plateau(self, column: Column, start: int, end: int) -> bool:
        """Whether the value is the top or bottom of clipped sound or of a square wave."""
        before, after = self._edges(column, start, end)
        held = float(to_float(column[start : start + 1])[0])
        if min(before.min(), after.min()) < held < max(before.max(), after.max()):
            return False
        if abs(held - after[0]) <= _PLATEAU_STEP * np.abs(np.diff(after[:7])).max():
            return True
        on_level = column == column[start]
        others = np.count_nonzero(on_level[1:] & on_level[:-1]) - (end - start - 1)
        return bool(others >= _PLATEAU_COPIES and column[start] in {column.min(), column.max()})


def constant_runs(column: Column, first: int, shortest: int) -> list[tuple[int, int]]:
    """Start and end of each stretch of one value of which at least ``shortest`` frames lie from ``first`` on.

    Looks at every few samples only: a stretch that is long enough has three of them in a row.
    """
    step = max(1, shortest // 3)
    grid = column[first::step]
    same = grid[1:] == grid[:-1]
    at = np.flatnonzero(same[1:] & same[:-1])
    if len(at) > _MANY:  # the first two of each row are enough; one may be chance
        is_next = np.concatenate(([False], np.diff(at) == 1))
        at = at[~(is_next & np.concatenate(([False], is_next[:-1])))]
    at = at * step + first
    for offset in range(1, step):
        if not len(at):
            return []
        at = at[column[at + offset] == column[at]]
    runs: list[tuple[int, int]] = []
    end = 0
    for seed in at.tolist():
        if seed < end:
            continue
        start, end = _same_before(column, seed), _same_after(column, seed)
        if end - max(start, first) >= shortest:
            runs.append((start, end))
    return runs


def _is_heard(edge: Edge, held: float) -> bool:
    """Whether there is sound up to the hole, or else a pause that the value in the hole has no part in."""
    steps = np.abs(np.diff(edge))
    if not steps.any():
        return False
    return bool(edge.var() >= SOUND_POWER or abs(held - edge[-1]) >= max(_JUMP, _OUTSIDE * steps.max()))


def _quantum(steps: Edge) -> float:
    """The step of the word, as far as steps from sample to sample show it; 0 when they have none in common."""
    least = float(steps[steps > 0.0].min())
    multiples = steps / least
    return least if np.abs(multiples - np.rint(multiples)).max() < _ON_GRID else 0.0


def _share_at_end(edge: Edge, frames: int) -> float:
    """Mean energy of the last few values of an edge against that of all.

    A low tone that is cut off while it passes through zero has little level there, but all of its slope.
    """
    return float(np.square(edge[-frames:]).mean()) / float(np.square(edge).mean())


def _same_before(column: Column, seed: int) -> int:
    """Where the stretch of one value around an index begins."""
    reach = 64
    while True:
        low = max(0, seed - reach)
        other = np.flatnonzero(column[low:seed] != column[seed])
        if len(other):
            return low + int(other[-1]) + 1
        if low == 0:
            return 0
        reach *= 4


def _same_after(column: Column, seed: int) -> int:
    reach = 64
    while True:
        piece = column[seed : seed + reach] != column[seed]
        if piece.any():
            return seed + int(np.argmax(piece))
        if seed + reach >= len(column):
            return len(column)
        reach *= 4
