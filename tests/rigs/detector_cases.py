"""The cases of the detector table: native sound, and the same sound with one thing wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import product
from typing import Literal

import numpy as np

from tests.rigs.impaired_sound import (
    RATE_HZ,
    Codec,
    Dropout,
    Resampler,
    Sound,
    Words,
    clipped,
    dark,
    gain,
    lossy,
    native_speech,
    pink,
    quantised,
    resampled,
    room,
    sixteen_in_24,
    white,
    with_dropout,
    with_hum,
)
from tests.rigs.native_sound import dull, knocks, only_left, overheard, sines, tone
from tests.rigs.spoken import LANGUAGES, Language

SECONDS = 8.0
"""The length of a room tone, and enough for every other detector."""

Kind = Literal[
    "native noise",
    "native speech",
    "native tones",
    "16 bits in 24",
    "resampled",
    "hum",
    "hum below the noise",
    "clipped",
    "dropout",
    "lossy codec",
    "channels",
]
Detector = Literal["used bits", "bandwidth", "hum", "clipping", "dropouts", "stereo", "DC offset"]
DETECTORS: tuple[Detector, ...] = ("used bits", "bandwidth", "hum", "clipping", "dropouts", "stereo", "DC offset")


@dataclass(frozen=True)
class Finding:
    """What a detector says is wrong, in a word of its own: "16", "44.1 kHz", "50 Hz", "inverted" …"""

    detector: Detector
    what: str


@dataclass(frozen=True)
class Source:
    """Sound before anything happens to it."""

    name: str
    make: Callable[[], Sound]


@dataclass(frozen=True)
class Case:
    """A sound, what happens to it, what must be found in it, and which detectors may say what they like.

    Whatever a detector finds beyond that is a false alarm.
    """

    name: str
    kind: Kind
    source: Source
    change: Callable[[Sound], Words]
    must: frozenset[Finding] = frozenset()
    may: frozenset[Detector] = frozenset()

    def words(self) -> Words:
        """The sound as it is delivered: 24 bits in the upper bits of int32, shape (frames, channels)."""
        return self.change(_sound(self.source))


@lru_cache(maxsize=16)
def _sound(source: Source) -> Sound:
    sound = source.make()
    sound.setflags(write=False)
    return sound


# ---- Sources --------------------------------------------------------------------------------------------------


def _speech(language: Language, room_dbfs: float = -75.0, peak_dbfs: float = -12.0, wpm: int = 140) -> Source:
    seed = 100 + LANGUAGES.index(language)
    make = partial(native_speech, language, SECONDS, room_dbfs, peak_dbfs=peak_dbfs, wpm=wpm, seed=seed)
    return Source(f"speech {language} {peak_dbfs:g} dBFS, room {room_dbfs:g}, {wpm} wpm", make)


def _noise(colour: Callable[[float, float, int], Sound], level_dbfs: float, seed: int = 1) -> Source:
    return Source(
        f"{colour.__name__} noise {level_dbfs:g} dBFS #{seed}", partial(colour, SECONDS, level_dbfs, seed)
    )


def _tones() -> Iterator[Source]:
    for number in (3, 4):
        yield Source(f"chord #{number}", partial(sines, SECONDS, -10.0, number))
    for hz, peak_dbfs in product((440.0, 997.0, 1_000.0, 12_000.0), (-0.5, -18.0)):
        yield Source(f"tone {hz:g} Hz {peak_dbfs:g} dBFS", partial(tone, SECONDS, hz, peak_dbfs))
    for seed in (31, 32, 33):
        yield Source(f"knocks #{seed}", partial(knocks, SECONDS, seed))


def _changed(language: Language, change: Callable[[Sound], Sound]) -> Source:
    source = _speech(language)
    return Source(f"{change.__name__.replace('_', ' ')}: {source.name}", lambda: change(source.make()))


SPEECH = {language: _speech(language) for language in LANGUAGES}
WHITE = _noise(white, -30.0)
PINK = _noise(pink, -40.0)
CHORD = Source("chord", partial(sines, SECONDS, -10.0, 3))

# ---- Cases ----------------------------------------------------------------------------------------------------

_in_24_bits = partial(quantised, bits=24)


def _native() -> Iterator[Case]:
    """Nothing may be found here."""
    for colour, level_dbfs in product((white, pink, dark), range(-20, -90, -10)):
        for seed in (11, 12):
            source = _noise(colour, float(level_dbfs), seed)
            yield Case(source.name, "native noise", source, _in_24_bits)
    for source in _tones():
        yield Case(source.name, "native tones", source, _in_24_bits)
    rooms_dbfs, peaks_dbfs = (-85.0, -75.0, -70.0, -65.0, -60.0), (-0.5, -6.0, -25.0, -40.0)
    spoken = [
        *(_speech(language, room_dbfs) for language, room_dbfs in product(LANGUAGES, rooms_dbfs)),
        *(_speech(language, peak_dbfs=peak_dbfs) for language, peak_dbfs in product(LANGUAGES, peaks_dbfs)),
        *(_speech(language, wpm=wpm) for language, wpm in product(LANGUAGES, (100, 200))),
        *(_changed(language, change) for language, change in product(LANGUAGES, (dull, only_left, overheard))),
    ]
    for source in spoken:
        yield Case(source.name, "native speech", source, _in_24_bits)


def _sixteen() -> Iterator[Case]:
    """A converter of 16 bits behind words of 24."""
    sources = (*SPEECH.values(), WHITE, PINK)
    must = frozenset({Finding("used bits", "16")})
    for source, dither, gain_db in product(sources, (False, True), (-4.0, 0.0, 3.0, 6.5, 11.0)):
        name = f"16 bits, {gain_db:+g} dB{', dithered' if dither else ''}: {source.name}"
        yield Case(name, "16 bits in 24", source, partial(sixteen_in_24, gain_db=gain_db, dither=dither), must)
    for source in sources:
        name = f"16 bits, themselves dithered: {source.name}"
        yield Case(name, "16 bits in 24", source, partial(quantised, bits=16, dither=True), must)


def _resample(x: Sound, via_hz: int, by: Resampler, bits: int = 24) -> Words:
    return quantised(resampled(x, via_hz, by), bits)


def _resampled() -> Iterator[Case]:
    """Another sampling rate on the way."""
    resamplers: tuple[Resampler, ...] = ("soxr", "scipy", "ffmpeg")
    for via_hz, by, source in product((44_100, 32_000, 16_000), resamplers, (*SPEECH.values(), WHITE, PINK)):
        must = frozenset({Finding("bandwidth", "narrow"), Finding("bandwidth", f"{via_hz / 1000:g} kHz")})
        change = partial(_resample, via_hz=via_hz, by=by)
        yield Case(f"{via_hz / 1000:g} kHz by {by}: {source.name}", "resampled", source, change, must)

    for via_hz, source in product((44_100, 32_000), SPEECH.values()):
        rate = f"{via_hz / 1000:g} kHz"
        must = frozenset({
            Finding("bandwidth", "narrow"),
            Finding("bandwidth", rate),
            Finding("used bits", "16"),
        })  # fmt: skip
        change = partial(_resample, via_hz=via_hz, by="soxr", bits=16)
        yield Case(f"{rate} and 16 bits: {source.name}", "resampled", source, change, must)


def _hum(x: Sound, dbfs: float, hz: float, harmonics: tuple[float, ...] = (0.0, -12.0, -6.0)) -> Words:
    return quantised(with_hum(x, dbfs, hz, harmonics), 24)


def _humming(source: Source, dbfs: float, hz: float, kind: Kind = "hum") -> Case:
    must = frozenset({Finding("hum", f"{hz:.0f} Hz")})
    return Case(f"hum {hz:g} Hz {dbfs:g} dBFS: {source.name}", kind, source, partial(_hum, dbfs=dbfs, hz=hz), must)


def _hums() -> Iterator[Case]:
    """Hum in 8 s of room tone, off the mains' frequency, and in speech.

    Of a room at -75 dBFS that is pink by half or all, 1 Hz at 50 Hz holds -103 to -100 dBFS: hum of -100 dBFS peak
    is no louder than the noise it lies in. What is found there is told, not demanded.
    """
    hiss, coloured = _noise(white, -75.0, 22), (_noise(room, -75.0, 21), _noise(pink, -75.0, 23))
    for source, dbfs, hz in product((hiss, *coloured), (-60.0, -70.0, -80.0, -90.0, -100.0), (50.0, 60.0)):
        drowned = source in coloured and dbfs == -100.0
        yield _humming(source, dbfs, hz, "hum below the noise" if drowned else "hum")
    for hz in (49.95, 50.05, 59.96, 60.04):
        yield _humming(coloured[0], -85.0, hz)
    for language, hz in product(LANGUAGES, (50.0, 60.0)):
        yield _humming(SPEECH[language], -60.0, hz)
    for mains_hz in (50.0, 60.0):
        must = frozenset({Finding("hum", f"{mains_hz:.0f} Hz")})
        change = partial(_hum, dbfs=-85.0, hz=mains_hz, harmonics=(-np.inf, 0.0, -np.inf, -10.0))
        yield Case(f"a rectifier's hum, {mains_hz:g} Hz -85 dBFS", "hum", coloured[0], change, must)


def _clip(x: Sound, at_dbfs: float, over_db: float) -> Words:
    return quantised(clipped(x, at_dbfs, over_db), 24)


def _clip_and_turn_down(x: Sound, at_dbfs: float) -> Words:
    return quantised(gain(-3.7) * (_clip(x, at_dbfs, 6.0) / 2.0**31), 24, dither=True)


def _clipped() -> Iterator[Case]:
    """Cut off at full scale, and below it by a device before ours."""
    must = frozenset({Finding("clipping", "clipped")})
    for source, at_dbfs, over_db in product((*SPEECH.values(), WHITE, CHORD), (0.0, -6.0), (2.0, 6.0, 12.0)):
        change = partial(_clip, at_dbfs=at_dbfs, over_db=over_db)
        name = f"clipped at {at_dbfs:g} dBFS, {over_db:g} dB over: {source.name}"
        yield Case(name, "clipped", source, change, must)
    for language, at_dbfs in product(LANGUAGES, (0.0, -6.0)):
        source = SPEECH[language]
        change = partial(_clip_and_turn_down, at_dbfs=at_dbfs)
        yield Case(f"clipped at {at_dbfs:g} dBFS, then 3.7 dB down: {source.name}", "clipped", source, change, must)


def _drop(x: Sound, at_s: float, ms: float, kind: Dropout) -> Words:
    return quantised(with_dropout(_loudest_at(x, at_s), at_s, ms, kind), 24)


def _drop_on_one_channel(x: Sound, at_s: float, ms: float, kind: Dropout) -> Words:
    whole = _loudest_at(x, at_s)
    return quantised(np.stack((whole[:, 0], with_dropout(whole, at_s, ms, kind)[:, 1]), axis=1), 24)


def _loudest_at(x: Sound, at_s: float) -> Sound:
    """Without its first second or less, so that a loud place comes there: what is lost in a pause is no loss."""
    first = round(at_s * RATE_HZ)
    return x[int(np.argmax(np.abs(x[first : first + RATE_HZ, 0]))) :]


def _dropouts() -> Iterator[Case]:
    """Sound lost on the way; what was lost, for how long and where must be said."""
    kinds: tuple[Dropout, ...] = ("zeros", "held", "repeat")
    everywhere = product(SPEECH.values(), kinds, (1.0, 2.0, 5.0, 10.0, 20.0, 50.0))
    in_noise = product((WHITE, PINK), kinds, (5.0,))
    on_one = product(SPEECH.values(), kinds[:2], (2.0, 20.0))
    for number, (source, kind, ms) in enumerate((*everywhere, *in_noise)):
        yield _dropout(source, kind, ms, _drop, 1.0 + number % 5)
    for number, (source, kind, ms) in enumerate(on_one):
        yield _dropout(source, kind, ms, _drop_on_one_channel, 1.0 + number % 5, "one channel, ")


def _dropout(
    source: Source, kind: Dropout, ms: float, drop: Callable[..., Words], at_s: float, where: str = ""
) -> Case:
    must = frozenset({Finding("dropouts", f"{kind} for {ms:.0f} ms at {at_s:.2f} s")})
    change = partial(drop, at_s=at_s, ms=ms, kind=kind)
    return Case(f"{where}{ms:g} ms {kind}: {source.name}", "dropout", source, change, must)


def _code(x: Sound, codec: Codec, kbps: int) -> Words:
    return quantised(lossy(x, codec, kbps), 24)


def _coded() -> Iterator[Case]:
    """A codec on the way: that the sound is narrow must be seen; its wall may look like a converter's."""
    ways: tuple[tuple[Codec, int], ...] = (("mp3", 96), ("mp3", 128), ("mp3", 192), ("aac", 96), ("aac", 128))
    for (codec, kbps), source in product(ways, (*SPEECH.values(), WHITE, PINK)):
        change = partial(_code, codec=codec, kbps=kbps)
        must = frozenset({Finding("bandwidth", "narrow")})
        name = f"{codec} {kbps} kbit/s: {source.name}"
        yield Case(name, "lossy codec", source, change, must, frozenset({"bandwidth"}))


def _inverted(x: Sound) -> Words:
    return quantised(x * (1.0, -1.0), 24)


def _dual_mono(x: Sound) -> Words:
    return quantised(x[:, [0, 0]], 24)


def _offset(x: Sound, share: float) -> Words:
    return quantised(x + share, 24)


def _channels() -> Iterator[Case]:
    """Wiring, and a converter's offset of 1 %."""
    for source in SPEECH.values():
        inverted, dual = (frozenset({Finding("stereo", what)}) for what in ("inverted", "dual mono"))
        yield Case(f"one channel inverted: {source.name}", "channels", source, _inverted, inverted)
        yield Case(f"dual mono: {source.name}", "channels", source, _dual_mono, dual)
    for source, share in product((*SPEECH.values(), WHITE, PINK), (0.01, -0.01)):
        must = frozenset({Finding("DC offset", "offset")})
        change = partial(_offset, share=share)
        yield Case(f"DC offset {share:+.0%}: {source.name}", "channels", source, change, must)


CASES: tuple[Case, ...] = (
    *_native(),
    *_sixteen(),
    *_resampled(),
    *_hums(),
    *_clipped(),
    *_dropouts(),
    *_coded(),
    *_channels(),
)
