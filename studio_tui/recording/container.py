"""A take's file: a MOV that is readable up to its last fragment at any instant, and an ordinary one once closed.

While it is written it is a fragmented MOV; closing it writes an index over the same bytes in a few milliseconds
(FFmpeg's ``hybrid_fragmented``). Written by one thread only.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from studio_tui.capture.picture import PictureFormat
from studio_tui.capture.sound import Samples, SoundFormat
from studio_tui.recording.frame_rate import exact_rate

WriteError = (OSError, av.FFmpegError)
"""What a writer raises when the disk or the encoder fails."""

_LAYOUTS = {1: "mono", 2: "stereo"}


def muxer_options(fragment_s: float) -> dict[str, str]:
    """FFmpeg's settings for a file that loses no more than one fragment.

    - ``empty_moov``: the head is written at once. Without it nothing at all is written until every track has begun.
    - ``frag_duration``: a fragment goes out when a track has this much.
    - ``max_interleave_delta``: do not hold one track back for another that has fallen silent (µs; 0 is for ever).
    """
    return {
        "movflags": "+hybrid_fragmented+empty_moov",
        "frag_duration": str(round(fragment_s * 1e6)),
        "flush_packets": "1",
        "max_interleave_delta": "1",
    }


class MovWriter:
    """Writes pictures and sound of one take.

    ``mjpeg`` pictures are written as the card gave them; JPEG says its own colours (full range, BT.601). ``bgr24``
    pictures become intra H.264, limited range BT.709. Sound becomes ``pcm_s24le``: the upper 24 bits of each
    sample, bit for bit. More than two channels are written without a layout: they are separate microphones.

    Args:
        path: written from its start.
        sound: rate and channels.
        picture: size, rate and encoding of every frame to come.
        intra_bitrate_mbps: of the H.264.
        fragment_s: length of a fragment, which is what a crash can cost.
        metadata: the file's tags.

    Raises:
        OSError, av.FFmpegError: the file cannot be written; so does every method. What was written stays readable.
    """

    def __init__(
        self,
        path: Path,
        sound: SoundFormat,
        picture: PictureFormat,
        *,
        intra_bitrate_mbps: float,
        fragment_s: float,
        metadata: Mapping[str, str],
    ) -> None:
        self._picture = picture
        self._frame_time = 1 / exact_rate(picture.frame_rate_hz)
        self._sample_time = Fraction(1, sound.rate_hz)
        self._channels = sound.channels
        self._encoder: VideoStream | None = None
        self._reformatter = VideoReformatter()
        self._container: OutputContainer = av.open(
            f"file:{path}", "w", format="mov", options=muxer_options(fragment_s)
        )
        self._container.metadata.update(metadata)
        if picture.encoding == "mjpeg":
            self._video: Stream = self._add_passthrough()
        else:
            self._video = self._encoder = self._add_encoder(intra_bitrate_mbps)
        self._audio = self._add_sound(sound)
        self._container.start_encoding()

    def _add_passthrough(self) -> Stream:
        return self._container.add_mux_stream(
            "mjpeg",
            rate=1 / self._frame_time,
            width=self._picture.width_px,
            height=self._picture.height_px,
            time_base=self._frame_time,
        )

    def _add_encoder(self, bitrate_mbps: float) -> VideoStream:
        # zerolatency: a frame that goes in comes out at once, so that none waits in memory.
        settings = {"preset": "ultrafast", "tune": "zerolatency", "g": "1"}
        stream = self._container.add_stream("libx264", rate=1 / self._frame_time, options=settings)
        context = stream.codec_context
        context.width, context.height = self._picture.width_px, self._picture.height_px
        context.pix_fmt = "yuv420p"
        context.bit_rate = round(bitrate_mbps * 1e6)
        context.time_base = self._frame_time
        context.color_range = ColorRange.MPEG
        context.colorspace = Colorspace.ITU709
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        return stream

    def _add_sound(self, sound: SoundFormat) -> AudioStream:
        layout = _LAYOUTS.get(sound.channels, f"{sound.channels} channels")
        return self._container.add_stream("pcm_s24le", rate=sound.rate_hz, layout=layout)

    def write_picture(self, data: NDArray[np.uint8], slot: int) -> int:
        """Write one picture, in the encoding the file was made for, at its place on the frame grid.

        Returns:
            The bytes it takes in the file.
        """
        if self._encoder is None:
            packets = [Packet(data.tobytes())]
            packets[0].pts = packets[0].dts = slot
            packets[0].duration = 1
            packets[0].time_base = self._frame_time
            packets[0].is_keyframe = True
        else:
            packets = self._encode(data, slot)
        for packet in packets:
            packet.stream = self._video
            self._container.mux(packet)
        return sum(packet.size for packet in packets)

    def _encode(self, data: NDArray[np.uint8], slot: int) -> list[Packet[Stream]]:
        picture = self._reformatter.reformat(
            av.VideoFrame.from_ndarray(data, format="bgr24"),
            width=self._picture.width_px,
            height=self._picture.height_px,
            format="yuv420p",
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            dst_colorspace=Colorspace.ITU709,
        )
        picture.pts = slot
        picture.time_base = self._frame_time
        encoder = cast(VideoStream, self._encoder)
        return cast("list[Packet[Stream]]", encoder.encode(picture))

    def write_sound(self, samples: Samples, first: int) -> None:
        """Write a run of samples; ``first`` is the number of its first one since the start of the file."""
        upper = np.ascontiguousarray(samples, dtype="<i4").view(np.uint8).reshape(-1, 4)[:, 1:]
        packet: Packet[Stream] = Packet(upper.tobytes())
        packet.stream = self._audio
        packet.pts = packet.dts = first
        packet.duration = len(samples)
        packet.time_base = self._sample_time
        packet.is_keyframe = True
        self._container.mux(packet)

    def close(self) -> None:
        """Write the index. After a failed write this leaves the file as it is: fragments up to the failure."""
        self._container.close()
