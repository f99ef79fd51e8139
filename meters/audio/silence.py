"""Silence: stretches in which a channel stays below a threshold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meters.audio.levels import amplitude
from meters.audio.samples import Samples, to_int32
from meters.interval import Interval


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
        self._threshold = min(max(1, round(amplitude(threshold_dbfs) * 2**31)), 2**31 - 1)
        self._min_frames = max(1, round(min_silence_s * rate_hz))
        self._frame = 0
        self._quiet_since = [0] * channels
        self._closed: list[list[Interval]] = [[] for _ in range(channels)]

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        words = to_int32(samples)
        loud = (words >= self._threshold) | (words <= -self._threshold)
        for channel, closed in enumerate(self._closed):
            at = np.flatnonzero(loud[:, channel])
            if not len(at):
                continue
            at += self._frame
            # Quiet stretches lie between loud samples; the first began before this block.
            begins = np.concatenate(([self._quiet_since[channel]], at[:-1] + 1))
            for index in np.flatnonzero(at - begins >= self._min_frames).tolist():
                closed.append(self._interval(int(begins[index]), int(at[index])))
            self._quiet_since[channel] = int(at[-1]) + 1
        self._frame += len(words)

    def read(self) -> Silence:
        """What was silent so far."""
        quiet_frames = [self._frame - since for since in self._quiet_since]
        return Silence(
            intervals=tuple(
                (*closed, self._interval(since, self._frame)) if quiet >= self._min_frames else tuple(closed)
                for closed, since, quiet in zip(self._closed, self._quiet_since, quiet_frames, strict=True)
            ),
            silent_for_s=tuple(quiet / self._rate_hz for quiet in quiet_frames),
        )

    def _interval(self, start: int, end: int) -> Interval:
        return Interval(start / self._rate_hz, end / self._rate_hz)
