"""Noise floor, A-weighted, and how far speech stands above it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import fft
from scipy.signal.windows import hann

from meters.audio.a_weighting import a_weighting_power
from meters.audio.levels import dbfs_of_power
from meters.audio.reading import Reading, told, untold
from meters.audio.samples import IntSamples, Samples, to_float
from meters.audio.spectrum import power_of
from meters.audio.windows import SpreadWindows

_WINDOWS_PER_S = 10
_MOST_WINDOWS = 256
_MIN_WINDOWS = 20

# Percentile that is the floor, the one below it that must be of about the same level, how many dB at most that may
# lie lower, and from how many windows on. Noise in 100 ms varies by less, even when it is nothing but rumble; the
# quiet ends of syllables vary by far more, and when they are the quietest there is, no pause was heard.
_FLOORS = ((10.0, 2.0, 3.0, _MIN_WINDOWS), (5.0, 1.0, 2.0, 128))

_SILENT_POWER = 10.0 ** (-140.0 / 10.0)
"""A window below -140 dBFS(A), the noise of a rounded 24-bit sample, is digital silence and tells of no room."""

_SPEECH_ABOVE_FLOOR = 10.0 ** (6.0 / 10.0)
# ITU-T P.56 method B: speech is active where its envelope is less than 15.9 dB below the active level itself.
_ACTIVITY_MARGIN = 10.0 ** (-15.9 / 10.0)
_MIN_ACTIVE_SHARE = 0.05
_MIN_SNR_DB = 6.0

_IN_USE = 10.0 ** (-50.0 / 10.0)
"""Share of the loudest channel's mean power below which a channel is in nobody's use: an open input, and what leaks
into its cable. A microphone before somebody silent hears the other one's speaker, or the room, louder than that."""


@dataclass(frozen=True)
class Noise:
    """The noise floor, and speech over it.

    Levels are A-weighted RMS relative to a full-scale *constant*, as in `meters.audio.levels`: a full-scale sine
    of 1 kHz reads -3.01 dBFS(A). (AES17 adds 3.01.)

    The floor is that of the noisiest ``channel`` of which it can be told, for a mix has the noise of all of them.
    The ratio is the lowest of those channels in which speech stands out. Channels 50 dB below the loudest are in
    nobody's use and left out. Where neither can be told, ``channel`` is the loudest; None when there is no sound.
    """

    channel: int | None
    noise_floor_dbfs_a: Reading[float]
    snr_db: Reading[float]


class NoiseMeter:
    """Noise floor: the tenth percentile of the A-weighted RMS of windows of 100 ms.

    Where that lies in the syllables already, for a fast speaker pauses less than a tenth of the time, it is the
    fifth.

    Between 128 and 256 windows, spread evenly over the stream, stand for the whole of it. What never changes is
    noise to this meter: a steady tone reads as a floor as loud as itself, which is what one wants of a room tone.
    Windows of digital silence say nothing of the room and are left out.

    The doubts of the floor: "too_short" below 2 s; "too_quiet" when it would not be but for digital silence;
    "no_pause" when the quietest tenth is not of one level, so that it is speech or music rather than a room. When
    nothing can be told of any channel, they are those of the loudest.

    The signal-to-noise ratio: the mean power of the windows in which somebody speaks, less the noise's own, over
    the floor. Those are the windows 6 dB above the floor and less than 15.9 dB (ITU-T P.56) below their mean.
    Below 15 dB it reads up to 3 dB too high, as quiet syllables drown in the noise. Doubts: those of the floor, and
    "no_speech" when fewer than 5 % of the windows stand out or they stand out by less than 6 dB.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._frames = rate_hz // _WINDOWS_PER_S
        self._channels = channels
        taper = hann(self._frames, sym=False)
        self._taper: NDArray[np.float64] = taper
        hz = fft.rfftfreq(self._frames, 1.0 / rate_hz)
        # Half the spectrum holds half the power.
        self._weights = a_weighting_power(hz) * (2.0 / (self._frames * float(np.square(taper).sum())))
        self._windows = SpreadWindows(self._frames, self._frames, _MOST_WINDOWS, self._powers)

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        self._windows.feed(samples)

    def read(self) -> Noise:
        """Noise floor and signal-to-noise ratio so far."""
        powers = self.window_powers()
        if len(powers) < _MIN_WINDOWS:
            return Noise(None, untold("too_short"), untold("too_short"))
        means = powers.mean(axis=0)
        by_loudness = np.argsort(-means, kind="stable")
        in_use = by_loudness[means[by_loudness] >= means.max() * _IN_USE].tolist()
        heard = [_of_channel(powers[:, channel], channel) for channel in in_use]
        # Where nothing is told of any, these are the loudest's.
        floors = [
            -math.inf if each.noise_floor_dbfs_a.value is None else each.noise_floor_dbfs_a.value for each in heard
        ]
        ratios = [math.inf if each.snr_db.value is None else each.snr_db.value for each in heard]
        return replace(heard[int(np.argmax(floors))], snr_db=heard[int(np.argmin(ratios))].snr_db)

    def window_powers(self) -> NDArray[np.float64]:
        """A-weighted power of each window, in the order of time, shape (windows, channels)."""
        return np.array(self._windows.results()).reshape(-1, self._channels)

    def _powers(self, window: IntSamples) -> NDArray[np.float64]:
        # Always of the same shape, so that rounding is the same wherever the window came from.
        channels = to_float(window).T
        # Less their mean: a constant would show in the lowest bins through the taper.
        spectrum = fft.rfft((channels - channels.mean(axis=1, keepdims=True)) * self._taper)
        return np.asarray((power_of(spectrum) * self._weights).sum(axis=1))


def _of_channel(powers: NDArray[np.float64], channel: int) -> Noise:
    """Of one channel by itself, from the powers of its windows."""
    heard = powers[powers > _SILENT_POWER]
    if len(heard) < _MIN_WINDOWS:
        return Noise(channel if len(heard) else None, untold("too_quiet"), untold("too_quiet"))
    floor = _floor(heard)
    return Noise(channel, floor, _snr(heard, floor))


def _floor(powers: NDArray[np.float64]) -> Reading[float]:
    for percentile, below, most_db, min_windows in _FLOORS:
        tail, floor = np.percentile(powers, (below, percentile)).tolist()
        tail_db = dbfs_of_power(floor) - dbfs_of_power(tail)
        if tail_db <= most_db and len(powers) >= min_windows:
            return told(dbfs_of_power(floor), 1.0 - 0.5 * tail_db / most_db)
    return untold("no_pause")


def _snr(powers: NDArray[np.float64], floor: Reading[float]) -> Reading[float]:
    if floor.value is None:
        return untold(floor.doubt or "unclear")
    noise = 10.0 ** (floor.value / 10.0)
    active = powers[powers > noise * _SPEECH_ABOVE_FLOOR]
    if len(active):
        active = active[active > active.mean() * _ACTIVITY_MARGIN]
    if len(active) < _MIN_ACTIVE_SHARE * len(powers):
        return untold("no_speech")
    snr_db = dbfs_of_power(float(active.mean()) - noise) - floor.value
    return told(snr_db, floor.confidence) if snr_db >= _MIN_SNR_DB else untold("no_speech")
