"""Who works on a take: a lock on the take's file that the system drops when its process dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_BINARY = getattr(os, "O_BINARY", 0)

if sys.platform == "win32":
    import msvcrt

    # Windows keeps others from reading locked bytes, so lock one that no take reaches.
    _FAR = 1 << 62

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Holding:
    """A file that this process holds until `release` or its end. Child processes do not inherit it.

    ``descriptor`` is open for writing and may be used for syncing.
    """

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self._held = True

    @property
    def held(self) -> bool:
        """Whether this process still holds the file."""
        return self._held

    def release(self) -> None:
        """Let go of the file. Idempotent."""
        if self._held:
            self._held = False
            os.close(self.descriptor)


def hold_new(path: Path) -> Holding:
    """Make a file and hold it.

    Raises:
        FileExistsError: there is a file of that name.
        OSError: the disk refuses, or cannot lock files.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o644)
    try:
        _lock(descriptor)
    except OSError:
        os.close(descriptor)
        path.unlink()
        raise
    return Holding(descriptor)


def hold_left(path: Path) -> Holding | None:
    """Hold a file that is there; None while a living process holds it. OSError when it cannot be opened."""
    descriptor = os.open(path, os.O_RDWR | _BINARY)
    try:
        _lock(descriptor)
    except OSError:
        os.close(descriptor)
        return None
    return Holding(descriptor)
