"""Sound in through PyAudio (PortAudio)."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from studio_tui.capture.intake import Intake, IntakeSource
from studio_tui.capture.portaudio import (
    FLOAT_HOSTS,
    PORTAUDIO_LOCK,
    PortAudioInput,
    cannot_open,
    choose_input,
    has_gone,
    portaudio_input,
)
from studio_tui.capture.problem import DeviceError
from studio_tui.capture.quiet import quiet_stderr
from studio_tui.capture.ring import SoundEndedError, wait_in_slices
from studio_tui.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from studio_tui.capture.sound import SoundBlock
    from studio_tui.config import SoundSettings

_ASK_ALIVE_S = 0.1  # PyAudio does not call back when a stream ends: it is asked this often


class PyAudioSource(IntakeSource):
    """A PortAudio input stream; keeps `studio_tui.capture.sound.SoundSource`.

    What `SoundDeviceSource` says about depth holds here too. PyAudio has no setting for the latency: it takes the
    device's own low one.

    Args:
        settings: which device, and the format.
        float_hosts: host APIs that are read as float32, see `FLOAT_HOSTS`.

    Raises:
        DeviceError: PyAudio is missing, the device is not there, or it refuses the format.
    """

    def __init__(self, settings: SoundSettings, float_hosts: frozenset[str] = FLOAT_HOSTS) -> None:
        self._pyaudio = load_pyaudio()
        self._closed = False
        with PORTAUDIO_LOCK, quiet_stderr():
            self._portaudio = self._pyaudio.PyAudio()
        try:
            chosen = choose_input(
                list_inputs(self._portaudio), settings.device, settings.channels, default_index(self._portaudio)
            )
            self._open(chosen, settings, from_float=chosen.host in float_hosts)
        except BaseException:
            self._release()
            raise

    def _open(self, chosen: PortAudioInput, settings: SoundSettings, *, from_float: bool) -> None:
        self._intake = intake = Intake(chosen, settings, from_float=from_float)
        self._go_on = (None, self._pyaudio.paContinue)
        self._overflow_flag = self._pyaudio.paInputOverflow
        try:
            with quiet_stderr():
                self._stream = self._portaudio.open(
                    input=True,
                    input_device_index=chosen.index,
                    rate=settings.rate_hz,
                    channels=settings.channels,
                    format=self._pyaudio.paFloat32 if from_float else self._pyaudio.paInt32,
                    frames_per_buffer=intake.block_frames,
                    stream_callback=self._store,
                )
        except (OSError, ValueError) as problem:
            raise cannot_open(intake.name, intake.format, _reason(problem)) from problem

    def _store(self, data: bytes, frames: int, stamps: Mapping[str, float], flags: int) -> tuple[bytes | None, int]:
        overflowed = bool(flags & self._overflow_flag)
        self._intake.store(
            data, frames, stamps["current_time"], stamps["input_buffer_adc_time"], overflowed=overflowed
        )
        return self._go_on

    def read(self, timeout_s: float) -> SoundBlock | None:
        """The next block, or None when none came in time; raises `DeviceError` once the device is gone."""
        try:
            return wait_in_slices(self._intake.ring, timeout_s, _ASK_ALIVE_S, self._is_alive)
        except SoundEndedError:
            raise has_gone(self._intake.name) from None

    def _is_alive(self) -> bool:
        return not self._closed and bool(self._stream.is_active())

    def close(self) -> None:
        """Release the device. Idempotent; may block when the driver hangs."""
        if self._closed:
            return
        self._closed = True
        self._stream.close()
        self._release()

    def _release(self) -> None:
        with PORTAUDIO_LOCK, quiet_stderr():
            self._portaudio.terminate()


def load_pyaudio() -> ModuleType:
    """The module pyaudio.

    Raises:
        DeviceError: it, or the PortAudio it needs, is not installed.
    """
    try:
        import pyaudio  # noqa: PLC0415 - an extra that most machines lack
    except ImportError as problem:
        command = "pip install pyaudio"
        if sys.platform == "linux":
            command = f"sudo apt install portaudio19-dev python3-dev gcc && {command}"
        elif sys.platform == "darwin":
            command = f"brew install portaudio && {command}"
        raise DeviceError(
            N_(
                "PyAudio is missing on this machine. Install it with: {command} "
                "– or set [sound] backend to sounddevice in studio.toml.",
                command=command,
            )
        ) from problem
    module: ModuleType = pyaudio
    return module


def list_inputs(portaudio: Any) -> list[PortAudioInput]:  # noqa: ANN401 - a pyaudio.PyAudio, which has no types
    """Inputs as they were when PortAudio was initialised."""
    entries = [portaudio.get_device_info_by_index(index) for index in range(portaudio.get_device_count())]
    hosts = [portaudio.get_host_api_info_by_index(index)["name"] for index in range(portaudio.get_host_api_count())]
    return [
        portaudio_input(entry["index"], entry["name"], hosts[entry["hostApi"]], entry["maxInputChannels"])
        for entry in entries
        if entry["maxInputChannels"] > 0
    ]


def default_index(portaudio: Any) -> int | None:  # noqa: ANN401 - see list_inputs
    """PortAudio's number of the system's default input; None where there is none."""
    try:
        return int(portaudio.get_default_input_device_info()["index"])
    except OSError:  # there is no default
        return None


def _reason(problem: Exception) -> str:
    """PyAudio raises ``OSError(number, text)`` and ``OSError(text, number)``, both with PortAudio's words."""
    return " ".join(str(part) for part in problem.args if isinstance(part, str)) or str(problem)
