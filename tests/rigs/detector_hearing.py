"""What the detectors of `meters.audio` find wrong with a sound, each in a word."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from meters.audio.bandwidth import BandwidthMeter
from meters.audio.bits import BitsMeter
from meters.audio.clipping import ClipMeter
from meters.audio.dropouts import DropoutMeter
from meters.audio.flat_tops import FlatTopMeter
from meters.audio.hum import HumMeter
from meters.audio.levels import LevelMeter
from meters.audio.stereo import StereoMeter
from tests.rigs.detector_cases import Finding
from tests.rigs.impaired_sound import RATE_HZ, Words

_BLOCK_FRAMES = 24_000
_LARGE_OFFSET = 0.005
"""Mean, full scale 1: half of what is put into the cases."""


def _bits(words: Words) -> Iterator[Finding]:
    meter = BitsMeter(RATE_HZ, words.shape[1])
    _feed(meter.feed, words)
    bits = meter.read()
    known = [found for found in (*bits.used_bits, bits.real_bits.value) if found is not None]
    if known and min(known) < 24:
        yield Finding("used bits", str(min(known)))


def _hum(words: Words) -> Iterator[Finding]:
    meter = HumMeter(RATE_HZ, words.shape[1])
    _feed(meter.feed, words)
    hum = meter.read().value
    if hum is not None and hum.fundamental_hz is not None:
        yield Finding("hum", f"{hum.fundamental_hz:.0f} Hz")


def _bandwidth(words: Words) -> Iterator[Finding]:
    meter = BandwidthMeter(RATE_HZ, words.shape[1])
    _feed(meter.feed, words)
    bandwidth = meter.read().value
    if bandwidth is not None and bandwidth.origin != "full":
        yield Finding("bandwidth", "narrow")
    if bandwidth is not None and bandwidth.source_rate_hz is not None:
        yield Finding("bandwidth", f"{bandwidth.source_rate_hz / 1000:g} kHz")


def _clipping(words: Words) -> Iterator[Finding]:
    at_full_scale, below = ClipMeter(words.shape[1]), FlatTopMeter(words.shape[1])
    _feed(at_full_scale.feed, words)
    _feed(below.feed, words)
    flat_tops = (reading.value for reading in below.read())
    if any(at_full_scale.read().runs) or any(found is not None and found.runs for found in flat_tops):
        yield Finding("clipping", "clipped")


def _dropouts(words: Words) -> Iterator[Finding]:
    meter = DropoutMeter(RATE_HZ, words.shape[1])
    _feed(meter.feed, words)
    dropouts = meter.read().value
    for place in dropouts.places if dropouts is not None else ():
        yield Finding("dropouts", f"{place.kind} for {1000.0 * place.duration_s:.0f} ms at {place.start_s:.2f} s")


def _stereo(words: Words) -> Iterator[Finding]:
    meter = StereoMeter(RATE_HZ, words.shape[1])
    _feed(meter.feed, words)
    stereo = meter.read()
    if stereo.dual_mono.value:
        yield Finding("stereo", "dual mono")
    if stereo.inverted.value:
        yield Finding("stereo", "inverted")


def _offset(words: Words) -> Iterator[Finding]:
    meter = LevelMeter(words.shape[1])
    _feed(meter.feed, words)
    if max(abs(offset) for offset in meter.read().dc_offset) >= _LARGE_OFFSET:
        yield Finding("DC offset", "offset")


def _feed(feed: Callable[[Words], None], words: Words) -> None:
    for start in range(0, len(words), _BLOCK_FRAMES):
        feed(words[start : start + _BLOCK_FRAMES])


_DETECTORS: tuple[Callable[[Words], Iterator[Finding]], ...] = (
    _bits,
    _bandwidth,
    _hum,
    _clipping,
    _dropouts,
    _stereo,
    _offset,
)


def listen(words: Words) -> frozenset[Finding]:
    """All findings of all detectors in a sound of 24 bits in int32, shape (frames, channels)."""
    return frozenset(finding for detector in _DETECTORS for finding in detector(words))
