"""Stereo: phase correlation, balance, and whether the second channel brings anything of its own."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meters.audio.chunks import Stretches
from meters.audio.levels import SOUND_POWER, dbfs_of_power
from meters.audio.reading import Doubt, Reading, told, untold
from meters.audio.samples import FloatSamples, Samples, to_float
from meters.audio.sampling_rate import require_rate

_STEPS_PER_S = 100
_GROUP_STEPS = 10
_GROUPS = 4
_WINDOW_STEPS = _GROUP_STEPS * _GROUPS
"""400 ms. The display moves on by 10 ms, the programme's windows by 100 ms."""

_MOST_STEPS_WAITING = 1_000
"""Steps are put away when somebody reads, or after ten seconds: that costs less than a little every time."""

_ENOUGH_WINDOWS = 10
_MIN_PROGRAMME_STEPS = 140

_SAME = 10.0**-4.5
"""What is left of one channel when the other is taken out of it: 45 dB below the sound is a copy with converter
noise. Two microphones before one speaker, however close, leave it 10 to 30 dB below."""
_ALMOST_SAME = 10.0**-3.0
"""Between the two nothing is said: a copy with much noise, or two microphones in one capsule."""
_FAINT = 10.0**-8.4
"""Nor does it count below -84 dBFS: the steps of 16 bits under a quiet voice."""
_NEARLY_ALL, _HALF = 0.9, 0.5

_AGAINST, _HARDLY_AGAINST = -0.45, -0.25
"""Correlation of a whole programme: two microphones of which one is wired upside down lie below the first; no
honest pair stays below the second."""

Sums = NDArray[np.float64]
"""Shape (…, 5): sums of x, y, x², y² and x·y, where x is the first channel and y the second."""


@dataclass(frozen=True)
class Stereo:
    """What two channels have to do with each other.

    ``correlation`` (-1 to 1) and ``balance_db`` (second channel over the first) are of the last 400 ms: None
    without sound (-60 dBFS) in both channels, or in one of them. The rest is of the programme.
    """

    correlation: float | None
    balance_db: float | None
    correlation_min: Reading[float]
    correlation_mean: Reading[float]
    programme_balance_db: Reading[float]
    dual_mono: Reading[bool]
    inverted: Reading[bool]


class StereoMeter:
    """Compares the first two channels of a stream, whatever the size of its blocks.

    Offsets (DC) are taken out of every window. Correlation, dual mono and inversion are judged in windows of
    400 ms, one every 100 ms, in which both channels have sound.
    """

    def __init__(self, rate_hz: int, channels: int = 2) -> None:
        require_rate(rate_hz)
        self._is_stereo = channels >= 2
        # Steps of equal length: a hundredth of a second, to the frame below.
        self._step_frames = rate_hz // _STEPS_PER_S
        self._ones = np.ones(self._step_frames)
        self._stretches = Stretches(self._step_frames, 2)
        self._window: Sums = np.empty((0, 5))
        self._waiting: list[Sums] = []
        self._steps_waiting = 0
        self._programme_steps: int
        self._ungrouped: Sums
        self._groups: Sums
        self._totals: Sums
        self._tally: _Tally
        self.restart()

    def restart(self) -> None:
        """Begin a new programme; the display goes on."""
        self._put_away()
        self._programme_steps = 0
        self._ungrouped = np.empty((0, 5))
        self._groups = np.empty((0, 5))
        self._totals = np.zeros(5)
        self._tally = _Tally()

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        if not self._is_stereo:
            return
        whole = self._stretches.feed(to_float(samples)[:, :2])
        if not len(whole):
            return
        sums = self._sums(whole)
        self._waiting.append(sums)
        self._steps_waiting += len(sums)
        if self._steps_waiting >= _MOST_STEPS_WAITING:
            self._put_away()

    def read(self) -> Stereo:
        """Display now, and the programme so far."""
        self._put_away()
        correlation, balance_db = self._display()
        doubt = self._doubt()
        tally = self._tally
        return Stereo(
            correlation=correlation,
            balance_db=balance_db,
            correlation_min=untold(doubt) if doubt else told(tally.lowest),
            correlation_mean=untold(doubt) if doubt else told(tally.mean()),
            programme_balance_db=self._balance(),
            dual_mono=untold(doubt) if doubt else tally.dual_mono(),
            inverted=untold(doubt) if doubt else tally.inverted(),
        )

    def _sums(self, whole: FloatSamples) -> Sums:
        x, y = (np.ascontiguousarray(column).reshape(-1, self._step_frames) for column in whole.T)
        ones = self._ones
        columns = (np.vecdot(x, ones), np.vecdot(y, ones), np.vecdot(x, x), np.vecdot(y, y), np.vecdot(x, y))
        return np.stack(columns, axis=1)

    def _put_away(self) -> None:
        """Bring display and programme up to date with the steps that wait."""
        if not self._waiting:
            return
        steps = np.concatenate(self._waiting)
        self._waiting.clear()
        self._steps_waiting = 0
        self._window = np.concatenate((self._window, steps))[-_WINDOW_STEPS:].copy()
        self._programme_steps += len(steps)
        self._ungrouped = np.concatenate((self._ungrouped, steps))
        if len(self._ungrouped) >= _GROUP_STEPS:
            self._group()

    def _group(self) -> None:
        """Windows of the programme that are now complete."""
        cut = len(self._ungrouped) // _GROUP_STEPS * _GROUP_STEPS
        rows = self._ungrouped[:cut].reshape(-1, _GROUP_STEPS, 5)
        self._ungrouped = self._ungrouped[cut:].copy()
        # Added one after the other, so that it does not matter how many are at hand.
        fresh = np.add.accumulate(rows, axis=1)[:, -1]
        self._totals = np.add.accumulate(np.concatenate((self._totals[None], fresh)))[-1]
        groups = np.concatenate((self._groups, fresh))
        if len(groups) >= _GROUPS:
            windows = groups[:-3] + groups[1:-2] + groups[2:-1] + groups[3:]
            self._tally.add(windows, _WINDOW_STEPS * self._step_frames)
        self._groups = groups[1 - _GROUPS :].copy()

    def _display(self) -> tuple[float | None, float | None]:
        if len(self._window) < _WINDOW_STEPS:
            return None, None
        xx, yy, xy = _powers(np.add.accumulate(self._window)[-1], _WINDOW_STEPS * self._step_frames).tolist()
        correlation = _clipped(xy / math.sqrt(xx * yy)) if min(xx, yy) > SOUND_POWER else None
        return correlation, dbfs_of_power(yy) - dbfs_of_power(xx) if max(xx, yy) > SOUND_POWER else None

    def _balance(self) -> Reading[float]:
        if not self._is_stereo:
            return untold("not_stereo")
        groups = self._programme_steps // _GROUP_STEPS
        if groups < _GROUPS:
            return untold("too_short")
        xx, yy, _ = _powers(self._totals, groups * _GROUP_STEPS * self._step_frames).tolist()
        return told(dbfs_of_power(yy) - dbfs_of_power(xx)) if max(xx, yy) > SOUND_POWER else untold("too_quiet")

    def _doubt(self) -> Doubt | None:
        if not self._is_stereo:
            return "not_stereo"
        if self._tally.windows >= _ENOUGH_WINDOWS:
            return None
        return "too_short" if self._programme_steps < _MIN_PROGRAMME_STEPS else "too_quiet"


