"""The steady return of a peak meter, so many decibels a second, without a step for every sample."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from meters.audio.samples import FloatSamples
from meters.audio.sampling_rate import require_rate

_SPAN_FRAMES = 4096


class Falling:
    """A frame of reference that falls as the meter does.

    Where the meter only falls, its level seen from here stands still: instead of lowering the level with every
    sample, the samples are raised by as much, and all that do not reach the level can be passed over at one
    stroke. Every ``_SPAN_FRAMES`` frames, counted from the start of the signal and not of a block, the frame
    jumps back to the top, so that nothing grows without end and nothing depends on how the signal is cut.
    """

    def __init__(self, rate_hz: int, db_per_s: float) -> None:
        require_rate(rate_hz)
        fallen_db = np.arange(_SPAN_FRAMES + 1) * (db_per_s / rate_hz)
        self._raise: NDArray[np.float64] = np.power(10.0, fallen_db / 20.0)
        self._at = 0

    def feed(self, samples: FloatSamples) -> Iterator[tuple[NDArray[np.float64], float]]:
        """Piece by piece: the rectified, raised samples, shape (channels, frames); and a factor.

        When the piece has been dealt with, the level must be multiplied by the factor.
        """
        begin = 0
        while begin < len(samples):
            frames = min(_SPAN_FRAMES - self._at, len(samples) - begin)
            raised = np.abs(samples[begin : begin + frames].T)
            raised *= self._raise[self._at + 1 : self._at + frames + 1]
            begin += frames
            self._at = (self._at + frames) % _SPAN_FRAMES
            yield raised, 1.0 if self._at else 1.0 / float(self._raise[-1])

    def seen(self, level: float) -> float:
        """Amplitude that a level of this frame of reference has now."""
        return level / float(self._raise[self._at])
