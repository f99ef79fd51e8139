"""What an interface really delivers, whatever it claims: through a real sound server, PortAudio and our own source.

A sink of 44.1 kHz reports 48 and converts without a word; one of 16 bits reports 24.
"""

from __future__ import annotations

import tempfile
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import signal

from meters.audio.bandwidth import Bandwidth, BandwidthMeter
from meters.audio.bits import Bits, BitsMeter
from meters.audio.reading import Reading
from studio_tui.capture.openers import sound_opener
from studio_tui.capture.simulated.rig import SimulatedRig
from studio_tui.config import SoundSettings
from tests.rigs.private_pulse import INPUT_NAME, PrivatePulse, SampleFormat

RATE_HZ = 48_000
SECONDS = 4.0
PATIENCE_S = 30.0


def voice_in_a_room(rate_hz: int) -> NDArray[np.int32]:
    """24 bits at the sink's own rate: syllables of dark noise in a room of −70 dBFS; seeded."""
    random = np.random.default_rng(3)
    frames = round((SECONDS + 2.0) * rate_hz)
    syllables = np.maximum(np.sin(2.0 * np.pi * 1.3 * np.arange(frames) / rate_hz), 0.0)
    voice = signal.lfilter([0.02], [1.0, -0.95], random.standard_normal(frames)) * syllables**2
    sound = random.standard_normal((frames, 2)) * 10.0 ** (-70.0 / 20.0) + voice[:, None]
    return np.rint(np.clip(sound, -1.0, 0.99) * 2**23).astype(np.int32) << 8


def heard_through(pulse: PrivatePulse) -> tuple[Bits, Reading[Bandwidth]]:
    """Play the voice, record it as the station does at 48 kHz and 24 bits, and feed the meters as it does."""
    settings = SoundSettings(backend="sounddevice", device=INPUT_NAME)
    bits, bandwidth = BitsMeter(RATE_HZ, 2), BandwidthMeter(RATE_HZ, 2)
    frames, deadline_s = 0, time.monotonic() + PATIENCE_S
    with (
        closing(sound_opener(settings, SimulatedRig())()) as source,
        pulse.start_playing(voice_in_a_room(pulse.rate_hz)) as player,
    ):
        assert (source.format.rate_hz, source.format.bits) == (RATE_HZ, 24)  # so it claims
        while frames < SECONDS * RATE_HZ:
            assert time.monotonic() < deadline_s, "the sound never came"
            block = source.read(0.2)
            if block is None or (not frames and not block.samples.any()):
                continue
            frames += block.frames
            bits.feed(block.samples)
            bandwidth.feed(block.samples)
        player.kill()
    return bits.read(), bandwidth.read()


@pytest.mark.parametrize(
    ("rate_hz", "sample_format", "used_bits", "bandwidth"),
    [
        (48_000, "s24le", 24, Bandwidth(24_000.0, "full")),
        (48_000, "s16le", 16, Bandwidth(24_000.0, "full")),
        (44_100, "s24le", 24, Bandwidth(22_050.0, "converted", 44_100)),
        (44_100, "s16le", 16, Bandwidth(22_050.0, "converted", 44_100)),
        (32_000, "s24le", 24, Bandwidth(16_000.0, "converted", 32_000, void=True)),
    ],
)
def test_the_meters_see_through_a_silent_conversion(
    rate_hz: int,
    sample_format: SampleFormat,
    used_bits: int,
    bandwidth: Bandwidth,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A socket's path is short, pytest's folders are not.
    with (
        tempfile.TemporaryDirectory(prefix="pulse-") as folder,
        PrivatePulse(Path(folder), rate_hz=rate_hz, sample_format=sample_format) as pulse,
    ):
        for name, value in pulse.env().items():
            monkeypatch.setenv(name, value)
        bits, found = heard_through(pulse)
    assert bits.used_bits == (used_bits, used_bits)
    assert bits.real_bits.value == used_bits
    assert found.value == bandwidth
    assert found.confidence > 0.6
