"""What the sound of the last seconds really is: its bits, its bandwidth, damage on its way to the interface."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from meters.audio.bandwidth import Bandwidth, BandwidthMeter
from meters.audio.bits import BitsMeter, behind_conversion
from meters.audio.clipping import FULL_SCALE_BITS
from meters.audio.dropouts import DropoutMeter
from meters.audio.flat_tops import FlatTopMeter
from meters.audio.reading import Reading
from meters.audio.samples import checked
from studio_tui.capture.sound import SoundFormat
from studio_tui.station.gathering import EqualBlocks

_GATHER_S = 0.5
"""These meters cost most by the call, and nobody needs them sooner."""
_LOOK_EVERY = 4
"""So many blocks go by from one answer to the next; to judge costs as much as to listen."""
_WINDOW_S = 20.0
"""A change of the interface shows after so long at the latest, if there is sound."""

_SURE = 0.9
"""An alarm stops a take from being rolled, so that it takes more than a suspicion."""
_NO_CODEC = 0.7
"""The bandwidth meter is no surer of an old sample rate than this where codecs cut, too."""

T = TypeVar("T")
ReadT_co = TypeVar("ReadT_co", covariant=True)


class _Meter(Protocol[ReadT_co]):
    def feed(self, samples: NDArray[np.int32]) -> None: ...

    def read(self) -> ReadT_co: ...


@dataclass(frozen=True)
class SignalTruth:
    """What is known of the sound; None while it cannot be told."""

    used_bits: int | None
    real_bits: int | None
    bandwidth_hz: float | None
    source_rate_hz: int | None
    holes: int
    flat_tops: int


class SignalTruthMeter:
    """Listens in blocks of half a second, and looks back over some seconds."""

    def __init__(self, fmt: SoundFormat) -> None:
        rate_hz, channels = fmt.rate_hz, fmt.channels
        self._gather = EqualBlocks(round(_GATHER_S * rate_hz), channels)
        window = round(_WINDOW_S * rate_hz)
        self._bits = _Sliding(lambda: BitsMeter(rate_hz, channels), window)
        self._bandwidth = _Sliding(lambda: BandwidthMeter(rate_hz, channels), window)
        self._used_bits: _Known[int] = _Known()
        self._real_bits: _Known[Reading[int]] = _Known()
        self._reach: _Known[Reading[Bandwidth]] = _Known()
        self._dropouts = DropoutMeter(rate_hz, channels)
        self._flat_tops = FlatTopMeter(channels, min(fmt.bits, FULL_SCALE_BITS))
        self._blocks = 0
        self._truth = SignalTruth(None, None, None, None, 0, 0)

    def feed(self, samples: NDArray[np.int32]) -> None:
        """Take the next samples, shape (frames, channels)."""
        for block in self._gather.feed(samples):
            self._bits.feed(block)
            self._bandwidth.feed(block)
            floats = checked(block)
            self._dropouts.feed(floats)
            self._flat_tops.feed(floats)
            self._blocks += 1
            if self._blocks % _LOOK_EVERY == 0:
                self._truth = self._look()

    def read(self) -> SignalTruth:
        """As of the last two seconds that were complete."""
        return self._truth

    def acknowledge(self) -> None:
        """Count holes and flat tops from zero."""
        self._dropouts.reset()
        self._flat_tops.reset()
        self._truth = self._look()

    def _look(self) -> SignalTruth:
        """What is known now; what cannot be told in a pause stays as it was known before."""
        bits, reading = self._bits.read(), self._bandwidth.read()
        used = [each for each in bits.used_bits if each is not None]
        reach = self._reach.updated(reading if reading.value is not None else None)
        found = reach.value if reach is not None and reach.confidence > _NO_CODEC else None
        source_rate_hz = found.source_rate_hz if found else None
        real_bits = self._real_bits.updated(bits.real_bits if bits.real_bits.confidence >= _SURE else None)
        dropouts = self._dropouts.read().value
        tops = [reading.value for reading in self._flat_tops.read() if reading.value is not None]
        below = [top for top in tops if top.are_below_full_scale]
        return SignalTruth(
            used_bits=self._used_bits.updated(max(used, default=None)),
            real_bits=behind_conversion(real_bits, source_rate_hz).value if real_bits is not None else None,
            bandwidth_hz=reach.value.hz if reach is not None and reach.value is not None else None,
            source_rate_hz=source_rate_hz,
            holes=dropouts.count if dropouts else 0,
            flat_tops=sum(top.runs for top in below),
        )


class _Known(Generic[T]):
    """The last thing that could be told."""

    def __init__(self) -> None:
        self._value: T | None = None

    def updated(self, value: T | None) -> T | None:
        """Take what can be told now, None for nothing; what is known then."""
        if value is not None:
            self._value = value
        return self._value


class _Sliding(Generic[ReadT_co]):
    """A meter that begins anew every ``window_frames``, so that what it says is of the last seconds."""

    def __init__(self, make: Callable[[], _Meter[ReadT_co]], window_frames: int) -> None:
        self._make = make
        self._window_frames = window_frames
        self._meter = make()
        self._frames = 0

    def feed(self, samples: NDArray[np.int32]) -> None:
        if self._frames >= self._window_frames:
            self._meter = self._make()
            self._frames = 0
        self._meter.feed(samples)
        self._frames += len(samples)

    def read(self) -> ReadT_co:
        return self._meter.read()
