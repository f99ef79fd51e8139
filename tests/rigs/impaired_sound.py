"""Native sound as a good interface delivers it, and what may be wrong with sound.

Everything is 48 kHz, float64 of shape (frames, channels) with full scale ±1.0, unless stated. Levels of noise are
RMS (a square wave of full scale is 0 dBFS), levels of tones and voices are peaks. Randomness always takes a seed.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import numpy as np
import soxr
from numpy.typing import NDArray
from scipy import signal

from tests.rigs.spoken import PEAK, Language, spoken

RATE_HZ = 48_000

Sound = NDArray[np.float64]
Words = NDArray[np.int32]
Resampler = Literal["soxr", "scipy", "ffmpeg"]
Codec = Literal["mp3", "aac"]
Dropout = Literal["zeros", "held", "repeat"]

_FADE_HZ = 20.0
_SLOPE_FROM_HZ = 100.0
_DARK_FLOOR_DBFS = -110.0


def gain(level_db: float) -> float:
    """Decibels as a factor."""
    return float(10.0 ** (level_db / 20.0))


def at_rms(x: Sound, level_dbfs: float) -> Sound:
    """Every channel at this RMS level."""
    return x * (gain(level_dbfs) / np.sqrt(np.mean(np.square(x), axis=0)))


def at_peak(x: Sound, level_dbfs: float) -> Sound:
    """The loudest sample of all channels at this level."""
    return x * (gain(level_dbfs) / np.abs(x).max())


def white(seconds: float, level_dbfs: float, seed: int, channels: int = 2) -> Sound:
    """Independent white Gaussian noise on each channel."""
    normal = np.random.default_rng(seed).standard_normal((channels, round(seconds * RATE_HZ))).T
    return at_rms(normal, level_dbfs)


def pink(seconds: float, level_dbfs: float, seed: int, channels: int = 2) -> Sound:
    """Noise that falls by 3 dB an octave from 20 Hz on."""
    return at_rms(_sloped(white(seconds, 0.0, seed, channels), _FADE_HZ, 0.5), level_dbfs)


def dark(seconds: float, level_dbfs: float, seed: int, channels: int = 2) -> Sound:
    """Noise that falls by 12 dB an octave from 100 Hz on, over a white floor of −110 dBFS."""
    rumble = at_rms(_sloped(white(seconds, 0.0, seed, channels), _SLOPE_FROM_HZ, 2.0), level_dbfs)
    return rumble + white(seconds, _DARK_FLOOR_DBFS, seed + 1, channels)


def room(seconds: float, level_dbfs: float, seed: int, channels: int = 2) -> Sound:
    """The noise of a quiet room and its microphones: white and pink in equal parts."""
    return at_rms(white(seconds, 0.0, seed, channels) + pink(seconds, 0.0, seed + 1, channels), level_dbfs)


def native_speech(
    language: Language,
    seconds: float,
    room_dbfs: float = -75.0,
    *,
    peak_dbfs: float = -12.0,
    wpm: int = 140,
    seed: int = 1,
) -> Sound:
    """Stereo: one voice in a room before two microphones which differ in distance, sensitivity and tone.

    The voice has breath above the 11 kHz where espeak-ng stops, as a voice before a microphone of 48 kHz has.
    """
    voice = _with_breath(language, wpm, seconds) * (gain(peak_dbfs) / PEAK)
    other = 0.92 * np.roll(signal.lfilter([0.9], [1.0, -0.1], voice), 7)
    return np.stack((voice, other)).T + room(seconds, room_dbfs, seed)


def quantised(x: Sound, bits: int, *, dither: bool = False, seed: int = 0) -> Words:
    """Words of so many bits in the upper bits of int32, cut at full scale; dither is triangular, ±1 step."""
    steps = x * 2.0 ** (bits - 1)
    if dither:
        steps += _triangular(steps.shape, seed)
    words = np.clip(np.rint(steps), -(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    return words.astype(np.int32) << (32 - bits)


def sixteen_in_24(x: Sound, gain_db: float = 0.0, *, dither: bool = False, seed: int = 0) -> Words:
    """What a converter of 16 bits delivered, amplified, as words of 24 bits; dither is that of the 24-bit step."""
    return quantised(gain(gain_db) * (quantised(x, 16) / 2.0**31), 24, dither=dither, seed=seed)


def resampled(x: Sound, via_hz: int, by: Resampler = "soxr") -> Sound:
    """Through another sampling rate and back."""
    if by == "soxr":
        return soxr.resample(soxr.resample(x, RATE_HZ, via_hz), via_hz, RATE_HZ)
    if by == "scipy":
        there: Sound = signal.resample_poly(x, via_hz // 100, RATE_HZ // 100)
        back: Sound = signal.resample_poly(there, RATE_HZ // 100, via_hz // 100)
        return back
    return _through_ffmpeg(x, ["-af", f"aresample={via_hz},aresample={RATE_HZ}"])


def with_hum(x: Sound, dbfs: float, hz: float = 50.0, harmonics: Sequence[float] = (0.0, -12.0, -6.0)) -> Sound:
    """Mains hum on all channels: peak level, and that of each harmonic against it, from the fundamental on."""
    turns = hz / RATE_HZ * np.arange(len(x))
    orders = enumerate(harmonics, start=1)
    hum = sum(gain(dbfs + below_db) * np.sin(2.0 * np.pi * turns * order + order) for order, below_db in orders)
    return x + np.asarray(hum)[:, None]


def clipped(x: Sound, at_dbfs: float, over_db: float = 6.0) -> Sound:
    """Driven so that its peak would lie above a level, and cut off there."""
    return np.clip(at_peak(x, at_dbfs + over_db), -gain(at_dbfs), gain(at_dbfs))


def with_dropout(x: Sound, at_s: float, ms: float, kind: Dropout = "zeros") -> Sound:
    """A stretch of all channels replaced by digital silence, the last sample held, or the stretch before it."""
    first, frames = round(at_s * RATE_HZ), max(round(ms * RATE_HZ / 1000.0), 1)
    lost = x.copy()
    if kind == "zeros":
        lost[first : first + frames] = 0.0
    elif kind == "held":
        lost[first : first + frames] = x[first - 1]
    else:
        lost[first : first + frames] = x[first - frames : first]
    return lost


def lossy(x: Sound, codec: Codec = "mp3", kbps: int = 128) -> Sound:
    """Through a codec and back; the codec's delay stays in."""
    encoder, container = {"mp3": ("libmp3lame", "mp3"), "aac": ("aac", "adts")}[codec]
    encode = ["-c:a", encoder, "-b:a", f"{kbps}k", "-f", container]
    coded = _ffmpeg([*_raw(x.shape[1]), "-i", "-", *encode, "-"], np.ascontiguousarray(x).tobytes())
    decoded = _ffmpeg(["-f", "aac" if codec == "aac" else "mp3", "-i", "-", *_raw(x.shape[1]), "-"], coded)
    return np.frombuffer(decoded).reshape(-1, x.shape[1])[: len(x)]


