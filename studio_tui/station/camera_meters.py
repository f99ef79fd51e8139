"""All live picture meters of one camera: what is counted of every frame, and what is looked at of some."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from meters.rate import RateMeter
from meters.video.exposure import BlackMeter, Exposure, measure_exposure
from meters.video.jpeg import decode_reduced, jpeg_size
from meters.video.motion import MotionMeter
from meters.video.planes import Bgr, luma_of
from meters.video.scopes import measure_scopes, thumbnail
from studio_tui.capture.picture import Frame
from studio_tui.config import AlarmSettings
from studio_tui.station.messages import Picture

_REDUCED_SIZE_PX = (480, 270)
_PICTURE_SIZE_PX = (160, 90)


@dataclass(frozen=True)
class FrameCount:
    """What counting every frame tells."""

    width_px: int
    height_px: int
    rate_hz: float | None
    bitrate_mbps: float | None
    repeated: int


class FrameCounter:
    """Counts every frame, without decoding: size, rate, bitrate, frames equal to the one before."""

    def __init__(self) -> None:
        self._rate = RateMeter()
        self._bits = RateMeter(window_s=4.0)
        self._sent_bits = 0
        self._repeated = 0
        self._size_px = (0, 0)
        self._before: NDArray[np.uint8] | None = None
        self._is_compressed = False

    def feed(self, frame: Frame) -> None:
        """Take the next frame."""
        self._is_compressed = frame.encoding == "mjpeg"
        if self._is_compressed:
            self._size_px = jpeg_size(frame.data) or self._size_px
            self._sent_bits += frame.data.nbytes * 8
            self._bits.feed(self._sent_bits, frame.at_s)
        else:
            self._size_px = (frame.data.shape[1], frame.data.shape[0])
        if self._before is not None and np.array_equal(frame.data, self._before):
            self._repeated += 1
        self._before = frame.data
        self._rate.feed(frame.index, frame.at_s)

    def read(self) -> FrameCount:
        """The counts as they are now."""
        bits_per_s = self._bits.read() if self._is_compressed else None
        return FrameCount(
            width_px=self._size_px[0],
            height_px=self._size_px[1],
            rate_hz=self._rate.read(),
            bitrate_mbps=None if bits_per_s is None else bits_per_s / 1e6,
            repeated=self._repeated,
        )


@dataclass(frozen=True)
class Look:
    """What looking at a picture tells."""

    picture: Picture
    exposure: Exposure
    black_s: float
    frozen_s: float


class PictureMeters:
    """Looks at a picture, reduced to a quarter: exposure, black, freeze, scopes, a small copy for the screen."""

    def __init__(self, camera: int, alarms: AlarmSettings) -> None:
        self._camera = camera
        self._black = BlackMeter(alarms.black_luma)
        self._motion = MotionMeter(alarms.freeze_s)

    def look(self, frame: Frame) -> Look | None:
        """Measure one frame; None when it is broken."""
        picture = _reduced(frame)
        if picture is None:
            return None
        luma = luma_of(picture)
        exposure = measure_exposure(luma)
        self._black.feed(exposure, frame.at_s)
        self._motion.feed(luma, frame.at_s)
        scopes = measure_scopes(luma)
        width_px, height_px = _PICTURE_SIZE_PX
        small = Picture(
            camera=self._camera,
            at_s=frame.at_s,
            width_px=width_px,
            height_px=height_px,
            rgb=thumbnail(picture, width_px, height_px).tobytes(),
            waveform=scopes.waveform,
            histogram=scopes.histogram,
        )
        return Look(small, exposure, self._black.black_for_s, self._motion.read().frozen_for_s)


def _reduced(frame: Frame) -> Bgr | None:
    if frame.encoding == "mjpeg":
        return decode_reduced(frame.data)
    return np.asarray(cv2.resize(frame.data, _REDUCED_SIZE_PX, interpolation=cv2.INTER_NEAREST), np.uint8)
