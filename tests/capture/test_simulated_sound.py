"""The simulated voice is what the meters would call a good recording, and its faults are what they are called."""

import json
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest

from studio_tui.capture.ring import KEEP_S
from studio_tui.capture.simulated.faults import parse_fault
from studio_tui.capture.simulated.rig import SimulatedRig
from studio_tui.capture.simulated.sound import SimulatedSound
from studio_tui.capture.simulated.voice import LOOP_S, Voice, lecturer_voice
from studio_tui.capture.sound import Samples
from studio_tui.config import SoundSettings

RATE_HZ = 48_000


@pytest.fixture(scope="module")
def voice() -> Voice:
    return lecturer_voice(RATE_HZ, 2, 24)


@pytest.fixture(scope="module")
def loudness(voice: Voice, tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """FFmpeg's opinion of the loop."""
    raw = tmp_path_factory.mktemp("voice") / "voice.raw"
    voice.speech[: voice.loop_frames].astype("<i4").tofile(raw)
    return _loudnorm(raw)


def _loudnorm(raw: Path) -> dict[str, float]:
    command = ["ffmpeg", "-hide_banner", "-f", "s32le", "-ar", str(RATE_HZ), "-ac", "2", "-i", str(raw)]
    command += ["-af", "loudnorm=print_format=json", "-f", "null", "-"]
    said = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True).stderr
    return {
        name: float(value) for name, value in json.loads(said[said.rindex("{") :]).items() if value[-1].isdigit()
    }


def test_is_as_loud_as_a_programme_should_be(loudness: dict[str, float]) -> None:
    assert loudness["input_i"] == pytest.approx(-23.0, abs=0.5)
    assert loudness["input_tp"] == pytest.approx(-9.0, abs=1.0)


def test_pauses_are_as_quiet_as_a_studio(voice: Voice) -> None:
    tenths = voice.speech[: voice.loop_frames, 0].reshape(-1, RATE_HZ // 10) / 2.0**31
    levels_dbfs = 10 * np.log10(np.mean(tenths**2, axis=1))
    quiet = levels_dbfs < -60
    assert np.median(levels_dbfs[quiet]) == pytest.approx(-68.0, abs=1.0)
    assert 0.1 < quiet.mean() < 0.4  # a lecturer pauses, but mostly speaks


def test_has_24_bits_and_no_more(voice: Voice) -> None:
    used = np.bitwise_or.reduce(voice.speech.ravel())
    assert used & 0xFF == 0
    assert used & 0x100
    # Not 16 bits after a change of gain either: differences take far more values than 16 bits could give.
    steps = np.unique(np.abs(np.diff(voice.speech[:RATE_HZ, 0] >> 8)))
    assert len(steps) > 2000


def test_both_channels_are_alike_but_not_the_same(voice: Voice) -> None:
    left, right = (voice.speech[: voice.loop_frames, side].astype(np.float64) for side in (0, 1))
    assert 0.9 < np.corrcoef(left, right)[0, 1] < 0.999


def test_fills_the_whole_band(voice: Voice) -> None:
    """No brick wall, as a resampled or compressed recording would have."""
    spectrum = np.abs(np.fft.rfft(voice.speech[:RATE_HZ, 0] / 2.0**31)) ** 2
    top, below = spectrum[22_500:23_500].mean(), spectrum[15_000:16_000].mean()
    assert top > below / 10


def test_is_the_same_every_time(voice: Voice) -> None:
    lecturer_voice.cache_clear()
    assert np.array_equal(lecturer_voice(RATE_HZ, 2, 24).speech, voice.speech)


@pytest.mark.parametrize(("rate_hz", "channels", "bits", "low_bits"), [(44_100, 1, 16, 16), (96_000, 3, 32, 8)])
def test_comes_in_any_format(rate_hz: int, channels: int, bits: int, low_bits: int) -> None:
    other = lecturer_voice(rate_hz, channels, bits)
    assert other.speech.shape == (other.loop_frames + other.spare, channels)
    assert other.loop_frames == LOOP_S * rate_hz
    assert not (other.speech & (2**low_bits - 1)).any()


def _heard(seconds: float, *faults: str) -> Samples:
    """Sound from 1 s into the voice on, where the lecturer speaks."""
    rig = SimulatedRig(tuple(parse_fault(fault) for fault in faults), time.monotonic() - 1.0)
    source = SimulatedSound(SoundSettings(), rig)
    pieces: list[Samples] = []
    while sum(len(piece) for piece in pieces) < seconds * RATE_HZ:
        block = source.read(1.0)
        assert block is not None
        pieces.append(block.samples)
    return np.concatenate(pieces)


def _peak_dbfs(samples: Samples) -> float:
    return float(20 * np.log10(np.abs(samples.astype(np.float64)).max() / 2.0**31))


def test_silence_is_a_muted_microphone_on_a_live_converter():
    assert _peak_dbfs(_heard(0.4)) > -30
    muted = _heard(0.4, "silence@0.5+9")
    assert _peak_dbfs(muted) < -90
    assert muted.any()


def test_clip_reaches_full_scale_again_and_again():
    loud = _heard(0.4, "clip@0.5+9")
    assert (loud == 2**31 - 256).sum() > 100
    assert (loud == -(2**31)).sum() > 100


def test_a_fault_ends():
    sound = _heard(0.6, "silence@0.9+0.4")
    assert _peak_dbfs(sound[: RATE_HZ // 5]) < -90
    assert _peak_dbfs(sound[-RATE_HZ // 5 :]) > -30


def test_reopened_within_the_voice_it_goes_on_where_the_clock_stands(voice: Voice):
    rig = SimulatedRig(started_s=time.monotonic() - 1000.0)
    block = SimulatedSound(SoundSettings(), rig).read(1.0)
    assert block is not None
    first = round((block.at_s - rig.started_s) * RATE_HZ)
    assert np.array_equal(block.samples, voice.block(first, block.frames, loop=voice.speech))


def test_a_reader_that_never_comes_loses_the_oldest_sound(monkeypatch: pytest.MonkeyPatch):
    source = SimulatedSound(SoundSettings(), SimulatedRig())
    first = source.read(1.0)
    assert first is not None
    late_s = time.monotonic() + KEEP_S + 3.0  # nobody waits 13 s in a test: the clock is put forward
    monkeypatch.setattr(time, "monotonic", lambda: late_s)
    block = source.read(0.0)
    assert block is not None
    assert block.index - first.frames == source.overflows
    assert source.overflows == pytest.approx(3.0 * RATE_HZ, abs=2 * block.frames)
    assert late_s - block.at_s <= KEEP_S


def test_nothing_comes_before_it_is_due():
    source = SimulatedSound(SoundSettings(block_ms=200), SimulatedRig())
    assert source.read(0.0) is None
    block = source.read(1.0)
    assert block is not None
    assert time.monotonic() >= block.at_s + 0.2
