"""What the sound meters are measured against: the signal, two other meters, and the clock for all of them."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from tests.rigs.ebur128 import Heard, by_ffmpeg, by_libebur128, write_wav

__all__ = [
    "RATE_HZ", "Heard", "best_cpu_s", "by_ffmpeg", "by_libebur128", "on_one_core", "speech_like", "write_signal",
]  # fmt: skip

RATE_HZ = 48_000


def speech_like(seconds: int, seed: int = 0) -> NDArray[np.int32]:
    """Stereo of 24 bits in the upper bits of int32, shape (frames, 2): syllables, pauses, a quiet room.

    Pink noise under an envelope of four to five syllables a second, each of its own level, so that peaks are rare,
    as they are in speech; every few seconds somebody breathes.
    """
    random = np.random.default_rng(seed)
    words = np.empty((seconds * RATE_HZ, 2), np.int32)
    piece = 10 * RATE_HZ
    for at in range(0, len(words), piece):
        frames = min(piece, len(words) - at)
        voice = signal.lfilter([0.2], [1.0, -0.9], random.normal(0.0, 1.0, (frames, 1)), axis=0)
        voice = 0.3 * voice * _envelope(frames, random)[:, None] * np.array([1.0, 0.9])
        sound = voice + random.normal(0.0, 10.0 ** (-65.0 / 20.0), (frames, 2))
        words[at : at + frames] = np.rint(np.clip(sound, -0.999, 0.999) * 2.0**23).astype(np.int32) << 8
    return words


def _envelope(frames: int, random: np.random.Generator) -> NDArray[np.float64]:
    """From 0 to about 1: a bow for each syllable, nothing for some of them in a row now and then."""
    syllables: list[NDArray[np.float64]] = []
    length = 0
    while length < frames:
        for _ in range(int(random.integers(8, 25))):
            bow = np.sin(np.linspace(0.0, np.pi, round(random.uniform(0.12, 0.33) * RATE_HZ)))
            syllables.append(bow * 10.0 ** (min(random.normal(-12.0, 5.0), 0.0) / 20.0))
        syllables.append(np.zeros(round(random.uniform(0.3, 1.2) * RATE_HZ)))
        length = sum(map(len, syllables))
    return np.concatenate(syllables)[:frames]


def on_one_core() -> None:
    """Keep this process and its children on one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def best_cpu_s(work: dict[str, Callable[[], object]], turns: int) -> dict[str, float]:
    """CPU seconds of each piece of work, its child processes' too; the best of several turns taken one by one."""
    best = dict.fromkeys(work, float("inf"))
    for _ in range(turns):
        for name, run in work.items():
            before = _cpu_s()
            run()
            best[name] = min(best[name], _cpu_s() - before)
    return best


def _cpu_s() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def write_signal(folder: Path, words: NDArray[np.int32]) -> Path:
    """The signal as a WAV file, for meters that are a program of their own."""
    path = folder / "signal.wav"
    write_wav(path, words, RATE_HZ)
    return path
