"""Who still records a take: a lock on the take's file that the system drops when its process dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

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
    """A take's file, made new and held by this process until `release` or the process's end.

    ``descriptor`` is open for writing and may be used for syncing. Child processes do not inherit it.

    Raises:
        FileExistsError: there is a file of that name.
    """

    def __init__(self, path: Path) -> None:
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self.descriptor = os.open(path, flags, 0o644)
        self._open = True
        try:
            _lock(self.descriptor)
        except OSError:
            self.release()
            path.unlink()
            raise

    @property
    def held(self) -> bool:
        """Whether this process still holds the file."""
        return self._open

    def release(self) -> None:
        """Let go of the file. Idempotent."""
        if self._open:
            self._open = False
            os.close(self.descriptor)


def is_held(path: Path) -> bool:
    """Whether a living process holds the file."""
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        _lock(descriptor)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
