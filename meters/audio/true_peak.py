"""True peak after ITU-R BS.1770-5, Annex 2: the highest point of the curve that the samples stand for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meters.audio.levels import dbfs
from meters.audio.samples import Samples, peaks_of, peaks_of_floats, to_float
from meters.audio.sampling_rate import require_rate

# BS.1770-5 Annex 2, the interpolator of 48 taps in four phases. They give the curve 1/8, 3/8, 5/8 and 7/8 of the
# way between two samples. The last two are the second and the first backwards, so two hold the table.
_OUTER = (
    0.0017089843750, 0.0109863281250, -0.0196533203125, 0.0332031250000, -0.0594482421875, 0.1373291015625,
    0.9721679687500, -0.1022949218750, 0.0476074218750, -0.0266113281250, 0.0148925781250, -0.0083007812500,
)  # fmt: skip
_INNER = (
    -0.0291748046875, 0.0292968750000, -0.0517578125000, 0.0891113281250, -0.1665039062500, 0.4650878906250,
    0.7797851562500, -0.2003173828125, 0.1015625000000, -0.0582275390625, 0.0330810546875, -0.0189208984375,
)  # fmt: skip
_TAPS = 12

_TWICE_RATE_HZ = 96_000
_ONCE_RATE_HZ = 192_000

_TILE_FRAMES = 120
"""A stretch is looked at as a whole and mostly passed over: short enough to leave little to do around a peak."""
_PIECE_FRAMES = 24_000
_TILES_AT_ONCE = 128
"""Blocks are worked on in pieces that stay in the processor's cache."""


def phases(rate_hz: int) -> tuple[tuple[float, ...], ...]:
    """The phases of the interpolator in use at a sampling rate, each standing for itself and itself backwards.

    What matters is how far apart the points are in time: four to a sample at 48 kHz. From 96 kHz on two are as good
    as those four (BS.1770-5 Annex 2: the ratio may fall as the rate rises), and the two beside the middle, together
    with the sample itself, leave the smallest gaps. From 192 kHz on the samples are that close by themselves.
    """
    if rate_hz >= _ONCE_RATE_HZ:
        return ()
    return (_INNER,) if rate_hz >= _TWICE_RATE_HZ else (_INNER, _OUTER)


class TruePeakMeter:
    """Highest true peak per channel since the start or the last `reset`; never below the sample peak.

    The curve is only computed where it can rise above the highest point so far: no point is higher than the highest
    sample around it times the sum of the phase's magnitudes (2.0228 and 1.4343). Each point is summed in one order
    whatever block it comes in, so the size of the blocks leaves no trace.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        require_rate(rate_hz)
        self._interpolators = [_Interpolator(phase) for phase in phases(rate_hz)]
        self._reach = max([1.0, *(interpolator.reach for interpolator in self._interpolators)])
        self._tail = np.zeros((channels, _TAPS - 1))
        self._peak = np.zeros(channels)

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        if not len(samples):
            return
        floats = to_float(samples)
        if len(samples) >= _TAPS and self._is_lower(peaks_of(samples)):
            self._tail = floats[1 - _TAPS :].T.copy()
            return
        for at in range(0, len(floats), _PIECE_FRAMES):
            self._feed_piece(floats[at : at + _PIECE_FRAMES].T)

    def read(self) -> tuple[float, ...]:
        """Highest true peak per channel in dBTP; `FLOOR_DBFS` for silence."""
        return tuple(dbfs(peak) for peak in self._peak.tolist())

    def reset(self) -> None:
        """Start over; only the filter remembers the last 11 frames, so that the cut is no click."""
        self._peak[:] = 0.0

    def _is_lower(self, peaks: NDArray[np.float64]) -> bool:
        """Whether nothing around samples with these peaks can rise above the highest point so far."""
        around = np.maximum(peaks, np.abs(self._tail).max(axis=1))
        return bool((around * self._reach <= self._peak).all())

    def _feed_piece(self, planar: NDArray[np.float64]) -> None:
        """Take samples of shape (channels, frames), at least one frame."""
        frames = planar.shape[1]
        peaks = peaks_of_floats(planar.T)
        if frames >= _TAPS and self._is_lower(peaks):
            self._tail = planar[:, 1 - _TAPS :].copy()
            return
        joined = np.concatenate((self._tail, planar), axis=1)
        self._tail = joined[:, 1 - _TAPS :].copy()
        self._peak = np.maximum(self._peak, peaks)
        # The first stretch is the tail of the last piece, for the windows that begin in it.
        edges = np.concatenate(([0], np.arange(_TAPS - 1, joined.shape[1], _TILE_FRAMES)))
        highs = np.maximum.reduceat(np.abs(joined), edges, axis=1)
        around = np.maximum(highs[:, 1:], highs[:, :-1])
        width = min(_TILE_FRAMES, frames)
        for interpolator in self._interpolators:
            channel, tile = np.nonzero(around * interpolator.reach > self._peak[:, None])
            # The last tile may be shorter; it is made whole with frames before it.
            start = np.minimum(tile * _TILE_FRAMES, frames - width)
            for at in range(0, len(tile), _TILES_AT_ONCE):
                some = slice(at, at + _TILES_AT_ONCE)
                frame = start[some, None] + np.arange(width + _TAPS - 1)
                highest = interpolator.highest(joined[channel[some, None], frame])
                np.maximum.at(self._peak, channel[some], highest)


class _Interpolator:
    """One phase of the filter together with its mirror image.

    Written as sums and differences of the samples at equal distance from the middle: if S and D are a phase's
    shares of these, it gives S + D and its mirror image S - D, and the larger magnitude of the two is |S| + |D|.
    """

    def __init__(self, phase: tuple[float, ...]) -> None:
        """``phase`` has an even number of taps."""
        taps, mirrored = np.array(phase[: _TAPS // 2]), np.array(phase[: _TAPS // 2 - 1 : -1])
        self._sum_taps, self._difference_taps = (taps + mirrored) / 2.0, (taps - mirrored) / 2.0
        self.reach = float(np.abs(phase).sum()) * (1.0 + 1e-9)
        """How many times the highest sample it can give, and a hair more, so that rounding passes nothing over."""

    def highest(self, stretches: NDArray[np.float64]) -> NDArray[np.float64]:
        """Highest magnitude over each row of shape (stretch, frames)."""
        width = stretches.shape[1] - _TAPS + 1
        sums, differences, share = (np.zeros((len(stretches), width)) for _ in range(3))
        for tap, (even, odd) in enumerate(zip(self._sum_taps, self._difference_taps, strict=True)):
            early = stretches[:, tap : tap + width]
            late = stretches[:, _TAPS - 1 - tap : _TAPS - 1 - tap + width]
            sums += np.multiply(np.add(early, late, out=share), even, out=share)
            differences += np.multiply(np.subtract(early, late, out=share), odd, out=share)
        magnitudes = np.abs(sums, out=sums) + np.abs(differences, out=differences)
        return np.asarray(magnitudes.max(axis=1))
