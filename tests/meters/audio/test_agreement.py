"""Our loudness, range and true peak beside those of libebur128 and of FFmpeg, on speech and on noise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soxr
from numpy.typing import NDArray
from scipy import signal

from meters.audio.loudness import LoudnessMeter
from meters.audio.true_peak import TruePeakMeter
from tests.rigs.ebur128 import Heard, by_ffmpeg, by_libebur128, write_wav
from tests.rigs.spoken import LANGUAGES, Language, spoken
from tests.rigs.tones import RATE_HZ, as_int24

pytestmark = pytest.mark.xdist_group("agreement")  # the signals are made once

INTEGRATED_LU, RANGE_LU, TRUE_PEAK_DB = 0.1, 0.5, 0.2


@dataclass(frozen=True)
class Compared:
    ours: Heard
    libebur128: Heard
    ffmpeg: Heard | None


def _ours(words: NDArray[np.int32], rate_hz: int = RATE_HZ) -> Heard:
    loudness, peak = LoudnessMeter(rate_hz, words.shape[1]), TruePeakMeter(rate_hz, words.shape[1])
    for at in range(0, len(words), 4096):
        loudness.feed(words[at : at + 4096])
        peak.feed(words[at : at + 4096])
    result = loudness.read()
    assert result.integrated_lufs is not None
    assert result.range_lu is not None
    return Heard(result.integrated_lufs, result.range_lu, max(peak.read()))


def _compared(sound: NDArray[np.float64], folder: Path | None) -> Compared:
    words = as_int24(sound)
    ffmpeg = None
    if folder is not None:
        write_wav(folder / "sound.wav", words, RATE_HZ)
        ffmpeg = by_ffmpeg(folder / "sound.wav")
    return Compared(_ours(words), by_libebur128(words, RATE_HZ), ffmpeg)


def _lecture(language: Language) -> NDArray[np.float64]:
    """Somebody speaks now louder, now more softly, with pauses, a little off the middle of a quiet room.

    It is minutes long because libebur128 looks at the range once a second only: in half a minute chance decides.
    """
    random = np.random.default_rng(sum(map(ord, language)))
    parts = []
    for number, level_db in enumerate(random.uniform(-16.0, 0.0, 7)):
        said = spoken(language, wpm=120 + 10 * (number % 4))
        parts += [said * 10.0 ** (level_db / 20.0), np.zeros(round(random.uniform(0.5, 2.0) * RATE_HZ))]
    voice = np.concatenate(parts)
    room = random.normal(0.0, 10.0 ** (-66.0 / 20.0), (len(voice), 2))
    return voice[:, None] * np.array([1.0, 0.8]) + room


def _noise(kind: str, channels: int = 2, rate_hz: int = RATE_HZ) -> NDArray[np.float64]:
    """Noise up to 20 kHz, or as far below half the rate as that lies at 48 kHz, as a converter delivers it.

    Towards half the sampling rate the three interpolators lie up to 0.4 dB apart, and the standard's own reads
    0.2 dB too high about a quarter of it.
    """
    random = np.random.default_rng(len(kind))
    white = random.normal(0.0, 0.05, (60 * rate_hz, channels))
    edge_hz = min(20_000.0, rate_hz * 20_000.0 / RATE_HZ)
    noise = signal.oaconvolve(white, signal.firwin(401, edge_hz, fs=rate_hz)[:, None], mode="same", axes=0)
    if kind == "white":
        return noise
    # Pink: -3 dB an octave, near enough, by three poles and zeros.
    b, a = signal.zpk2tf([0.98443604, 0.83392334, 0.07568359], [0.99572754, 0.94790649, 0.53567505], 1.0)
    pink = np.asarray(signal.lfilter(b, a, noise, axis=0))
    if kind == "pink":
        return pink
    level_db = 12.0 * np.sin(2.0 * np.pi * np.arange(len(pink)) / (13.3 * rate_hz)) - 12.0
    return pink * 10.0 ** (level_db[:, None] / 20.0)


@pytest.fixture(scope="module", params=[*LANGUAGES, "white", "pink", "modulated"])
def compared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Compared:
    name = request.param
    result = _compared(_lecture(name) if name in LANGUAGES else _noise(name), tmp_path_factory.mktemp(name))
    # So that there is a range to agree on.
    assert (result.ours.range_lu > 5.0) == (name not in {"white", "pink"})
    return result


@pytest.mark.parametrize("other", ["libebur128", "ffmpeg"])
def test_agrees_on_speech_and_noise(compared: Compared, other: str):
    _agree(compared.ours, getattr(compared, other))


@pytest.mark.parametrize(
    "channels", [pytest.param(1, id="mono"), pytest.param(4, id="quad"), pytest.param(6, id="5.1")]
)
def test_agrees_on_other_numbers_of_channels(channels: int):
    gains = 10.0 ** (np.array([0.0, -3.0, -6.0, 6.0, -2.0, -9.0])[:channels] / 20.0)
    compared = _compared(_noise("modulated", channels) * gains, None)
    _agree(compared.ours, compared.libebur128)


@pytest.mark.parametrize("rate_hz", [32_000, 44_100, 96_000])
@pytest.mark.parametrize("kind", ["white", "pink", "modulated"])
def test_agrees_on_noise_at_other_rates(kind: str, rate_hz: int):
    words = as_int24(_noise(kind, rate_hz=rate_hz))
    _agree(_ours(words, rate_hz), by_libebur128(words, rate_hz))


@pytest.mark.parametrize("rate_hz", [32_000, 44_100, 96_000])
def test_agrees_on_speech_at_other_rates(rate_hz: int):
    words = as_int24(soxr.resample(_lecture("ru"), RATE_HZ, rate_hz))
    ours = _ours(words, rate_hz)
    assert ours.range_lu > 5.0
    _agree(ours, by_libebur128(words, rate_hz))


def _agree(ours: Heard, theirs: Heard):
    assert ours.integrated_lufs == pytest.approx(theirs.integrated_lufs, abs=INTEGRATED_LU)
    assert ours.range_lu == pytest.approx(theirs.range_lu, abs=RANGE_LU)
    assert ours.true_peak_dbtp == pytest.approx(theirs.true_peak_dbtp, abs=TRUE_PEAK_DB)