class _Tally:
    """Windows with sound in both channels, counted and added up."""

    def __init__(self) -> None:
        self.windows = 0
        self.lowest = 1.0
        self.sums = np.zeros(4)  # of correlations, and of mean x², y² and x·y
        self._same = {1: 0, -1: 0}  # windows by the sign of their correlation
        self._almost_same = {1: 0, -1: 0}
        self._is_exact = True

    def add(self, windows: Sums, frames: int) -> None:
        """Take windows of so many frames."""
        powers = _powers(windows, frames)
        heard = np.minimum(powers[:, 0], powers[:, 1]) > SOUND_POWER
        if not heard.any():
            return
        powers, windows = powers[heard], windows[heard]
        xx, yy, xy = powers.T
        correlation = np.clip(xy / np.sqrt(xx * yy), -1.0, 1.0)
        left_over = 1.0 - np.square(correlation)
        same = (left_over < _SAME) | (left_over * np.minimum(xx, yy) < _FAINT)
        self.windows += len(windows)
        self.lowest = min(self.lowest, float(correlation.min()))
        self.sums = np.add.accumulate(np.vstack((self.sums, np.column_stack((correlation, powers)))))[-1]
        for sign in (1, -1):
            self._same[sign] += int(np.count_nonzero(same & (xy * sign > 0.0)))
            self._almost_same[sign] += int(np.count_nonzero((left_over < _ALMOST_SAME) & (xy * sign > 0.0)))
        # The same numbers on both sides make the same sums, to the last bit.
        self._is_exact &= bool((windows[:, 2] == windows[:, 3]).all())

    def mean(self) -> float:
        """Mean correlation of the windows."""
        return float(self.sums[0]) / self.windows

    def dual_mono(self) -> Reading[bool]:
        """Whether the channels carry the same."""
        return self._copy(1)

    def inverted(self) -> Reading[bool]:
        """Whether one channel is the other upside down."""
        reading = self._copy(-1)
        _, xx, yy, xy = self.sums.tolist()
        together = xy / math.sqrt(xx * yy)
        if reading.value or together > _HARDLY_AGAINST:
            return reading
        return told(value=True, confidence=-together) if together < _AGAINST else untold("unclear")

    def _copy(self, sign: int) -> Reading[bool]:
        """1 is certain only where the numbers are exactly the same; with gain or noise it is 0.95."""
        share, perhaps = self._same[sign] / self.windows, self._almost_same[sign] / self.windows
        if share >= _NEARLY_ALL:
            return told(value=True, confidence=share if self._is_exact else 0.95 * share)
        return told(value=False, confidence=1.0 - perhaps) if max(share, perhaps) <= _HALF else untold("unclear")


def _powers(sums: Sums, frames: int) -> Sums:
    """Mean x², y² and x·y, shape (…, 3), of sums over so many frames, without the offsets."""
    x, y = sums[..., 0], sums[..., 1]
    own = np.stack((x * x, y * y, x * y), axis=-1) / frames
    return np.maximum((sums[..., 2:] - own) / frames, (0.0, 0.0, -np.inf))


def _clipped(correlation: float) -> float:
    return min(max(correlation, -1.0), 1.0)
