"""A simulated capture card: the lecturer's pictures, paced by the monotonic clock."""

from __future__ import annotations

import time
from collections import deque

import numpy as np
from numpy.typing import NDArray

from studio_tui.capture.picture import Frame, PictureFormat
from studio_tui.capture.problem import DeviceError
from studio_tui.capture.simulated.lecturer import LecturerPool
from studio_tui.capture.simulated.rig import PICTURE_NAME, SimulatedRig
from studio_tui.text import N_

BUFFERS = 4
"""Frames the card keeps for a reader that is late; OpenCV asks a V4L2 card for as many."""

_DROP_EVERY = 5


class SimulatedPicture:
    """Keeps `studio_tui.capture.picture.PictureSource`; gives ``mjpeg``.

    Frame n is due n / rate after opening. As on a card, the frames that find all buffers full are lost, and
    ``index`` jumps after the buffered ones. Frames are views of the pool: nothing is copied.

    Args:
        asked: size and rate; ``encoding`` is not looked at.
        pool: the pictures, from `lecturer_pool`.
        rig: clock and faults.

    Raises:
        DeviceError: the card is unplugged just now.
    """

    def __init__(self, asked: PictureFormat, pool: LecturerPool, rig: SimulatedRig) -> None:
        self._format = PictureFormat(asked.width_px, asked.height_px, asked.frame_rate_hz, "mjpeg")
        self._pool = pool
        self._rig = rig
        self._opened_s = time.monotonic()
        if rig.fault("unplug-video", self._opened_s):
            raise DeviceError(N_("There is no camera called “{wanted}”. Plug it in.", wanted=PICTURE_NAME))
        self._first_shown = round((self._opened_s - rig.started_s) * asked.frame_rate_hz)
        self._buffered: deque[int] = deque()
        self._next_index = 0  # of the frame that the card takes next
        self._closed = False

    @property
    def format(self) -> PictureFormat:
        """The format that was asked for, as MJPEG."""
        return self._format

    @property
    def name(self) -> str:
        """What the simulated card is called."""
        return PICTURE_NAME

    def read(self, timeout_s: float) -> Frame | None:
        """The next frame, or None when none was due in time; raises `DeviceError` once the card is gone."""
        deadline_s = time.monotonic() + timeout_s
        while True:
            now_s = time.monotonic()
            self._check_there(now_s)
            self._take_what_was_due(now_s)
            if self._buffered:
                return self._frame(self._buffered.popleft())
            due_s = self._captured_at(self._next_index)
            if due_s > deadline_s:
                time.sleep(max(0.0, deadline_s - now_s))
                self._check_there(time.monotonic())
                return None
            time.sleep(max(0.0, due_s - now_s))

    def _captured_at(self, index: int) -> float:
        return self._opened_s + index / self._format.frame_rate_hz

    def _check_there(self, now_s: float) -> None:
        if self._closed or self._rig.struck("unplug-video", self._opened_s, now_s):
            raise DeviceError(
                N_(
                    "The camera “{name}” has gone. Check its cable; it is opened again when it is back.",
                    name=PICTURE_NAME,
                )
            )

    def _take_what_was_due(self, now_s: float) -> None:
        """Fill the buffers with the frames that came since the last read; what finds them full is lost."""
        came = int((now_s - self._opened_s) * self._format.frame_rate_hz + 1e-6) + 1
        while self._next_index < came and len(self._buffered) < BUFFERS:
            if not self._is_dropped(self._next_index):
                self._buffered.append(self._next_index)
            self._next_index += 1
        self._next_index = max(self._next_index, came)

    def _is_dropped(self, index: int) -> bool:
        dropping = self._rig.fault("drop-frames", self._captured_at(index)) is not None
        return dropping and index % _DROP_EVERY == _DROP_EVERY - 1

    def _frame(self, index: int) -> Frame:
        at_s = self._captured_at(index)
        return Frame(self._seen(index, at_s), "mjpeg", index, at_s)

    def _seen(self, index: int, at_s: float) -> NDArray[np.uint8]:
        if self._rig.fault("black", at_s):
            return self._pool.black
        shown = self._first_shown + index
        if freeze := self._rig.fault("freeze", at_s):
            shown = round(freeze.start_s * self._format.frame_rate_hz)
        return self._pool.frames[shown % len(self._pool.frames)]

    def close(self) -> None:
        """Release the card. Idempotent."""
        self._closed = True
