"""Everything that can be measured of a programme: all meters of this package, fed together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from meters.audio.bandwidth import Bandwidth, BandwidthMeter
from meters.audio.bits import Bits, BitsMeter
from meters.audio.clipping import FULL_SCALE_BITS, Clip, ClipMeter, Clipping
from meters.audio.dropouts import DropoutMeter, Dropouts
from meters.audio.flat_tops import FlatTopMeter, FlatTops
from meters.audio.hum import Hum, HumMeter
from meters.audio.levels import LevelMeter, Levels
from meters.audio.loudness import Loudness
from meters.audio.loudness_history import LoudnessHistory
from meters.audio.noise import Noise, NoiseMeter
from meters.audio.reading import Reading
from meters.audio.samples import Samples, checked, to_int32
from meters.audio.silence import Silence, SilenceMeter
from meters.audio.speech import SpeechMeter
from meters.audio.stereo import Stereo, StereoMeter
from meters.audio.true_peak import TruePeakMeter
from meters.audio.voice import Speech

BLOCK_S = 2.0
"""Length of the blocks a whole programme is best fed in: shorter ones cost calls, longer ones leave the cache."""


@dataclass(frozen=True)
class Limits:
    """What counts as silence and as a dropout of the line, and from which length on either is a place to name.

    ``clip_bits`` is the word whose highest value counts as full scale, for clips and for flat tops below it.
    """

    silence_dbfs: float = -60.0
    min_silence_s: float = 0.5
    dropout_dbfs: float = -100.0
    min_dropout_s: float = 0.1
    clip_bits: int = FULL_SCALE_BITS


@dataclass(frozen=True)
class Programme:
    """What was measured; see the meters for each part."""

    levels: Levels
    loudness: Loudness
    short_term_lufs: tuple[float | None, ...]
    true_peak_dbtp: tuple[float, ...]
    clipping: Clipping
    clips: tuple[Clip, ...]
    flat_tops: tuple[Reading[FlatTops], ...]
    silence: Silence
    line_dropout: Silence
    dropouts: Reading[Dropouts]
    stereo: Stereo
    bits: Bits
    bandwidth: Reading[Bandwidth]
    noise: Noise
    hum: Reading[Hum]
    speech: Reading[Speech]


class ProgrammeMeter:
    """All meters of one sound track. What they read does not depend on the size of the blocks."""

    def __init__(
        self, rate_hz: int, channels: int, limits: Limits | None = None, weights: Sequence[float] | None = None
    ) -> None:
        """Measure ``channels`` channels at 8 kHz or more; ``weights`` as in `LoudnessMeter`."""
        chosen = limits or Limits()
        self._loudness = LoudnessHistory(rate_hz, channels, weights)
        self._levels = LevelMeter(channels)
        self._true_peak = TruePeakMeter(rate_hz, channels)
        self._flat_tops = FlatTopMeter(channels, chosen.clip_bits)
        self._dropouts = DropoutMeter(rate_hz, channels)
        self._stereo = StereoMeter(rate_hz, channels)
        self._speech = SpeechMeter(rate_hz, channels)
        self._clips = ClipMeter(channels, chosen.clip_bits)
        self._bits = BitsMeter(rate_hz, channels)
        self._silence = SilenceMeter(rate_hz, channels, chosen.silence_dbfs, chosen.min_silence_s)
        self._line = SilenceMeter(rate_hz, channels, chosen.dropout_dbfs, chosen.min_dropout_s)
        self._bandwidth = BandwidthMeter(rate_hz, channels)
        self._noise = NoiseMeter(rate_hz, channels)
        self._hum = HumMeter(rate_hz, channels)
        self._of_floats = (
            self._levels, self._true_peak, self._flat_tops, self._dropouts, self._stereo,
            self._speech, self._silence, self._line, self._clips,
        )  # fmt: skip
        self._of_words = (
            self._bits, self._bandwidth, self._noise, self._hum,
        )  # fmt: skip

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels); see `BLOCK_S`."""
        floats = checked(samples)
        self._loudness.feed(floats)
        for meter in self._of_floats:
            meter.feed(floats)
        words = to_int32(samples)
        for word_meter in self._of_words:
            word_meter.feed(words)

    def read(self) -> Programme:
        """Everything so far."""
        return Programme(
            levels=self._levels.read(),
            loudness=self._loudness.read(),
            short_term_lufs=self._loudness.short_term_lufs,
            true_peak_dbtp=self._true_peak.read(),
            clipping=self._clips.read(),
            clips=self._clips.clips,
            flat_tops=self._flat_tops.read(),
            silence=self._silence.read(),
            line_dropout=self._line.read(),
            dropouts=self._dropouts.read(),
            stereo=self._stereo.read(),
            bits=self._bits.read(),
            bandwidth=self._bandwidth.read(),
            noise=self._noise.read(),
            hum=self._hum.read(),
            speech=self._speech.judged(),
        )


def measure_programme(
    samples: Samples, rate_hz: int, limits: Limits | None = None, weights: Sequence[float] | None = None
) -> Programme:
    """A whole programme at once, shape (frames, channels)."""
    meter = ProgrammeMeter(rate_hz, samples.shape[1], limits, weights)
    step = max(1, round(BLOCK_S * rate_hz))
    for at in range(0, len(samples), step):
        meter.feed(samples[at : at + step])
    return meter.read()
