"""What the sound of the last seconds really is: its bits, its bandwidth, damage on its way to the interface."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from meters.audio.bandwidth import BandwidthMeter
from meters.audio.bits import Bits, BitsMeter, behind_conversion
from meters.audio.dropouts import DropoutMeter
from meters.audio.flat_tops import FlatTopMeter
from meters.audio.samples import checked
from studio_tui.capture.sound import SoundFormat

_GATHER_S = 0.5
"""These meters cost most by the call, and nobody needs them sooner."""
_LOOK_EVERY = 4
"""So many blocks go by from one answer to the next; to judge costs as much as to listen."""
_WINDOW_S = 20.0
"""A change of the interface shows after so long at the latest, either way."""

_SURE = 0.9
"""An alarm stops a take from being rolled, so that it takes more than a suspicion."""
_NO_CODEC = 0.7
"""The bandwidth meter is no surer of an old sample rate than this where codecs cut, too."""

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
        self._gather = _Gather(round(_GATHER_S * rate_hz), channels)
        window = round(_WINDOW_S * rate_hz)
        self._bits: _Sliding[Bits] = _Sliding(lambda: BitsMeter(rate_hz, channels), window, _bits_are_told)
        self._bandwidth = _Sliding(
            lambda: BandwidthMeter(rate_hz, channels), window, lambda reading: reading.value is not None
        )
        self._dropouts = DropoutMeter(rate_hz, channels)
        self._flat_tops = FlatTopMeter(channels, fmt.bits)
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
        bits, reach = self._bits.read(), self._bandwidth.read()
        told = [used for used in bits.used_bits if used is not None]
        found = reach.value if reach.confidence > _NO_CODEC else None
        source_rate_hz = found.source_rate_hz if found else None
        real_bits = behind_conversion(bits.real_bits, source_rate_hz)
        dropouts = self._dropouts.read().value
        tops = [reading.value for reading in self._flat_tops.read() if reading.value is not None]
        below = [top for top in tops if top.are_below_full_scale]
        return SignalTruth(
            used_bits=max(told) if told else None,
            real_bits=real_bits.value if real_bits.confidence >= _SURE else None,
            bandwidth_hz=reach.value.hz if reach.value else None,
            source_rate_hz=source_rate_hz,
            holes=dropouts.count if dropouts else 0,
            flat_tops=sum(top.runs for top in below),
        )


def _bits_are_told(bits: Bits) -> bool:
    return any(used is not None for used in bits.used_bits)


class _Gather:
    """Makes long blocks of short ones."""

    def __init__(self, frames: int, channels: int) -> None:
        self._store: NDArray[np.int32] = np.empty((frames, channels), np.int32)
        self._filled = 0

    def feed(self, samples: NDArray[np.int32]) -> list[NDArray[np.int32]]:
        """The long blocks that are now complete."""
        done: list[NDArray[np.int32]] = []
        at = 0
        while at < len(samples):
            taken = min(len(self._store) - self._filled, len(samples) - at)
            self._store[self._filled : self._filled + taken] = samples[at : at + taken]
            self._filled += taken
            at += taken
            if self._filled == len(self._store):
                done.append(self._store)
                self._store = np.empty_like(self._store)
                self._filled = 0
        return done


class _Sliding(Generic[ReadT_co]):
    """A meter that begins anew every ``window_frames``, so that what it says is of the last seconds.

    Until the new one can tell, the answer of the last one stands.
    """

    def __init__(
        self, make: Callable[[], _Meter[ReadT_co]], window_frames: int, is_told: Callable[[ReadT_co], bool]
    ) -> None:
        self._make = make
        self._window_frames = window_frames
        self._is_told = is_told
        self._meter = make()
        self._frames = 0
        self._last = self._meter.read()

    def feed(self, samples: NDArray[np.int32]) -> None:
        self._meter.feed(samples)
        self._frames += len(samples)
        if self._frames >= self._window_frames:
            self._last = self._meter.read()
            self._meter = self._make()
            self._frames = 0

    def read(self) -> ReadT_co:
        now = self._meter.read()
        return now if self._is_told(now) else self._last
