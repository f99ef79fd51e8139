"""Signal truth: up to where there is sound, and what is likely to have limited it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.fft import rfft

from meters.audio.band_edge import (
    VOID_DBFS_HZ,
    Edge,
    converted_from,
    find_edge,
    floor_of,
    is_explained,
    near_nyquist_of,
    rounding_density,
)
from meters.audio.bits import or_of_frames, used_bits
from meters.audio.images import BIN_HZ, Coherence, ImageFinder, Images
from meters.audio.reading import Reading, told, untold
from meters.audio.samples import FULL_SCALE, IntSamples, Samples
from meters.audio.sampling_rate import require_rate
from meters.audio.spectrum import power_of
from meters.audio.windows import SpreadWindows

Origin = Literal["full", "converted", "low_pass"]
"""full: nothing limits the sound below half of its sampling rate. converted: it was sampled at a lower rate.
low_pass: a filter, or coding with losses; which of them cannot be told from the spectrum."""

MIN_WINDOWS, MIN_SOUNDING = 20, 10
"""Windows of 0.1 s that an answer needs, and how many of them must hold sound."""

_MOST_WINDOWS = 96
_BAND_BINS = 5
_BAND_HZ = float(_BAND_BINS * BIN_HZ)
_QUIET_SHARE, _LOUD_SHARE = 0.2, 0.8
"""In the quietest fifth of the windows a band shows the room, not what sounds in it; in the loudest, all of it."""
_NEAR_END = 0.85
"""Share of the Nyquist frequency from which on an old one leaves no far end to look at."""
_SURE_EDGE, _CODECS_TOO = 0.95, 0.7
_CODEC_RATE_HZ = 32_000
"""A converter's edge of this rate is where codecs of 96 kbit/s cut, too."""
_ROUNDING_DB = 7.0
"""Triangular dither adds 4.8 dB to the rounding of words; the rest is the spread of what is measured."""


@dataclass(frozen=True)
class Bandwidth:
    """Up to where there is sound.

    Attributes:
        hz: the frequency; half of the sampling rate when nothing limits it, half of the old rate when images show
            what it was.
        origin: what is likely to have limited it.
        source_rate_hz: the rate that it was sampled at, when it was converted.
        void: there is nothing at all above, not even the noise of a room or of rounding to 16 bits.
    """

    hz: float
    origin: Origin
    source_rate_hz: int | None = None
    void: bool = False


@dataclass(frozen=True)
class _Look:
    """One channel in one window: density per band, coherence of images, and its samples OR-ed."""

    density: NDArray[np.float64]
    coherence: Coherence
    ored: int


