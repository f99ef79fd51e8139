"""VU meter (standard volume indicator) after IEC 60268-17."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from meters.audio.ballistics.steps import STEP_S, StepMeans
from meters.audio.levels import dbfs
from meters.audio.samples import Samples

OVERSHOOT = 0.0125
"""Of the steady reading; IEC 60268-17 asks for 1 to 1.5 %."""

RISE_S = 0.3
"""From rest to 99 % of the steady reading; IEC 60268-17 allows ± 10 %. The fall takes as long."""

# A needle of the second order: its overshoot gives the damping ratio in closed form. With that damping it passes
# 99 % of a step after 4.054 / omega seconds.
_DAMPING = -math.log(OVERSHOOT) / math.hypot(math.pi, math.log(OVERSHOOT))
_OMEGA_PER_S = 4.054 / RISE_S

# Its motion over a step in which the signal's mean stays, solved exactly: how far it is from the mean and how fast
# it moves, each from both.
_OWN_PER_S = _OMEGA_PER_S * math.sqrt(1.0 - _DAMPING**2)
_FADED = math.exp(-_DAMPING * _OMEGA_PER_S * STEP_S)
_COS, _SIN = _FADED * math.cos(_OWN_PER_S * STEP_S), _FADED * math.sin(_OWN_PER_S * STEP_S)
_BRAKE = _DAMPING * _OMEGA_PER_S / _OWN_PER_S
_OFF_BY_OFF, _OFF_BY_SPEED = _COS + _BRAKE * _SIN, _SIN / _OWN_PER_S
_SPEED_BY_OFF, _SPEED_BY_SPEED = -(_OMEGA_PER_S**2) / _OWN_PER_S * _SIN, _COS - _BRAKE * _SIN

_SINE_PER_MEAN = math.pi / 2.0  # the peak of a sine from the mean of its size


class VuMeter:
    """Mean of the rectified signal per channel as the needle shows it, 1 channel or more, 8 kHz or more.

    It rectifies the samples and not the wave between them: a tone at exactly a quarter or a sixth of the sampling
    rate reads up to 2 or 1 dB wrong, depending on its phase. A beat of some hertz averages that away.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._means = StepMeans(rate_hz, channels, np.abs)
        self._needles = [(0.0, 0.0)] * channels

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        for channel, means in enumerate(self._means.feed(samples)):
            self._needles[channel] = _moved(means, *self._needles[channel])

    def read(self) -> tuple[float, ...]:
        """Level per channel now, dBFS of the sine that would read the same."""
        return tuple(dbfs(place * _SINE_PER_MEAN) for place, _ in self._needles)


def _moved(means: Iterable[float], place: float, speed: float) -> tuple[float, float]:
    """Where the needle stands after these steps, and how fast it moves (a second)."""
    for mean in means:
        off = place - mean
        place = mean + _OFF_BY_OFF * off + _OFF_BY_SPEED * speed
        speed = _SPEED_BY_OFF * off + _SPEED_BY_SPEED * speed
        if place < 0.0:  # the pin at the left end of the scale
            place = speed = 0.0
    return place, speed
