"""Feeding a signal to a meter in blocks of the sizes that the tests of the standards' cases use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeVar

import numpy as np
import pytest
from numpy.typing import NDArray

from meters.audio.samples import Samples

BLOCKS = [
    pytest.param(480, id="10 ms blocks"),
    pytest.param(1000, id="1,000-frame blocks"),
    pytest.param(None, id="whole file"),
]
"""Frames of a block at 48 kHz; None is all at once."""


class Fed(Protocol):
    """Anything that takes sound."""

    def feed(self, samples: Samples) -> None:
        """Take the next samples."""


MeterT = TypeVar("MeterT", bound=Fed)


def blocks_of(samples: NDArray[np.float64], frames: int | None) -> Iterator[NDArray[np.float64]]:
    """The signal in blocks of so many frames, or whole."""
    step = frames or len(samples) or 1
    return (samples[at : at + step] for at in range(0, len(samples), step))


def feed_all(meter: MeterT, samples: NDArray[np.float64], frames: int | None) -> MeterT:
    """Feed all of the signal."""
    for block in blocks_of(samples, frames):
        meter.feed(block)
    return meter
