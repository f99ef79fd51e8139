"""Energy of the band in which speech has its vowels, in frames of 10 ms."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meters.audio.chunks import Stretches
from meters.audio.samples import Samples, to_float
from meters.audio.sampling_rate import require_rate

_LOW_RATE_HZ = 8_000
_FRAMES_PER_S = 100
_COMB_HZ = 2_000.0
_LOUDEST = 8.0
"""Energy of two full-scale channels at the band's top, with 3 dB to spare: what is more is damage, not sound."""


class SpeechBand:
    """Mean square of a stream in a band of about 400 to 3500 Hz, summed over the channels, every 10 ms.

    The filters cost next to nothing: sums of so many samples lower the rate to 8 kHz or a little more, and the
    difference of two samples a quarter of a millisecond apart takes away hum and rumble (-27 dB at 50 Hz against
    2 kHz, where the band has its top). Everything is done sample by sample, so that rounding does not depend on how
    the stream was cut.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        require_rate(rate_hz)
        self._step = rate_hz // _LOW_RATE_HZ
        low_rate_hz = rate_hz / self._step
        self._lag = max(1, round(low_rate_hz / (2.0 * _COMB_HZ)))
        self._length = round(low_rate_hz / _FRAMES_PER_S)
        self._frames = self._length * self._step
        self.frame_s = self._frames / rate_hz
        """Length of a frame: 10 ms but for what rounding to whole samples makes of it."""
        self._scale = 1.0 / (self._step**2 * self._length)
        self._stretches = Stretches(self._frames, channels)
        self._before = np.zeros((channels, self._lag))

    def feed(self, samples: Samples) -> NDArray[np.float64]:
        """The energy of each frame that is now whole, shape (frames,)."""
        whole = self._stretches.feed(to_float(samples))
        energies = np.zeros(len(whole) // self._frames)
        if len(whole):
            for number, channel in enumerate(whole.T):
                energies += self._energies(number, channel)
        return np.minimum(energies * self._scale, _LOUDEST)

    def _energies(self, number: int, channel: NDArray[np.float64]) -> NDArray[np.float64]:
        low = _sums(channel, self._step)
        joined = np.concatenate((self._before[number], low))
        self._before[number] = low[-self._lag :]
        band = joined[self._lag :] - joined[: -self._lag]
        return np.asarray(np.square(band, out=band).reshape(-1, self._length).sum(axis=1))


def _sums(channel: NDArray[np.float64], step: int) -> NDArray[np.float64]:
    """Sums of every ``step`` samples, a whole number of times; each is added up in the same order."""
    if step % 2:
        low = channel[::step].copy()
        for offset in range(1, step):
            low += channel[offset::step]
        return low
    # Two neighbours at once: to the processor a complex number is one thing.
    pairs = np.ascontiguousarray(channel).view(np.complex128)
    sums = pairs[:: step // 2].copy()
    for offset in range(1, step // 2):
        sums += pairs[offset :: step // 2]
    return np.asarray(sums.real + sums.imag)