class BandwidthMeter:
    """Finds the bandwidth in windows of 0.1 s spread over the stream, so that an hour costs no more than a minute.

    Of several channels it answers for the one with the narrowest sound; channels without sound do not count.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        require_rate(rate_hz)
        self._rate_hz = rate_hz
        self._channels = channels
        frames = round(rate_hz / BIN_HZ)
        self._shape = np.hanning(frames + 1)[:frames]
        self._density_per_power = 2.0 / (rate_hz * float(np.dot(self._shape, self._shape)))
        self._images = ImageFinder(rate_hz)
        self._windows = SpreadWindows(frames, frames, _MOST_WINDOWS, self._look)
        self._reading: Reading[Bandwidth] = untold("too_short")
        self._read_windows = 0

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        self._windows.feed(samples)

    def read(self) -> Reading[Bandwidth]:
        """What is known so far; anew once a window has been completed."""
        if self._windows.completed != self._read_windows:
            self._read_windows = self._windows.completed
            self._reading = self._judge()
        return self._reading

    def _look(self, words: IntSamples) -> tuple[_Look | None, ...]:
        """A window, shape (frames, channels); None for a channel that is silent in it."""
        return tuple(self._look_at(np.ascontiguousarray(words[:, channel])) for channel in range(self._channels))

    def _look_at(self, column: NDArray[np.int32]) -> _Look | None:
        if np.count_nonzero(column[1:] != column[:-1]) < len(column) // 2:
            return None  # held or digitally silent for most of the time
        spectrum: NDArray[np.complex128] = rfft(column * (self._shape / FULL_SCALE))
        power = power_of(spectrum)
        bands = (len(power) - 1) // _BAND_BINS
        mean = power[1 : 1 + bands * _BAND_BINS].reshape(bands, _BAND_BINS).mean(axis=1)
        coherence = self._images.measure(spectrum, self._density_per_power)
        return _Look(mean * self._density_per_power, coherence, int(or_of_frames(column[:, None])[0]))

    def _judge(self) -> Reading[Bandwidth]:
        windows = self._windows.results()
        if len(windows) < MIN_WINDOWS:
            return untold("too_short")
        channels = [[look for look in looks if look is not None] for looks in zip(*windows, strict=True)]
        sounding = [looks for looks in channels if len(looks) >= MIN_SOUNDING]
        if not sounding:
            return untold("too_quiet")
        found = [self._judge_channel(looks) for looks in sounding]
        narrowest = min((reading.value.hz for reading in found if reading.value is not None), default=None)
        return next(reading for reading in found if narrowest is None or _hz(reading) == narrowest)

    def _judge_channel(self, looks: list[_Look]) -> Reading[Bandwidth]:
        coherences = np.array([look.coherence for look in looks])
        quiet = _density(looks, _QUIET_SHARE)
        floor = floor_of(quiet, _BAND_HZ)
        void = floor < VOID_DBFS_HZ
        rounding = rounding_density(used_bits(_ored(looks)), self._rate_hz) + _ROUNDING_DB
        is_empty = void or floor <= rounding
        images = self._images.judge(coherences)
        if images is not None:
            nyquist_hz = images.source_rate_hz / 2.0
            near_end = nyquist_hz > _NEAR_END * self._rate_hz / 2.0
            # Else somebody's voice comes from a loudspeaker, with images, and the room is heard far above them.
            if is_empty or near_end or images.reaches_far or is_explained(quiet, floor, nyquist_hz, _BAND_HZ):
                return told(Bandwidth(nyquist_hz, "converted", images.source_rate_hz, void), _sureness_of(images))
        if not is_empty:
            return told(Bandwidth(self._rate_hz / 2.0, "full"), 0.6 + (floor - rounding) / 25.0)
        loud = _density(looks, _LOUD_SHARE)
        edge = find_edge(quiet, _BAND_HZ)
        if edge is None and floor_of(loud, _BAND_HZ) <= max(VOID_DBFS_HZ, rounding):
            edge = find_edge(loud, _BAND_HZ)  # codecs leave holes in what is quiet
        return untold("unclear") if edge is None else self._limited(edge, coherences, void=void)

    def _limited(self, edge: Edge, coherences: NDArray[np.float64], *, void: bool) -> Reading[Bandwidth]:
        """By a converter, where the edge fits one, or by something else."""
        confidence = min(0.5 + edge.step_db / 60.0, _SURE_EDGE)
        rates_hz = self._images.source_rates_hz
        source = converted_from(edge, rates_hz)
        if source == _CODEC_RATE_HZ:
            confidence = min(confidence, _CODECS_TOO)
        near = near_nyquist_of(edge, rates_hz)
        if source is None and near is not None and self._images.has_trace(coherences, near):
            source = near
        return told(Bandwidth(edge.hz, "low_pass" if source is None else "converted", source, void), confidence)


def _density(looks: list[_Look], share: float) -> NDArray[np.float64]:
    """Per band, the density that so large a share of the windows stays below; dBFS per Hz."""
    at = int(share * len(looks))
    density = np.partition(np.array([look.density for look in looks]), at, axis=0)[at]
    levels: NDArray[np.float64] = 10.0 * np.log10(np.maximum(density, 1e-30))
    return levels


def _sureness_of(images: Images) -> float:
    """At least 0.9: the weakest that counts (0.5) is 25 times the coherence of sound that was never converted."""
    return 0.8 + 0.2 * images.coherence


def _hz(reading: Reading[Bandwidth]) -> float | None:
    return None if reading.value is None else reading.value.hz


def _ored(looks: list[_Look]) -> int:
    return reduce(or_, (look.ored for look in looks), 0)
