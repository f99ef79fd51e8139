"""A lecture shot for the picture meters: a slide, a speaker who moves in front of it, a camera's noise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]

INTRA = {"preset": "ultrafast", "g": "1", "b": "30M", "maxrate": "30M", "bufsize": "3M"}
LONG_GOP = {"preset": "superfast", "g": "25", "b": "8M"}


class LectureShot:
    """Frames by time; the same time gives the same scene, and every frame its own noise."""

    def __init__(self, width: int = 1280, height: int = 720, noise: float = 2.0) -> None:
        self._random = np.random.default_rng(5)
        across, down = np.meshgrid(np.arange(width), np.arange(height))
        room = 110 + 50 * np.sin(across / 240) * np.cos(down / 200)
        self._room = room.astype(np.uint8)
        for line in range(10):
            at = (width // 20, height // 8 + line * height // 14)
            cv2.putText(self._room, f"Slide, line {line}", at, cv2.FONT_HERSHEY_SIMPLEX, height / 800, (20,), 2)
        field = self._random.normal(0.0, noise, (height + 64, width + 64))
        self._noise = field.astype(np.float32) if noise else None
        self._unit = height / 1080

    def at(self, time_s: float) -> Gray:
        """The picture at a time."""
        picture = self._room.copy()
        x, y = 1300 + 160 * np.sin(2.6 * time_s), 500 + 40 * np.sin(4.4 * time_s)
        self._ellipse(picture, x, y, (150, 200), 190)
        self._ellipse(picture, x, y + 90, (50, 10 + 15 * abs(np.sin(19 * time_s))), 60)
        for stripe in range(8):
            self._ellipse(picture, x, y - 130 + stripe * 22, (100, 4), 90)
        if self._noise is None:
            return picture
        row, column = self._random.integers(0, 64, 2)
        height, width = picture.shape
        return np.clip(picture + self._noise[row : row + height, column : column + width], 0, 255).astype(np.uint8)

    def run(self, frames: int, frame_rate_hz: float = 25.0, start_s: float = 0.0) -> list[Gray]:
        """Consecutive frames."""
        return [self.at(start_s + number / frame_rate_hz) for number in range(frames)]

    def fields(self, frames: int, frame_rate_hz: float = 25.0) -> list[Gray]:
        """The same interlaced: odd lines are half a frame later."""
        pictures = self.run(2 * frames, 2 * frame_rate_hz)
        woven = []
        for upper, lower in zip(pictures[::2], pictures[1::2], strict=True):
            picture = upper.copy()
            picture[1::2] = lower[1::2]
            woven.append(picture)
        return woven

    def _ellipse(self, picture: Gray, x: float, y: float, axes: tuple[float, float], value: int) -> None:
        scale = self._unit * 16
        centre = (int(x * scale), int(y * scale))
        size = (int(axes[0] * scale), int(axes[1] * scale))
        cv2.ellipse(picture, centre, size, 0, 0, 360, (value,), -1, cv2.LINE_AA, 4)


def encode(frames: Sequence[Gray], path: Path, options: dict[str, str]) -> Path:
    """Write grey pictures as H.264 at 25 frames a second."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(25), options=options)
        stream.pix_fmt = "yuv420p"
        stream.height, stream.width = frames[0].shape
        for picture in frames:
            frame = av.VideoFrame.from_ndarray(picture, format="gray").reformat(format="yuv420p")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def decode_luma(path: Path) -> Iterator[Gray]:
    """Luma planes of a file as views on the decoder's buffers, rows padded as they come."""
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            plane = frame.planes[0]
            yield np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[: frame.height, : frame.width]
