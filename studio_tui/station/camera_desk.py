"""One camera at the station: one feed from the card, every frame counted, some looked at."""

from __future__ import annotations

import threading
from collections.abc import Callable

from studio_tui.capture.cadence import FrameCadence
from studio_tui.capture.feed import Feed
from studio_tui.capture.picture import Frame, PictureFormat, PictureSource
from studio_tui.config import CameraSettings, Settings
from studio_tui.station.camera_meters import FrameCounter, Look, PictureMeters
from studio_tui.station.measurer import Measurer
from studio_tui.station.messages import CameraState, Picture

_LOOKS_PER_S = 12.0


class CameraDesk:
    """Owns the feed and its measuring thread. ``record`` is handed every frame before anything is measured."""

    def __init__(
        self,
        number: int,
        settings: Settings,
        open_source: Callable[[], PictureSource],
        record: Callable[[Frame], None],
        show: Callable[[Picture], None],
    ) -> None:
        self._wanted: CameraSettings = settings.camera[number]
        self._show = show
        self._counter = FrameCounter()
        self._meters = PictureMeters(number, settings.alarms)
        self._measurer: Measurer[Frame] = Measurer(f"picture {self._wanted.name}", self._look, depth=1)
        self._looked: Look | None = None
        self._next_look_s = 0.0
        self._lock = threading.Lock()
        self.feed: Feed[Frame, PictureFormat] = Feed(open_source, FrameCadence(), (record, self._count))

    def start(self) -> None:
        """Open the card, as soon as it is there."""
        self._measurer.start()
        self.feed.start()

    def stop(self) -> None:
        """Close the card."""
        self.feed.stop()
        self._measurer.stop()

    def _count(self, frame: Frame) -> None:
        with self._lock:
            self._counter.feed(frame)
        if frame.at_s >= self._next_look_s:
            self._next_look_s = max(self._next_look_s + 1 / _LOOKS_PER_S, frame.at_s)
            self._measurer.offer(frame)

    def _look(self, frame: Frame) -> None:
        looked = self._meters.look(frame)
        if looked is not None:
            self._looked = looked
            self._show(looked.picture)

    def read(self) -> CameraState:
        """What the camera delivers now."""
        feed = self.feed.state
        with self._lock:
            count = self._counter.read()
        looked = self._looked if feed.status == "running" else None
        exposure = looked.exposure if looked else None
        return CameraState(
            name=self._wanted.name,
            device=feed.device,
            status=feed.status,
            width_px=count.width_px,
            height_px=count.height_px,
            encoding=feed.format.encoding if feed.format else "",
            frame_rate_hz=count.rate_hz,
            claimed_rate_hz=feed.format.frame_rate_hz if feed.format else self._wanted.frame_rate_hz,
            lost_frames=feed.lost,
            repeated_frames=count.repeated,
            skipped_frames=self._measurer.skipped,
            luma_low=exposure.luma_p1 if exposure else None,
            luma_high=exposure.luma_p99 if exposure else None,
            luma_mean=exposure.luma_mean if exposure else None,
            bitrate_mbps=count.bitrate_mbps,
            black_s=looked.black_s if looked else 0.0,
            frozen_s=looked.frozen_s if looked else 0.0,
            problem=feed.problem,
        )
