"""What a fragmented MOV holds, read from its fragments' heads alone: quick at any length, and right when cut short.

Box layouts: ISO/IEC 14496-12, 8.8 (movie fragments); the placeholder in front is FFmpeg's ``hybrid_fragmented``.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

MAX_HEAD_BYTES = 64_000_000
"""Largest ``moov`` or ``moof`` that is read; an index of ten hours has some 50 MB."""


class FragmentError(ValueError):
    """The bytes are no fragmented MOV of ours."""


@dataclass(frozen=True)
class Box:
    """A box of the file: four letters, where it starts, where its content starts, where it should end."""

    kind: bytes
    start: int
    content: int
    end: int


@dataclass(frozen=True)
class Chunk:
    """A run of bytes of one track in the file, written as one packet: ``offset`` and ``size`` in bytes."""

    offset: int
    size: int
    time: int
    duration: int


@dataclass
class Track:
    """A track: the bytes of its ``trak`` box and its packets that are whole, in the order of time."""

    number: int
    kind: str
    timescale: int
    head: bytes
    frame_bytes: int
    """Bytes of one sample of all channels; 0 for pictures."""
    chunks: list[Chunk] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Pictures, or samples per channel."""
        if self.kind == "video":
            return len(self.chunks)
        return sum(chunk.size for chunk in self.chunks) // self.frame_bytes

    @property
    def end_s(self) -> float:
        """Where the track ends, in seconds."""
        return (self.chunks[-1].time + self.chunks[-1].duration) / self.timescale if self.chunks else 0.0


@dataclass(frozen=True)
class Fragments:
    """A file's tracks, its ``moov`` as written at the start, and whether it was closed with an index."""

    tracks: tuple[Track, ...]
    moov: bytes
    closed: bool

    def track(self, kind: str) -> Track | None:
        """The first track of a kind, ``video`` or ``sound``."""
        return next((track for track in self.tracks if track.kind == kind), None)


