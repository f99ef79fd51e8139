"""Speech for the sound meters: short texts of our own, read by espeak-ng in Kazakh, Russian and English."""

from __future__ import annotations

import subprocess
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import signal

Language = Literal["kk", "ru", "en"]
LANGUAGES: tuple[Language, ...] = ("kk", "ru", "en")

RATE_HZ = 48_000
PEAK = 0.5
_ESPEAK_RATE_HZ = 22_050
_WAV_HEADER_BYTES = 44

TEXTS: dict[Language, str] = {
    "kk": (
        "Сәлеметсіздер ме, құрметті студенттер! Бүгін біз дыбыс толқындарымен танысамыз. "
        "Дауыс ауада секундына үш жүз қырық метр жылдамдықпен таралады. "
        "Алдымен тәжірибе жасайық, содан кейін нәтижені бірге талқылаймыз. "
        "Сұрақтарыңыз болса, дәптерге жазып қойыңыздар."
    ),
    "ru": (
        "Здравствуйте, уважаемые студенты! Сегодня мы знакомимся со звуковыми волнами. "
        "Голос движется в воздухе со скоростью триста сорок метров в секунду. "
        "Сначала проведём опыт, а затем вместе обсудим результат. "
        "Если появятся вопросы, запишите их в тетрадь."
    ),
    "en": (
        "Good morning, dear students! Today we are going to meet sound waves. "
        "A voice travels through the air at three hundred and forty metres a second. "
        "First we shall try an experiment, and then we discuss the result together. "
        "Should you have a question, please write it down in your notebook."
    ),
}


@lru_cache(maxsize=64)
def spoken(
    language: Language,
    text: str | None = None,
    wpm: int = 140,
    seconds: float | None = None,
    pitch: int = 50,
) -> NDArray[np.float64]:
    """One voice, shape (frames,), 48 kHz, peak −6 dBFS, digital silence in its pauses; read-only, as it is shared.

    Without a text it is one of `TEXTS`. With ``seconds`` the text is said again and again and cut there.
    ``pitch`` is espeak-ng's, 0 to 99. The voice is made at 22.05 kHz: nothing of it lies above 11.025 kHz.
    """
    voice = _at_48_khz(_read_aloud(language, TEXTS[language] if text is None else text, wpm, pitch))
    if seconds is not None:
        voice = np.resize(voice, round(seconds * RATE_HZ))
    voice.setflags(write=False)
    return voice


@lru_cache(maxsize=64)
def _read_aloud(language: Language, text: str, wpm: int, pitch: int) -> NDArray[np.int16]:
    """What espeak-ng says, at its own sampling rate."""
    command = ["espeak-ng", "-v", language, "-s", str(wpm), "-p", str(pitch), "--stdin", "--stdout"]
    said = subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout
    return np.frombuffer(said[_WAV_HEADER_BYTES:], dtype="<i2")


def _at_48_khz(words: NDArray[np.int16]) -> NDArray[np.float64]:
    """The same at 48 kHz with the peak where this module promises it."""
    voice: NDArray[np.float64] = signal.resample_poly(
        words.astype(np.float64), RATE_HZ // 150, _ESPEAK_RATE_HZ // 150
    )
    return voice * (PEAK / np.abs(voice).max())
