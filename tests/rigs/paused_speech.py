"""A speaker who stops now and then: known speech with known pauses, in the noise of a room."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.rigs.spoken import RATE_HZ, Language, spoken

SENTENCES: dict[Language, tuple[str, ...]] = {
    "kk": (
        "Сәлеметсіздер ме, құрметті студенттер!",
        "Бүгінгі сабақта өсімдік жасушасының құрылысын қарастырамыз.",
        "Жасуша қабығы оны сыртқы ортадан қорғап тұрады.",
        "Ал ядрода тұқым қуалау туралы мәлімет сақталады.",
        "Енді микроскоппен бірге жұмыс істеп көрейік.",
    ),
    "ru": (
        "Здравствуйте, уважаемые студенты!",
        "Сегодня мы рассмотрим строение растительной клетки.",
        "Оболочка защищает клетку от внешней среды.",
        "А в ядре хранится наследственная информация.",
        "Теперь попробуем поработать с микроскопом.",
    ),
    "en": (
        "Good morning, dear students!",
        "Today we look at how a plant cell is built.",
        "The wall keeps the cell safe from what is around it.",
        "And the nucleus holds what is handed down.",
        "Now let us try to work with the microscope.",
    ),
}
_AUDIBLE = 10.0 ** (-40.0 / 20.0)
"""Of the sentence's peak: where a listener would say that it begins and ends."""


@dataclass(frozen=True)
class PausedSpeech:
    """Sound of shape (frames, 2), 24 bits in the upper bits of int32, and where its sentences begin and end, s."""

    words: NDArray[np.int32]
    sentences: tuple[tuple[float, float], ...]


def paused_speech(
    language: Language,
    snr_db: float,
    *,
    wpm: int = 140,
    turns: int = 1,
    sentences: int | None = None,
    seed: int = 0,
    lead_s: float = 2.0,
) -> PausedSpeech:
    """`SENTENCES`, or the first few, with pauses of 1.6 to 3 s, over white noise so far below the speech."""
    random = np.random.default_rng(seed)
    parts: list[NDArray[np.float64]] = [np.zeros(round(lead_s * RATE_HZ))]
    spans: list[tuple[float, float]] = []
    powers: list[float] = []
    at = len(parts[0])
    for text in SENTENCES[language][:sentences] * turns:
        voice = spoken(language, text, wpm)
        audible = np.flatnonzero(np.abs(voice) > _AUDIBLE * np.abs(voice).max())
        voice = voice[audible[0] : audible[-1] + 1]
        pause = np.zeros(round(random.uniform(1.6, 3.0) * RATE_HZ))
        spans.append((at / RATE_HZ, (at + len(voice)) / RATE_HZ))
        powers.append(float(np.mean(voice**2)))
        parts += [voice, pause]
        at += len(voice) + len(pause)
    sound = 0.5 * np.concatenate(parts)
    noise = np.sqrt(0.25 * np.mean(powers)) * 10.0 ** (-snr_db / 20.0)
    noisy = sound[:, None] + random.normal(0.0, noise, (len(sound), 2))
    words = np.rint(np.clip(noisy, -0.999, 0.999) * 2.0**23).astype(np.int32) << 8
    return PausedSpeech(words, tuple(spans))
