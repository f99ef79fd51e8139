"""Native sound that might be mistaken for impaired sound: tones, knocks, unusual microphones."""

from __future__ import annotations

import numpy as np
from scipy import signal

from tests.rigs.impaired_sound import RATE_HZ, Sound, at_peak, gain, resampled, room, white


def sines(seconds: float, peak_dbfs: float, seed: int) -> Sound:
    """A chord of seven sines that share no period, in a room of −80 dBFS, stereo."""
    random = np.random.default_rng(seed)
    turns = random.uniform(80.0, 4_000.0, (7, 2)) / RATE_HZ
    phases = random.uniform(0.0, 1.0, (7, 2))
    frames = np.arange(round(seconds * RATE_HZ))[:, None]
    chord = sum(np.sin(2.0 * np.pi * (frames * turns[voice] + phases[voice])) for voice in range(7))
    return at_peak(np.asarray(chord), peak_dbfs) + room(seconds, -80.0, seed)


def tone(seconds: float, hz: float, peak_dbfs: float) -> Sound:
    """A steady tone before two microphones: one hears it a sixth of a period later."""
    turns = hz / RATE_HZ * np.arange(round(seconds * RATE_HZ))[:, None] - (0.0, 1.0 / 6.0)
    return gain(peak_dbfs) * np.sin(2.0 * np.pi * turns) * (1.0, 0.98) + white(seconds, -95.0, 7)


def knocks(seconds: float, seed: int) -> Sound:
    """Sixty knocks on wood in a room, the loudest 1 dB below full scale."""
    random = np.random.default_rng(seed)
    sound = np.zeros((round(seconds * RATE_HZ), 2))
    frames = np.arange(2_000)[:, None]
    for at in random.integers(0, len(sound) - len(frames), 60):
        ringing = np.exp(-frames / random.uniform(20.0, 300.0)) * random.uniform(0.05, 0.9)
        sound[at : at + len(frames)] += random.standard_normal((len(frames), 2)) * ringing
    return at_peak(sound, -1.0) + room(seconds, -75.0, seed)


def dull(x: Sound) -> Sound:
    """Through a microphone that hears less and less above 12 kHz."""
    roll_off = signal.butter(2, 12_000.0, fs=RATE_HZ, output="sos")
    return np.asarray(signal.sosfilt(roll_off, x, axis=0)) + white(len(x) / RATE_HZ, -105.0, 41)


def only_left(x: Sound) -> Sound:
    """The second microphone is switched off."""
    return x * (1.0, 0.0) + white(len(x) / RATE_HZ, -95.0, 42)


def overheard(x: Sound) -> Sound:
    """From a loudspeaker with an edge at 8 kHz of its own, in a room of which the microphones hear all."""
    return resampled(x, 16_000) + room(len(x) / RATE_HZ, -70.0, 43)
