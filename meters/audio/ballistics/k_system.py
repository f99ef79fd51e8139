"""RMS meter of Bob Katz's K-System ("An Integrated Approach to Metering, Monitoring, and Leveling", AES 2000)."""

from __future__ import annotations

import math

import numpy as np

from meters.audio.ballistics.steps import STEP_S, StepMeans
from meters.audio.levels import dbfs_of_power
from meters.audio.samples import Samples

RISE_S = 0.6
"""From silence to 99 % of the steady amplitude. Katz leaves the ballistics open to some degree; this is the figure
of Zuther's K-Meter (its manual, "Average meter"), who asked him: 20 Hz to 20 kHz flat, 99 % after 600 ms."""

# The mean square follows with one time constant: its root stands at 99 % when it has come to 0.99² of the way.
_TIME_CONSTANT_S = RISE_S / -math.log(1.0 - 0.99**2)
_STEP = 1.0 - math.exp(-STEP_S / _TIME_CONSTANT_S)

_SINE_PER_POWER = 2.0  # +3.01 dB: a sine reads the same on the peak and on the RMS meter (AES17, and Katz)


class KSystemMeter:
    """RMS level per channel, 1 channel or more, 8 kHz or more.

    K-20 and K-14 measure alike; they differ in where 0 stands, 20 or 14 dB below full scale.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._means = StepMeans(rate_hz, channels, np.square)
        self._powers = [0.0] * channels

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        for channel, means in enumerate(self._means.feed(samples)):
            power = self._powers[channel]
            for mean in means:
                power += _STEP * (mean - power)
            self._powers[channel] = power

    def read(self) -> tuple[float, ...]:
        """Level per channel now, dBFS of the sine that would read the same."""
        return tuple(dbfs_of_power(power * _SINE_PER_POWER) for power in self._powers)
