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
from meters.audio.level_standards import LEVEL_STANDARDS, LevelStandard
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
class Ballistics(LevelStandard):
    """A way for a level meter to move, with the standard that it follows."""

    make: MakeReader


def _following(standard: LevelStandard, make: MakeReader) -> Ballistics:
    return Ballistics(standard.name, standard.standard, standard.sign, standard.alignment_dbfs, make)


_MAKERS: Mapping[str, MakeReader] = {
    "ppm1": partial(PpmMeter, kind=TYPE_I),
    "ppm2a": partial(PpmMeter, kind=TYPE_IIA),
    "vu": VuMeter,
    "k20": KSystemMeter,
    "k14": KSystemMeter,
    "digital18": DigitalPeakMeter,
}

BALLISTICS: Mapping[str, Ballistics] = MappingProxyType(
    {name: _following(LEVEL_STANDARDS[name], make) for name, make in _MAKERS.items()}
)
"""By name, as `LEVEL_STANDARDS`."""
