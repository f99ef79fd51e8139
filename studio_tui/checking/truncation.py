"""Finds files that were cut short, from the sizes that their own boxes state.

A demuxer reads such a file to the point where it breaks off and calls that the end, and headers state durations
that were never written, so the sizes are walked before anything is decoded. Only headers are read.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

_MAX_BOXES = 200_000  # a corrupt file must not keep us walking for ever

_EBML = b"\x1a\x45\xdf\xa3"
_SEGMENT = b"\x18\x53\x80\x67"
_RIFF_UNKNOWN = (0, 0xFFFFFFFF)
_MOV_STARTS = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")


def missing_bytes(path: Path) -> int:
    """How many bytes the file's own structure says are missing at its end; 0 where it is whole or cannot say.

    Understands MOV/MP4 (ISO/IEC 14496-12), Matroska (RFC 9559) and RIFF (AVI, WAV).
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(12)
        if head[4:8] in _MOV_STARTS:
            return max(0, _mov_end(file, size) - size)
        if head[:4] == _EBML:
            return max(0, _matroska_end(file, size) - size)
        if head[:4] == b"RIFF":
            return max(0, _riff_end(file, size) - size)
    return 0


def _mov_end(file: BinaryIO, size: int) -> int:
    """Where the last top-level box ends."""
    at = 0
    for _ in range(_MAX_BOXES):
        if at + 8 > size:
            return at
        file.seek(at)
        head = file.read(16)
        length = int.from_bytes(head[:4], "big")
        if length == 1 and len(head) == 16:
            length = int.from_bytes(head[8:16], "big")
        if length < 8:  # 0 reaches to the end of the file; anything else is no box
            return size
        at += length
    return at


def _matroska_end(file: BinaryIO, size: int) -> int:
    """Where the segment ends, or while its size is not stated, the last element in it."""
    file.seek(4)
    header = _element_size(file)
    if header is None or header > size:
        return size
    file.seek(header, os.SEEK_CUR)
    if file.read(4) != _SEGMENT:
        return size
    segment = _element_size(file)
    if segment is not None:
        return file.tell() + segment
    for _ in range(_MAX_BOXES):
        if file.tell() >= size or not _skip_id(file):
            break
        length = _element_size(file)
        if length is None:
            return size
        end = file.tell() + length
        if end > size:
            return end
        file.seek(end)
    return size


def _skip_id(file: BinaryIO) -> bool:
    first = file.read(1)
    if not first or first[0] < 0x10:
        return False
    file.seek(8 - first[0].bit_length(), os.SEEK_CUR)
    return True


def _element_size(file: BinaryIO) -> int | None:
    """A Matroska element's size; None when it is not stated or not there."""
    first = file.read(1)
    if not first or first[0] == 0:
        return None
    more = 8 - first[0].bit_length()
    mark = 1 << (7 - more)
    rest = file.read(more)
    value = int.from_bytes(bytes([first[0] & (mark - 1)]) + rest, "big")
    unknown = (1 << (7 * (more + 1))) - 1
    return None if len(rest) < more or value == unknown else value


def _riff_end(file: BinaryIO, size: int) -> int:
    """Where the last RIFF chunk ends; files above 1 GB have several (OpenDML)."""
    at = 0
    for _ in range(_MAX_BOXES):
        file.seek(at)
        head = file.read(8)
        if len(head) < 8 or head[:4] != b"RIFF":
            break
        length = int.from_bytes(head[4:], "little")
        if length in _RIFF_UNKNOWN:
            return size
        at += 8 + length
    return at
