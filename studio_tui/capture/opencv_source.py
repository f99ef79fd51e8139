"""Pictures in through OpenCV: the card's own JPEG untouched where it gives one, else decoded pictures.

Written and tested against V4L2 (Linux). On macOS (AVFoundation) and Windows (DirectShow, Media Foundation) the same
calls are made as OpenCV documents them, but no test here has run on those systems.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio_tui.capture.names import plain_name
from studio_tui.capture.picture import Frame, PictureFormat
from studio_tui.capture.problem import DeviceError
from studio_tui.config import CameraSettings
from studio_tui.text import N_

# Seconds that V4L2 may block on a card that delivers nothing; OpenCV reads it when it is loaded. Its default is 10.
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "1")

import cv2

VIDEO_NODES = Path("/sys/class/video4linux")
"""Where Linux names its video devices."""

_BUFFERS = 10
"""Frames the driver may hold for us, the most that OpenCV allows: 0.4 s at 25 a second."""
_JPEG_START = (0xFF, 0xD8)
_REFUSALS_UNTIL_GONE = 3
_PAUSE_AFTER_REFUSAL_S = 0.02
_OLDEST_STAMP_S = 60.0
_STAMP_MARGIN_S = 0.005
_HIGHEST_RATE_HZ = 240.0
_SHORTEST_WAIT_NS = 1_000_000
"""OpenCV counts in milliseconds, and none of them means forever."""
_SYSTEM: str = sys.platform


class OpenCvSource:
    """A capture card through OpenCV; keeps `studio_tui.capture.picture.PictureSource`.

    MJPG is asked for first, because a card's own JPEG is recorded as it is. Whether it really delivers JPEG shows
    with the first frame: until then `format` is what the card claims, after it what it does.

    Args:
        settings: which card, and the size and rate to ask for.
        video_nodes: where to look for cards by name.

    Raises:
        DeviceError: no such card, several that fit the name, or it cannot be opened.
    """

    def __init__(self, settings: CameraSettings, video_nodes: Path = VIDEO_NODES) -> None:
        self._address, self._name = find_card(settings.device, video_nodes)
        # OpenCV writes its complaints to descriptor 2, where a screen may be.
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
        self._card = _opened(self._address, self._name)
        self._format = _negotiated(self._card, settings)
        self._waits = _SYSTEM == "linux"
        self._checked_encoding = False
        self._stamps_are_monotonic: bool | None = None
        self._last_stamp_s = float("-inf")
        self._index = 0
        self._closed = False

    @property
    def format(self) -> PictureFormat:
        """The format the card agreed to; its rate is a claim, its encoding is certain from the first frame on."""
        return self._format

    @property
    def name(self) -> str:
        """The card's name as the system gives it, or its path."""
        return self._name

    def read(self, timeout_s: float) -> Frame | None:
        """The next frame, or None when none came in time; raises `DeviceError` once the card is gone."""
        deadline_s = time.monotonic() + timeout_s
        refusals = 0
        while True:
            left_s = deadline_s - time.monotonic()
            if left_s <= 0:
                return None
            asked_s = time.monotonic()
            if self._grab(left_s):
                frame = self._retrieve()
                if frame is not None:
                    return frame
                continue
            if time.monotonic() - asked_s >= min(left_s, 0.5):
                return None
            # An unplugged card refuses at once, and again, while OpenCV still calls it opened.
            refusals += 1
            if refusals >= _REFUSALS_UNTIL_GONE or self._node_has_gone():
                raise _gone(self._name)
            time.sleep(_PAUSE_AFTER_REFUSAL_S)

    def close(self) -> None:
        """Release the card. Idempotent; may block when the driver hangs."""
        if not self._closed:
            self._closed = True
            self._card.release()

    def _grab(self, timeout_s: float) -> bool:
        """Whether a frame was taken from the driver in time; only V4L2 can wait for less than its own limit."""
        if not self._waits:
            return self._card.grab()
        try:
            ready, _ = cv2.VideoCapture.waitAny([self._card], max(_SHORTEST_WAIT_NS, round(timeout_s * 1e9)))
        except cv2.error:
            return False
        return bool(ready) and self._card.grab()

    def _node_has_gone(self) -> bool:
        return isinstance(self._address, str) and not Path(self._address).exists()

    def _retrieve(self) -> Frame | None:
        """The grabbed frame; None when it is damaged."""
        now_s = time.monotonic()
        stamp_s = self._capture_time(self._card.get(cv2.CAP_PROP_POS_MSEC) / 1000, now_s)
        try:
            done, picture = self._card.retrieve()
        except cv2.error:  # a frame too damaged to be decoded
            return None
        if not done:
            return None
        data = np.asarray(picture, dtype=np.uint8)
        if not self._checked_encoding:
            self._check_encoding(data)
            if self._format.encoding == "bgr24" and data.ndim != 3:
                return None  # taken before conversion was switched on
        if self._format.encoding == "mjpeg":
            data = data.reshape(-1)
            if not _is_jpeg(data):
                return None
        data.flags.writeable = False
        frame = Frame(data, self._format.encoding, self._index, stamp_s)
        self._index += 1
        return frame

    def _check_encoding(self, data: NDArray[np.uint8]) -> None:
        """Fall back to decoded pictures when a card that agreed to MJPG sends something else."""
        self._checked_encoding = True
        if self._format.encoding == "mjpeg" and not (1 in data.shape[:2] and _is_jpeg(data.reshape(-1))):
            self._card.set(cv2.CAP_PROP_CONVERT_RGB, 1)
            self._format = replace(self._format, encoding="bgr24")

    def _capture_time(self, stamp_s: float, now_s: float) -> float:
        """The driver's stamp where it is one of the monotonic clock (V4L2 does that), else the time of reading."""
        plausible = now_s - _OLDEST_STAMP_S < stamp_s <= now_s + _STAMP_MARGIN_S and stamp_s > self._last_stamp_s
        if self._stamps_are_monotonic is None:
            self._stamps_are_monotonic = plausible
        chosen_s = stamp_s if self._stamps_are_monotonic and plausible else now_s
        self._last_stamp_s = max(chosen_s, self._last_stamp_s)
        return chosen_s


