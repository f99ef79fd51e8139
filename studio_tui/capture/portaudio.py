"""What the two PortAudio backends share: finding an input by name, sample formats, and sentences when it fails."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from studio_tui.capture.names import plain_name
from studio_tui.capture.problem import DeviceError
from studio_tui.capture.sound import Samples, SoundFormat
from studio_tui.text import N_

LATENCY_S = 0.05
"""Latency asked of the driver: enough for its thread to be late by two blocks, short enough for a meter."""

FLOAT_HOSTS = frozenset({"Core Audio", "JACK Audio Connection Kit", "Windows WASAPI"})
"""Host APIs whose own samples are float32. PortAudio's conversion to integers is off by one unit of 24 bits there
on half of the samples, so they are asked for floats, which hold 24 bits exactly, and rounded here."""

_HOSTS_BY_TRUST = ("ASIO", "Windows WASAPI", "Windows WDM-KS", "Core Audio", "ALSA", "JACK Audio Connection Kit")
"""Which host API to take where one device is listed under several; others come last (MME cuts names and depth)."""

PORTAUDIO_LOCK = threading.RLock()
"""Held while PortAudio is initialised or terminated: it is one library per process, and two threads may not."""

_ALSA_NUMBERS = re.compile(r"\s*\(hw:\d+,\d+\)$")


@dataclass(frozen=True)
class PortAudioInput:
    """An input as PortAudio lists it. ``index`` is good until PortAudio is initialised again, and never stored."""

    index: int
    name: str
    host: str
    channels: int


def choose_input(
    inputs: Sequence[PortAudioInput], wanted: str, channels: int, default_index: int | None
) -> PortAudioInput:
    """The input that an operator means by a name.

    Tried in this order, whatever the case of the letters: the whole name, the whole name without ALSA's card
    numbers (they change when a cable moves), a part of the name. An empty name means the system's default input.

    Raises:
        DeviceError: nothing fits, several different devices fit, or the device has too few channels.
    """
    if not inputs:
        raise DeviceError(N_("There is no sound input on this machine. Plug the sound interface in."))
    fitting = _fitting(inputs, wanted.casefold(), default_index)
    names = sorted({entry.name for entry in fitting})
    if not names:
        raise DeviceError(
            N_(
                "There is no sound input called “{wanted}”. Plug it in, "
                "or set [sound] device in studio.toml to one of: {names}.",
                wanted=wanted,
                names=_listed(inputs),
            )
        )
    if len(names) > 1:
        raise DeviceError(
            N_(
                "“{wanted}” fits several sound inputs: {names}. "
                "Write more of the name in [sound] device of studio.toml.",
                wanted=wanted,
                names=", ".join(names),
            )
        )
    chosen = min(fitting, key=_distrust)
    if chosen.channels < channels:
        raise DeviceError(
            N_(
                "The sound input “{name}” has {have} channels, but {need} are asked for. "
                "Choose another input or set [sound] channels in studio.toml.",
                name=chosen.name,
                have=chosen.channels,
                need=channels,
            )
        )
    return chosen


def _fitting(inputs: Sequence[PortAudioInput], wanted: str, default_index: int | None) -> list[PortAudioInput]:
    if not wanted:
        return [entry for entry in inputs if entry.index == default_index]
    tests: tuple[Callable[[str], bool], ...] = (
        lambda name: name == wanted,
        lambda name: _without_numbers(name) == _without_numbers(wanted),
        lambda name: wanted in name,
    )
    for fits in tests:
        found = [entry for entry in inputs if fits(entry.name.casefold())]
        if found:
            return found
    return []


def _without_numbers(name: str) -> str:
    return _ALSA_NUMBERS.sub("", name)


def _distrust(entry: PortAudioInput) -> int:
    return _HOSTS_BY_TRUST.index(entry.host) if entry.host in _HOSTS_BY_TRUST else len(_HOSTS_BY_TRUST)


def _listed(inputs: Sequence[PortAudioInput]) -> str:
    return ", ".join(sorted({entry.name for entry in inputs}))


def portaudio_input(index: int, name: object, host: str, channels: int) -> PortAudioInput:
    """An input from PortAudio's raw answer; the name is made safe to show."""
    written = name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)
    return PortAudioInput(index, plain_name(written), host, channels)


def samples_from_int32(data: bytes, channels: int) -> Samples:
    """Samples from PortAudio's interleaved native int32; read-only, nothing is copied."""
    return np.frombuffer(data, np.int32).reshape(-1, channels)


def samples_from_float32(data: bytes, channels: int) -> Samples:
    """Samples from PortAudio's interleaved float32, full scale ±1.0, rounded to 24 bits and clipped."""
    exact = np.frombuffer(data, np.float32).astype(np.float64) * 2.0**23
    whole = np.clip(np.rint(exact), -(2.0**23), 2.0**23 - 1)
    return (whole.astype(np.int32) << 8).reshape(-1, channels)


def claimed_format(rate_hz: int, channels: int, bits: int, *, from_float: bool) -> SoundFormat:
    """What the device may claim: the depth asked for, but never more than 24 bits where samples come as float32."""
    return SoundFormat(rate_hz, channels, min(bits, 24) if from_float else bits)


def library_missing() -> DeviceError:
    """PortAudio itself is not installed."""
    command = "sudo apt install libportaudio2" if sys.platform == "linux" else "brew install portaudio"
    return DeviceError(
        N_("The sound library PortAudio is missing on this machine. Install it with: {command}", command=command)
    )


def cannot_open(name: str, asked: SoundFormat, why: str) -> DeviceError:
    """The device is there but does not give the format, or is in use."""
    return DeviceError(
        N_(
            "The sound input “{name}” cannot be opened with {channels} channels at {rate_hz} Hz: {why}. "
            "Close other programs that use it, or change [sound] in studio.toml.",
            name=name,
            channels=asked.channels,
            rate_hz=asked.rate_hz,
            why=plain_name(why),
        )
    )


def has_gone(name: str) -> DeviceError:
    """An open device has stopped delivering for good."""
    return DeviceError(
        N_(
            "The sound input “{name}” has gone. Check its cable and power; it is opened again when it is back.",
            name=name,
        )
    )
