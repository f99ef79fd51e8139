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
        self._minima: deque[float] = deque(maxlen=_BLOCKS)
        self._maxima: deque[float] = deque(maxlen=_BLOCKS)
        self._floor = self._least = self._lowest = math.inf
        self._highest = 0.0
        self._speech_energy = self._floor_energy = 0.0

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        energies = self._band.feed(samples)
        if not len(energies):
            return
        nuclei = deque(self._syllables.feed(energies))
        for energy in energies.tolist():
            self._step(energy)
            # The timeline hears of a syllable when it became known, not when the block happened to end.
            if nuclei and nuclei[0].known_by_frame == self._frames:
                self._timeline.nucleus(nuclei.popleft().at_s)

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

    def _step(self, energy: float) -> None:
        if self._frames % _BLOCK_FRAMES == 0:
            self._minima.append(math.inf)
            self._maxima.append(0.0)
            # Of the blocks before this one: what is in it changes too often to look through them all each time.
            self._lowest, self._highest = min(self._minima), max(self._maxima)
            self._adapt()
        self._frames += 1
        if _DIGITAL_SILENCE < energy < self._minima[-1]:
            self._minima[-1] = energy
            self._adapt()
        if energy > self._maxima[-1]:
            self._maxima[-1] = energy
            self._adapt()
        least = self._least
        if energy > least:
            self._speech_energy += energy
            self._floor_energy += self._floor
            self._timeline.step(speech=True, like=True)
        else:
            self._timeline.step(speech=False, like=energy > least * _LIKE_SPEECH)

    def _adapt(self) -> None:
        """The threshold after what was quietest and loudest lately."""
        self._floor = min(self._lowest, self._minima[-1]) * _FLOOR_OVER_MINIMUM
        top = max(self._highest, self._maxima[-1])
        self._least = max(_LEAST_SPEECH, self._floor * _SPEECH_OVER_FLOOR, top * _SPEECH_BELOW_TOP)
