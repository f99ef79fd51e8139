"""Room tone: some seconds of the empty room, heard before a take."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meters.audio.hum import Hum, HumMeter
from meters.audio.levels import dbfs_of_power
from meters.audio.noise import NoiseMeter
from meters.audio.reading import Reading, told, untold
from meters.audio.samples import FULL_SCALE, Samples, to_int32

_OFF_DBFS_A = -110.0
"""Below this no microphone is connected: its own noise and that of its amplifier lie above, even in a dead room."""

_MOST_OVER_MEDIAN_DB = 9.0
"""How far 100 ms may stand out from the room: a cough, a knock, a word stand out further."""

_MOST_SPREAD_DB = 6.0
"""From the tenth to the ninetieth percentile of 100 ms: somebody at a distance, or traffic too loud to record."""


@dataclass(frozen=True)
class RoomTone:
    """What the room and its sound equipment sound like on their own.

    ``noise_floor_dbfs_a`` is that of the noisiest ``channel``, relative to a full-scale *constant* as in
    `meters.audio.noise`. ``dc_offset`` is the mean of each channel, full scale 1.0.
    """

    channel: int
    noise_floor_dbfs_a: float
    hum: Reading[Hum]
    dc_offset: tuple[float, ...]


class RoomToneMeter:
    """Listens for so many seconds of the stream, and to nothing that comes after.

    Doubts: "too_short" until they are over (and for ever, when ``seconds`` is below 2); "too_quiet" when the
    loudest channel is below -110 dBFS(A), so that no microphone can be connected; "speech" when the level of 100 ms
    in the loudest or the noisiest channel varies more than a room does by itself, because somebody spoke, walked or
    knocked.
    """

    def __init__(self, rate_hz: int, channels: int, seconds: float = 8.0) -> None:
        self._rate_hz = rate_hz
        self._left = self._frames = round(seconds * rate_hz)
        # Whole numbers: their sum is exact however the blocks are cut.
        self._sums = np.zeros(channels, np.int64)
        self._noise = NoiseMeter(rate_hz, channels)
        # The windows of a noise meter hear next to nothing at their edges; those of the other one lie across these.
        self._across = NoiseMeter(rate_hz, channels)
        self._skip = rate_hz // 20
        self._hum = HumMeter(rate_hz, channels)

    @property
    def left_s(self) -> float:
        """How long it has still to listen; 0 when there is a result."""
        return self._left / self._rate_hz

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        heard = samples[: self._left]
        if not len(heard):
            return
        self._left -= len(heard)
        self._noise.feed(heard)
        self._hum.feed(heard)
        self._across.feed(heard[self._skip :])
        self._skip = max(0, self._skip - len(heard))
        self._sums += to_int32(heard).sum(axis=0, dtype=np.int64)

    def read(self) -> Reading[RoomTone]:
        """The room tone, once there are enough seconds of it."""
        if self._left:
            return untold("too_short")
        noise = self._noise.read()
        if noise.noise_floor_dbfs_a.doubt == "too_short":
            return untold("too_short")
        if noise.channel is None or noise.noise_floor_dbfs_a.doubt == "too_quiet":
            return untold("too_quiet")
        powers = np.concatenate([meter.window_powers() for meter in (self._noise, self._across)])
        noisiest = _Heard.of(powers[:, noise.channel])
        loudest = _Heard.of(powers[:, int(powers.mean(axis=0).argmax())])
        if max(noisiest.median_dbfs_a, loudest.median_dbfs_a) < _OFF_DBFS_A:
            return untold("too_quiet")
        unrest = max(noisiest.unrest, loudest.unrest)
        if unrest > 1.0:
            return untold("speech")
        floor_dbfs_a = noise.noise_floor_dbfs_a.value
        tone = RoomTone(
            channel=noise.channel,
            noise_floor_dbfs_a=noisiest.low_dbfs_a if floor_dbfs_a is None else floor_dbfs_a,
            hum=self._hum.read(),
            dc_offset=tuple((self._sums / (self._frames * FULL_SCALE)).tolist()),
        )
        return told(tone, 1.0 - 0.5 * unrest)


@dataclass(frozen=True)
class _Heard:
    """Levels of 100 ms of one channel; ``unrest`` is above 1 where they vary more than a room does by itself."""

    low_dbfs_a: float
    median_dbfs_a: float
    unrest: float

    @classmethod
    def of(cls, powers: NDArray[np.float64]) -> _Heard:
        """Of the A-weighted powers of its windows."""
        levels_dbfs_a = np.array([dbfs_of_power(power) for power in powers.tolist()])
        low, median, high = np.percentile(levels_dbfs_a, (10.0, 50.0, 90.0)).tolist()
        stands_out_db = float(levels_dbfs_a.max()) - median
        return cls(low, median, max(stands_out_db / _MOST_OVER_MEDIAN_DB, (high - low) / _MOST_SPREAD_DB))
