"""Which source the settings ask for. Openers are called at the start and whenever a device returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from studio_tui.capture.picture import PictureFormat, PictureSource
from studio_tui.capture.simulated.faults import parse_fault
from studio_tui.capture.simulated.rig import SimulatedRig
from studio_tui.capture.sound import SoundSource
from studio_tui.config import CameraSettings, Settings, SoundSettings

# Imports inside these functions cost up to a second each (SciPy, OpenCV) or need libraries that a machine may lack:
# a station pays only for the devices it has.


def sound_opener(settings: SoundSettings, rig: SimulatedRig) -> Callable[[], SoundSource]:
    """What opens the sound interface; calling it raises `DeviceError` while the device is not there."""

    def open_sounddevice() -> SoundSource:
        from studio_tui.capture.sounddevice_source import SoundDeviceSource  # noqa: PLC0415 - see above

        return SoundDeviceSource(settings)

    def open_pyaudio() -> SoundSource:
        from studio_tui.capture.pyaudio_source import PyAudioSource  # noqa: PLC0415 - see above

        return PyAudioSource(settings)

    def open_simulated() -> SoundSource:
        from studio_tui.capture.simulated.sound import SimulatedSound  # noqa: PLC0415 - see above

        return SimulatedSound(settings, rig)

    return {"sounddevice": open_sounddevice, "pyaudio": open_pyaudio, "simulated": open_simulated}[settings.backend]


def picture_opener(settings: CameraSettings, rig: SimulatedRig) -> Callable[[], PictureSource]:
    """What opens a capture card; calling it raises `DeviceError` while the card is not there."""

    def open_opencv() -> PictureSource:
        from studio_tui.capture.opencv_source import OpenCvSource  # noqa: PLC0415 - see above

        return OpenCvSource(settings)

    def open_simulated() -> PictureSource:
        from studio_tui.capture.simulated.lecturer import lecturer_pool  # noqa: PLC0415 - see above
        from studio_tui.capture.simulated.picture import SimulatedPicture  # noqa: PLC0415 - see above

        asked = _asked(settings)
        return SimulatedPicture(asked, lecturer_pool(asked), rig)

    return {"opencv": open_opencv, "simulated": open_simulated}[settings.backend]


def start_rig(settings: Settings, faults: Iterable[str] = ()) -> SimulatedRig:
    """The clock of a station's simulated devices, with what will go wrong; call it once, just before opening them.

    Prepares the voice and the pictures that the settings need, so that they are not late by the few seconds these
    take on a machine's first start. Without simulated devices it costs nothing.

    Args:
        settings: which devices are simulated.
        faults: as an operator writes them, ``silence@10+5``.

    Raises:
        FaultError: one of them is not understood.
    """
    parsed = tuple(parse_fault(written) for written in faults)
    if settings.sound.backend == "simulated":
        from studio_tui.capture.simulated.voice import lecturer_voice  # noqa: PLC0415 - see above

        lecturer_voice(settings.sound.rate_hz, settings.sound.channels, settings.sound.bits)
    for camera in settings.camera:
        if camera.backend == "simulated":
            from studio_tui.capture.simulated.lecturer import lecturer_pool  # noqa: PLC0415 - see above

            lecturer_pool(_asked(camera))
    return SimulatedRig(parsed)


def _asked(settings: CameraSettings) -> PictureFormat:
    return PictureFormat(settings.width_px, settings.height_px, settings.frame_rate_hz)
