"""Clipping: runs of samples at full scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meters.audio.samples import FULL_SCALE, IntSamples, Samples, peaks_of, to_int32

MIN_RUN_FRAMES = 3
"""Consecutive full-scale samples that make a clip; one or two can be an honest peak."""

FULL_SCALE_BITS = 16
"""The word whose highest value a whole programme clips at, so that padded sound does, too."""

MAX_KEPT = 1000
"""Positions kept of each channel; clips beyond are counted only, so that memory stays bounded."""


@dataclass(frozen=True, order=True)
class Clip:
    """One run of full-scale samples; ``start_frame`` counts from the first frame fed."""

    start_frame: int
    frames: int
    channel: int


@dataclass(frozen=True)
class Clipping:
    """Clipped runs and the longest of them, in frames, per channel."""

    runs: tuple[int, ...]
    longest_frames: tuple[int, ...]


def highest_word(bits: int) -> int:
    """The highest value of a word of so many bits, in the upper ones of 32."""
    return int(FULL_SCALE) - (1 << (32 - bits))


class ClipMeter:
    """Counts clipped runs per channel, across the borders of blocks.

    Full scale is the highest value of a word of ``bits`` bits, which on the positive side lies one step below
    2³¹, and the same magnitude on the negative side: converters that saturate symmetrically are common.
    A run that still goes on counts as soon as it is long enough.
    """

    def __init__(self, channels: int, bits: int = 24) -> None:
        self._top = highest_word(bits)
        self._frame = 0
        self._runs = [0] * channels
        self._longest = [0] * channels
        self._kept: list[list[Clip]] = [[] for _ in range(channels)]
        self._open: list[Clip | None] = [None] * channels

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        if not len(samples):
            return
        if self._is_touched(samples) or any(self._open):
            words = to_int32(samples)
            for channel in range(len(self._runs)):
                self._feed_channel(words, channel)
        self._frame += len(samples)

    def read(self) -> Clipping:
        """Counts since the start or the last `reset`."""
        runs, longest = list(self._runs), list(self._longest)
        for clip in self._going_on():
            runs[clip.channel] += 1
            longest[clip.channel] = max(longest[clip.channel], clip.frames)
        return Clipping(tuple(runs), tuple(longest))

    @property
    def clips(self) -> tuple[Clip, ...]:
        """Where they are, by start; the first `MAX_KEPT` of each channel and those that still go on."""
        kept = [clip for channel in self._kept for clip in channel]
        return tuple(sorted((*kept, *self._going_on())))

    def reset(self) -> None:
        """Count from zero again; positions go on counting from the first frame ever fed."""
        self._runs = [0] * len(self._runs)
        self._longest = [0] * len(self._runs)
        self._kept = [[] for _ in self._runs]
        self._open = [None] * len(self._runs)

    def _is_touched(self, samples: Samples) -> bool:
        """A quick look: whether there may be a sample at full scale."""
        if samples.dtype == np.int32:
            return bool(samples.max() >= self._top or samples.min() <= -self._top)
        # Floats that round to full scale lie less than one step below it.
        return bool(peaks_of(samples).max() >= (self._top - 1) / FULL_SCALE)

    def _going_on(self) -> list[Clip]:
        return [clip for clip in self._open if clip is not None and clip.frames >= MIN_RUN_FRAMES]

    def _feed_channel(self, words: IntSamples, channel: int) -> None:
        column = words[:, channel]
        full = (column >= self._top) | (column <= -self._top)
        steps = np.diff(np.concatenate(([False], full, [False])).astype(np.int8))
        starts, ends = np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist()
        before, self._open[channel] = self._open[channel], None
        if before is not None and not (starts and starts[0] == 0):
            self._close(before)
            before = None
        for start, end in zip(starts, ends, strict=True):
            run = Clip(self._frame + start, end - start, channel)
            if before is not None:
                run = Clip(before.start_frame, before.frames + run.frames, channel)
                before = None
            if end == len(column):
                self._open[channel] = run
            else:
                self._close(run)

    def _close(self, run: Clip) -> None:
        if run.frames < MIN_RUN_FRAMES:
            return
        self._runs[run.channel] += 1
        self._longest[run.channel] = max(self._longest[run.channel], run.frames)
        kept = self._kept[run.channel]
        if len(kept) < MAX_KEPT:
            kept.append(run)