def read_fragments(path: Path) -> Fragments:
    """Read the heads of a file that `MovWriter` wrote: open, closed, or cut off at any byte.

    Raises:
        FragmentError: it is none, or was cut off before its head was written.
        OSError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return _fragments(file)
    except struct.error as problem:
        raise FragmentError(f"a box is shorter than it should be: {problem}") from problem


def is_closed(path: Path) -> bool:
    """Whether a file has its index, so that it is an ordinary MOV. Quick; raises OSError when it cannot be read."""
    with path.open("rb") as file:
        return _first_fragment(file, file.seek(0, 2))[1]


def _fragments(file: BinaryIO) -> Fragments:
    size = file.seek(0, 2)
    start, closed = _first_fragment(file, size)
    tracks: dict[int, Track] = {}
    moov = b""
    for box in boxes(file, start, size):
        if box.kind == b"moov" and not moov:
            moov = _read(file, box, size)
            tracks = {track.number: track for track in _tracks(moov)}
        elif box.kind == b"moof" and box.end <= size:
            _add_chunks(tracks, _read(file, box, size), box.start, size)
    if not tracks:
        raise FragmentError("no head")
    return Fragments(tuple(tracks.values()), moov, closed)


def boxes(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """The boxes between two places; the last one may reach beyond the end."""
    at = start
    while at + 8 <= end:
        file.seek(at)
        head = file.read(16)
        size, kind = struct.unpack(">I4s", head[:8])
        content = at + 8
        if size == 1 and len(head) == 16:
            (size,) = struct.unpack(">Q", head[8:])
            content = at + 16
        if size < content - at:
            return
        yield Box(kind, at, content, at + size)
        at += size


def _first_fragment(file: BinaryIO, size: int) -> tuple[int, bool]:
    """Where the fragments begin, and whether an index has been written over them.

    A closed file has one ``mdat`` around everything, which begins with the ``ftyp`` of the fragmented one.
    """
    outer = list(boxes(file, 0, min(size, 4096)))
    wrapped = next((box for box in outer if box.kind == b"mdat"), None)
    if wrapped is None or any(box.kind == b"moov" and box.start < wrapped.start for box in outer):
        return 0, False
    closed = any(box.kind == b"moov" and box.end <= size for box in boxes(file, wrapped.start, size))
    return wrapped.content, closed


def _read(file: BinaryIO, box: Box, size: int) -> bytes:
    if box.end - box.start > MAX_HEAD_BYTES or box.end > size:
        raise FragmentError(f"a {box.kind!r} of {box.end - box.start} bytes at {box.start}")
    file.seek(box.start)
    return file.read(box.end - box.start)


def children(data: bytes, start: int = 8) -> Iterator[tuple[bytes, int, int]]:
    """Boxes inside a box that is in memory: letters, start and end of each."""
    at = start
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        if size < 8 or at + size > len(data):
            raise FragmentError(f"a {kind!r} of {size} bytes inside a box")
        yield kind, at, at + size
        at += size


def child(data: bytes, *path: bytes) -> bytes:
    """A box inside boxes, whole; raises `FragmentError` when there is none."""
    for wanted in path:
        data = next((data[start:end] for kind, start, end in children(data) if kind == wanted), b"")
        if not data:
            raise FragmentError(f"no {wanted!r}")
    return data


def _tracks(moov: bytes) -> Iterator[Track]:
    for kind, start, end in children(moov):
        if kind != b"trak":
            continue
        head = moov[start:end]
        header, media = child(head, b"tkhd"), child(head, b"mdia", b"mdhd")
        (number,) = struct.unpack_from(">I", header, 12 + 8 * (1 + header[8]))
        (timescale,) = struct.unpack_from(">I", media, 12 + 8 * (1 + media[8]))
        handler = child(head, b"mdia", b"hdlr")[16:20]
        sound = handler == b"soun"
        description = child(head, b"mdia", b"minf", b"stbl", b"stsd")
        yield Track(
            number, "sound" if sound else "video", timescale, head, _frame_bytes(description) if sound else 0
        )


def _frame_bytes(description: bytes) -> int:
    """From the QuickTime sound description, version 1: bytes per frame (QuickTime File Format, "Sound sample")."""
    if len(description) < 16 + 52:
        raise FragmentError("no sound description")
    (version,) = struct.unpack_from(">H", description, 32)
    if version == 1:
        (frame_bytes,) = struct.unpack_from(">I", description, 60)
    elif version == 2:
        (frame_bytes,) = struct.unpack_from(">I", description, 80)
    else:
        channels, bits = struct.unpack_from(">HH", description, 40)
        frame_bytes = channels * bits // 8
    if not frame_bytes:
        raise FragmentError("no bytes in a sample")
    return int(frame_bytes)


def _add_chunks(tracks: dict[int, Track], moof: bytes, moof_start: int, file_size: int) -> None:
    for kind, start, end in children(moof):
        if kind == b"traf":
            _add_run(tracks, moof[start:end], moof_start, file_size)


def _add_run(tracks: dict[int, Track], traf: bytes, moof_start: int, file_size: int) -> None:
    header, run = child(traf, b"tfhd"), child(traf, b"trun")
    flags, number = struct.unpack_from(">II", header, 8)
    at = 16
    base = moof_start
    if flags & 0x01:
        (base,) = struct.unpack_from(">Q", header, at)
        at += 8
    at += 4 if flags & 0x02 else 0
    (duration,) = struct.unpack_from(">I", header, at) if flags & 0x08 else (0,)
    at += 4 if flags & 0x08 else 0
    (size,) = struct.unpack_from(">I", header, at) if flags & 0x10 else (0,)
    times = child(traf, b"tfdt")
    (time,) = struct.unpack_from(">Q" if times[8] else ">I", times, 12)
    track = tracks.get(number)
    if track is None:
        raise FragmentError(f"a fragment of track {number}, which there is not")
    for size_, duration_, offset in _entries(run, base, size, duration):
        whole = min(size_, file_size - offset)
        if track.frame_bytes:
            whole -= whole % track.frame_bytes
        if whole == size_ or (track.frame_bytes and whole > 0):
            length = duration_ if whole == size_ else whole // track.frame_bytes
            track.chunks.append(Chunk(offset, whole, time, length))
        time += duration_


def _entries(run: bytes, base: int, size: int, duration: int) -> Iterator[tuple[int, int, int]]:
    """Size, duration and place of each packet of a run (8.8.8); what it does not say was said for all."""
    flags, count = struct.unpack_from(">II", run, 8)
    flags &= 0xFFFFFF
    at = 16
    offset = base
    if flags & 0x01:
        offset += struct.unpack_from(">i", run, at)[0]
        at += 4
    at += 4 if flags & 0x04 else 0
    for _ in range(count):
        if flags & 0x100:
            (duration,) = struct.unpack_from(">I", run, at)
            at += 4
        if flags & 0x200:
            (size,) = struct.unpack_from(">I", run, at)
            at += 4
        at += (4 if flags & 0x400 else 0) + (4 if flags & 0x800 else 0)
        yield size, duration, offset
        offset += size
