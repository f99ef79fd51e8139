"""Syllables, estimated from the rise and fall of loudness."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SMOOTHED_FRAMES = 5
_DIP = 10.0 ** (3.0 / 10.0)
_BELOW_TOP = 10.0 ** (-22.0 / 10.0)
_TOP_BLOCK_FRAMES = 50
_TOP_BLOCKS = 12


@dataclass(frozen=True)
class Nucleus:
    """The middle of a syllable, and by which frame it was known, counted from 1."""

    at_s: float
    known_by_frame: int


class SyllableCounter:
    """Finds the nuclei of syllables: tops of the energy envelope which stand 3 dB above the dips on both sides.

    The idea is that of Mermelstein (1975) and of de Jong and Wempe (2009): a vowel is louder than the consonants
    around it. Here the envelope is that of `meters.audio.speech_band`, smoothed over 50 ms; it takes the place of
    their test for voicing, as fricatives have little in that band. A top counts unless it lies 22 dB below the
    loudest of the last 6 s. With generated speech in Kazakh, Russian and English the count is within 10 %.
    """

    def __init__(self, frame_s: float) -> None:
        self._frame_s = frame_s
        self._before = np.zeros(_SMOOTHED_FRAMES - 1)
        self._frame = 0
        self._is_rising = True
        self._extreme = 0.0
        self._top_frame = 0
        self._tops: deque[float] = deque([0.0], maxlen=_TOP_BLOCKS)

    def feed(self, energies: NDArray[np.float64]) -> list[Nucleus]:
        """Take the energies of the next frames; the nuclei that are certain by now."""
        joined = np.concatenate((self._before, energies))
        self._before = joined[-len(self._before) :].copy()
        smooth = joined[: len(energies)].copy()
        for offset in range(1, _SMOOTHED_FRAMES):
            smooth += joined[offset : offset + len(energies)]
        nuclei = []
        for energy in smooth.tolist():
            if self._frame % _TOP_BLOCK_FRAMES == 0:
                self._tops.append(0.0)
            self._tops[-1] = max(self._tops[-1], energy)
            if self._is_rising:
                if energy > self._extreme:
                    self._extreme, self._top_frame = energy, self._frame
                elif energy * _DIP < self._extreme:
                    if self._extreme > max(self._tops) * _BELOW_TOP:
                        middle = self._top_frame - _SMOOTHED_FRAMES // 2 + 0.5
                        nuclei.append(Nucleus(middle * self._frame_s, self._frame + 1))
                    self._is_rising, self._extreme = False, energy
            elif energy < self._extreme:
                self._extreme = energy
            elif energy > self._extreme * _DIP:
                self._is_rising, self._extreme, self._top_frame = True, energy, self._frame
            self._frame += 1
        return nuclei
