"""One channel of a stream at 16 kHz, as speech models want it."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from meters.audio.samples import FloatSamples, Samples, to_float

RATE_HZ = 16_000
_PIECE = 512
_MOST_STEPS = 500
"""Rates are taken for fractions of 16 kHz no finer than this, which is exact for all rates in use."""
_ZERO_CROSSINGS = 16
_CUTOFF = 0.45
_KAISER = 8.0


class To16kHz:
    """Resamples the channel that has had most energy so far, in pieces of about 32 ms.

    Not their sum: channels that are the same but for their sign would leave nothing. The low-pass is flat
    to 6 kHz and down by 80 dB from 9 kHz on, and its delay is taken out.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        ratio = Fraction(RATE_HZ, rate_hz).limit_denominator(_MOST_STEPS)
        self._up, self._down = ratio.numerator, ratio.denominator
        pieces = max(1, _PIECE // self._up)
        self._frames, self._out = pieces * self._down, pieces * self._up
        self.sample_s = self._down / self._up / rate_hz
        """Time from sample to sample: 1/16000 s but for what the fraction is off."""
        slower_hz = min(rate_hz, RATE_HZ)
        self._around = -(-_ZERO_CROSSINGS * rate_hz // slower_hz)
        half = self._around * self._up
        taps = signal.firwin(
            2 * half + 1, _CUTOFF * slower_hz, window=("kaiser", _KAISER), fs=float(rate_hz * self._up)
        )
        # Zeros before the filter let an output fall on the first frame of the piece.
        self._skip = -(-2 * half // self._down)
        self._taps = np.concatenate((np.zeros(self._skip * self._down - 2 * half), taps * self._up))
        self._joined: FloatSamples = np.zeros((self._around, channels))
        self._energies = np.zeros(channels)

    def feed(self, samples: Samples) -> NDArray[np.float64]:
        """The samples at 16 kHz that are now certain, shape (samples,)."""
        self._joined = np.concatenate((self._joined, to_float(samples)))
        pieces = []
        at, needed = 0, self._frames + 2 * self._around
        while at + needed <= len(self._joined):
            pieces.append(self._piece(self._joined[at : at + needed]))
            at += self._frames
        self._joined = self._joined[at:].copy(order="K")
        return np.concatenate(pieces) if pieces else np.empty(0)

    def _piece(self, frames: FloatSamples) -> NDArray[np.float64]:
        """From a piece, with what lies around it."""
        own = frames[self._around : -self._around]
        self._energies += np.square(own.T).sum(axis=1)
        channel = frames[:, int(self._energies.argmax())]
        resampled = signal.upfirdn(self._taps, channel, self._up, self._down)
        return np.asarray(resampled[self._skip : self._skip + self._out])
