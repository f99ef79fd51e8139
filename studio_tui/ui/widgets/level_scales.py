"""Scales of the level meters: what stands beside the bar, where, and which part of it is low, right, hot or over.

Every scale is drawn from levels in dBFS of a sine's peak, which is how the station sends them; a meter that
reads RMS or quasi-peak agrees with that on a steady tone. Standard and alignment are those of the meters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from meters.audio.level_standards import LEVEL_STANDARDS
from studio_tui.station.messages import BallisticsName
from studio_tui.ui.widgets.rows import Ink

Zones = tuple[tuple[float, Ink], ...]
"""(where it begins, 0 to 1; its ink), ascending; the first begins at 0."""


@dataclass(frozen=True)
class Tick:
    """A mark of a scale and where it stands, dBFS."""

    label: str
    dbfs: float


@dataclass(frozen=True)
class LevelScale:
    """The face of one kind of meter.

    Attributes:
        name: what studio.toml calls it.
        unit: shown under the meter.
        ticks: marks with labels, the ones to keep when room is short first.
        deflection: breakpoints (dBFS, share of the bar's length), both rising, from 0 to 1; straight lines between.
        ok_dbfs, hot_dbfs, over_dbfs: where the zones begin; below the first a level is low.
    """

    name: BallisticsName
    unit: str
    ticks: tuple[Tick, ...]
    deflection: tuple[tuple[float, float], ...]
    ok_dbfs: float
    hot_dbfs: float
    over_dbfs: float

    @property
    def standard(self) -> str:
        """Shown beside the meter: a level means nothing without it."""
        return LEVEL_STANDARDS[self.name].sign

    @property
    def alignment_dbfs(self) -> float:
        """Where the alignment tone stands."""
        return LEVEL_STANDARDS[self.name].alignment_dbfs

    def share(self, dbfs: float) -> float:
        """Place of a level on the bar, 0 to 1; what lies beyond an end stands at that end."""
        index = bisect_right(self.deflection, (dbfs, 2.0))
        if index == 0:
            return 0.0
        if index == len(self.deflection):
            return 1.0
        (low, low_share), (high, high_share) = self.deflection[index - 1], self.deflection[index]
        return low_share + (dbfs - low) / (high - low) * (high_share - low_share)

    @property
    def zones(self) -> Zones:
        """Low, ok, hot and over as shares of the bar."""
        return (
            (0.0, "bar-low"),
            (self.share(self.ok_dbfs), "bar-ok"),
            (self.share(self.hot_dbfs), "bar-hot"),
            (self.share(self.over_dbfs), "bar-over"),
        )


def _ticks(zero_dbfs: float, *labels: int, signed: bool = False) -> tuple[Tick, ...]:
    """Ticks in dB around a zero."""
    sign = "+" if signed else ""
    return tuple(Tick(format(db, sign if db else "").replace("-", "−"), zero_dbfs + db) for db in labels)


def _law(low_db: int, high_db: int, zero_dbfs: float, decibels_a_decade: float) -> tuple[tuple[float, float], ...]:
    """Breakpoints every decibel of a pointer that moves with a power of the amplitude, both ends at the stops."""
    places = [10.0 ** (db / decibels_a_decade) for db in range(low_db, high_db + 1)]
    return tuple(
        (zero_dbfs + db, (place - places[0]) / (places[-1] - places[0]))
        for db, place in zip(range(low_db, high_db + 1), places, strict=True)
    )


def _k_system(name: BallisticsName) -> LevelScale:
    """Bob Katz, "An Integrated Approach to Metering" (AES 2000): 0 at -20 or -14 dBFS, red from +4."""
    zero_dbfs = LEVEL_STANDARDS[name].alignment_dbfs
    return LevelScale(
        name=name,
        unit="dB",
        ticks=_ticks(zero_dbfs, 0, -round(zero_dbfs), -20, 4, -10, -30, 10, -6, -40, -3, 7, signed=True),
        deflection=((zero_dbfs - 40.0, 0.0), (0.0, 1.0)),
        ok_dbfs=zero_dbfs - 16.0,
        hot_dbfs=zero_dbfs,
        over_dbfs=zero_dbfs + 4.0,
    )


_PPM1_ZERO_DBFS = LEVEL_STANDARDS["ppm1"].alignment_dbfs + 9.0
_VU_ZERO_DBFS = LEVEL_STANDARDS["vu"].alignment_dbfs
_BBC_FOUR_DBFS, _BBC_STEP_DB = LEVEL_STANDARDS["ppm2a"].alignment_dbfs, 4.0


def _bbc_mark(mark: float) -> float:
    return _BBC_FOUR_DBFS + (mark - 4) * _BBC_STEP_DB


SCALES: Mapping[BallisticsName, LevelScale] = {
    scale.name: scale
    for scale in (
        # -50 to +5 dB after IEC 60268-10 type I; 0 dB is the permitted maximum, -9 dBFS, 9 dB above alignment (EBU
        # R 68). The division follows the fourth root of the amplitude, which comes close to DIN instruments.
        LevelScale(
            name="ppm1",
            unit="dB",
            ticks=_ticks(_PPM1_ZERO_DBFS, 0, 5, -9, -20, -30, -40, -5, -15, -50, -25, -35, signed=True),
            deflection=_law(-50, 5, _PPM1_ZERO_DBFS, 80.0),
            ok_dbfs=_PPM1_ZERO_DBFS - 21.0,
            hot_dbfs=_PPM1_ZERO_DBFS,
            over_dbfs=_PPM1_ZERO_DBFS + 3.0,
        ),
        # Marks 1 to 7, equally far apart; the BBC lets programme peak to 6, 8 dB above alignment.
        LevelScale(
            name="ppm2a",
            unit="PPM",
            ticks=tuple(Tick(str(mark), _bbc_mark(mark)) for mark in (4, 6, 2, 7, 1, 5, 3)),
            deflection=((_bbc_mark(0), 0.0), (_bbc_mark(7.5), 1.0)),
            ok_dbfs=_bbc_mark(2),
            hot_dbfs=_bbc_mark(6),
            over_dbfs=_bbc_mark(7),
        ),
        # A pointer that moves with the voltage: 0 VU stands at 71 % of the length, as on IEC 60268-17 faces.
        LevelScale(
            name="vu",
            unit="VU",
            ticks=_ticks(_VU_ZERO_DBFS, 0, 3, -20, -10, -5, -3, -7, 1, -1, 2, -2, signed=True),
            deflection=(
                (_VU_ZERO_DBFS - 60.0, 0.0),
                *((_VU_ZERO_DBFS + db, 10.0 ** ((db - 3) / 20.0)) for db in (-40, -30, -20, *range(-15, 4))),
            ),
            ok_dbfs=_VU_ZERO_DBFS - 10.0,
            hot_dbfs=_VU_ZERO_DBFS,
            over_dbfs=_VU_ZERO_DBFS + 2.0,
        ),
        _k_system("k20"),
        _k_system("k14"),
        # Deflection of IEC 60268-18: half the length for the top 20 dB, where speech and its mistakes are.
        LevelScale(
            name="digital18",
            unit="dBFS",
            ticks=_ticks(0.0, 0, -18, -6, -30, -40, -12, -50, -3, -24, -9, -60),
            deflection=(
                (-70.0, 0.0),
                (-60.0, 0.025),
                (-50.0, 0.075),
                (-40.0, 0.15),
                (-30.0, 0.30),
                (-20.0, 0.50),
                (0.0, 1.0),
            ),
            ok_dbfs=-30.0,
            hot_dbfs=-6.0,
            over_dbfs=-1.0,
        ),
    )
}
"""Every ballistics of `SoundState.ballistics` with its face."""
