"""Asks every driver what there is: ``python -m studio_tui.capture.listing [CAMERA-PATH…]``.

Prints one JSON `DeviceList` per line, each as soon as it is known. Run by `studio_tui.capture.devices.list_devices`
as a child process, where a driver may crash or hang without harm.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from studio_tui.capture.devices import CameraDevice, CameraFormat, DeviceList, SoundDevice
from studio_tui.capture.portaudio import PortAudioInput
from studio_tui.capture.problem import DeviceError
from studio_tui.capture.quiet import quiet_stderr
from studio_tui.capture.simulated.rig import PICTURE_NAME, SOUND_NAME

_RATES_HZ = (44_100, 48_000, 88_200, 96_000, 176_400, 192_000)
_SYSTEM: str = sys.platform
_OPENCV_CAMERAS = 4


def main(camera_paths: Iterable[str]) -> None:
    """Print the parts, those first that cannot fail."""
    parts: tuple[Callable[[], DeviceList], ...] = (
        _simulated,
        lambda: _cameras(camera_paths),
        _sounddevice_inputs,
        _pyaudio_inputs,
    )
    for part in parts:
        with quiet_stderr():
            try:
                found = part()
            except DeviceError as problem:
                found = DeviceList(problems=(problem.text,))
        sys.stdout.buffer.write(msgspec.json.encode(found) + b"\n")
        sys.stdout.buffer.flush()


def _simulated() -> DeviceList:
    picture = CameraFormat("MJPG", 1920, 1080, (25.0,))
    return DeviceList(
        (
            SoundDevice("simulated", SOUND_NAME, channels=2, rates_hz=_RATES_HZ),
            CameraDevice("simulated", PICTURE_NAME, formats=(picture,)),
        )
    )


def _cameras(paths: Iterable[str]) -> DeviceList:
    return DeviceList(tuple(_v4l2_cameras(paths) if _SYSTEM == "linux" else _probed_cameras()))


def _v4l2_cameras(paths: Iterable[str]) -> Iterator[CameraDevice]:
    from studio_tui.capture.v4l2 import describe_card  # noqa: PLC0415 - exists on Linux only

    nodes = sorted(Path("/dev").glob("video*"), key=lambda node: (len(node.name), node.name))
    for node in dict.fromkeys([*nodes, *map(Path, paths)]):
        try:
            card = describe_card(node)
        except OSError:  # gone meanwhile, no rights, or no video device
            continue
        if card is not None:
            yield card


def _probed_cameras() -> Iterator[CameraDevice]:
    """Where OpenCV knows cameras by number only: those of the first four numbers that open."""
    import cv2  # noqa: PLC0415 - heavy, and not needed on Linux

    for number in range(_OPENCV_CAMERAS):
        camera = cv2.VideoCapture(number)
        if camera.isOpened():
            width_px = round(camera.get(cv2.CAP_PROP_FRAME_WIDTH))
            height_px = round(camera.get(cv2.CAP_PROP_FRAME_HEIGHT))
            yield CameraDevice("opencv", f"Camera {number}", str(number), (CameraFormat("", width_px, height_px),))
        camera.release()


def _sounddevice_inputs() -> DeviceList:
    from studio_tui.capture.sounddevice_source import (  # noqa: PLC0415 - loads PortAudio, which may crash
        default_index,
        hold_portaudio,
        list_inputs,
    )

    portaudio = hold_portaudio()

    def accepts(entry: PortAudioInput, channels: int, rate_hz: int) -> bool:
        try:
            portaudio.check_input_settings(entry.index, channels=channels, samplerate=rate_hz, dtype="int32")
        except portaudio.PortAudioError:
            return False
        return True

    return _described("sounddevice", list_inputs(portaudio), default_index(portaudio), accepts)


def _pyaudio_inputs() -> DeviceList:
    """Nothing, and no complaint, where PyAudio is not installed: it is an extra."""
    if importlib.util.find_spec("pyaudio") is None:
        return DeviceList()
    from studio_tui.capture.pyaudio_source import (  # noqa: PLC0415 - loads PortAudio, which may crash
        default_index,
        list_inputs,
        load_pyaudio,
    )

    pyaudio = load_pyaudio()
    portaudio = pyaudio.PyAudio()

    def accepts(entry: PortAudioInput, channels: int, rate_hz: int) -> bool:
        try:
            return bool(
                portaudio.is_format_supported(
                    rate_hz, input_device=entry.index, input_channels=channels, input_format=pyaudio.paInt32
                )
            )
        except ValueError:
            return False

    return _described("pyaudio", list_inputs(portaudio), default_index(portaudio), accepts)


def _described(
    backend: str,
    inputs: Iterable[PortAudioInput],
    default: int | None,
    accepts: Callable[[PortAudioInput, int, int], bool],
) -> DeviceList:
    return DeviceList(
        tuple(
            SoundDevice(
                backend,
                entry.name,
                entry.host,
                entry.channels,
                tuple(rate_hz for rate_hz in _RATES_HZ if accepts(entry, min(2, entry.channels), rate_hz)),
                entry.index == default,
            )
            for entry in inputs
        )
    )


if __name__ == "__main__":
    main(sys.argv[1:])
