"""What each level meter is called, by which standard, and where its line-up tone stands; loads nothing else.

Whoever draws the face of a meter needs this and not the meter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class LevelStandard:
    """A standard that levels are read by; ``sign`` is what it is called where there is little room."""

    name: str
    standard: str
    sign: str
    alignment_dbfs: float
    """Where the line-up tone stands: peak level of its sine."""


# EBU R 68: the line-up tone is 18 dB below full scale. 0 VU stands there too; by SMPTE RP 155 it would be at -20.
_EBU_DBFS = -18.0

_ALL = (
    LevelStandard("ppm1", "IEC 60268-10 type I", "IEC 60268-10 I", _EBU_DBFS),
    LevelStandard("ppm2a", "IEC 60268-10 type IIa", "IEC 60268-10 IIa", _EBU_DBFS),
    LevelStandard("vu", "IEC 60268-17", "IEC 60268-17", _EBU_DBFS),
    LevelStandard("k20", "K-System K-20", "K-20", -20.0),
    LevelStandard("k14", "K-System K-14", "K-14", -14.0),
    LevelStandard("digital18", "IEC 60268-18", "IEC 60268-18", _EBU_DBFS),
)

LEVEL_STANDARDS: Mapping[str, LevelStandard] = MappingProxyType({each.name: each for each in _ALL})
"""By name: ppm1, ppm2a, vu, k20, k14, digital18."""
