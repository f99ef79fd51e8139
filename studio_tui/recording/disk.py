"""What must be on the disk is on the disk: syncing, atomic writing, renaming without overwriting."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

_NO_HARD_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL})
"""What os.link says on a disk without hard links (exFAT, FAT, some network shares)."""


def sync_file(descriptor: int) -> None:
    """Force a file's content and length to the disk; raises OSError when the disk refuses."""
    # macOS and Windows have no fdatasync.
    getattr(os, "fdatasync", os.fsync)(descriptor)


def sync_folder(folder: Path) -> None:
    """Force a folder's names to the disk, where the system lets folders be opened."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as problem:
        # Some network shares cannot sync folders; their files were synced one by one.
        if problem.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}:
            raise
    finally:
        os.close(descriptor)


def make_folder(folder: Path, *, below: Path) -> None:
    """Make a folder and its parents down from ``below``, each name synced."""
    below.mkdir(parents=True, exist_ok=True)
    for part in reversed([folder, *folder.parents][: len(folder.relative_to(below).parts)]):
        with suppress(FileExistsError):
            part.mkdir()
            sync_folder(part.parent)


def create_exclusively(path: Path, data: bytes) -> None:
    """Write a new file and sync it; raises FileExistsError when there is one of that name."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink()
        raise


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file in one step: after a power cut there is the old one or the new one, whole."""
    descriptor, temporary = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def move_without_overwriting(source: Path, target: Path) -> None:
    """Give a file another name in the same folder and sync the folder.

    Raises:
        FileExistsError: something else has that name already; the source stays as it is.
    """
    if os.name == "nt":
        source.rename(target)  # never overwrites there
        return
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError as problem:
        if problem.errno not in _NO_HARD_LINKS:
            raise
        # The claim made the name ours; between this look and the renaming nobody of us takes it.
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from problem
        source.rename(target)
    else:
        source.unlink()
    sync_folder(target.parent)
