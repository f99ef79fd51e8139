"""Room on the library's disk, in minutes of recording."""

from __future__ import annotations

import shutil
from pathlib import Path

from studio_tui.station.messages import CameraState, DiskState, SoundState

_RESERVE_BYTES = 200_000_000
"""Never planned with: the log, the sidecars and the end of a container need room too."""
_USUAL_MBPS = 80.0
"""Until a card's bitrate is known, and for pictures that the station compresses itself."""
_BITS_IN_FILE = 24
_LOOK_S = 1.0


class DiskGauge:
    """Looks at the disk once a second, and tells what is free and how long a take could be.

    A disk that cannot be looked at, because it was unplugged, has no room.
    """

    def __init__(self, library: Path) -> None:
        self._library = library
        self._looked_s = float("-inf")
        self._free_bytes = 0

    def read(self, now_s: float, camera: CameraState, sound: SoundState) -> DiskState:
        """The room at a monotonic time, for what the devices deliver now."""
        if now_s - self._looked_s >= _LOOK_S:
            self._looked_s = now_s
            self._free_bytes = _free_bytes(self._library)
        video_mbps = camera.bitrate_mbps or _USUAL_MBPS
        sound_mbps = sound.rate_hz * len(sound.channels) * _BITS_IN_FILE / 1e6
        usable_bits = max(0, self._free_bytes - _RESERVE_BYTES) * 8
        return DiskState(
            free_bytes=self._free_bytes, minutes_left=usable_bits / ((video_mbps + sound_mbps) * 1e6 * 60)
        )


def _free_bytes(library: Path) -> int:
    try:
        return shutil.disk_usage(library).free
    except OSError:
        return 0
