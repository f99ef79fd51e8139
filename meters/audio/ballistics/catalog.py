"""All level meters by name, each with its standard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Protocol

from meters.audio.ballistics.digital import DigitalPeakMeter
from meters.audio.ballistics.k_system import KSystemMeter
from meters.audio.ballistics.quasi_peak import TYPE_I, TYPE_IIA, PpmMeter
from meters.audio.ballistics.vu import VuMeter
from meters.audio.samples import Samples


class LevelReader(Protocol):
    """A level meter. What it reads does not depend on how the signal is cut into blocks."""

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""

    def read(self) -> tuple[float, ...]:
        """Level per channel now, dBFS of the sine that would read the same; -200 is silence."""


class MakeReader(Protocol):
    """Makes a meter at rest."""

    def __call__(self, rate_hz: int, channels: int) -> LevelReader:
        """For 8 kHz or more and 1 channel or more; raises ValueError below 8 kHz."""


@dataclass(frozen=True)
class Ballistics:
    """A way for a level meter to move. A level means nothing without the ``standard`` beside it."""

    name: str
    standard: str
    alignment_dbfs: float
    """Where the line-up tone stands: peak level of its sine."""
    make: MakeReader


# EBU R 68: the line-up tone is 18 dB below full scale. 0 VU stands there too; by SMPTE RP 155 it would be at -20.
_EBU_DBFS = -18.0

_ALL = (
    Ballistics("ppm1", "IEC 60268-10 type I", _EBU_DBFS, partial(PpmMeter, kind=TYPE_I)),
    Ballistics("ppm2a", "IEC 60268-10 type IIa", _EBU_DBFS, partial(PpmMeter, kind=TYPE_IIA)),
    Ballistics("vu", "IEC 60268-17", _EBU_DBFS, VuMeter),
    Ballistics("k20", "K-System K-20", -20.0, KSystemMeter),
    Ballistics("k14", "K-System K-14", -14.0, KSystemMeter),
    Ballistics("digital18", "IEC 60268-18", _EBU_DBFS, DigitalPeakMeter),
)

BALLISTICS: Mapping[str, Ballistics] = MappingProxyType({each.name: each for each in _ALL})
"""By name: ppm1, ppm2a, vu, k20, k14, digital18."""
