"""Where a media file's bytes come from: a finished file, or one that is still being written."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path
from typing import BinaryIO

import av
from av.container import InputContainer

from studio_tui.checking.truncation import missing_bytes
from studio_tui.text import N_, StudioError, Text

# Real media only. The demuxers left out take text files for art, and play lists for permission to open other files.
_FORMATS = (
    "mov,mp4,matroska,webm,avi,mxf,mxf_opatom,mpegts,mpeg,dv,flv,asf,gxf,nut,yuv4mpegpipe,"
    "wav,w64,aiff,caf,flac,mp3,ogg"
)
_OPTIONS = {"format_whitelist": _FORMATS, "protocol_whitelist": "file"}

_READ_BYTES = 256 * 1024
_POLL_S = 0.02
"""How often a growing file is asked for more; a frame at 50 a second lasts as long."""


class UnreadableError(StudioError):
    """A file that cannot be judged: which one, why, what to do."""


class AbandonedError(Exception):
    """The writer of a growing file has gone without completing it."""


def shown(path: Path) -> str:
    """A path as it may be shown and sent: undecodable bytes, control and direction characters become ``?``."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def open_finished(path: Path) -> InputContainer:
    """Open a file that nobody writes to any more.

    Raises:
        UnreadableError: it is missing, empty, cut short, no media file, or may not be read.
    """
    name = shown(path)
    try:
        state = path.stat()
        if stat.S_ISDIR(state.st_mode):
            raise UnreadableError(N_("{file} is a folder. Name the media files in it.", file=name))
        if not stat.S_ISREG(state.st_mode):
            raise UnreadableError(N_("{file} is a device or a pipe. Copy it into a file first.", file=name))
        if state.st_size == 0:
            raise UnreadableError(
                N_(
                    "{file} is empty: nothing was written to it. Copy it again from the card, or reshoot.",
                    file=name,
                )
            )
        missing = missing_bytes(path)
    except FileNotFoundError as problem:
        raise UnreadableError(N_("There is no file {file}. Check the name and the folder.", file=name)) from problem
    except (OSError, ValueError) as problem:  # ValueError: a zero byte in the path
        why = (problem.strerror if isinstance(problem, OSError) else None) or str(problem)
        raise UnreadableError(N_("{file} cannot be read: {why}.", file=name, why=why)) from problem
    if missing:
        raise UnreadableError(
            N_(
                "{file} is cut short: {missing} bytes are missing at its end. Copy it again from the original.",
                file=name,
                missing=missing,
            )
        )
    return _open(path, name)


def _open(path: Path, name: str) -> InputContainer:
    try:
        # The prefix keeps FFmpeg from reading a protocol into the file's name.
        return av.open(f"file:{path}", mode="r", container_options=dict(_OPTIONS))
    except av.FFmpegError as problem:
        raise UnreadableError(_no_media(path, name)) from problem


def _no_media(path: Path, name: str) -> Text:
    with path.open("rb") as file:
        head = file.read(12)
    if head[4:8] == b"ftyp" or head[4:8] == b"mdat":
        return N_(
            "{file} is cut short: it has no index. Copy it again, or recover it with the camera that made it.",
            file=name,
        )
    return N_("{file} is no video or sound file that can be read. Check that it is the right file.", file=name)


class GrowingFile:
    """A file object over a file that is being written: reading waits for more until the file is complete.

    It cannot seek, so a demuxer reads it from front to back and never looks for an index at its end.
    """

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("rb", buffering=0)
        self._complete = threading.Event()
        self._abandoned = False

    def read(self, size: int) -> bytes:
        """Up to ``size`` bytes; nothing only at the end of the complete file. Blocks."""
        while True:
            complete = self._complete.is_set()
            if self._abandoned:
                raise AbandonedError
            content = self._file.read(size)
            # What was written before completion was announced has to be read after it was.
            if content or complete:
                return content or b""
            self._complete.wait(_POLL_S)

    def complete(self) -> None:
        """Say that no more will be written. From any thread."""
        self._complete.set()

    def abandon(self) -> None:
        """Say that nobody wants it any more: the waiting reader gets `AbandonedError`. From any thread."""
        self._abandoned = True
        self._complete.set()

    def reopened(self) -> BinaryIO:
        """The same file from its start, seekable, even if it has been renamed since."""
        self._file.seek(0)
        return self._file

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def open_growing(file: GrowingFile) -> InputContainer:
    """Open a MOV while it is being written; waits for its first fragment.

    Raises:
        UnreadableError: it was completed without anything playable in it.
    """
    try:
        return av.open(file, mode="r", format="mov", buffer_size=_READ_BYTES)
    except (av.FFmpegError, OSError) as problem:
        raise UnreadableError(N_("Nothing playable was recorded into the file. Shoot the take again.")) from problem


def reopen_finished(file: GrowingFile) -> InputContainer:
    """Open the now complete file a second time, for what its final index says.

    Raises:
        UnreadableError: it was not closed into an ordinary file.
    """
    try:
        return av.open(file.reopened(), mode="r", format="mov", buffer_size=_READ_BYTES)
    except (av.FFmpegError, OSError) as problem:
        raise UnreadableError(
            N_("The recording was not closed properly. Restart the station: it recovers the take.")
        ) from problem
