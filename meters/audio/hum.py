"""Mains hum: steady narrow lines at 50 or 60 Hz and their harmonics."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import fft, signal

from meters.audio.levels import dbfs_of_power
from meters.audio.reading import Reading, told, untold
from meters.audio.samples import IntSamples, Samples, to_float
from meters.audio.spectrum import power_of
from meters.audio.windows import SpreadWindows

MAINS_HZ = (50.0, 60.0)
MAX_HARMONIC = 10

_LOW_RATE_HZ = 2_000
_POINTS = 8_000
"""Samples of a window at the low rate: 4 s, bins of 0.25 Hz."""
_PIECE = 100
_MOST_WINDOWS = 16
_TAPS_PER_STEP = 12
_FROM_HZ, _TO_HZ = 40.0, 610.0
_DETUNED = 0.002
"""By what share the mains may be off their frequency: 0.1 Hz at 50 Hz."""
_UNSURE_HZ = 0.1
"""By how much noise can shift a faint line."""

# Noise around a line is taken from 0.75 to 6 Hz on either side of it: outside of what the taper makes of a line.
_LINE_BINS, _AROUND_BINS = 2, 24

_THRESHOLDS_DB = ((1, 12.0), (3, 9.5), (_MOST_WINDOWS, 8.0))
"""What the ratio of a line to the noise around it must reach, by the number of windows compared. In noise a bin of
one window passes 12 dB once in 8 million times, and the geometric mean of two 9.5 dB once in 3 million."""

# What a monotonous voice says at 100 Hz is a line, too, but for its pauses. So in the quieter moments of a window,
# a quarter of a second long, at least a quarter of the line's power must be left.
_MOMENTS_PER_S = 4
_QUIETER_SHARE = 0.1
_MOST_OVER_MOMENTS = 4.0

_SILENT_POWER = 10.0 ** (-150.0 / 10.0)
_DEAF_DBFS, _KEEN_DBFS = -50.0, -80.0


@dataclass(frozen=True)
class Line:
    """One harmonic: its frequency, and its RMS level."""

    hz: float
    level_dbfs: float


@dataclass(frozen=True)
class Hum:
    """Mains hum on one channel: that where it is loudest, or where it would be found first.

    ``level_dbfs`` is the RMS of all ``harmonics`` together; it and ``fundamental_hz`` are None when there is no
    hum. ``limit_dbfs`` is how loud its fundamental had to be to be found in this sound. Levels are relative to a
    full-scale *constant*, as in `meters.audio.levels`.
    """

    channel: int
    fundamental_hz: float | None
    level_dbfs: float | None
    harmonics: tuple[Line, ...]
    limit_dbfs: float

    @property
    def found(self) -> bool:
        """Whether there is hum."""
        return bool(self.harmonics)


@dataclass(frozen=True)
class _Window:
    """What is kept of a window.

    ``powers`` is that of a line in each bin, shape (channels, bins); ``lows`` the sound at the low rate, shape
    (channels, samples), for a second look at what is suspicious.
    """

    powers: NDArray[np.float64]
    lows: NDArray[np.float64]


class HumMeter:
    """Looks for hum in windows of 4 s, as many as 16 and then spread evenly over the stream.

    Speech hides hum and, where a voice dwells on a note of 100 Hz, looks like it. So the quieter half of the
    windows counts, and a line must stand out from the noise on both sides of it in all of these, at the same place
    and all the time: a voice wanders and pauses, the mains do not. It is hum when the line is the fundamental or
    the second harmonic (what a rectifier leaves), or when there are three lines. A steady tone of exactly 50, 60,
    100 or 120 Hz is hum to this meter, whoever plays it.

    Doubts: "too_short" below 4 s; "too_quiet" in digital silence; "unclear" when nothing was found but the sound
    would have hidden a hum of -50 dBFS.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._step = max(1, rate_hz // _LOW_RATE_HZ)
        self._channels = channels
        low_rate_hz = rate_hz / self._step
        # Flat to 600 Hz, and 70 dB down where the low rate would fold something on to that.
        taps = signal.firwin(_TAPS_PER_STEP * self._step, low_rate_hz / 2.0, window=("kaiser", 7.0), fs=rate_hz)
        self._taps = np.ascontiguousarray(taps.reshape(_TAPS_PER_STEP, self._step).T)
        self._taper = signal.windows.hann(_POINTS - _TAPS_PER_STEP + 1, sym=False)
        hz: NDArray[np.float64] = np.arange(_POINTS // 2 + 1, dtype=np.float64) * (low_rate_hz / _POINTS)
        self._first = int(np.searchsorted(hz, _FROM_HZ)) - _AROUND_BINS
        self._end = int(np.searchsorted(hz, _TO_HZ)) + _AROUND_BINS
        self._hz = hz[self._first : self._end]
        response = np.abs(signal.freqz(taps, worN=self._hz, fs=rate_hz)[1])
        # Half the spectrum holds half the power of a line.
        self._scale = 2.0 / (_POINTS * float(np.square(self._taper).sum()) * np.square(response))
        frames = _POINTS * self._step
        self._moment = signal.windows.hann(round(low_rate_hz / _MOMENTS_PER_S), sym=False)
        orders = np.outer(MAINS_HZ, np.arange(1, MAX_HARMONIC + 1))
        self._moment_bins = np.rint(orders * (len(self._moment) / low_rate_hz)).astype(np.intp)
        self._windows = SpreadWindows(frames, frames, _MOST_WINDOWS, self._analysed)

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        self._windows.feed(samples)
        # Analysed as soon as they are whole: they are long, and keeping the samples would cost much memory.
        self._windows.results()

    def read(self) -> Reading[Hum]:
        """Hum so far."""
        return self._judge(self._windows.results())

    def _analysed(self, window: IntSamples) -> _Window:
        lows = np.array([self._decimated(channel) for channel in to_float(window).T])
        spectrum = fft.rfft(lows * self._taper, _POINTS)[:, self._first : self._end]
        return _Window(power_of(spectrum) * self._scale, lows)

    def _always(self, low: NDArray[np.float64]) -> NDArray[np.float64]:
        """Power of each harmonic which a window has at all but its quietest moments.

        Takes one channel at the low rate, gives shape (mains frequencies, harmonics).
        """
        length = len(self._moment)
        moments = np.lib.stride_tricks.sliding_window_view(low, length)[:: length // 2]
        powers = power_of(fft.rfft(moments * self._moment))
        lines = np.sum([powers[..., self._moment_bins + side] for side in (-1, 0, 1)], axis=0)
        scale = 2.0 / (length * float(np.square(self._moment).sum()))
        return np.asarray(np.quantile(lines, _QUIETER_SHARE, axis=0, method="lower") * scale)

    def _decimated(self, channel: NDArray[np.float64]) -> NDArray[np.float64]:
        """One channel of a window, low-passed, at the low rate; always of one shape, so that it rounds alike."""
        # In products small enough for BLAS not to call up its threads: on a busy machine these cost ten times more.
        pieces = channel.reshape(-1, _PIECE, self._step) @ self._taps
        products = pieces.reshape(_POINTS, _TAPS_PER_STEP)
        length = _POINTS - _TAPS_PER_STEP + 1
        low = products[:length, 0].copy()
        for tap in range(1, _TAPS_PER_STEP):
            low += products[tap : tap + length, tap]
        return low

    def _judge(self, windows: list[_Window]) -> Reading[Hum]:
        """The loudest hum of all channels."""
        if not windows:
            return untold("too_short")
        powers = np.array([window.powers for window in windows])
        hums = [
            self._on_channel(number, powers[quiet, number], [windows[each].lows[number] for each in quiet])
            for number in range(self._channels)
            if len(quiet := _quieter_half(powers[:, number]))
        ]
        if not hums:
            return untold("too_quiet")
        found = [hum for hum in hums if hum.found]
        best = max(found, key=_level_dbfs) if found else min(hums, key=_level_dbfs)
        if best.level_dbfs is not None:
            return told(best, 0.7 + 0.3 * (best.level_dbfs - best.limit_dbfs) / 10.0)
        if best.limit_dbfs > _DEAF_DBFS:
            return untold("unclear")
        return told(best, 0.5 + 0.5 * (_DEAF_DBFS - best.limit_dbfs) / (_DEAF_DBFS - _KEEN_DBFS))

    def _on_channel(self, channel: int, powers: NDArray[np.float64], lows: list[NDArray[np.float64]]) -> Hum:
        """Hum in these windows, shape (windows, bins), and the sound of each."""
        around = _around(powers)
        seen = _Seen(
            hz=self._hz,
            ratio_db=10.0 * np.log10(np.maximum(powers / around, 1e-9)).mean(axis=0),
            level=powers.mean(axis=0),
            noise=around.mean(axis=0),
            threshold_db=next(db for most, db in _THRESHOLDS_DB if len(powers) <= most),
        )
        lines = [_lines(seen, mains_hz) for mains_hz in MAINS_HZ]
        if any(lines):
            always = np.min([self._always(low) for low in lows], axis=0).tolist()
            lines = [_steady(*pair) for pair in zip(lines, always, strict=True)]
        hums = [_hum(channel, seen, *mains) for mains in zip(MAINS_HZ, lines, strict=True)]
        # Without hum, it is as sure as where it would be hidden best.
        return max(hums, key=lambda hum: (hum.found, _level_dbfs(hum)))


def _level_dbfs(hum: Hum) -> float:
    """How loud it is; without hum, how loud it could be all the same."""
    return hum.limit_dbfs if hum.level_dbfs is None else hum.level_dbfs


def _lines(seen: _Seen, mains_hz: float) -> dict[int, Line]:
    """Lines at harmonics of these mains, by their order."""
    orders = range(1, MAX_HARMONIC + 1)
    return {order: line for order in orders if (line := seen.line(mains_hz * order)) is not None}


def _steady(lines: dict[int, Line], always: list[float]) -> dict[int, Line]:
    """Those that are there all the time; ``always`` is each harmonic's power at all but the quietest moments."""
    return {
        order: line
        for order, line in lines.items()
        if line.level_dbfs <= dbfs_of_power(_MOST_OVER_MOMENTS * always[order - 1])
    }


def _hum(channel: int, seen: _Seen, mains_hz: float, lines: dict[int, Line]) -> Hum:
    """Hum of these mains, of which these lines are left."""
    limit_dbfs = seen.limit_dbfs(mains_hz)
    if not (1 in lines or 2 in lines or len(lines) >= 3):
        return Hum(channel, None, None, (), limit_dbfs)
    order, strongest = max(lines.items(), key=lambda item: item[1].level_dbfs)
    total = sum(10.0 ** (line.level_dbfs / 10.0) for line in lines.values())
    return Hum(channel, strongest.hz / order, dbfs_of_power(total), tuple(lines.values()), limit_dbfs)


@dataclass(frozen=True)
class _Seen:
    """The spectrum of all windows of a channel, by bin.

    ``ratio_db`` is the geometric mean of the windows' ratios of a bin to the noise on both sides of it; ``level``
    and ``noise`` are mean powers.
    """

    hz: NDArray[np.float64]
    ratio_db: NDArray[np.float64]
    level: NDArray[np.float64]
    noise: NDArray[np.float64]
    threshold_db: float

    def line(self, at_hz: float) -> Line | None:
        """The line which stands out near a frequency; the flank of one that lies elsewhere is none."""
        near = self._near(at_hz)
        peak = near.start + int(self.ratio_db[near].argmax())
        bins = slice(peak - _LINE_BINS, peak + _LINE_BINS + 1)
        level = self.level[bins]
        if self.ratio_db[peak] < self.threshold_db:
            return None
        total = float(level.sum())
        centre_hz = float((level * self.hz[bins]).sum()) / total
        if abs(centre_hz - at_hz) > at_hz * _DETUNED + _UNSURE_HZ:
            return None
        power = max(total - len(level) * float(self.noise[peak]), float(self.level[peak]) / 2.0)
        return Line(centre_hz, dbfs_of_power(power))

    def limit_dbfs(self, at_hz: float) -> float:
        """Level of a line that would just stand out near a frequency."""
        return dbfs_of_power(float(self.noise[self._near(at_hz)].max())) + self.threshold_db

    def _near(self, at_hz: float) -> slice:
        """Bins where such a line may have its top."""
        off_hz = max(at_hz * _DETUNED, float(self.hz[1] - self.hz[0])) + 1e-6
        first, end = np.searchsorted(self.hz, (at_hz - off_hz, at_hz + off_hz)).tolist()
        return slice(first, end)


def _quieter_half(powers: NDArray[np.float64]) -> NDArray[np.intp]:
    """Numbers of the quieter half of the windows that are no digital silence, of two at least if there are two."""
    heard = np.flatnonzero(powers.mean(axis=1) > _SILENT_POWER / powers.shape[1])
    order = np.argsort(np.median(powers[heard], axis=1), kind="stable")
    return heard[order[: max(math.ceil(len(heard) / 2), min(len(heard), 2))]]


def _around(powers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean power on both sides of each bin, without the line itself."""
    sums = np.cumsum(np.pad(powers, ((0, 0), (1, 0))), axis=1)
    places = np.arange(powers.shape[1])

    def within(bins: int) -> NDArray[np.float64]:
        first, end = np.maximum(places - bins, 0), np.minimum(places + bins + 1, len(places))
        return np.subtract(sums[:, end], sums[:, first])

    mean = (within(_AROUND_BINS) - within(_LINE_BINS)) / (2.0 * (_AROUND_BINS - _LINE_BINS))
    return np.maximum(mean, _SILENT_POWER * 1e-6)
