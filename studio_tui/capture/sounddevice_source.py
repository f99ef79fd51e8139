"""Sound in through sounddevice (PortAudio)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio_tui.capture.intake import Intake, IntakeSource
from studio_tui.capture.portaudio import (
    FLOAT_HOSTS,
    LATENCY_S,
    PORTAUDIO_LOCK,
    PortAudioInput,
    cannot_open,
    choose_input,
    has_gone,
    library_missing,
    portaudio_input,
)
from studio_tui.capture.quiet import quiet_stderr
from studio_tui.capture.ring import SoundEndedError

if TYPE_CHECKING:
    from types import ModuleType

    from studio_tui.capture.sound import SoundBlock
    from studio_tui.config import SoundSettings


class SoundDeviceSource(IntakeSource):
    """A PortAudio input stream; keeps `studio_tui.capture.sound.SoundSource`.

    Samples are asked for as int32, so the upper 24 bits are what a 24-bit interface converted, unchanged; a host
    that has more than 24 bits fills the lower eight too. `format` claims the depth that was asked for: PortAudio
    does not tell what the converter really has, so the depth must be measured on the signal.

    Args:
        settings: which device, and the format.
        float_hosts: host APIs that are read as float32, see `FLOAT_HOSTS`.

    Raises:
        DeviceError: PortAudio is missing, the device is not there, or it refuses the format.
    """

    def __init__(self, settings: SoundSettings, float_hosts: frozenset[str] = FLOAT_HOSTS) -> None:
        self._portaudio = hold_portaudio()
        self._closed = False
        try:
            chosen = choose_input(
                list_inputs(self._portaudio),
                settings.device,
                settings.channels,
                default_index(self._portaudio),
            )
            self._open(chosen, settings, from_float=chosen.host in float_hosts)
        except BaseException:
            _release_portaudio(self._portaudio)
            raise

    def _open(self, chosen: PortAudioInput, settings: SoundSettings, *, from_float: bool) -> None:
        self._intake = intake = Intake(chosen, settings, from_float=from_float)
        try:
            with quiet_stderr():
                self._stream = self._portaudio.RawInputStream(
                    device=chosen.index,
                    samplerate=settings.rate_hz,
                    blocksize=intake.block_frames,
                    channels=settings.channels,
                    dtype="float32" if from_float else "int32",
                    latency=LATENCY_S,
                    clip_off=True,
                    dither_off=True,
                    callback=self._store,
                    finished_callback=intake.ring.end,
                )
                self._stream.start()
        except (self._portaudio.PortAudioError, ValueError) as problem:
            raise cannot_open(intake.name, intake.format, str(problem)) from problem

    # The driver's buffer, stamps and flags have no types that a checker could know.
    def _store(self, data: Any, frames: int, stamps: Any, flags: Any) -> None:  # noqa: ANN401
        overflowed = bool(flags.input_overflow)
        self._intake.store(
            bytes(data), frames, stamps.currentTime, stamps.inputBufferAdcTime, overflowed=overflowed
        )

    def read(self, timeout_s: float) -> SoundBlock | None:
        """The next block, or None when none came in time; raises `DeviceError` once the device is gone."""
        try:
            return self._intake.ring.get(timeout_s)
        except SoundEndedError:
            raise has_gone(self._intake.name) from None

    def close(self) -> None:
        """Release the device. Idempotent; may block when the driver hangs."""
        if self._closed:
            return
        self._closed = True
        self._stream.close()
        _release_portaudio(self._portaudio)


def list_inputs(portaudio: ModuleType) -> list[PortAudioInput]:
    """Inputs as they were when PortAudio was initialised."""
    hosts = [host["name"] for host in portaudio.query_hostapis()]
    return [
        portaudio_input(entry["index"], entry["name"], hosts[entry["hostapi"]], entry["max_input_channels"])
        for entry in portaudio.query_devices()
        if entry["max_input_channels"] > 0
    ]


def default_index(portaudio: ModuleType) -> int | None:
    """PortAudio's number of the system's default input; None where there is none."""
    index = int(portaudio.default.device[0])
    if index >= 0:
        return index
    hosts = portaudio.query_hostapis()
    inputs = [host["default_input_device"] for host in hosts if host["default_input_device"] >= 0]
    return int(inputs[0]) if inputs else None


def hold_portaudio() -> ModuleType:
    """The module sounddevice, with one more hold on PortAudio, which counts its holders.

    PortAudio lists devices once, when its first holder comes. The import itself is such a holder for good; when it
    is the only one, no stream lives in this process and PortAudio is initialised anew, so that a device plugged in
    since then is found. While a stream lives (or hangs in closing) that would tear it down, so the list stays old.
    """
    with PORTAUDIO_LOCK, quiet_stderr():
        try:
            import sounddevice  # noqa: PLC0415 - loads PortAudio, which a station without it must survive
        except OSError as problem:
            raise library_missing() from problem
        # sounddevice has no public names for these two; its documentation tells to use them for this purpose.
        if sounddevice._initialized == 1:  # noqa: SLF001
            sounddevice._terminate()  # noqa: SLF001
            sounddevice._initialize()  # noqa: SLF001
        sounddevice._initialize()  # noqa: SLF001
        module: ModuleType = sounddevice
        return module


def _release_portaudio(portaudio: ModuleType) -> None:
    with PORTAUDIO_LOCK, quiet_stderr():
        portaudio._terminate()  # noqa: SLF001 - see hold_portaudio
