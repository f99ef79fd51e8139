"""Blocks of sound played twice: stretches that repeat exactly what lies right before them."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meters.audio.levels import SOUND_POWER
from meters.audio.samples import Sound, to_float

Column = Sound
Indices = NDArray[np.int64]
Keys = NDArray[np.int32]

SHORTEST_FRAMES = 44
_LONGEST_S = 0.2
MAX_TIMES = 8
"""A block is played again at most so often; more is a steady tone, or a loop somebody wanted."""

_SLACK_FRAMES = 4
"""Samples at either end of a repetition that happen to be the same."""

# Anchors: frames picked by their content, one of eight, the same ones in every copy.
_PICKED_BELOW = np.int32(-(2**31) + 2**29)
_LOWER_HALF = 0 if sys.byteorder == "little" else 1
_KEY_FRAMES = 3
_KEY_SHIFTS, _KEY_FACTORS = (7, 13), np.array((0x2C1B3C6D, 0x297A2D39), np.int32)
"""So that words of 16 bits, whose low bits are all zero, give keys of 32."""
_SIDE_FRAMES = 8
_POSITION_BITS = 20
_FACTORS = np.array((-0x61C88647, -0x3D4D51C3, 0x2545F491, -0x7A143589), np.int32)
"""Odd, and the first 2³² divided by the golden ratio: neighbours lie far apart."""
_GAINS = np.array((0.6180339887498949, 0.7548776662466927, 0.8191725133961645, 0.8566748838545029))

_MAX_LOOKS = 64
"""Suspicions followed up in one tile; test tones raise them by the hundred."""

# What tells a periodic tone from a block played twice is the seam: the tone goes on as its past foretells.
_ORDER = 24
_MODEL_FRAMES = 768
_FORETOLD = 0.05
_FORETOLD_BITS = 2.0**-14
"""Errors of the model that the steps of 16 bits explain; speech and the noise of its room are above, mostly."""
_SEAM = 8.0
_LEAST_ERROR = 2.0**-23


@dataclass(frozen=True)
class Repeat:
    """From index ``start`` on, the ``lag`` frames before it are played again ``times`` times."""

    start: int
    lag: int
    times: int


@dataclass(frozen=True)
class _Region:
    """Frames ``start`` to ``end`` equal those ``lag`` before; ``end`` is the length of the sound if it goes on."""

    start: int
    end: int


class RepeatFinder:
    """Remembers the anchors of the last 0.2 s, and the repetitions that still went on."""

    def __init__(self, rate_hz: int) -> None:
        self._longest = max(2 * SHORTEST_FRAMES, round(_LONGEST_S * rate_hz))
        self._places: NDArray[np.int64] = np.empty(0, np.int64)
        self._keys: Keys = np.empty(0, np.int32)
        self._open: list[tuple[int, int]] = []

    @property
    def back_frames(self) -> int:
        """How far it looks back."""
        return 5 * self._longest

    def copy(self) -> RepeatFinder:
        """One that goes on from here on its own."""
        other = RepeatFinder.__new__(RepeatFinder)
        other.__dict__ |= self.__dict__
        return other

    def find(self, sound: Sound, fresh: int, frame: int) -> list[Repeat]:
        """Repetitions that end at ``fresh`` or later; ``frame`` is the place of that index in the stream."""
        origin = frame - fresh
        suspects = [(place - origin, lag) for place, lag in self._open] + self._suspects(sound, fresh, origin)
        self._open = []
        found: list[Repeat] = []
        checked: dict[int, int] = {}  # up to where each lag has been looked at
        looks = 0
        for at, lag in suspects:
            if at < checked.get(lag, 0) or at - lag < 0:
                continue
            looks += 1
            if looks > _MAX_LOOKS:
                break
            region = _region(sound, at, lag)
            checked[lag] = region.end
            times = (region.end - region.start) // lag
            if times > MAX_TIMES:
                continue
            if region.end >= len(sound):
                self._open.append((at + origin, lag))
            elif region.end >= fresh and _is_whole(region, lag) and _is_seam(sound, region.start, lag):
                found.append(Repeat(region.start, lag, times))
        return found

    def _suspects(self, sound: Sound, fresh: int, origin: int) -> list[tuple[int, int]]:
        """Index and lag wherever an anchor looks like one not long before it."""
        first = max(0, fresh - _KEY_FRAMES + 1)
        at, keys = _anchors(sound[first:])
        if not len(at):
            self._forget_before(origin + len(sound) - self._longest)
            return []
        places = np.concatenate((self._places, at + (first + origin)))
        keys = np.concatenate((self._keys, keys))
        self._places, self._keys = places, keys
        self._forget_before(origin + len(sound) - self._longest)
        if not _any_twins(keys):
            return []
        oldest = int(places[0])
        sorted_keys = np.sort((keys.astype(np.int64) << _POSITION_BITS) | (places - oldest))
        twins = np.flatnonzero((sorted_keys[1:] ^ sorted_keys[:-1]) >> _POSITION_BITS == 0)
        if not len(twins):
            return []
        mask = (1 << _POSITION_BITS) - 1
        later, earlier = sorted_keys[twins + 1] & mask, sorted_keys[twins] & mask
        lags = later - earlier
        wanted = (lags >= SHORTEST_FRAMES) & (lags <= self._longest) & (later + oldest >= first + origin)
        at, lags = later[wanted] + (oldest - origin), lags[wanted]
        alike = _are_alike(sound[:, 0], at, lags)
        return sorted(zip(at[alike].tolist(), lags[alike].tolist(), strict=True))

    def _forget_before(self, place: int) -> None:
        recent = int(np.searchsorted(self._places, place))
        self._places, self._keys = self._places[recent:], self._keys[recent:]


def _anchors(sound: Sound) -> tuple[Indices, Keys]:
    """Indices picked by content where sound changes, and a number made of the three frames from there on."""
    mixed = _mixed(sound)
    count = len(mixed) - _KEY_FRAMES + 1
    if count < 1 or (mixed[0] == mixed[-1] and (mixed == mixed[0]).all()):
        return np.empty(0, np.int64), np.empty(0, np.int32)
    at = np.flatnonzero(mixed[:count] < _PICKED_BELOW)
    here, following, third = mixed[at], mixed[at + 1], mixed[at + 2]
    keys = here ^ (following >> _KEY_SHIFTS[0]) * _KEY_FACTORS[0] ^ (third >> _KEY_SHIFTS[1]) * _KEY_FACTORS[1]
    changes = here != following
    return (at, keys) if changes.all() else (at[changes], keys[changes])


def _mixed(sound: Sound) -> NDArray[np.int32]:
    """All channels in one number a frame, whose high bits are as good as random."""
    if sound.dtype == np.int32:
        return _summed(sound, _FACTORS).view(np.int32)
    # Of floats the low bits are.
    return _summed(sound, _GAINS).view(np.int32)[_LOWER_HALF::2]


def _summed(sound: Sound, factors: Sound) -> Sound:
    """The channels added up, each times a factor of its own, of the type of the sound."""
    total: Sound = sound[:, 0] * factors[0]
    scratch = np.empty_like(total)
    for channel in range(1, sound.shape[1]):
        turn, place = divmod(channel, len(factors))
        total += np.multiply(sound[:, channel], factors[place] + factors.dtype.type(2 * turn), out=scratch)
    return total


def _any_twins(keys: Keys) -> bool:
    """Whether two keys are the same: mostly there are none, and that is soon seen."""
    in_order = np.sort(keys)
    return bool((in_order[1:] == in_order[:-1]).any())


def _are_alike(column: Column, at: Indices, lags: Indices) -> NDArray[np.bool_]:
    """Whether what lies around an index is the same as a lag before, a few frames to one side at least."""
    sides = np.arange(1, _SIDE_FRAMES) * np.array([[[1]], [[-1]]])  # shape (2, 1, frames)
    index = np.clip(at[:, None] + sides, lags[:, None], len(column) - 1)
    alike: NDArray[np.bool_] = (column[index] == column[index - lags[:, None]]).all(axis=2).any(axis=0)
    return alike


def _region(sound: Sound, at: int, lag: int) -> _Region:
    """The stretch around an index that repeats what lies ``lag`` before; looks no further than it can be honest."""
    span = (MAX_TIMES + 1) * lag + _SLACK_FRAMES
    low, high = max(lag, at - span), min(len(sound), at + span)
    differs = np.zeros(high - low, np.bool_)
    for column in sound.T:
        differs |= column[low:high] != column[low - lag : high - lag]
    before, after = np.flatnonzero(differs[: at - low + 1]), np.flatnonzero(differs[at - low :])
    start = low + int(before[-1]) + 1 if len(before) else 0
    return _Region(start, at + int(after[0]) if len(after) else high)


def _is_whole(region: _Region, lag: int) -> bool:
    times, over = divmod(region.end - region.start, lag)
    return region.start >= lag and 1 <= times <= MAX_TIMES and over <= _SLACK_FRAMES


def _is_seam(sound: Sound, start: int, lag: int) -> bool:
    """Whether the repetition that begins at ``start`` is heard as one: in sound, and not the period of a tone."""
    powers = to_float(sound[start - lag : start]).var(axis=0)
    loudest = int(powers.argmax())
    if powers[loudest] < SOUND_POWER:
        return False
    order = min(_ORDER, lag // 4)
    piece = to_float(sound[start - min(lag, _MODEL_FRAMES) : start + order, loudest])
    rows = np.lib.stride_tricks.sliding_window_view(piece[:-1], order)
    inside = len(rows) - order
    weights = np.linalg.lstsq(rows[:inside], piece[order : order + inside], rcond=None)[0]
    errors = piece[order:] - rows @ weights
    usual, seam = float(errors[:inside].std()), float(np.abs(errors[inside:]).max())
    is_foretold = usual < min(_FORETOLD_BITS, _FORETOLD * math.sqrt(powers[loudest]))
    return not (is_foretold and seam <= _SEAM * max(usual, _LEAST_ERROR))
