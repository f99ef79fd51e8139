"""The room tone: eight seconds of the silent room, asked for by the operator."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meters.audio.reading import Doubt, Reading
from meters.audio.room_tone import RoomTone as Heard
from meters.audio.room_tone import RoomToneMeter
from studio_tui.capture.sound import SoundFormat
from studio_tui.station.messages import RoomTone, RoomToneState
from studio_tui.text import N_, Text

_DOUBTS: dict[Doubt, Text] = {
    "speech": N_("Somebody spoke or something moved. Ask for silence and measure again."),
    "too_quiet": N_("There is no sound at all. Check that the microphone is on, and measure again."),
}
_UNCLEAR = N_("The room could not be measured. Measure again.")


class Room:
    """Measures the room when asked, and remembers the last result and when it was."""

    def __init__(self, fmt: SoundFormat) -> None:
        self._format = fmt
        self._meter: RoomToneMeter | None = None
        self._result: RoomTone | None = None
        self._at_s = 0.0

    def begin(self) -> None:
        """Listen from now on; what was heard so far is dropped."""
        self._meter = RoomToneMeter(self._format.rate_hz, self._format.channels)

    def feed(self, samples: NDArray[np.int32], at_s: float) -> None:
        """Take the next samples, captured at ``at_s``."""
        if self._meter is None:
            return
        self._meter.feed(samples)
        if self._meter.left_s <= 0:
            self._result = _result(self._meter.read())
            self._at_s = at_s
            self._meter = None

    def state(self, now_s: float) -> RoomToneState:
        """Where the measurement is."""
        if self._meter is not None:
            return RoomToneState(phase="measuring", left_s=self._meter.left_s, result=self._result)
        if self._result is None:
            return RoomToneState()
        # Whole seconds: the screens need no more, and draw anew when something changes.
        return RoomToneState(phase="done", result=self._result, age_s=float(max(0, int(now_s - self._at_s))))


def _result(heard: Reading[Heard]) -> RoomTone:
    if heard.value is None:
        doubt = _DOUBTS.get(heard.doubt, _UNCLEAR) if heard.doubt else _UNCLEAR
        return RoomTone(noise_floor_dbfs_a=None, hum_hz=None, hum_dbfs=None, doubt=doubt)
    hum = heard.value.hum.value
    return RoomTone(
        noise_floor_dbfs_a=heard.value.noise_floor_dbfs_a,
        hum_hz=hum.fundamental_hz if hum else None,
        hum_dbfs=hum.level_dbfs if hum else None,
        hum_is_told=hum is not None,
        dc_offset=max(heard.value.dc_offset, key=abs),
    )
