"""Images: what a converter of sampling rates leaves of the sound below its old Nyquist frequency, above it.

Sound of the old rate, looked at with the new one, is mirrored at the old Nyquist frequency fc until a filter takes
the mirror image away. What the filter leaves at fc + d is the conjugate of what is at fc − d, so the product of the
two has the same phase for every d, however weak the image is; with sound that was never converted the phases of the
products are random.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BIN_HZ = 10
"""Every Nyquist frequency in question lies on a bin of a spectrum like this, or half-way between two."""

SOURCE_RATES_HZ = (16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000)
"""Rates that sound may have been converted from."""

_HIGHEST_SHARE = 0.95
"""An old Nyquist frequency nearer to the new one leaves no room to see anything."""

_NEAREST_BIN, _PAIRS = 2, 58
"""Pairs lie 20 to 600 Hz off the old Nyquist frequency, where any filter leaves most."""

# Clicks are coherent about every frequency, and a buzz of a mains frequency about all multiples of half of it:
# both are as strong this many bins further, where images are not.
_CONTROLS = (-12, -10, -6, -5, 5, 6, 10, 12)

_DIGITAL_ZERO_DBFS_HZ = -215.0
"""Below the rounding of any word: the rounding of the transform, whose phases are not those of sound."""

_MEDIAN, _LOW_SHARE = 0.5, 0.2
_COHERENT, _LOW_COHERENT = 0.5, 0.25
"""Squared coherence, in half of the windows and in four of five. Seen: 0.8 to 1.0 with images (SciPy, FFmpeg, Speex
in PulseAudio), 0.9 and 0.5 where 16 bits of noise cover them, and 0.02 without. Four of five, because the voice of
somebody in the room may come from a loudspeaker that has images of its own, and pauses."""
_OVER_CONTROL = 2.0
_TRACE = 0.12
"""Squared coherence in half of the windows that shows a converter whose edge is seen at the same place."""

_FAR_SHARE, _FAR_OF_NYQUIST = 0.96, 1.9
"""Where the far end of the images is looked at: share of the new Nyquist frequency, at most so much of the old."""

Coherence = NDArray[np.float64]
"""Shape (candidates, 3): squared coherence about the old Nyquist frequency, the highest about its controls, and
that of the far end of the images."""


@dataclass(frozen=True)
class Images:
    """Images of one old Nyquist frequency.

    ``reaches_far``: all that is there up to the far end is image, as with interpolation along straight lines.
    """

    source_rate_hz: int
    coherence: float
    reaches_far: bool


class ImageFinder:
    """Measures spectra with bins of `BIN_HZ` for images of every rate in question."""

    def __init__(self, rate_hz: int) -> None:
        highest_hz = rate_hz / 2 * _HIGHEST_SHARE
        self.source_rates_hz = tuple(source_hz for source_hz in SOURCE_RATES_HZ if source_hz / 2 <= highest_hz)
        sums = np.array(self.source_rates_hz, np.intp)[:, None, None] // BIN_HZ
        near = sums + np.array((0, *_CONTROLS), np.intp)[:, None]
        above = (near + 1) // 2 + _NEAREST_BIN + np.arange(_PAIRS)
        far_bins = int(rate_hz / 2 * _FAR_SHARE / BIN_HZ)
        far = np.minimum(far_bins, (sums * (_FAR_OF_NYQUIST / 2)).astype(np.intp)) - np.arange(_PAIRS)
        # Numbers of the bins of every pair, shape (candidates, itself and controls and far end, pairs).
        self._above = np.concatenate((above, far), axis=1)
        self._below = np.concatenate((near - above, sums - far), axis=1)

    def measure(self, spectrum: NDArray[np.complex128], density_per_power: float) -> Coherence:
        """Coherence in one spectrum; a bin's power times ``density_per_power`` is full scale² per Hz."""
        size = np.abs(spectrum)
        zero = np.sqrt(10.0 ** (_DIGITAL_ZERO_DBFS_HZ / 10.0) / density_per_power)
        phasors = np.divide(spectrum, size, out=np.zeros_like(spectrum), where=size > zero)
        mean = (phasors[self._above] * phasors[self._below]).mean(axis=2)
        squared = np.square(np.abs(mean))
        return np.stack((squared[:, 0], squared[:, 1:-1].max(axis=1), squared[:, -1]), axis=1)

    def judge(self, coherences: NDArray[np.float64]) -> Images | None:
        """Images in sound of which `measure` gave coherences, shape (windows, candidates, 3); None without any.

        Sound of 16 kHz is mirrored at 16 kHz too: the lowest is the one.
        """
        low, middle = _at_share(coherences, _LOW_SHARE), _at_share(coherences, _MEDIAN)
        for candidate, source_rate_hz in enumerate(self.source_rates_hz):
            coherence, control, far = middle[candidate].tolist()
            if coherence < max(_COHERENT, _OVER_CONTROL * control) or low[candidate, 0] < _LOW_COHERENT:
                continue
            far_too = far >= _COHERENT and low[candidate, 2] >= _LOW_COHERENT
            return Images(source_rate_hz, coherence, far_too)
        return None

    def has_trace(self, coherences: NDArray[np.float64], source_rate_hz: int) -> bool:
        """Whether there is a trace of images of this rate: enough when an edge speaks for it already."""
        coherence, control, _ = _at_share(coherences, _MEDIAN)[self.source_rates_hz.index(source_rate_hz)].tolist()
        return bool(coherence >= max(_TRACE, _OVER_CONTROL * control))


def _at_share(coherences: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """Over the windows, what so large a share of them stays below; shape (candidates, 3)."""
    at = int(share * len(coherences))
    shared: NDArray[np.float64] = np.partition(coherences, at, axis=0)[at]
    return shared
