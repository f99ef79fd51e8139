"""The voice detectors there are, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

from meters.audio.silero import SileroMeter
from meters.audio.speech import SpeechMeter
from meters.audio.voice import VoiceDetector

Voice = Literal["energy", "silero"]

MakeVoice = Callable[[int, int], VoiceDetector]
"""Makes a detector for a sampling rate in hertz and a number of channels."""

VOICES: Mapping[Voice, MakeVoice] = MappingProxyType({"energy": SpeechMeter, "silero": SileroMeter})
"""By energy is the default; Silero's is an extra, see `meters.audio.silero`."""
