"""The prompter's ear: it listens only while somebody wants to know, and hears with what is there."""

from __future__ import annotations

import numpy as np
import pytest

import meters.audio.silero
from meters.audio.detectors import VOICES, Voice
from studio_tui.capture.sound import SoundBlock, SoundFormat
from studio_tui.prompter.hold import Hearing
from studio_tui.station.voice_ear import VoiceEar
from studio_tui.text import Text
from tests.rigs.paused_speech import PausedSpeech, paused_speech

BLOCK_FRAMES = 960
FORMAT = SoundFormat()


class Note:
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.listens = True
        self.heard: list[Hearing] = []
        self.problems: list[Text] = []

    def hears(self, hearing: Hearing) -> None:
        self.heard.append(hearing)

    def hears_badly(self, problem: Text) -> None:
        self.problems.append(problem)


def speak(ear: VoiceEar, speech: PausedSpeech, fmt: SoundFormat = FORMAT, began_s: float = 100.0) -> None:
    for at in range(0, len(speech.words), BLOCK_FRAMES):
        samples = np.ascontiguousarray(speech.words[at : at + BLOCK_FRAMES, : fmt.channels])
        ear.listen(SoundBlock(samples, at, began_s + at / fmt.rate_hz), fmt)


@pytest.mark.parametrize("detector", VOICES)
def test_sentences_are_heard_where_they_are(detector: Voice) -> None:
    note = Note()
    speech = paused_speech("kk", 25.0)
    speak(VoiceEar(detector, note), speech)
    speaking = {round(hearing.at_s - 100.0, 2) for hearing in note.heard if hearing.silent_for_s < 0.1}
    for start_s, end_s in speech.sentences:
        assert any(start_s < at_s < start_s + 0.3 for at_s in speaking)
        assert not any(end_s + 0.4 < at_s < end_s + 1.5 for at_s in speaking)
    assert note.heard[-1].at_s == pytest.approx(100.0 + len(speech.words) / FORMAT.rate_hz)
    assert not note.problems


def test_nobody_listens_and_nothing_is_heard() -> None:
    note = Note()
    note.listens = False
    ear = VoiceEar("energy", note)
    speak(ear, paused_speech("ru", 25.0))
    assert not note.heard
    note.listens = True
    speak(ear, paused_speech("ru", 25.0))
    assert note.heard


def test_another_format_begins_anew() -> None:
    note = Note()
    ear = VoiceEar("energy", note)
    speech = paused_speech("en", 25.0)
    speak(ear, speech)
    before = len(note.heard)
    speak(ear, speech, SoundFormat(channels=1))
    assert not note.heard[before].speaking
    assert len(note.heard) == 2 * before


def test_without_silero_the_energy_is_heard_and_somebody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meters.audio.silero, "_PACKAGE", "no_such_package")
    note = Note()
    speak(VoiceEar("silero", note), paused_speech("kk", 25.0))
    assert any(hearing.speaking for hearing in note.heard)
    assert len(note.problems) == 1
