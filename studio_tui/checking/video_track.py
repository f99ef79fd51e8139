"""The picture: its packets in, its measurements out."""

from __future__ import annotations

from collections.abc import Iterable

import av
from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from meters.interval import Interval, IntervalTracker
from meters.video.black import is_black, measure_luma_range
from meters.video.motion import MotionMeter
from meters.video.scan import ScanMeter
from studio_tui.checking.cadence import Cadence
from studio_tui.checking.damage import Damage
from studio_tui.checking.luma import luma_plane
from studio_tui.checking.measurements import MAX_SPANS, PictureMeasurements, Spans
from studio_tui.presets import Measuring

_SHORTEST_BLACK_S = 0.2


class VideoTrack:
    """Decodes the picture and measures every frame of it."""

    def __init__(self, stream: VideoStream, measuring: Measuring, zero_s: float) -> None:
        """``zero_s`` is the time stamp at which the file begins."""
        self._stream = stream
        self._codec = stream.codec_context.name
        self._tick_s = float(stream.time_base or 1)
        self._zero_s = zero_s
        self._cadence = Cadence(self._tick_s)
        self._damage = Damage()
        self._black_luma = measuring.black_luma
        self._black = IntervalTracker(_SHORTEST_BLACK_S)
        self._motion = MotionMeter(measuring.freeze_s)
        self._scan = ScanMeter()
        self._bytes = 0
        self._packets = 0
        self._frames = 0
        self._at_s = 0.0
        self._sizes: list[tuple[int, int, int]] = []
        self._luma_min, self._luma_max, self._luma_sum = 255, 0, 0.0

    def feed(self, packet: Packet[Stream]) -> None:
        """Take the next packet; the empty one at the end brings out what the decoder still holds."""
        self._bytes += packet.size
        self._packets += packet.size > 0
        self._decode(packet)

    def break_off(self) -> None:
        """Say that the file ends here, damaged."""
        self._decode(None)
        self._damage.at(self._at_s)

    @property
    def at_s(self) -> float:
        """Time of the last frame, seconds from the file's beginning."""
        return self._at_s

    def finish(self) -> PictureMeasurements:
        """What was measured; call once, after the last packet."""
        pace = self._cadence.read()
        start_s = None if pace.start_s is None else pace.start_s - self._zero_s
        end_s = None if pace.end_s is None else pace.end_s - self._zero_s
        duration_s = None if start_s is None or end_s is None else end_s - start_s
        if end_s is not None:
            self._black.finish(end_s)
            self._motion.finish(end_s)
        black, frozen = self._black.intervals, self._motion.frozen_intervals
        scan = self._scan.read()
        return PictureMeasurements(
            video_codec=self._codec if self._frames else None,
            width_px=min((width for width, _, _ in self._sizes), default=None),
            height_px=min((height for _, height, _ in self._sizes), default=None),
            bits_per_component=min((bits for _, _, bits in self._sizes), default=None),
            video_packets=self._packets,
            frames=self._frames,
            frame_rate_hz=pace.rate_hz,
            frame_rate_error_hz=pace.rate_error_hz,
            frame_rate_constant=pace.constant,
            frame_gap_min_ms=pace.gap_min_ms,
            frame_gap_max_ms=pace.gap_max_ms,
            video_bitrate_mbps=self._bytes * 8 / duration_s / 1e6 if duration_s else None,
            video_start_s=start_s,
            video_duration_s=duration_s,
            lost_frames=pace.lost if self._frames else None,
            lost_frames_at_s=tuple((start - self._zero_s, end - self._zero_s) for start, end in pace.lost_at_s),
            repeated_frame_share=self._motion.read().repeated_share,
            combed_frame_share=scan.combed_frame_share,
            scan=scan.scan_type,
            black_s=_total_s(black) if self._frames else None,
            black_longest_s=_longest_s(black) if self._frames else None,
            black_at_s=_spans(black),
            freeze_s=_total_s(frozen) if self._frames else None,
            freeze_longest_s=_longest_s(frozen) if self._frames else None,
            freeze_at_s=_spans(frozen),
            luma_min=self._luma_min if self._frames else None,
            luma_max=self._luma_max if self._frames else None,
            luma_mean=self._luma_sum / self._frames if self._frames else None,
            picture_errors=self._damage.count,
            picture_errors_at_s=self._damage.places,
        )

    def _decode(self, packet: Packet[Stream] | None) -> None:
        try:
            frames = self._stream.decode(packet)
        except av.FFmpegError:
            self._damage.at(self._at_s)
            return
        for frame in frames:
            self._feed_frame(frame)

    def _feed_frame(self, frame: VideoFrame) -> None:
        if frame.pts is not None:
            self._cadence.feed(frame.pts, frame.duration or 0)
            self._at_s = frame.pts * self._tick_s - self._zero_s
        if frame.is_corrupt:
            self._damage.at(self._at_s)
        self._frames += 1
        self._keep_size(frame)
        luma = luma_plane(frame)
        brightness = measure_luma_range(luma)
        self._luma_min = min(self._luma_min, brightness.luma_min)
        self._luma_max = max(self._luma_max, brightness.luma_max)
        self._luma_sum += brightness.luma_mean
        self._black.feed(self._at_s, holds=is_black(luma, brightness, self._black_luma))
        self._motion.feed(luma, self._at_s)
        self._scan.feed(luma)

    def _keep_size(self, frame: VideoFrame) -> None:
        width, height = frame.width, frame.height
        if frame.rotation % 180:
            width, height = height, width
        size = (width, height, min(part.bits for part in frame.format.components))
        if size not in self._sizes and len(self._sizes) < MAX_SPANS:
            self._sizes.append(size)


def _total_s(intervals: Iterable[Interval]) -> float:
    return sum(interval.duration_s for interval in intervals)


def _longest_s(intervals: Iterable[Interval]) -> float:
    return max((interval.duration_s for interval in intervals), default=0.0)


def _spans(intervals: tuple[Interval, ...]) -> Spans:
    return tuple((interval.start_s, interval.end_s) for interval in intervals[:MAX_SPANS])
