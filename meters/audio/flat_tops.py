"""Flat tops: sound that was clipped below full scale, before a gain or in a stage that saturates."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from meters.audio.clipping import FULL_SCALE_BITS, MIN_RUN_FRAMES, Clip, highest_word
from meters.audio.levels import amplitude, dbfs
from meters.audio.reading import Reading, told, untold
from meters.audio.samples import FloatSamples, Samples, extremes_of, to_float, to_int32

MAX_PLACES = 200
"""Positions kept of each channel, the first ones."""

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
    """Flat tops of one channel, without those that `meters.audio.clipping` counts.

    ``level_dbfs`` is where they lie, None when there are none; ``runs`` counts them up to about `MAX_COUNTED`.
    ``places`` are the first `MAX_PLACES`, by start, in frames from the first one fed.
    """

    level_dbfs: float | None
    runs: int
    places: tuple[Clip, ...]

    @property
    def are_below_full_scale(self) -> bool:
        """Whether there are any: every top is counted once, at full scale as a clip and else here."""
        return self.runs > 0


class FlatTopMeter:
    """Looks for tops cut off at a channel's extremes, positive and negative apart.

    A top is flat when at least three samples in a row lie within `TOLERANCE` of the highest sample so far and the
    step up to them is steep. When the sound goes higher than that, the search begins anew; what was found until
    then and is beyond doubt stays. Tops in which a `ClipMeter` for words of ``bits`` bits finds a clip are left to
    it. Square waves are flat tops; soft limiters and clipping that was filtered or resampled afterwards are not
    found. Works in tiles of 24,000 frames; with less sound than that, that there are none is not told.
    """

    def __init__(self, channels: int, bits: int = FULL_SCALE_BITS) -> None:
        self._channels = channels
        self._clip_word = highest_word(bits)
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
        """What was found, per channel, up to the last frame; a top that still goes on is none yet."""
        heard = self._frame + self._begun_frames - self._from_frame
        copies = [(upper.copy(), lower.copy()) for upper, lower in self._tops]
        tops = self._after(self._begun[: self._begun_frames], copies)
        return tuple(_reading(*pair, is_short=heard < _TILE_FRAMES) for pair in tops)

    def reset(self) -> None:
        """Forget everything; positions go on counting from the first frame ever fed."""
        self._tops = [
            (_Top(channel, self._clip_word), _Top(channel, self._clip_word)) for channel in range(self._channels)
        ]
        self._from_frame = self._frame + self._begun_frames

    def _take(self, tile: FloatSamples) -> None:
        """Take a whole tile."""
        self._after(tile, self._tops)
        self._frame += _TILE_FRAMES
        self._before = tile[-_BACK_FRAMES:].copy(order="K")
        self._begun_frames = 0
        self._highest, self._lowest = np.full(self._channels, -np.inf), np.full(self._channels, np.inf)

    def _after(self, tile: FloatSamples, tops: list[tuple[_Top, _Top]]) -> list[tuple[_Top, _Top]]:
        """Have the extremes look at a tile, or what there is of it; one that reaches none is passed over."""
        fresh = len(self._before) + max(0, self._from_frame - self._frame)
        if fresh >= len(self._before) + len(tile):
            return tops
        frame = self._frame - len(self._before)
        extremes = zip(self._highest.tolist(), self._lowest.tolist(), strict=True)
        for channel, ((upper, lower), (highest, lowest)) in enumerate(zip(tops, extremes, strict=True)):
            if upper.is_reached(highest) or lower.is_reached(-lowest):
                column = np.concatenate((self._before[:, channel], tile[:, channel]))
                _look_at(upper, lower, _Tile(column, fresh, frame, self._from_frame))
        return tops


def _reading(upper: _Top, lower: _Top, *, is_short: bool) -> Reading[FlatTops]:
    """Of the two extremes of a channel; of less than a tile only what was found is told."""
    found = [heap for top in (upper, lower) for heap in top.heaps() if heap.is_cut_off()]
    if not found:
        if is_short:
            return untold("too_short")
        if max(upper.extreme, lower.extreme) < _MIN_LEVEL:
            return untold("too_quiet")
        return told(FlatTops(None, 0, ()), _NOT_SEEN_CONFIDENCE)
    strongest = max(found, key=lambda heap: heap.count)
    places = sorted(place for heap in found for place in heap.places)
    tops = FlatTops(dbfs(strongest.level), sum(heap.count for heap in found), tuple(places[:MAX_PLACES]))
    return told(tops, strongest.confidence())


def _look_at(upper: _Top, lower: _Top, tile: _Tile) -> None:
    """Have both extremes of a channel look at a tile, if it reaches them."""
    highest, lowest = float(tile.new.max()), float(tile.new.min())
    if upper.is_reached(highest):
        upper.look(highest, tile)
    if lower.is_reached(-lowest):
        lower.look(-lowest, tile.upside_down())


@dataclass(frozen=True)
class _Tile:
    """One channel of a tile behind what came before it: what is new begins at index ``fresh``.

    ``frame`` is the place of index 0 in the stream; tops that begin before ``since_frame`` do not count.
    """

    column: NDArray[np.float64]
    fresh: int
    frame: int
    since_frame: int

    @property
    def new(self) -> NDArray[np.float64]:
        """What was not there before."""
        return self.column[self.fresh :]

    def upside_down(self) -> _Tile:
        """The same with the lowest sample as the highest."""
        return replace(self, column=-self.column)


class _Heap:
    """Tops that end at one level."""

    def __init__(self, level: float) -> None:
        self.base = level
        self.level = level
        self.hits = 0
        self.places: list[Clip] = []
        self.depths: list[float] = []
        self._below = 0
        self._runs = 0
        # Those of the hits and of the runs that are no clips.
        self._own_hits = 0
        self._own_runs = 0

    def copy(self) -> _Heap:
        """One that grows on its own."""
        other = copy(self)
        other.places, other.depths = self.places.copy(), self.depths.copy()
        return other

    @property
    def count(self) -> int:
        """Flat tops that are no clips; in noise the single samples that heap up."""
        return self._own_runs if self._runs >= _MIN_RUNS else self._own_hits

    def add(self, tops: _Found) -> None:
        """Take what was found at this level in one more tile."""
        self.hits += len(tops.depths)
        self._below += tops.below
        self._runs += int(np.count_nonzero(tops.are_flat))
        self._own_hits += int(np.count_nonzero(~tops.are_clips))
        self._own_runs += len(tops.runs)
        self.depths += tops.depths[: _MAX_DEPTHS - len(self.depths)].tolist()
        self.places += tops.runs[: MAX_PLACES - len(self.places)]

    def is_cut_off(self) -> bool:
        """Whether this is no chance."""
        if self.level < _MIN_LEVEL:
            return False
        return self._own_runs >= _MIN_RUNS if self._runs >= _MIN_RUNS else self._is_noise_cut_off()

    def confidence(self) -> float:
        """How sure that is."""
        return 1.0 - 0.5 ** (self._own_runs / _HALF_SURE_RUNS) if self._runs >= _MIN_RUNS else _HEAP_CONFIDENCE

    def _is_noise_cut_off(self) -> bool:
        if self._own_hits < _MIN_HITS or self.hits < _HEAPED * self._below:
            return False
        low, middle, high = np.percentile(self.depths, (10.0, 50.0, 90.0)).tolist()
        return bool(middle >= _DEEP * self.level and high - low >= _VARIED * self.level)


@dataclass(frozen=True)
class _Found:
    """Tops of one tile: how far below each the sample before it lies, whether it is flat, whether it holds a clip.

    ``runs`` are those that are flat and no clips; ``below`` counts the samples just below the level.
    """

    depths: NDArray[np.float64]
    are_flat: NDArray[np.bool_]
    are_clips: NDArray[np.bool_]
    runs: list[Clip]
    below: int


class _Top:
    """One extreme of one channel, turned so that it is the upper one."""

    def __init__(self, channel: int, clip_word: int, heap: _Heap | None = None, best: _Heap | None = None) -> None:
        """Begin, or go on with these tops at the extreme and from before it."""
        self._channel = channel
        self._clip_word = clip_word
        self._heap = heap or _Heap(0.0)
        self._best = best

    def copy(self) -> _Top:
        """One that goes on from here on its own."""
        return _Top(self._channel, self._clip_word, self._heap.copy(), self._best)

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

    def look(self, peak: float, tile: _Tile) -> None:
        """Take a tile that reaches the extreme with this peak."""
        if peak > self._heap.base + TOLERANCE:
            if self._heap.is_cut_off():
                self._best = max((heap for heap in (self._best, self._heap) if heap), key=lambda heap: heap.count)
            self._heap = _Heap(peak)
        self._heap.level = max(self._heap.level, peak)
        if peak >= _MIN_LEVEL:
            self._heap.add(self._find(tile))

    def _find(self, tile: _Tile) -> _Found:
        """The tops of a tile at the level that there is now."""
        column, level = tile.column, self._heap.level
        on_top = np.flatnonzero(column >= level - TOLERANCE)
        breaks = np.flatnonzero(np.diff(on_top) > 1)
        firsts = np.concatenate(([0], breaks + 1))
        starts = on_top[firsts]
        ends = on_top[np.concatenate((breaks, [len(on_top) - 1]))] + 1
        # A top belongs to the tile in which it ends. One that came in from before the look back is no top.
        mine = (ends >= tile.fresh) & (ends < len(column)) & (starts >= max(2, tile.since_frame - tile.frame))
        are_clips = np.logical_or.reduceat(self._end_clips(column, on_top), firsts)[mine]
        starts, lengths = starts[mine], (ends - starts)[mine]
        are_flat = (lengths >= MIN_RUN_FRAMES) & (column[starts] - column[starts - 2] > _STEEP)
        own = are_flat & ~are_clips
        places = zip((starts[own] + tile.frame).tolist(), lengths[own].tolist(), strict=True)
        near = int(np.count_nonzero(tile.new >= level - _BELOW_TOLERANCES * TOLERANCE))
        return _Found(
            depths=column[starts] - column[starts - 1],
            are_flat=are_flat,
            are_clips=are_clips,
            runs=[Clip(start, length, self._channel) for start, length in places],
            below=near - int(np.count_nonzero(on_top >= tile.fresh)),
        )

    def _end_clips(self, column: NDArray[np.float64], on_top: NDArray[np.intp]) -> NDArray[np.bool_]:
        """For each of these frames, whether it ends as many at full scale in a row as make a clip."""
        are_full = to_int32(column[on_top]) >= self._clip_word
        last = MIN_RUN_FRAMES - 1
        end_clips = np.zeros(len(on_top), np.bool_)
        end_clips[last:] = on_top[last:] - on_top[: len(on_top) - last] == last
        for before in range(MIN_RUN_FRAMES):
            end_clips[last:] &= are_full[last - before : len(on_top) - before]
        return end_clips
