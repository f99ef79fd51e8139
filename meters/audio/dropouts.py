"""Dropouts: short holes in sound, and blocks that a driver played twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from meters.audio.holes import Hole, HoleFinder
from meters.audio.levels import SOUND
from meters.audio.reading import Reading, told, untold
from meters.audio.repeats import RepeatFinder
from meters.audio.samples import Samples, Sound, as_fed, peak_of
from meters.audio.tape import Tape

DropoutKind = Literal["zeros", "held", "repeat"]

MAX_PLACES = 200
"""Positions kept, the first ones; dropouts beyond are counted only."""

_TILE_S = 0.5
_BACK_S = 1.0
_MIN_S = 0.05
_GLANCE_FRAMES = 7
"""That there is sound is seen in every seventh sample."""

_SAME_HOLE_FRAMES = 2

_FOUND_CONFIDENCE = 0.95
_NOT_FOUND_CONFIDENCE = 0.9


@dataclass(frozen=True, order=True)
class Dropout:
    """One dropout; ``start_s`` counts from the first frame fed, ``channel`` is None when it is in all of them.

    zeros: digital silence. held: one value. repeat: the block before it once more, or several times.
    """

    start_s: float
    duration_s: float
    kind: DropoutKind
    channel: int | None


@dataclass(frozen=True)
class Dropouts:
    """How many, the longest (0 without any), and where the first `MAX_PLACES` are, by start."""

    count: int
    longest_s: float
    places: tuple[Dropout, ...]


class DropoutMeter:
    """Finds holes of 0.7 ms to 0.5 s in sound, and blocks of 44 frames to 0.2 s that are played again at once.

    A hole has sound above -60 dBFS on both sides that breaks off: where it fades, as before a noise gate, or where
    it is clipped, there is none. A repetition is exact in all channels; periods of test tones do not count.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._rate_hz = rate_hz
        self._channels = channels
        self._holes = HoleFinder(rate_hz)
        self._repeats = RepeatFinder(rate_hz)
        back = max(round(_BACK_S * rate_hz), self._repeats.back_frames)
        self._tape = Tape(round(_TILE_S * rate_hz), back, channels)
        self.reset()

    def reset(self) -> None:
        """Count from zero what begins from now on; positions go on counting from the first frame ever fed."""
        self._count = 0
        self._longest_s = 0.0
        self._places: list[Dropout] = []
        self._has_sound = False
        self._from_frame = self._tape.fed

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        for sound, fresh in self._tape.feed(as_fed(samples)):
            self._has_sound = self._has_sound or self._is_sound_in(sound, fresh)
            found = self._look(sound, fresh, self._repeats)
            self._count += len(found)
            self._longest_s = max([self._longest_s, *(dropout.duration_s for dropout in found)])
            self._places += found[: MAX_PLACES - len(self._places)]

    def read(self) -> Reading[Dropouts]:
        """What was found, up to the last frame."""
        sound, fresh = self._tape.last()
        found = self._look(sound, fresh, self._repeats.copy()) if len(sound) > fresh else []
        count = self._count + len(found)
        if count:
            places = (*self._places, *found)[:MAX_PLACES]
            longest_s = max([self._longest_s, *(dropout.duration_s for dropout in found)])
            return told(Dropouts(count, longest_s, places), _FOUND_CONFIDENCE)
        if self._tape.fed - self._from_frame < _MIN_S * self._rate_hz:
            return untold("too_short")
        if not self._has_sound and not self._is_sound_in(sound, fresh):
            return untold("too_quiet")
        return told(Dropouts(0, 0.0, ()), _NOT_FOUND_CONFIDENCE)

    def _look(self, sound: Sound, fresh: int, repeats: RepeatFinder) -> list[Dropout]:
        """Dropouts since the reset that came to their end with what is new from index ``fresh`` on, by start."""
        origin = self._tape.frame - fresh
        # Channel by channel first, while they are in the processor's cache.
        holes = _merged([self._holes.find(column, fresh) for column in sound.T])
        found = [
            self._dropout(origin + repeat.start, repeat.lag * repeat.times, "repeat", None)
            for repeat in repeats.find(sound, fresh, self._tape.frame)
            if origin + repeat.start >= self._from_frame
        ]
        for hole, channel in holes:
            if origin + hole.start >= self._from_frame:
                kind: DropoutKind = "zeros" if sound[hole.start, channel or 0] == 0.0 else "held"
                found.append(self._dropout(origin + hole.start, hole.end - hole.start, kind, channel))
        return sorted(found, key=lambda dropout: dropout.start_s)

    def _is_sound_in(self, sound: Sound, fresh: int) -> bool:
        """Whether there is sound in what is new, since the reset."""
        since = max(fresh, fresh + self._from_frame - self._tape.frame)
        return any(peak_of(column[since::_GLANCE_FRAMES]) > SOUND for column in sound.T)

    def _dropout(self, frame: int, frames: int, kind: DropoutKind, channel: int | None) -> Dropout:
        return Dropout(frame / self._rate_hz, frames / self._rate_hz, kind, channel)


def _merged(by_channel: list[list[Hole]]) -> list[tuple[Hole, int | None]]:
    """Holes in which sound was lost, with their channel.

    One that is in all channels, to within a frame or two, comes once and without; chance may make it look like a
    fade in some of them.
    """
    merged: list[tuple[Hole, int | None]] = []
    shared: set[tuple[int, Hole]] = set()
    for hole in by_channel[0] if len(by_channel) > 1 else ():
        twins = [twin for holes in by_channel if (twin := _twin(hole, holes))]
        if len(twins) == len(by_channel) and any(twin.is_loss for twin in twins):
            merged.append((hole, None))
            shared |= set(enumerate(twins))
    for channel, holes in enumerate(by_channel):
        merged += [(hole, channel) for hole in holes if hole.is_loss and (channel, hole) not in shared]
    return merged


def _twin(hole: Hole, holes: list[Hole]) -> Hole | None:
    for other in holes:
        if max(abs(other.start - hole.start), abs(other.end - hole.end)) <= _SAME_HOLE_FRAMES:
            return other
    return None
