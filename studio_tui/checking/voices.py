"""The voice detectors that a check can hear speech with."""

from __future__ import annotations

from meters.audio.detectors import MakeVoice
from meters.audio.silero import SileroMeter, SileroMissingError
from studio_tui.text import N_, StudioError

_PROBE_HZ, _PROBE_CHANNELS = 48_000, 1


class VoiceMissingError(StudioError):
    """A voice detector that is not installed."""


def maker_of_voice(name: str) -> MakeVoice | None:
    """What makes a detector of this name; None for the energy detector, which is among the sound meters anyway.

    Raises:
        VoiceMissingError: it is not installed on this machine.
    """
    if name != "silero":
        return None
    try:
        SileroMeter(_PROBE_HZ, _PROBE_CHANNELS)
    except SileroMissingError as problem:
        raise VoiceMissingError(
            N_("The voice detector Silero is not installed. Install studio-tui[silero], or use “energy”.")
        ) from problem
    return SileroMeter
