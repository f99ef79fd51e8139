"""Flat tops: sound that was clipped below full scale, before a gain or in a stage that saturates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meters.audio.clipping import MIN_RUN_FRAMES, Clip
from meters.audio.levels import amplitude, dbfs
from meters.audio.reading import Reading, told, untold
from meters.audio.samples import FloatSamples, Samples, extremes_of, to_float

MAX_PLACES = 200
"""Positions kept of each channel, the first ones."""

_FULL_SCALE_DBFS = -0.05

MAX_COUNTED = 10_000
"""Flat tops beyond these are not looked for any more: sound that is clipped so often costs no more than other."""

_TILE_FRAMES = 24_000
_BACK_FRAMES = 64

TOLERANCE = 2.5 * 2.0**-15
"""Samples so near the extreme lie on it: the spread of a flat top that was dithered to 16 bits."""

_STEEP = 16.0 * TOLERANCE
"""The least rise to a flat top, over two samples (one alone may happen to lie just below). At the top of smooth
sound, a parabola with three samples in the tolerance, it is at most eight times the tolerance."""

_MIN_LEVEL = amplitude(-42.0)
"""Below, the tolerance is no longer small against the sound."""

_MIN_RUNS = 3
_HALF_SURE_RUNS = 3.0

# In noise, three clipped samples in a row are rare; single ones heap up at one level. Those of a tone do as well,
# but always from the same place below, and so do those of speech behind a limiter, from close by.
_MIN_HITS = 8
_MAX_DEPTHS = 256
_DEEP, _VARIED = 0.25, 0.1
"""Of the level: how far below the sample before a hit lies, in the median, and how much that varies."""
_HEAP_CONFIDENCE = 0.7
# Samples that heap up are many more than those just below; the extremes of evenly distributed noise are not.
_BELOW_TOLERANCES = 4.0
_HEAPED = 2

_NOT_SEEN_CONFIDENCE = 0.8
"""That there are no flat tops does not prove that nothing was clipped: a filter behind the clipping tilts them."""


@dataclass(frozen=True)
class FlatTops:
    """Flat tops of one channel.

    ``level_dbfs`` is where they lie, None when there are none; ``runs`` counts them up to about `MAX_COUNTED`.
    ``places`` are the first `MAX_PLACES`, by start, in frames from the first one fed.
    """

    level_dbfs: float | None
    runs: int
    places: tuple[Clip, ...]

    @property
    def are_below_full_scale(self) -> bool:
        """Whether there are any that `meters.audio.clipping` does not see."""
        return self.level_dbfs is not None and self.level_dbfs < _FULL_SCALE_DBFS


class FlatTopMeter:
    """Looks for tops cut off at a channel's extremes, positive and negative apart, at full scale or below it.

    A top is flat when at least three samples in a row lie within `TOLERANCE` of the highest sample so far and the
    step up to them is steep. When the sound goes higher than that, the search begins anew; what was found until
    then and is beyond doubt stays. Square waves are flat tops; soft limiters and clipping that was filtered or
    resampled afterwards are not found. Works in tiles of 24,000 frames: what comes after the last is not read.
    """

    def __init__(self, channels: int) -> None:
        self._channels = channels
        self._frame = 0  # where the tile at hand begins
        self._begun: FloatSamples = np.empty((_TILE_FRAMES, channels), order="F")
        self._begun_frames = 0
        self._before: FloatSamples = np.empty((0, channels))
        # No sample of the tile is beyond these.
        self._highest, self._lowest = np.full(channels, -np.inf), np.full(channels, np.inf)
        self._tops: list[tuple[_Top, _Top]]
        self.reset()

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        if not len(samples):
            return
        floats, (highest, lowest) = to_float(samples), extremes_of(samples)
        at = 0
        while at < len(floats):
            piece = floats[at : at + _TILE_FRAMES - self._begun_frames]
            at += len(piece)
            self._highest = np.maximum(self._highest, highest)
            self._lowest = np.minimum(self._lowest, lowest)
            if len(piece) == _TILE_FRAMES:
                self._take(piece)
                continue
            self._begun[self._begun_frames : self._begun_frames + len(piece)] = piece
            self._begun_frames += len(piece)
            if self._begun_frames == _TILE_FRAMES:
                self._take(self._begun)

    def read(self) -> tuple[Reading[FlatTops], ...]:
        """What was found, per channel."""
        return tuple(self._reading(*pair) for pair in self._tops)

    def reset(self) -> None:
        """Forget everything; positions go on counting from the first frame ever fed."""
        self._tops = [(_Top(channel), _Top(channel)) for channel in range(self._channels)]
        self._from_frame = self._frame

    def _take(self, tile: FloatSamples) -> None:
        """Take a whole tile; one that reaches no extreme is passed over."""
        extremes = zip(self._highest.tolist(), self._lowest.tolist(), strict=True)
        for channel, ((upper, lower), (highest, lowest)) in enumerate(zip(self._tops, extremes, strict=True)):
            if upper.is_reached(highest) or lower.is_reached(-lowest):
                column = np.concatenate((self._before[:, channel], tile[:, channel]))
                _look_at(upper, lower, column, len(self._before), self._frame)
        self._frame += _TILE_FRAMES
        self._before = tile[-_BACK_FRAMES:].copy(order="K")
        self._begun_frames = 0
        self._highest, self._lowest = np.full(self._channels, -np.inf), np.full(self._channels, np.inf)

    def _reading(self, upper: _Top, lower: _Top) -> Reading[FlatTops]:
        found = [heap for top in (upper, lower) for heap in top.heaps() if heap.is_cut_off()]
        if not found:
            if self._frame == self._from_frame:
                return untold("too_short")
            if max(upper.extreme, lower.extreme) < _MIN_LEVEL:
                return untold("too_quiet")
            return told(FlatTops(None, 0, ()), _NOT_SEEN_CONFIDENCE)
        strongest = max(found, key=lambda heap: heap.count)
        places = sorted(place for heap in found for place in heap.places)
        tops = FlatTops(dbfs(strongest.level), sum(heap.count for heap in found), tuple(places[:MAX_PLACES]))
        return told(tops, strongest.confidence())


def _look_at(upper: _Top, lower: _Top, column: NDArray[np.float64], fresh: int, frame: int) -> None:
    """Have both extremes of a channel look at a tile, if it reaches them; for the arguments see `_Top.look`."""
    new = column[fresh:]
    highest, lowest = float(new.max()), float(new.min())
    if upper.is_reached(highest):
        upper.look(highest, column, fresh, frame)
    if lower.is_reached(-lowest):
        lower.look(-lowest, -column, fresh, frame)


class _Heap:
    """Tops that end at one level."""

    def __init__(self, level: float) -> None:
        self.base = level
        self.level = level
        self.runs = 0
        self.hits = 0
        self.below = 0
        self.places: list[Clip] = []
        self._depths: list[float] = []

    @property
    def count(self) -> int:
        """Flat tops; in noise the single samples that heap up."""
        return self.runs if self.runs >= _MIN_RUNS else self.hits

    def add(self, depths: NDArray[np.float64], runs: list[Clip], below: int) -> None:
        """Take how far below the sample before each top lies, those tops that are flat, and samples just below."""
        self.hits += len(depths)
        self.below += below
        self.runs += len(runs)
        self._depths += depths[: _MAX_DEPTHS - len(self._depths)].tolist()
        self.places += runs[: MAX_PLACES - len(self.places)]

    def is_cut_off(self) -> bool:
        """Whether this is no chance."""
        return self.level >= _MIN_LEVEL and (self.runs >= _MIN_RUNS or self._is_noise_cut_off())

    def confidence(self) -> float:
        """How sure that is."""
        return 1.0 - 0.5 ** (self.runs / _HALF_SURE_RUNS) if self.runs >= _MIN_RUNS else _HEAP_CONFIDENCE

    def _is_noise_cut_off(self) -> bool:
        if self.hits < max(_MIN_HITS, _HEAPED * self.below):
            return False
        low, middle, high = np.percentile(self._depths, (10.0, 50.0, 90.0)).tolist()
        return bool(middle >= _DEEP * self.level and high - low >= _VARIED * self.level)


class _Top:
    """One extreme of one channel, turned so that it is the upper one."""

    def __init__(self, channel: int) -> None:
        self._channel = channel
        self._heap = _Heap(0.0)
        self._best: _Heap | None = None

    @property
    def extreme(self) -> float:
        """Highest sample so far."""
        return self._heap.level

    def heaps(self) -> tuple[_Heap, ...]:
        """The tops at the extreme, or those from when the sound was not as loud, if they say more."""
        if self._best is None or (self._best.count < self._heap.count and self._heap.is_cut_off()):
            return (self._heap,)
        return (self._best,)

    def is_reached(self, peak: float) -> bool:
        """Whether a tile with this peak is worth a look."""
        return (peak >= max(self._heap.level - TOLERANCE, _MIN_LEVEL) and self._heap.hits < MAX_COUNTED) or (
            peak > self._heap.level
        )

    def look(self, peak: float, column: NDArray[np.float64], fresh: int, frame: int) -> None:
        """Take a tile that reaches the extreme; it begins at index ``fresh``, which is ``frame`` of the stream."""
        if peak > self._heap.base + TOLERANCE:
            if self._heap.is_cut_off():
                self._best = max((heap for heap in (self._best, self._heap) if heap), key=lambda heap: heap.count)
            self._heap = _Heap(peak)
        self._heap.level = max(self._heap.level, peak)
        if peak < _MIN_LEVEL:
            return
        on_top = np.flatnonzero(column >= self._heap.level - TOLERANCE)
        breaks = np.flatnonzero(np.diff(on_top) > 1)
        starts = on_top[np.concatenate(([0], breaks + 1))]
        ends = on_top[np.concatenate((breaks, [len(on_top) - 1]))] + 1
        # A top belongs to the tile in which it ends. One that came in from before the look back is no top.
        mine = (ends >= fresh) & (ends < len(column)) & (starts > 1)
        starts, lengths = starts[mine], (ends - starts)[mine]
        depths = column[starts] - column[starts - 1]
        flat = (lengths >= MIN_RUN_FRAMES) & (column[starts] - column[starts - 2] > _STEEP)
        near = int(np.count_nonzero(column[fresh:] >= self._heap.level - _BELOW_TOLERANCES * TOLERANCE))
        below = near - int(np.count_nonzero(on_top >= fresh))
        places = zip((starts[flat] + (frame - fresh)).tolist(), lengths[flat].tolist(), strict=True)
        self._heap.add(depths, [Clip(start, length, self._channel) for start, length in places], below)
