"""Samples as the meters take them, and their conversion."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

IntSamples = NDArray[np.int32]
"""Shape (frames, channels), full scale ±2³¹: a 24-bit sample sits in the upper 24 bits."""

FloatSamples = NDArray[np.float64]
"""Shape (frames, channels), full scale ±1.0. `to_float` keeps each channel in one piece of memory (Fortran order),
which makes every sum and maximum over a channel several times faster."""

Sound = NDArray[np.int32] | NDArray[np.float64]
"""Integers with full scale ±2³¹ or floats with full scale ±1.0, in whatever shape is said."""

Samples = NDArray[np.int32] | NDArray[np.float32] | NDArray[np.float64]
"""What every meter accepts: `IntSamples`, or floats with full scale ±1.0."""

T = TypeVar("T")

FULL_SCALE = 2.0**31
"""Of integers."""

_LARGEST = float(np.finfo(np.float32).max)


def to_float(samples: Samples) -> FloatSamples:
    """Samples with full scale ±1.0, exact for every int32.

    A float that is not finite counts as 0, and none is larger than the largest float32: one bad sample of a faulty
    driver must not poison a filter for the rest of the take. The result may share memory with the argument.
    """
    if isinstance(samples, _Checked):
        return samples.view(np.ndarray)
    if samples.dtype == np.int32:
        return np.multiply(samples.T, 1.0 / FULL_SCALE, dtype=np.float64, order="C").T
    floats: FloatSamples = samples.astype(np.float64, order="F", copy=False)
    # So written that NaN takes this way too; two passes without a temporary are twice as fast as one over abs().
    if floats.size and not (floats.max() <= _LARGEST and floats.min() >= -_LARGEST):
        return np.clip(np.nan_to_num(floats, nan=0.0, posinf=0.0, neginf=0.0), -_LARGEST, _LARGEST)
    return floats


class _Checked(np.ndarray[tuple[Any, ...], np.dtype[np.float64]]):
    """Floats that `to_float` has looked through, and their slices."""

    memory: dict[Hashable, Any]
    """What was measured of them, see `remembered`; and as "words", the integers that they were."""

    def __array_finalize__(self, _: object) -> None:
        self.memory = {}  # a slice has one of its own


def checked(samples: Samples) -> Samples:
    """The samples as `to_float` gives them, marked so that no meter they are fed to looks through them again.

    For those who feed many meters: the look costs as much as some of them. They keep the integers that they were,
    for `to_int32`, so neither may change as long as they are in use.
    """
    sound = to_float(samples).view(_Checked)
    if samples.dtype == np.int32:
        sound.memory["words"] = samples
    return sound


def remembered(samples: Samples, what: Hashable, measure: Callable[[], T]) -> T:
    """What ``measure`` gives; `checked` samples remember it for the next who asks for the same."""
    if not isinstance(samples, _Checked):
        return measure()
    if what not in samples.memory:
        samples.memory[what] = measure()
    found: T = samples.memory[what]
    return found


def extremes_of(samples: Samples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Highest and lowest sample of each channel, each of shape (channels,); there is at least one frame."""
    return remembered(samples, "extremes", lambda: _extremes_of_floats(to_float(samples)))


def peaks_of(samples: Samples) -> NDArray[np.float64]:
    """Highest magnitude of each channel, shape (channels,); there is at least one frame."""
    highest, lowest = extremes_of(samples)
    return np.maximum(highest, -lowest)


def peaks_of_floats(floats: FloatSamples) -> NDArray[np.float64]:
    """The same of what `to_float` gave, or of a part of it."""
    highest, lowest = _extremes_of_floats(floats)
    return np.maximum(highest, -lowest)


def peak_of(column: Sound) -> float:
    """The same of one channel as it was fed, shape (frames,), full scale 1.0; 0 where there is nothing."""
    highest = max(float(column.max()), -float(column.min())) if len(column) else 0.0
    return highest / FULL_SCALE if column.dtype == np.int32 else highest


def _extremes_of_floats(floats: FloatSamples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    planar = floats.T
    return planar.max(axis=1), planar.min(axis=1)


def as_fed(samples: Samples) -> Sound:
    """The integers that were fed, in half the memory; or else what `to_float` gives."""
    if samples.dtype == np.int32 or (isinstance(samples, _Checked) and "words" in samples.memory):
        return to_int32(samples)
    return to_float(samples)


def to_int32(samples: Samples) -> IntSamples:
    """Samples with full scale ±2³¹; floats are rounded and cut at full scale."""
    if samples.dtype == np.int32:
        return samples.astype(np.int32, copy=False)
    if isinstance(samples, _Checked) and "words" in samples.memory:
        words: IntSamples = samples.memory["words"]
        return words
    scaled = np.rint(to_float(samples) * FULL_SCALE)
    return np.clip(scaled, -FULL_SCALE, FULL_SCALE - 1.0).astype(np.int32)
