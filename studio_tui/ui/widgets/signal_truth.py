"""What the signal really is, next to what the interface claims: bits, sample rate, bandwidth.

What could not be told has a question mark and words of its own; it never looks like what is right.
"""

from __future__ import annotations

from studio_tui.station.messages import SoundState
from studio_tui.text import N_, Text
from studio_tui.ui.widgets.rows import Ink, Part
from studio_tui.ui.words import Words

MOST_REAL_BITS = 24
"""No converter delivers more; an interface that claims 32 carries them in a larger word, which is no trouble."""


def claim(words: Words, sound: SoundState) -> str:
    """Rate and bits as the interface claims them, and how many of the bits ever change."""
    rate = words.say(N_("{rate} kHz", rate=kilohertz(words, sound.rate_hz)))
    if sound.used_bits is None:
        return f"{rate} · {words.say(N_('{bits} bit', bits=sound.bits))}"
    # Samples are words of 32 bits; a converter of rates in between fills them beyond what is claimed.
    used = min(sound.used_bits, sound.bits)
    return f"{rate} · {words.say(N_('{bits} bit, {used} used', bits=sound.bits, used=used))}"


def kilohertz(words: Words, rate_hz: float) -> str:
    """A sample rate in kHz: 48, 44.1, 22.05."""
    digits = 0 if rate_hz % 1000 == 0 else 1 if rate_hz % 100 == 0 else 3 if rate_hz % 10 else 2
    return words.number(rate_hz / 1000, digits)


def truths(words: Words, sound: SoundState) -> list[Part]:
    """What was found on the signal, the most important first."""
    found: list[tuple[str, Text, Ink]] = [_bits(sound)]
    if sound.source_rate_hz is not None and sound.source_rate_hz != sound.rate_hz:
        rate = kilohertz(words, sound.source_rate_hz)
        found.append(("▲", N_("really {rate} kHz", rate=rate), "hot"))
    if sound.bandwidth_hz is None:
        found.append(("?", N_("bandwidth unknown"), "quiet"))
    else:
        found.append(
            ("", N_("sound up to {khz} kHz", khz=f"{words.number(sound.bandwidth_hz / 1000, 1):>4}"), "quiet")
        )
    return [Part(f"{glyph} {words.say(text)}".lstrip(), ink) for glyph, text, ink in found]


def _bits(sound: SoundState) -> tuple[str, Text, Ink]:
    claimed = min(sound.bits, MOST_REAL_BITS)
    if sound.real_bits is not None:
        text = N_("really {bits} bit", bits=min(sound.real_bits, claimed))
        return ("▲", text, "hot") if sound.real_bits < claimed else ("✓", text, "ok")
    if sound.used_bits is not None and sound.used_bits < claimed:
        return "▲", N_("really {bits} bit", bits=sound.used_bits), "hot"
    return "?", N_("real bits unknown"), "quiet"
