"""Makes an ordinary file of one that was not closed, and looks whether it became one."""

from __future__ import annotations

import logging
from pathlib import Path

import av
from av.container import InputContainer

from studio_tui.recording.fragments import FragmentError, Fragments, is_closed, read_fragments
from studio_tui.recording.index import Indexing

_logger = logging.getLogger(__name__)


class NotMendedError(FragmentError):
    """The index does not give back what the file holds. The file is as it was."""


def mend(path: Path) -> Fragments:
    """Give a file its index unless it has one; returns what it held, ``closed`` only if nothing was to be done.

    A disk without room for an index is no reason to give up: the fragments can be read without one.

    Raises:
        FragmentError: the file is none of ours, or damaged; it stays as it is.
        OSError: it cannot be read.
    """
    if is_closed(path) and not Indexing.begun(path):
        fragments = read_fragments(path)
        _check(path, fragments)
        return fragments
    indexing = Indexing(path)
    if not _applied(indexing):
        return indexing.fragments
    try:
        _check(path, indexing.fragments)
    except NotMendedError:
        indexing.undo()
        raise
    indexing.keep()
    return indexing.fragments


def _applied(indexing: Indexing) -> bool:
    try:
        indexing.apply()
    except OSError:
        # A full disk. The half picture that did not fit is of no use, but its room is.
        try:
            indexing.trim()
            indexing.apply()
        except OSError:
            _logger.warning("no room for an index", exc_info=True)
            return False
    return True


def _check(path: Path, fragments: Fragments) -> None:
    """Read the file as any player would: every track as long as it should be, its ends where they should be."""
    try:
        with av.open(f"file:{path}", "r", format="mov") as container:
            for stream in (*container.streams.video, *container.streams.audio):
                track = fragments.track("video" if stream.type == "video" else "sound")
                if track is None or stream.frames != track.length:
                    raise NotMendedError(
                        f"{stream.type}: {stream.frames} instead of {track.length if track else 0}"
                    )
                if track.chunks and stream.index_entries[0].pos != track.chunks[0].offset:
                    raise NotMendedError(f"{stream.type}: begins at another place")
            _check_last_picture(container, fragments)
    except av.FFmpegError as problem:
        raise NotMendedError(str(problem)) from problem


def _check_last_picture(container: InputContainer, fragments: Fragments) -> None:
    track = fragments.track("video")
    if track is None or not track.chunks:
        return
    stream = container.streams.video[0]
    container.seek(track.chunks[-1].time, stream=stream)
    last = [(packet.pos, packet.size) for packet in container.demux(stream) if packet.size][-1:]
    if last != [(track.chunks[-1].offset, track.chunks[-1].size)]:
        raise NotMendedError("video: ends at another place")
