"""A lecturer's voice: speech-like sound with syllables, intonation and pauses, in a room, computed from a seed.

Source and filter: pulses of the vocal folds with a falling pitch go through the formants of a vowel; consonants are
bursts of hiss. Nobody understands it, but level, pauses, spectrum and crest are those of speech.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, lfilter, sosfilt

from studio_tui.capture.sound import Samples

LOOP_S = 24.0
"""The voice repeats after this."""

NOISE_DBFS = -68.0
"""RMS of the room on each channel: a quiet studio at the gain that speech needs."""

_VOICE_RMS_DBFS = -24.3  # over the spoken parts; found by measuring, so that the loop stands at -23 LUFS
_CEILING_DBFS = -4.5  # of the soft limiter; the highest peak then stands at -9.6
_SEED = 20_11
_CONVERTER_NOISE_DBFS = -112.0

_Signal = NDArray[np.float64]

# Formants F1-F3 of a male speaker in Hz (Peterson & Barney 1952, table II, rounded): i, e, a, o, u, schwa-like.
_VOWELS_HZ = (
    (270, 2290, 3010),
    (530, 1840, 2480),
    (730, 1090, 2440),
    (570, 840, 2410),
    (300, 870, 2240),
    (490, 1350, 1690),
)
_BANDWIDTHS_HZ = (60.0, 90.0, 150.0, 250.0)
_F4_HZ = 3500.0


@dataclass(frozen=True)
class _Syllable:
    start_s: float
    length_s: float
    pitch_hz: float
    glide: float  # pitch at the end as a share of that at the start
    vowel: tuple[int, int, int]
    hiss: float  # strength of the consonant before the vowel, 0 to 1
    stress: float


@dataclass(frozen=True)
class Voice:
    """A loop of samples, and what is heard while the microphone is muted. Both int32 (frames, channels), read-only.

    Frames after the loop's end repeat its beginning for ``spare`` frames, so that a block never wraps.
    ``highest`` is the largest sample that the depth can hold.
    """

    speech: Samples
    muted: Samples
    loop_frames: int
    spare: int
    highest: int

    def block(self, first: int, frames: int, *, loop: Samples) -> Samples:
        """A view of ``frames`` (at most ``spare``) of one of the two loops; ``first`` counts without end."""
        at = first % self.loop_frames
        return loop[at : at + frames]


@lru_cache(maxsize=2)
def lecturer_voice(rate_hz: int, channels: int, bits: int) -> Voice:
    """The voice in a format; at 16 bits it is rounded, above that it has 24.

    Takes about 0.3 s for stereo at 48 kHz, and is kept: every opening after the first gets the same arrays.
    """
    rng = np.random.default_rng(_SEED)
    frames = round(LOOP_S * rate_hz)
    spoken = _limited(_scaled(_speech(rng, frames, rate_hz)))
    tracks, muted = [], []
    for channel in range(channels):
        room = _room_noise(rng, frames, rate_hz)
        # Two microphones of a pair: the second hears a little less, and one sample later.
        heard = spoken if channel % 2 == 0 else np.roll(spoken, 1) * 0.93
        tracks.append(heard + room)
        muted.append(rng.standard_normal(frames) * _gain(_CONVERTER_NOISE_DBFS))
    depth = 16 if bits <= 16 else 24
    spare = rate_hz
    highest = 2**31 - 2 ** (32 - depth)
    return Voice(_quantised(tracks, depth, spare), _quantised(muted, depth, spare), frames, spare, highest)


def _gain(level_db: float) -> float:
    return float(10.0 ** (level_db / 20.0))


def _speech(rng: np.random.Generator, frames: int, rate_hz: int) -> _Signal:
    signal = np.zeros(frames)
    for syllable in _syllables(rng):
        sound = _utter(syllable, rng, rate_hz)
        start = round(syllable.start_s * rate_hz)
        end = min(start + len(sound), frames)
        signal[start:end] += sound[: end - start]
    return signal


def _syllables(rng: np.random.Generator) -> list[_Syllable]:
    """Sentences of phrases of words of syllables, about 4.5 a second while speaking; pauses of 0.3 to 1.2 s."""
    syllables: list[_Syllable] = []
    now_s = 0.4
    while now_s < LOOP_S - 2.0:
        count = int(rng.integers(8, 17))
        for number in range(count):
            length_s = float(rng.uniform(0.13, 0.24)) * (1.4 if number == count - 1 else 1.0)
            syllables.append(
                _Syllable(
                    start_s=now_s,
                    length_s=length_s,
                    pitch_hz=float(rng.uniform(0.95, 1.08)) * (135.0 - 40.0 * number / count),
                    glide=float(rng.uniform(0.88, 1.05)),
                    vowel=_VOWELS_HZ[int(rng.integers(len(_VOWELS_HZ)))],
                    hiss=float(rng.choice((0.0, 0.15, 0.6, 1.0))),
                    stress=float(rng.uniform(0.55, 1.0)),
                )
            )
            now_s += length_s + float(rng.choice((0.0, 0.02, 0.06)))
        now_s += float(rng.uniform(0.3, 1.2))
    return [syllable for syllable in syllables if syllable.start_s + syllable.length_s < LOOP_S - 0.5]


def _utter(syllable: _Syllable, rng: np.random.Generator, rate_hz: int) -> _Signal:
    frames = round(syllable.length_s * rate_hz)
    time = np.linspace(0.0, 1.0, frames, endpoint=False)
    pitch = syllable.pitch_hz * (1.0 + (syllable.glide - 1.0) * time) * (1.0 + 0.01 * rng.standard_normal())
    phase = np.cumsum(pitch) / rate_hz
    # The folds open slowly and close at once: a rounded sawtooth, whose edge carries the harmonics.
    folds = np.diff((phase % 1.0) ** 2, prepend=0.0) + 0.003 * rng.standard_normal(frames)
    voiced = _through_formants(folds, syllable.vowel, rate_hz)
    voiced *= syllable.stress / (np.sqrt(np.mean(voiced**2)) + 1e-12)
    rise = np.minimum(time * syllable.length_s / 0.025, 1.0)
    fall = np.minimum((1.0 - time) * syllable.length_s / 0.05, 1.0)
    return voiced * rise * fall + _consonant(syllable, frames, rng, rate_hz)


def _through_formants(source: _Signal, vowel: tuple[int, int, int], rate_hz: int) -> _Signal:
    signal = source
    for formant_hz, bandwidth_hz in zip((*vowel, _F4_HZ), _BANDWIDTHS_HZ, strict=True):
        radius = np.exp(-np.pi * bandwidth_hz / rate_hz)
        turn = 2.0 * np.pi * formant_hz / rate_hz
        # A two-pole resonator with unit gain at 0 Hz (Klatt 1980, eq. 2).
        poles = [1.0, -2.0 * radius * np.cos(turn), radius**2]
        signal = np.asarray(lfilter([sum(poles)], poles, signal), np.float64)
    return signal


def _consonant(syllable: _Syllable, frames: int, rng: np.random.Generator, rate_hz: int) -> _Signal:
    sound = np.zeros(frames)
    burst = min(round(0.07 * rate_hz), frames)
    hiss = np.diff(rng.standard_normal(burst), prepend=0.0) * np.hanning(burst)
    sound[:burst] = 0.12 * syllable.hiss * hiss
    return sound


def _scaled(signal: _Signal) -> _Signal:
    spoken = signal[np.abs(signal) > 0.0]
    return signal * (_gain(_VOICE_RMS_DBFS) / float(np.sqrt(np.mean(spoken**2))))


def _limited(signal: _Signal) -> _Signal:
    """Peaks bent softly towards the ceiling, as a recording engineer's limiter would."""
    ceiling = _gain(_CEILING_DBFS)
    return np.asarray(ceiling * np.tanh(signal / ceiling), np.float64)


def _room_noise(rng: np.random.Generator, frames: int, rate_hz: int) -> _Signal:
    """White noise of the electronics under the rumble of a ventilated room, on every frequency up to the last."""
    white = rng.standard_normal(frames)
    rumble = sosfilt(butter(1, 250.0, fs=rate_hz, output="sos"), rng.standard_normal(frames))
    noise = white + 4.0 * rumble
    return np.asarray(noise * (_gain(NOISE_DBFS) / np.sqrt(np.mean(noise**2))), np.float64)


def _quantised(tracks: list[_Signal], depth: int, spare: int) -> Samples:
    """Rounded to a depth, at the upper end of int32."""
    full = 2.0 ** (depth - 1)
    whole = np.clip(np.rint(np.stack(tracks, axis=1) * full), -full, full - 1).astype(np.int32)
    looped = np.concatenate([whole, whole[:spare]])
    samples: Samples = np.ascontiguousarray(looped << (32 - depth))
    samples.flags.writeable = False
    return samples
