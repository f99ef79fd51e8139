"""Signal truth: how many bits of the samples carry signal, whatever the format claims. Three figures, never one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from meters.audio.lattice import UNIT_BITS, bits_before_gain, difference_histograms
from meters.audio.reading import Doubt, Reading, told, untold
from meters.audio.samples import FULL_SCALE, IntSamples, Samples, to_int32
from meters.audio.windows import SpreadWindows

MIN_NON_ZERO = 10_000
"""Fewer non-zero samples than this prove nothing about the bits (a fade, a single click)."""

MIN_DISTINCT = 256
"""Fewer distinct values than this prove nothing about the used bits (a square wave, a very quiet room)."""

_WORD_BITS = 32
_ROWS = 64
"""So many frames are taken as one long row: OR-ing rows is fast, OR-ing along a column of two is not."""

_LATTICE_FRAMES, _LATTICE_HOP_S, _LATTICE_WINDOWS = 1 << 14, 1.0, 16

_QUIET_S, _QUIET_WINDOWS = 0.1, 128
_MOVING_SHARE = 0.1
"""A window in which fewer samples differ from their neighbour is digital silence, perhaps with a click."""
_SINE_DBFS = -3.0103
"""RMS of a sine of full scale."""
_PAUSE_DB = 20.0
"""When the sound is so much above its quietest moment, that moment is a pause and not sound itself."""

FULL_BITS = 24
"""What `Bits.real_bits` says of 24 and more."""

T = TypeVar("T", int, float)


@dataclass(frozen=True)
class Bits:
    """What is known about the depth of the sound; of several channels with sound the worst.

    Attributes:
        used_bits: per channel, the bits that are ever set: an upper bound on the truth. None: could not be told.
        real_bits: those the sound had before gain or dither filled the word; 24 stands for 24 and more.
        effective_bits: those above the noise of the quietest 0.1 s: full scale to noise as that of an ideal
            converter (ENOB of a sine, 6.02 dB a bit). Sound without a pause makes it a lower bound; the confidence
            says how far the sound rises above it.
    """

    used_bits: tuple[int | None, ...]
    real_bits: Reading[int]
    effective_bits: Reading[float]


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
        ored = or_of_frames(words)
        self._ored |= ored
        for channel in range(self._channels):
            if ored[channel] and not self._is_enough(channel):
                self._collect(words, channel)

    def read(self) -> tuple[int | None, ...]:
        """Used bits per channel; None where it cannot be told (`MIN_NON_ZERO`, `MIN_DISTINCT`)."""
        return tuple(
            used_bits(int(self._ored[channel])) if self._is_enough(channel) else None
            for channel in range(self._channels)
        )

    def has_sound(self, channel: int) -> bool:
        """Whether a channel has had `MIN_NON_ZERO` samples that are not zero."""
        return self._non_zero[channel] >= MIN_NON_ZERO

    def reset(self) -> None:
        """Start over."""
        self._ored: NDArray[np.int32] = np.zeros(self._channels, np.int32)
        self._non_zero = [0] * self._channels
        self._distinct: list[set[int]] = [set() for _ in range(self._channels)]

    def _is_enough(self, channel: int) -> bool:
        return self.has_sound(channel) and len(self._distinct[channel]) >= MIN_DISTINCT

    def _collect(self, words: IntSamples, channel: int) -> None:
        column = words[:, channel]
        if not self.has_sound(channel):
            self._non_zero[channel] += int(np.count_nonzero(column))
        distinct = self._distinct[channel]
        if len(distinct) < MIN_DISTINCT:
            distinct.update(np.unique(column)[:MIN_DISTINCT].tolist())


def behind_conversion(real_bits: Reading[int], source_rate_hz: int | None) -> Reading[int]:
    """The real bits of sound that was sampled at another rate, if ``source_rate_hz`` is one.

    What converts the rate fills the words, however few bits it was given: then a full word tells nothing.
    """
    is_filled = source_rate_hz is not None and real_bits.value is not None and real_bits.value >= FULL_BITS
    return untold("unclear") if is_filled else real_bits


class BitsMeter:
    """Tells all three figures of a stream.

    The used bits are those of every sample. The other two look at windows spread over the stream, so that an hour
    costs no more than a minute.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._channels = channels
        self._frames = 0
        self._used = UsedBitsMeter(channels)
        hop = max(round(_LATTICE_HOP_S * rate_hz), _LATTICE_FRAMES)
        self._lattice = SpreadWindows(_LATTICE_FRAMES, hop, _LATTICE_WINDOWS, difference_histograms)
        quiet = round(_QUIET_S * rate_hz)
        self._quiet = SpreadWindows(quiet, quiet, _QUIET_WINDOWS, noise_dbfs)
        self._found: list[Reading[int]] = [untold("too_short")] * channels
        self._found_at = 0

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels); floats are read as integers of 32 bits."""
        words = to_int32(samples)
        self._frames += len(words)
        self._used.feed(words)
        self._lattice.feed(words)
        self._quiet.feed(words)

    def read(self) -> Bits:
        """What is known so far."""
        sounding = [channel for channel in range(self._channels) if self._used.has_sound(channel)]
        if not sounding:
            doubt: Doubt = "too_short" if self._frames < MIN_NON_ZERO else "too_quiet"
            return Bits(self._used.read(), untold(doubt), untold(doubt))
        return Bits(self._used.read(), self._read_lattice(sounding), self._read_noise(sounding))

    def _read_lattice(self, sounding: list[int]) -> Reading[int]:
        if self._found_at != self._lattice.completed:
            windows = self._lattice.results()
            self._found = [
                bits_before_gain([window[channel] for window in windows]) if windows else untold("too_short")
                for channel in range(self._channels)
            ]
            self._found_at = self._lattice.completed
        used = self._used.read()
        return _worst([_at_most(self._found[channel], used[channel]) for channel in sounding])

    def _read_noise(self, sounding: list[int]) -> Reading[float]:
        windows = np.array(self._quiet.results())
        if len(windows) < 2:
            return untold("too_short")
        return _worst([_effective_bits(windows[:, channel]) for channel in sounding])


def or_of_frames(words: IntSamples) -> NDArray[np.int32]:
    """All samples of each channel OR-ed, shape (channels,)."""
    frames, channels = words.shape
    if not words.flags.c_contiguous:
        return np.array([np.bitwise_or.reduce(words[:, channel]) for channel in range(channels)], np.int32)
    whole = frames - frames % _ROWS
    rows = np.bitwise_or.reduce(words[:whole].reshape(-1, _ROWS * channels), axis=0)
    ored: NDArray[np.int32] = np.bitwise_or.reduce(rows.reshape(_ROWS, channels), axis=0)
    ored |= np.bitwise_or.reduce(words[whole:], axis=0)
    return ored


def used_bits(ored: int) -> int:
    """Bits that are ever set in words of 32, from all of them OR-ed; 0 when none is."""
    if ored == 0:
        return 0
    lowest = ored & -ored
    return _WORD_BITS - (lowest.bit_length() - 1)


def noise_dbfs(words: IntSamples) -> list[float]:
    """RMS of each channel of a window without its DC offset; infinite where it is digital silence."""
    levels = []
    for channel in range(words.shape[1]):
        column = words[:, channel].astype(np.float64) / FULL_SCALE
        moving = np.count_nonzero(column[1:] != column[:-1]) >= _MOVING_SHARE * len(column)
        levels.append(20.0 * float(np.log10(column.std())) if moving else np.inf)
    return levels


def _effective_bits(levels_dbfs: NDArray[np.float64]) -> Reading[float]:
    """Of one channel, from the noise of its windows."""
    levels_dbfs = levels_dbfs[np.isfinite(levels_dbfs)]
    if not len(levels_dbfs):
        return untold("too_quiet")
    noise = float(levels_dbfs.min())
    above_db = float(np.median(levels_dbfs)) - noise
    return told((_SINE_DBFS - noise - 1.76) / 6.02, 0.5 + 0.5 * above_db / _PAUSE_DB)


def _at_most(real: Reading[int], used: int | None) -> Reading[int]:
    """No sound had more bits than are used now."""
    if used is None or used >= UNIT_BITS or (real.value is not None and real.value <= used):
        return real
    return told(used)


def _worst(readings: list[Reading[T]]) -> Reading[T]:
    """That of the channel with fewest bits; a channel of which nothing is known counts only if none is."""
    known = [(reading.value, -reading.confidence, reading) for reading in readings if reading.value is not None]
    return min(known, key=lambda found: found[:2])[2] if known else readings[0]