def _sloped(x: Sound, from_hz: float, power: float) -> Sound:
    """Amplitude falling with frequency to the given power, flat below ``from_hz``."""
    hz = np.fft.rfftfreq(len(x), 1.0 / RATE_HZ)
    shape = np.maximum(hz, from_hz)[:, None] ** -power
    shape[0] = 0.0
    return np.fft.irfft(np.fft.rfft(x, axis=0) * shape, len(x), axis=0)


@lru_cache(maxsize=16)
def _with_breath(language: Language, wpm: int, seconds: float) -> Sound:
    """A voice with what a synthesiser of 22.05 kHz leaves out, shape (frames,).

    Noise above 9 kHz follows the loudness of the voice's own 6 to 9 kHz and falls by 12 dB an octave; the voice is
    led out gently below 11 kHz, so that no edge of the synthesiser's rate is left.
    """
    voice = spoken(language, wpm=wpm, seconds=seconds)
    band = signal.butter(4, (6_000, 9_000), "bandpass", fs=RATE_HZ, output="sos")
    smooth = signal.butter(1, 40, fs=RATE_HZ, output="sos")
    hiss = np.sqrt(np.maximum(signal.sosfilt(smooth, np.square(signal.sosfilt(band, voice))), 0.0))
    carrier = white(seconds, 0.0, 99, 1)
    above = signal.butter(4, 9_000, "highpass", fs=RATE_HZ, output="sos")
    breath = hiss * signal.sosfilt(above, at_rms(_sloped(carrier, 9_000.0, 2.0), 0.0)[:, 0])
    lead_out = signal.butter(6, 9_000, fs=RATE_HZ, output="sos")
    whole: Sound = signal.sosfilt(lead_out, voice) + 2.0 * breath
    return whole * (PEAK / np.abs(whole).max())


def _triangular(shape: tuple[int, ...], seed: int) -> Sound:
    """Dither of ±1 step with a triangular distribution."""
    random = np.random.default_rng(seed)
    return random.random(shape) - random.random(shape)


def _raw(channels: int) -> list[str]:
    """How ffmpeg calls our samples."""
    return ["-f", "f64le", "-ar", str(RATE_HZ), "-ac", str(channels)]


def _through_ffmpeg(x: Sound, how: list[str]) -> Sound:
    raw = _raw(x.shape[1])
    changed = _ffmpeg([*raw, "-i", "-", *how, *raw, "-"], np.ascontiguousarray(x).tobytes())
    return np.frombuffer(changed).reshape(-1, x.shape[1])


def _ffmpeg(arguments: list[str], given: bytes) -> bytes:
    command = ["ffmpeg", "-v", "error", "-nostdin", *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout
