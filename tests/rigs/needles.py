"""What a level meter shows at given moments of a signal, however the signal is cut into blocks."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from meters.audio.ballistics import BALLISTICS, LevelReader

BLOCKS = ("10 ms", "1000 frames", "whole")


def feed_in(meter: LevelReader, samples: NDArray[np.float64], rate_hz: int, blocks: str) -> None:
    """Feed the samples cut into blocks of a kind (one of `BLOCKS`)."""
    frames = {"10 ms": rate_hz // 100, "1000 frames": 1000, "whole": max(1, len(samples))}[blocks]
    for start in range(0, len(samples), frames):
        meter.feed(samples[start : start + frames])


def shown(
    name: str, samples: NDArray[np.float64], rate_hz: int, *, blocks: str = "whole", at_s: float | None = None
) -> float:
    """Level that the meter of that name shows for the first channel, at the end or after ``at_s`` of the signal."""
    meter = BALLISTICS[name].make(rate_hz, samples.shape[1])
    feed_in(meter, samples if at_s is None else samples[: round(at_s * rate_hz)], rate_hz, blocks)
    return meter.read()[0]


def course(
    name: str, samples: NDArray[np.float64], rate_hz: int, moments_s: Iterable[float], blocks: str
) -> list[float]:
    """Levels at these rising moments. Every stretch between two of them is cut into blocks anew."""
    meter = BALLISTICS[name].make(rate_hz, samples.shape[1])
    levels, done = [], 0
    for moment_s in moments_s:
        frames = round(moment_s * rate_hz)
        feed_in(meter, samples[done:frames], rate_hz, blocks)
        levels.append(meter.read()[0])
        done = frames
    return levels
