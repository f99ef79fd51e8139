"""Signal truth: how many bits of the samples carry signal, whatever the format claims."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meters.audio.samples import IntSamples, Samples, to_int32

MIN_NON_ZERO = 10_000
"""Fewer non-zero samples than this prove nothing about the bits (a fade, a single click)."""

MIN_DISTINCT = 256
"""Fewer distinct values than this prove nothing either (a square wave, a very quiet room)."""

_WORD_BITS = 32


class UsedBitsMeter:
    """Finds the used bits per channel: 32 less the zeros that all samples have at their end.

    A 16-bit signal in 24-bit words reads 16. What it finds is an upper bound on the truth: 16 bits that were
    scaled or dithered on the way fill all 24.

    Distinct values are collected from the stream until there are `MIN_DISTINCT`; then only the OR goes on.
    """

    def __init__(self, channels: int) -> None:
        self._channels = channels
        self.reset()

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels); floats are read as integers of 32 bits."""
        if not len(samples):
            return
        words = to_int32(samples)
        self._ored |= np.bitwise_or.reduce(words, axis=0)
        for channel in range(self._channels):
            if not self._is_enough(channel):
                self._collect(words, channel)

    def read(self) -> tuple[int | None, ...]:
        """Used bits per channel; None where it cannot be told (`MIN_NON_ZERO`, `MIN_DISTINCT`)."""
        return tuple(
            _used_bits(int(self._ored[channel])) if self._is_enough(channel) else None
            for channel in range(self._channels)
        )

    def reset(self) -> None:
        """Start over."""
        self._ored: NDArray[np.int32] = np.zeros(self._channels, np.int32)
        self._non_zero = [0] * self._channels
        self._distinct: list[set[int]] = [set() for _ in range(self._channels)]

    def _is_enough(self, channel: int) -> bool:
        return self._non_zero[channel] >= MIN_NON_ZERO and len(self._distinct[channel]) >= MIN_DISTINCT

    def _collect(self, words: IntSamples, channel: int) -> None:
        column = words[:, channel]
        self._non_zero[channel] += int(np.count_nonzero(column))
        distinct = self._distinct[channel]
        if len(distinct) < MIN_DISTINCT:
            distinct.update(np.unique(column)[:MIN_DISTINCT].tolist())


def _used_bits(ored: int) -> int:
    if ored == 0:
        return 0
    lowest = ored & -ored
    return _WORD_BITS - (lowest.bit_length() - 1)
