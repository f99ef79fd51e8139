"""What is plugged in. The asking is done by a child process, because drivers crash, hang and print while they list.

PortAudio also lists devices only once per initialisation, and initialising it anew would end a running recording.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Sequence

import msgspec

from studio_tui.text import N_, Text

LISTING_COMMAND = (sys.executable, "-m", "studio_tui.capture.listing")


class SoundDevice(msgspec.Struct, frozen=True, tag="sound"):
    """A sound input as one backend sees it; ``backend`` and ``name`` are what studio.toml asks for."""

    backend: str
    name: str
    host: str = ""
    """PortAudio's host API, such as ALSA or Windows WASAPI."""
    channels: int = 2
    rates_hz: tuple[int, ...] = ()
    """Rates the driver accepts; it may resample to them without saying so."""
    default: bool = False


class CameraFormat(msgspec.Struct, frozen=True):
    """A picture format that a card offers; ``encoding`` is the driver's four letters, such as MJPG or YUYV."""

    encoding: str
    width_px: int
    height_px: int
    frame_rates_hz: tuple[float, ...] = ()


class CameraDevice(msgspec.Struct, frozen=True, tag="camera"):
    """A capture card; ``name`` or ``path`` is what studio.toml asks for."""

    backend: str
    name: str
    path: str = ""
    formats: tuple[CameraFormat, ...] = ()


Device = SoundDevice | CameraDevice


class DeviceList(msgspec.Struct, frozen=True):
    """What was found, and what could not be looked at."""

    devices: tuple[Device, ...] = ()
    problems: tuple[Text, ...] = ()

    @property
    def sound(self) -> tuple[SoundDevice, ...]:
        """The sound inputs."""
        return tuple(device for device in self.devices if isinstance(device, SoundDevice))

    @property
    def cameras(self) -> tuple[CameraDevice, ...]:
        """The capture cards."""
        return tuple(device for device in self.devices if isinstance(device, CameraDevice))


def list_devices(
    timeout_s: float = 15.0, camera_paths: Iterable[str] = (), command: Sequence[str] = LISTING_COMMAND
) -> DeviceList:
    """Everything that sound or picture could come from, the simulated pair included. Never raises.

    The child reports part by part, so when it crashes or hangs, what it found before is kept and a sentence in
    ``problems`` says that the list is not whole.

    Args:
        timeout_s: after this the child is ended.
        camera_paths: paths to look at besides the system's video devices, as studio.toml may name them.
        command: the child.
    """
    ending: Text | None = None
    try:
        child = subprocess.run(
            [*command, *camera_paths], stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout_s, check=False
        )
        written = child.stdout
        if child.returncode:
            ending = N_(
                "A device driver crashed while devices were listed, so the list is not whole. "
                "Unplug the devices one by one to find which it is."
            )
    except subprocess.TimeoutExpired as late:
        written = late.stdout or b""
        ending = N_("A device does not answer, so the list is not whole. Unplug it and plug it in again.")
    except OSError as problem:
        written = b""
        ending = N_("Devices cannot be listed: {why}.", why=problem.strerror or "")
    parts = list(_parts(written))
    problems = [problem for part in parts for problem in part.problems]
    return DeviceList(
        tuple(device for part in parts for device in part.devices),
        tuple([*problems, ending] if ending else problems),
    )


def _parts(written: bytes) -> Iterable[DeviceList]:
    """One per line; a line that is something else was printed by a driver, or cut off by a crash."""
    for line in written.splitlines():
        try:
            yield msgspec.json.decode(line, type=DeviceList)
        except msgspec.DecodeError:
            continue
