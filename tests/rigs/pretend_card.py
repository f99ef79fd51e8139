"""A V4L2 capture card that is not there, for tests that need the real V4L2 code of OpenCV or FFmpeg to run.

The card is a library preloaded into a child process (see ``fakev4l2.c``), so what uses it must be a program started
with `PretendCard.env`. Its commands reach the child through a file, and what it did is counted in another, so that
a test can compare what a program believes was lost with what the card really dropped.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import struct
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

WIDTH_PX, HEIGHT_PX = 1920, 1080
JPEG_PICTURES = 50
"""Pictures in the pool of MJPEG; they come round every two seconds at 25 a second."""
RAW_PICTURES = 6
_SOURCE = Path(__file__).with_name("fakev4l2.c")
_NOISE = 13.0
_JPEG_QUALITY = 54
"""With this noise a picture has about 270 kB: 54 Mbit/s at 25 a second, above the client's 50."""

CardFormats = Literal["mjpeg", "yuyv", "mjpeg,yuyv"]


@dataclass(frozen=True)
class CardCounters:
    """What the card did since it was made: frames that were due, delivered, and lost for want of a buffer."""

    due: int
    delivered: int
    dropped: int


class PretendCard:
    """One pretend card with its device node, control file and counters in a folder of the caller's.

    Example::

        card = PretendCard(tmp_path)
        child = subprocess.Popen([sys.executable, "-m", "…", card.device], env={**os.environ, **card.env()})
        card.control("unplug")  # the node is gone, whoever has it open gets ENODEV
        card.control("run")     # plugged in again: opening works, the old descriptor stays dead

    Attributes:
        device: path of the card's node; it exists while the card is plugged in.
    """

    def __init__(self, folder: Path, formats: CardFormats = "mjpeg,yuyv") -> None:
        self.device = folder / "video0"
        self._formats = formats
        self._control = folder / "card.control"
        self._counters = folder / "card.counters"
        self._drops = 0
        self._counters.write_bytes(bytes(24))
        self.control("run")

    def control(self, command: str) -> None:
        """Tell the card what to do: ``run`` or ``plug``, ``stall``, ``unplug``, ``half``, ``fps=24.98``.

        It takes effect with the card's next frame.
        """
        written = self._control.with_suffix(".new")
        written.write_text(command)
        written.replace(self._control)
        if command == "unplug":
            self.device.unlink(missing_ok=True)
        else:
            self.device.touch()

    def drop(self, frames: int) -> None:
        """Make the card lose this many frames, once."""
        self._drops += 1
        self.control(f"drop={frames} for the {self._drops}. time")

    @property
    def counters(self) -> CardCounters:
        """What the card has done so far."""
        return CardCounters(*struct.unpack("=3Q", self._counters.read_bytes()))

    def env(self) -> dict[str, str]:
        """What a program must find in its environment, besides the usual, to see this card."""
        return {
            "LD_PRELOAD": str(card_library()),
            "PRETEND_CARD_DEVICE": str(self.device),
            "PRETEND_CARD_FORMATS": self._formats,
            "PRETEND_CARD_MJPEG": str(jpeg_pool()),
            "PRETEND_CARD_YUYV": str(raw_pool()),
            "PRETEND_CARD_CONTROL": str(self._control),
            "PRETEND_CARD_COUNTERS": str(self._counters),
        }


@cache
def card_library() -> Path:
    """The library to preload, built at its first use on this machine."""

    def build(to: Path) -> None:
        command = ["gcc", "-shared", "-fPIC", "-O2", "-Wall", "-o", str(to), str(_SOURCE), "-ldl", "-lpthread"]
        subprocess.run(command, check=True)

    return _made_once("pretend_card.so", _SOURCE.read_bytes(), build)


@cache
def jpeg_pool() -> Path:
    """The pool of JPEG pictures: a little-endian u32 length and the picture, repeated. All differ."""

    def build(to: Path) -> None:
        with to.open("wb") as pool:
            for picture in _jpegs():
                pool.write(struct.pack("<I", len(picture)) + picture)

    return _made_once("pool.mjpeg", f"{_NOISE} {_JPEG_QUALITY} {JPEG_PICTURES}".encode(), build)


@cache
def raw_pool() -> Path:
    """The pool of raw YUYV pictures."""

    def build(to: Path) -> None:
        with to.open("wb") as pool:
            for number in range(RAW_PICTURES):
                pool.write(_yuyv(_picture(number)).tobytes())

    return _made_once("pool.yuyv", f"{_NOISE} {RAW_PICTURES}".encode(), build)


def jpegs_in_pool() -> list[bytes]:
    """The pictures of the MJPEG pool in the order the card shows them."""
    packed = jpeg_pool().read_bytes()
    pictures, at = [], 0
    while at < len(packed):
        (length,) = struct.unpack_from("<I", packed, at)
        pictures.append(packed[at + 4 : at + 4 + length])
        at += 4 + length
    return pictures


def _jpegs() -> list[bytes]:
    encoded = []
    for number in range(JPEG_PICTURES):
        done, jpeg = cv2.imencode(".jpg", _picture(number), [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
        assert done
        encoded.append(jpeg.tobytes())
    return encoded


def _picture(number: int) -> NDArray[np.uint8]:
    """A slide with a block that wanders across it, in front of noise of its own; shape (1080, 1920, 3), BGR."""
    rng = np.random.default_rng(number)
    shade = np.linspace(70, 190, WIDTH_PX, dtype=np.float32)[None, :]
    noise = rng.standard_normal((HEIGHT_PX, WIDTH_PX), dtype=np.float32) * _NOISE
    luma = np.clip(shade + noise, 16, 235).astype(np.uint8)
    picture = cv2.merge([luma, luma, luma])
    left_px = 100 + 30 * number
    cv2.rectangle(picture, (left_px, 400), (left_px + 160, 700), (40, 90, 200), -1)
    return np.asarray(picture, dtype=np.uint8)


def _yuyv(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The same picture as YUYV 4:2:2; shape (1080, 1920, 2)."""
    yuv = cv2.cvtColor(picture, cv2.COLOR_BGR2YUV)
    packed = np.empty((HEIGHT_PX, WIDTH_PX, 2), np.uint8)
    packed[:, :, 0] = yuv[:, :, 0]
    packed[:, 0::2, 1] = yuv[:, 0::2, 1]
    packed[:, 1::2, 1] = yuv[:, 0::2, 2]
    return packed


def _made_once(name: str, made_from: bytes, build: Callable[[Path], None]) -> Path:
    """A file that is made once for every state of what it is made from, even when several processes want it."""
    digest = hashlib.sha256(made_from).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"studio-tui-rigs-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    made = folder / f"{digest}-{name}"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            unfinished = made.with_name(f"unfinished-{made.name}")
            build(unfinished)
            unfinished.replace(made)
    return made
