"""A simulated sound interface: the lecturer's voice, paced by the monotonic clock."""

from __future__ import annotations

import time

import numpy as np

from studio_tui.capture.portaudio import has_gone
from studio_tui.capture.problem import DeviceError
from studio_tui.capture.ring import KEEP_S
from studio_tui.capture.simulated.rig import SOUND_NAME, SimulatedRig
from studio_tui.capture.simulated.voice import lecturer_voice
from studio_tui.capture.sound import Samples, SoundBlock, SoundFormat
from studio_tui.config import SoundSettings
from studio_tui.text import N_

_TOO_MUCH_GAIN = 12  # +21.6 dB


class SimulatedSound:
    """Keeps `studio_tui.capture.sound.SoundSource`.

    The n-th frame is due n / rate after opening, so the stream never drifts from ``time.monotonic()``. Like a real
    source it keeps 10 s for a reader that does not come.

    Args:
        settings: the format; the device's name is not looked at.
        rig: clock and faults.

    Raises:
        DeviceError: the interface is unplugged just now.
    """

    def __init__(self, settings: SoundSettings, rig: SimulatedRig) -> None:
        self._rig = rig
        self._format = SoundFormat(settings.rate_hz, settings.channels, settings.bits)
        self._block_frames = settings.rate_hz * settings.block_ms // 1000
        self._voice = lecturer_voice(settings.rate_hz, settings.channels, settings.bits)
        self._opened_s = time.monotonic()
        if rig.fault("unplug-audio", self._opened_s):
            raise DeviceError(N_("There is no sound input called “{wanted}”. Plug it in.", wanted=SOUND_NAME))
        self._voice_start = round((self._opened_s - rig.started_s) * settings.rate_hz)
        self._next_index = 0
        self._overflows = 0
        self._closed = False

    @property
    def format(self) -> SoundFormat:
        """The format that was asked for."""
        return self._format

    @property
    def name(self) -> str:
        """What the simulated interface is called."""
        return SOUND_NAME

    @property
    def overflows(self) -> int:
        """Frames that nobody read in time."""
        return self._overflows

    def read(self, timeout_s: float) -> SoundBlock | None:
        """The next block, or None when none was due in time; raises `DeviceError` once the device is gone."""
        now_s = time.monotonic()
        self._check_there(now_s)
        wait_s = self._captured_at(self._next_index + self._block_frames) - now_s
        if wait_s > 0:
            time.sleep(max(0.0, min(wait_s, timeout_s)))
            self._check_there(time.monotonic())
            if wait_s > timeout_s:
                return None
        self._forget_what_no_one_read(time.monotonic())
        index = self._next_index
        self._next_index += self._block_frames
        at_s = self._captured_at(index)
        return SoundBlock(self._heard(index, at_s), index, at_s)

    def _captured_at(self, index: int) -> float:
        return self._opened_s + index / self._format.rate_hz

    def _check_there(self, now_s: float) -> None:
        if self._closed or self._rig.struck("unplug-audio", self._opened_s, now_s):
            raise has_gone(SOUND_NAME)

    def _forget_what_no_one_read(self, now_s: float) -> None:
        late_frames = (now_s - KEEP_S - self._captured_at(self._next_index)) * self._format.rate_hz
        if late_frames > 0:
            lost = (int(late_frames) // self._block_frames + 1) * self._block_frames
            self._next_index += lost
            self._overflows += lost

    def _heard(self, index: int, at_s: float) -> Samples:
        muted = self._rig.fault("silence", at_s)
        loop = self._voice.muted if muted else self._voice.speech
        samples = self._voice.block(self._voice_start + index, self._block_frames, loop=loop)
        if self._rig.fault("clip", at_s):
            too_loud = samples.astype(np.int64) * _TOO_MUCH_GAIN
            return np.clip(too_loud, -(2**31), self._voice.highest).astype(np.int32)
        return samples

    def close(self) -> None:
        """Release the device. Idempotent."""
        self._closed = True