def find_card(device: str, video_nodes: Path = VIDEO_NODES) -> tuple[str | int, str]:
    """Where a card is (a path, or OpenCV's number of it) and its name.

    Args:
        device: a path, a number of OpenCV's (other systems than Linux only), the card's name or part of it in any
            case of letters; empty for the first card there is.
        video_nodes: Linux's folder of video devices. A card may have several nodes there, of which the one with the
            lowest number delivers the pictures.

    Raises:
        DeviceError: nothing fits, or several different cards do.
    """
    if "/" in device:
        return device, _names_by_node(video_nodes).get(device) or plain_name(device)
    if _SYSTEM != "linux":
        # OpenCV gives no names here: whoever lists the cards turns a name into OpenCV's number.
        return (int(device) if device.isdecimal() else 0), plain_name(device) or "0"
    nodes = _names_by_node(video_nodes)
    fitting = {path: name for path, name in nodes.items() if device.casefold() in name.casefold()}
    exact = {path: name for path, name in fitting.items() if device.casefold() == name.casefold()}
    fitting = exact or fitting
    if not fitting:
        raise _no_such_card(device, sorted(set(nodes.values())))
    if device and len(set(fitting.values())) > 1:
        raise DeviceError(
            N_(
                "“{wanted}” fits several capture cards: {names}. "
                "Write more of the name under [[camera]] device in studio.toml.",
                wanted=device,
                names=", ".join(sorted(set(fitting.values()))),
            )
        )
    return next(iter(fitting.items()))


