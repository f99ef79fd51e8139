"""Speech found by its energy: the voice detector that needs nothing but the signal."""

from __future__ import annotations

import math
from collections import deque

from meters.audio.levels import dbfs_of_power
from meters.audio.reading import Reading, told, untold
from meters.audio.samples import Samples
from meters.audio.speech_band import SpeechBand
from meters.audio.syllables import SyllableCounter
from meters.audio.voice import Speech, Timeline, doubt_of

_ONSET_FRAMES = 3

# The quietest and the loudest frame of the last 6 s, in blocks of 0.5 s: nobody speaks for 6 s without a pause
# or at least the hold of a plosive (after Martin 2001, minimum statistics).
_BLOCK_FRAMES = 50
_BLOCKS = 12
_FLOOR_OVER_MINIMUM = 10.0 ** (1.5 / 10.0)

_SPEECH_OVER_FLOOR = 10.0 ** (7.0 / 10.0)
_SPEECH_BELOW_TOP = 10.0 ** (-35.0 / 10.0)
"""In a very quiet room breath, clothes and the room's answer stand above the floor, too, but not near the voice."""
_LEAST_SPEECH = 10.0 ** (-80.0 / 10.0)
_LIKE_SPEECH = 10.0 ** (-3.0 / 10.0)
_DIGITAL_SILENCE = 10.0 ** (-120.0 / 10.0)

_NO_CONTRAST_DB, _FULL_CONTRAST_DB = 9.0, 30.0


class SpeechMeter:
    """Finds speech where the energy between 400 and 3500 Hz stands 7 dB above the noise.

    The noise is what is quietest in the last 6 s, so it is followed when it changes; noise that rises all of a
    sudden is taken for speech until then. Whatever is as loud as speech and as lively (music, a machine) is
    speech to this detector: for that there is Silero's.

    Speech is found when three frames of 10 ms in a row are loud enough: ``active`` follows the voice by 30 to 40
    ms and the block it came in, and the stretch is dated back to where it began.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._band = SpeechBand(rate_hz, channels)
        self._syllables = SyllableCounter(self._band.frame_s)
        self._timeline = Timeline(self._band.frame_s, _ONSET_FRAMES)
        self._frames = 0
        # Of the block at hand, of those before it, and of these together.
        self._minimum, self._maximum = math.inf, 0.0
        self._minima: deque[float] = deque(maxlen=_BLOCKS - 1)
        self._maxima: deque[float] = deque(maxlen=_BLOCKS - 1)
        self._lowest, self._highest = math.inf, 0.0
        self._floor = self._least = self._like = math.inf
        self._speech_energy = self._floor_energy = 0.0

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        energies = self._band.feed(samples)
        if not len(energies):
            return
        nuclei = deque(self._syllables.feed(energies))
        timeline = self._timeline
        for energy in energies.tolist():
            if self._frames % _BLOCK_FRAMES == 0:
                self._begin_block()
            self._frames += 1
            if energy > self._maximum or _DIGITAL_SILENCE < energy < self._minimum:
                self._adapt(energy)
            if energy > self._least:
                self._speech_energy += energy
                self._floor_energy += self._floor
                timeline.step(speech=True, like=True)
            else:
                timeline.step(speech=False, like=energy > self._like)
            # The timeline hears of a syllable when it became known, not when the block happened to end.
            if nuclei and nuclei[0].known_by_frame == self._frames:
                timeline.nucleus(nuclei.popleft().at_s)

    def read(self) -> Speech:
        """Speech so far."""
        return self._timeline.read()

    def judged(self) -> Reading[Speech]:
        """The same, as sure as speech stands out from the noise."""
        speech = self.read()
        doubt = doubt_of(speech)
        if doubt:
            return untold(doubt)
        contrast_db = dbfs_of_power(self._speech_energy) - dbfs_of_power(self._floor_energy)
        return told(speech, (contrast_db - _NO_CONTRAST_DB) / (_FULL_CONTRAST_DB - _NO_CONTRAST_DB))

    def _begin_block(self) -> None:
        self._minima.append(self._minimum)
        self._maxima.append(self._maximum)
        self._lowest, self._highest = min(self._minima), max(self._maxima)
        self._minimum, self._maximum = math.inf, 0.0
        self._set_thresholds()

    def _adapt(self, energy: float) -> None:
        """Take a frame that is the quietest or the loudest of its block."""
        self._maximum = max(self._maximum, energy)
        if energy > _DIGITAL_SILENCE:
            self._minimum = min(self._minimum, energy)
        self._set_thresholds()

    def _set_thresholds(self) -> None:
        """After what was quietest and loudest lately."""
        self._floor = min(self._lowest, self._minimum) * _FLOOR_OVER_MINIMUM
        top = max(self._highest, self._maximum)
        self._least = max(_LEAST_SPEECH, self._floor * _SPEECH_OVER_FLOOR, top * _SPEECH_BELOW_TOP)
        self._like = self._least * _LIKE_SPEECH
