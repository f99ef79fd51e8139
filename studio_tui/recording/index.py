"""Turns a fragmented take into an ordinary MOV without moving a byte of its media: an index behind it, a new head.

That is what closing the file does. Doing it again after a crash costs a second instead of a copy of the whole take.
Box layouts: ISO/IEC 14496-12, 8.2 to 8.7.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from studio_tui.recording.disk import create_exclusively, sync_folder
from studio_tui.recording.fragments import Chunk, FragmentError, Fragments, Track, children, read_fragments

_HEAD_AT = 20
"""FFmpeg leaves room here: an empty ``wide``, then a ``wide`` of 28 bytes around the ``ftyp`` of the fragments."""
_OPEN_HEAD = struct.pack(">I4sI4s", 8, b"wide", 28, b"wide")


class Indexing:
    """The change of one file, step by step, so that it can be taken back or, after a power cut, begun again.

    A small journal beside the file holds its length before the change.

    Raises:
        OSError: the disk refuses; the file is as it was.
        FragmentError: it is no file of ours.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._journal = _journal_of(path)
        if self._journal.exists():
            self._length = int(self._journal.read_text(encoding="ascii") or path.stat().st_size)
            self.undo()
        self._length = path.stat().st_size
        self.fragments = read_fragments(path)
        """What the file holds."""

    @staticmethod
    def begun(path: Path) -> bool:
        """Whether a change of this file was begun and never ended."""
        return _journal_of(path).exists()

    def apply(self) -> None:
        """Write the index and the head, synced."""
        create_exclusively(self._journal, str(self._length).encode())
        sync_folder(self._path.parent)
        try:
            with self._path.open("r+b") as file:
                file.seek(self._length)
                file.write(index_of(self.fragments))
                file.flush()
                os.fsync(file.fileno())
                file.seek(_HEAD_AT)
                file.write(_closed_head(self._length))
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            self.undo()
            raise

    def trim(self) -> None:
        """Cut off what a failed write left behind the last whole packet."""
        ends = [chunk.offset + chunk.size for track in self.fragments.tracks for chunk in track.chunks]
        with self._path.open("r+b") as file:
            self._length = file.truncate(max(ends, default=self._length))

    def undo(self) -> None:
        """Take everything back."""
        with self._path.open("r+b") as file:
            file.seek(_HEAD_AT)
            file.write(_OPEN_HEAD)
            file.truncate(self._length)
            file.flush()
            os.fsync(file.fileno())
        self._journal.unlink()

    def keep(self) -> None:
        """The change is good; the journal goes."""
        self._journal.unlink()


def _journal_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.length")


def _closed_head(length: int) -> bytes:
    """A ``mdat`` around everything, of 32 bits where they suffice, as FFmpeg does it."""
    small = length - _HEAD_AT - 8
    if small < 1 << 32:
        return struct.pack(">I4sI4s", 8, b"wide", small, b"mdat")
    return struct.pack(">I4sQ", 1, b"mdat", length - _HEAD_AT)


def index_of(fragments: Fragments) -> bytes:
    """The ``moov`` of an ordinary file, for the media where it lies now."""
    length_s = max(track.end_s for track in fragments.tracks)
    tracks = {track.head: track for track in fragments.tracks}
    content = []
    for kind, start, end in children(fragments.moov):
        part = fragments.moov[start:end]
        if kind == b"mvhd":
            (timescale,) = struct.unpack_from(">I", part, 12 + 8 * (1 + part[8]))
            content.append(_with_duration(part, 16 + 8 * (1 + part[8]), round(length_s * timescale)))
        elif kind == b"trak":
            content.append(_track_index(tracks[part], timescale))
        elif kind != b"mvex":
            content.append(part)
    return _box(b"moov", *content)


def _track_index(track: Track, movie_timescale: int) -> bytes:
    def rebuilt(data: bytes) -> Iterator[bytes]:
        for kind, start, end in children(data):
            part = data[start:end]
            version = part[8]
            if kind == b"tkhd":
                yield _with_duration(part, 20 + 8 * (1 + version), round(track.end_s * movie_timescale))
            elif kind == b"mdhd":
                yield _with_duration(part, 16 + 8 * (1 + version), round(track.end_s * track.timescale))
            elif kind in {b"mdia", b"minf"}:
                yield _box(kind, *rebuilt(part))
            elif kind == b"stbl":
                yield _box(kind, part[8 : _end_of_description(part)], *_tables(track))
            elif kind != b"edts":
                yield part

    return _box(b"trak", *rebuilt(track.head))


def _end_of_description(stbl: bytes) -> int:
    kind, start, end = next(children(stbl))
    if kind != b"stsd" or start != 8:
        raise FragmentError("no description of the samples")
    return end


def _tables(track: Track) -> Iterator[bytes]:
    chunks = _merged(track.chunks) if track.frame_bytes else track.chunks
    counts = [chunk.size // track.frame_bytes if track.frame_bytes else 1 for chunk in chunks]
    if track.frame_bytes:
        yield _table(b"stts", [(sum(counts), 1)])
    else:
        yield _table(b"stts", _runs(_durations(chunks)))
    firsts: list[tuple[int, ...]] = []
    for number, count in enumerate(counts, 1):
        if not firsts or firsts[-1][1] != count:
            firsts.append((number, count, 1))
    yield _table(b"stsc", firsts)
    if track.frame_bytes:
        yield _box(b"stsz", struct.pack(">III", 0, track.frame_bytes, sum(counts)))
    else:
        sizes = [chunk.size for chunk in chunks]
        yield _box(b"stsz", struct.pack(f">III{len(sizes)}I", 0, 0, len(sizes), *sizes))
    offsets = [chunk.offset for chunk in chunks]
    if max(offsets, default=0) < 1 << 32:
        yield _box(b"stco", struct.pack(f">II{len(offsets)}I", 0, len(offsets), *offsets))
    else:
        yield _box(b"co64", struct.pack(f">II{len(offsets)}Q", 0, len(offsets), *offsets))


def _merged(chunks: Iterable[Chunk]) -> list[Chunk]:
    """Chunks that follow one another in the file made one."""
    merged: list[Chunk] = []
    for chunk in chunks:
        if merged and merged[-1].offset + merged[-1].size == chunk.offset:
            last = merged.pop()
            chunk = Chunk(last.offset, last.size + chunk.size, last.time, last.duration + chunk.duration)  # noqa: PLW2901
        merged.append(chunk)
    return merged


def _durations(chunks: list[Chunk]) -> list[int]:
    """How long each picture stands: until the next one. The first one stands from the beginning of the file."""
    times = [0, *(chunk.time for chunk in chunks[1:])]
    ends = [*times[1:], chunks[-1].time + chunks[-1].duration] if chunks else []
    return [end - time for time, end in zip(times, ends, strict=False)]


def _runs(values: list[int]) -> list[tuple[int, ...]]:
    return [(sum(1 for _ in run), value) for value, run in groupby(values)]


def _table(kind: bytes, rows: list[tuple[int, ...]]) -> bytes:
    flat = [number for row in rows for number in row]
    return _box(kind, struct.pack(f">II{len(flat)}I", 0, len(rows), *flat))


def _box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I4s", len(body) + 8, kind) + body


def _with_duration(box: bytes, at: int, duration: int) -> bytes:
    """A header box with its duration set: 64 bits in version 1, else 32 (all ones mean unknown)."""
    if box[8] == 1:
        return box[:at] + struct.pack(">Q", duration) + box[at + 8 :]
    return box[:at] + struct.pack(">I", min(duration, 0xFFFFFFFF)) + box[at + 4 :]
