"""The file of a rolling take: opened with the first piece, synced while it grows, closed as well as may be."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace

from studio_tui.capture.picture import Frame, PictureFormat
from studio_tui.capture.sound import SoundFormat
from studio_tui.config import RecordingSettings
from studio_tui.recording.claim import ClaimedTake
from studio_tui.recording.container import MovWriter
from studio_tui.recording.jpeg import jpeg_size
from studio_tui.recording.syncer import Syncer
from studio_tui.recording.timeline import PicturePiece, Piece
from studio_tui.text import N_, Text

FRAGMENT_SHARE = 0.4
"""Of the sync interval: material waits for its fragment first, then for the sync; together they keep it."""
RESERVE_BYTES = 32_000_000
"""Left free so that the index, the sidecar and the log still fit: an index takes some 5 MB an hour."""


class TakeFile:
    """Writes the pieces of one take into its ``.part``. Used by one thread; the counters may be read by others.

    Args:
        claimed: whose file it is.
        sound: rate and channels of what will come.
        picture: what the card claims; the first frame corrects size and encoding.
        settings: bitrate and sync interval.
    """

    def __init__(
        self, claimed: ClaimedTake, sound: SoundFormat, picture: PictureFormat, settings: RecordingSettings
    ) -> None:
        self._claimed = claimed
        self._sound = sound
        self._picture = picture
        self._settings = settings
        self._writer: MovWriter | None = None
        self._syncer: Syncer | None = None
        self._final_bytes: int | None = None
        self.frames = 0
        """Frames written."""
        self.unwritable_frames = 0
        """Frames that cannot stand in this file."""
        self.samples = 0
        """Samples per channel written."""
        self.video_bytes = 0
        self.problem: Text | None = None
        """What the card did that the operator should know."""

    @property
    def opened(self) -> bool:
        """Whether there was anything to write."""
        return self._writer is not None

    @property
    def bytes_written(self) -> int:
        """Length of the file on the disk."""
        return (
            os.fstat(self._claimed.holding.descriptor).st_size if self._final_bytes is None else self._final_bytes
        )

    @property
    def longest_sync_s(self) -> float:
        """The longest that the disk took to confirm."""
        return self._syncer.longest_s if self._syncer else 0.0

    def has_room(self) -> bool:
        """Whether the disk has more left than the reserve."""
        return shutil.disk_usage(self._claimed.part.parent).free > RESERVE_BYTES

    def write(self, piece: Piece) -> None:
        """Write one piece; raises `WriteError` when the disk or the encoder fails, or the last sync did."""
        if self._writer is None:
            self._writer = self._open(piece)
        if self._syncer and self._syncer.failure:
            raise self._syncer.failure
        if isinstance(piece, PicturePiece):
            self._write_picture(self._writer, piece)
        else:
            self._writer.write_sound(piece.samples, piece.first)
            self.samples += len(piece.samples)

    def close(self) -> None:
        """Write the index and sync; raises `WriteError` when the disk fails, and keeps what is there."""
        try:
            if self._writer:
                self._writer.close()
        finally:
            if self._syncer:
                self._syncer.close()
            self._final_bytes = self.bytes_written
        if self._syncer and self._syncer.failure:
            raise self._syncer.failure

    def _open(self, first: Piece) -> MovWriter:
        if isinstance(first, PicturePiece):
            self._picture = _as_delivered(self._picture, first.frame)
        interval_s = self._settings.sync_interval_s
        writer = MovWriter(
            self._claimed.part,
            self._sound,
            self._picture,
            intra_bitrate_mbps=self._settings.intra_bitrate_mbps,
            fragment_s=interval_s * FRAGMENT_SHARE,
            metadata={"title": self._claimed.movie.stem, "creation_time": self._claimed.take.started_at},
        )
        self._syncer = Syncer(self._claimed.holding.descriptor, interval_s * (1 - FRAGMENT_SHARE))
        return writer

    def _write_picture(self, writer: MovWriter, piece: PicturePiece) -> None:
        delivered = _as_delivered(self._picture, piece.frame)
        if delivered != self._picture:
            self.problem = N_(
                "The capture card changed its picture from {before} to {after} during the take.",
                before=_named(self._picture), after=_named(delivered),
            )  # fmt: skip
        if delivered.encoding != self._picture.encoding or not piece.frame.data.size:
            self.unwritable_frames += 1
            return
        self.video_bytes += writer.write_picture(piece.frame.data, piece.slot)
        self.frames += 1


def _as_delivered(claimed: PictureFormat, frame: Frame) -> PictureFormat:
    """The format with the size and encoding that a frame really has."""
    if frame.encoding == "mjpeg":
        size = jpeg_size(frame.data) or (claimed.width_px, claimed.height_px)
    else:
        size = (frame.data.shape[1], frame.data.shape[0])
    return replace(claimed, width_px=size[0], height_px=size[1], encoding=frame.encoding)


def _named(picture: PictureFormat) -> str:
    return f"{picture.width_px}×{picture.height_px} {picture.encoding}"
