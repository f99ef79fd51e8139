"""Listens to the live microphone for the prompter, only while it follows the voice."""

from __future__ import annotations

from typing import Protocol

from meters.audio.detectors import VOICES, Voice
from meters.audio.silero import SileroMissingError
from meters.audio.voice import VoiceDetector
from studio_tui.capture.sound import SoundBlock, SoundFormat
from studio_tui.prompter.hold import Hearing
from studio_tui.text import N_, Text

SILERO_MISSING = N_(
    "Silero's voice detector is not installed, so the prompter hears the voice by its energy. "
    "Install it with: pip install studio-tui[silero]"
)


class Listener(Protocol):
    """Who wants to know what the microphone hears."""

    @property
    def listens(self) -> bool:
        """Whether it wants to know now."""

    def hears(self, hearing: Hearing) -> None:
        """Told after every block."""

    def hears_badly(self, problem: Text) -> None:
        """Told once why it is heard with less than was asked for."""


class VoiceEar:
    """One voice detector for the format of the day; begins anew whenever somebody starts to listen."""

    def __init__(self, voice: Voice, listener: Listener) -> None:
        self._make = VOICES[voice]
        self._listener = listener
        self._meter: VoiceDetector | None = None
        self._format: SoundFormat | None = None

    def listen(self, block: SoundBlock, fmt: SoundFormat) -> None:
        """Hear the next block; called from the measuring thread."""
        if not self._listener.listens:
            self._meter = None
            return
        if self._meter is None or fmt != self._format:
            self._meter, self._format = self._detector(fmt), fmt
        self._meter.feed(block.samples)
        speech = self._meter.read()
        self._listener.hears(
            Hearing(
                at_s=block.at_s + block.frames / fmt.rate_hz,
                speaking=speech.active,
                silent_for_s=speech.silent_for_s,
            )
        )

    def _detector(self, fmt: SoundFormat) -> VoiceDetector:
        """A new detector; where Silero's is not installed the voice is heard by its energy."""
        try:
            return self._make(fmt.rate_hz, fmt.channels)
        except SileroMissingError:
            self._make = VOICES["energy"]
            self._listener.hears_badly(SILERO_MISSING)
            return self._make(fmt.rate_hz, fmt.channels)