def _names_by_node(video_nodes: Path) -> dict[str, str]:
    """Names of the video devices by their path in /dev, lowest number first."""
    found = []
    for entry in video_nodes.glob("video*"):
        number = entry.name.removeprefix("video")
        try:
            name = plain_name((entry / "name").read_text(encoding="utf-8", errors="replace"))
        except OSError:  # unplugged while we look
            continue
        if number.isdecimal():
            found.append((int(number), name))
    return {f"/dev/video{number}": name for number, name in sorted(found)}


def _opened(address: str | int, name: str) -> cv2.VideoCapture:
    for backend in _backends():
        card = cv2.VideoCapture(address, backend)
        if card.isOpened():
            return card
        card.release()
    if isinstance(address, str) and not Path(address).exists():
        raise DeviceError(
            N_("The capture card {name} is not there. Plug it in; it is opened as soon as it is found.", name=name)
        )
    raise DeviceError(
        N_(
            "The capture card {name} cannot be opened. Close other programs that use it, "
            "or unplug it and plug it in again.",
            name=name,
        )
    )


def _backends() -> tuple[int, ...]:
    """OpenCV's backends to try, best first."""
    if _SYSTEM == "linux":
        return (cv2.CAP_V4L2,)
    if _SYSTEM == "darwin":
        return (cv2.CAP_AVFOUNDATION,)
    # Media Foundation opens slowly and has scaled up a smaller picture to the size asked for (OpenCV #12822).
    return (cv2.CAP_DSHOW, cv2.CAP_MSMF)


def _negotiated(card: cv2.VideoCapture, settings: CameraSettings) -> PictureFormat:
    """Ask for pixel format, size and rate in this order, since each resets what follows; answer what was agreed."""
    card.set(cv2.CAP_PROP_BUFFERSIZE, _BUFFERS)
    mjpg = cv2.VideoWriter.fourcc(*"MJPG")
    card.set(cv2.CAP_PROP_FOURCC, mjpg)
    card.set(cv2.CAP_PROP_FRAME_WIDTH, settings.width_px)
    card.set(cv2.CAP_PROP_FRAME_HEIGHT, settings.height_px)
    card.set(cv2.CAP_PROP_FPS, settings.frame_rate_hz)
    raw = int(card.get(cv2.CAP_PROP_FOURCC)) == mjpg and card.set(cv2.CAP_PROP_CONVERT_RGB, 0)
    return PictureFormat(
        width_px=int(card.get(cv2.CAP_PROP_FRAME_WIDTH)),
        height_px=int(card.get(cv2.CAP_PROP_FRAME_HEIGHT)),
        frame_rate_hz=claimed_rate(card.get(cv2.CAP_PROP_FPS), settings.frame_rate_hz),
        encoding="mjpeg" if raw else "bgr24",
    )


def claimed_rate(told_hz: float, asked_hz: float) -> float:
    """The rate a card claims, from what OpenCV tells.

    OpenCV tells V4L2's denominator alone: 30000 for a frame lasting 1001/30000 s. A driver that tells nothing
    (0, or nonsense) is taken at what was asked for; the rate is measured anyway.
    """
    if told_hz > _HIGHEST_RATE_HZ:
        told_hz /= 1001 if told_hz in {24_000, 30_000, 60_000, 120_000} else 1000
    return told_hz if 0 < told_hz <= _HIGHEST_RATE_HZ else asked_hz


def _is_jpeg(data: NDArray[np.uint8]) -> bool:
    return len(data) > 2 and (int(data[0]), int(data[1])) == _JPEG_START


def _no_such_card(wanted: str, names: list[str]) -> DeviceError:
    if not names:
        return DeviceError(N_("There is no capture card on this machine. Plug it in."))
    return DeviceError(
        N_(
            "There is no capture card called “{wanted}”. Plug it in, "
            "or set device under [[camera]] in studio.toml to one of: {names}.",
            wanted=wanted,
            names=", ".join(names),
        )
    )


def _gone(name: str) -> DeviceError:
    return DeviceError(
        N_(
            "The capture card {name} has gone. Check its cable and power; it is opened again when it is back.",
            name=name,
        )
    )
