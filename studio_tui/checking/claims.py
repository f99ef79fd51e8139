"""What a media file says of itself: its container's and its codecs' claims, none of them believed."""

from __future__ import annotations

import re
from typing import Literal

import msgspec
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from studio_tui.checking.findings import Value
from studio_tui.presets import Claim

Scan = Literal["progressive", "interlaced", "unknown"]

_PROGRESSIVE = 1  # AVFieldOrder: 0 unknown, 1 progressive, 2 and above the orders of two fields
_FULL_RANGE = 2  # AVColorRange: 1 limited (16..235), 2 full

_LOSSLESS_SOUND = frozenset({"flac", "alac", "wavpack", "tta", "ape", "mlp", "truehd", "s302m", "wmalossless"})
_COMPANDED = frozenset({"pcm_alaw", "pcm_mulaw", "pcm_vidc"})
_PCM_BITS = re.compile(r"^pcm_[sfu](8|16|20|24|32|64)")

_FLAC_STREAMINFO_BYTES = 34
_ALAC_COOKIE_BYTES = 36
_ALAC_SAMPLE_SIZE_AT = 17  # 4 size, 4 "alac", 4 version, 4 frame length, 1 version, 1 sample size


class VideoClaims(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of the picture; None where nothing is. Width and height are as shown, after rotation."""

    codec: str
    profile: str
    width_px: int
    height_px: int
    pixel_format: str
    bits_per_component: int | None
    frame_rate_hz: float | None
    scan: Scan
    full_range: bool | None
    bitrate_mbps: float | None
    frames: int | None
    duration_s: float | None


class SoundClaims(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of one sound track; ``bits`` is None where the coding keeps no bit depth."""

    codec: str
    rate_hz: int
    channels: int
    bits: int | None
    lossless: bool
    bitrate_kbps: float | None
    duration_s: float | None


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says of itself. ``video`` is its first moving picture; cover images are none."""

    container: str
    duration_s: float | None
    video_tracks: int
    video: VideoClaims | None
    sound: tuple[SoundClaims, ...]

    def value(self, claim: Claim) -> Value:
        """One claim by the name it has in presets; with several sound tracks the worst of them."""
        values: dict[Claim, Value] = {
            "duration_s": self.duration_s,
            "video_tracks": self.video_tracks,
            "audio_tracks": len(self.sound),
            "sample_rate_hz": min((track.rate_hz for track in self.sound), default=None),
            "channels": channels_of(tuple(track.channels for track in self.sound)) if self.sound else None,
            "audio_bits": min((track.bits for track in self.sound if track.bits is not None), default=None),
        }
        if self.video is not None:
            values |= {
                "video_codec": self.video.codec,
                "video_bitrate_mbps": self.video.bitrate_mbps,
                "scan": None if self.video.scan == "unknown" else self.video.scan,
                "width_px": self.video.width_px,
                "height_px": self.video.height_px,
                "frame_rate_hz": self.video.frame_rate_hz,
                "bits_per_component": self.video.bits_per_component,
            }
        return values.get(claim)


def channels_of(tracks: tuple[int, ...]) -> int:
    """Channels that a file offers: cameras write each channel as a mono track, so mono tracks add up.

    Otherwise every track is a programme of its own and the one with the fewest channels counts.
    """
    return len(tracks) if all(channels == 1 for channels in tracks) else min(tracks)


def moving_pictures(container: InputContainer) -> tuple[VideoStream, ...]:
    """The video tracks that are no cover images and have a decoder."""
    return tuple(
        stream
        for stream in container.streams.video
        if Disposition.attached_pic not in stream.disposition and _has_decoder(stream)
    )


def sounds(container: InputContainer) -> tuple[AudioStream, ...]:
    """The sound tracks that have a decoder."""
    return tuple(stream for stream in container.streams.audio if _has_decoder(stream))


def _has_decoder(stream: VideoStream | AudioStream) -> bool:
    # PyAV's stubs promise a codec; for a coding that FFmpeg does not know there is none.
    codec: object = stream.codec_context
    return codec is not None


def read_claims(container: InputContainer) -> Claims:
    """The claims of an open file."""
    videos = moving_pictures(container)
    return Claims(
        container=container.format.name,
        duration_s=container.duration / 1_000_000 if container.duration else None,
        video_tracks=len(videos),
        video=_video_claims(videos[0]) if videos else None,
        sound=tuple(_sound_claims(stream) for stream in sounds(container)),
    )


def _video_claims(stream: VideoStream) -> VideoClaims:
    codec = stream.codec_context
    pixels = codec.format
    rate = stream.average_rate or stream.guessed_rate
    return VideoClaims(
        codec=codec.name,
        profile=codec.profile or "",
        width_px=codec.width,
        height_px=codec.height,
        pixel_format=pixels.name if pixels else "",
        bits_per_component=min((part.bits for part in pixels.components), default=None) if pixels else None,
        frame_rate_hz=float(rate) if rate else None,
        scan=_scan(codec.field_order),
        full_range=_full_range(pixels.name if pixels else "", codec.color_range),
        bitrate_mbps=codec.bit_rate / 1e6 if codec.bit_rate else None,
        frames=stream.frames or None,
        duration_s=_duration_s(stream),
    )


def _sound_claims(stream: AudioStream) -> SoundClaims:
    codec = stream.codec_context
    lossless = is_lossless(codec.name)
    return SoundClaims(
        codec=codec.name,
        rate_hz=codec.rate or 0,
        channels=codec.channels,
        bits=_sound_bits(codec.name, codec.extradata or b"") if lossless else None,
        lossless=lossless,
        bitrate_kbps=codec.bit_rate / 1e3 if codec.bit_rate else None,
        duration_s=_duration_s(stream),
    )


def is_lossless(codec: str) -> bool:
    """Whether a sound codec gives back the very samples that went in, so that their bits can be counted."""
    return codec in _LOSSLESS_SOUND or (codec.startswith("pcm_") and codec not in _COMPANDED)


def _sound_bits(codec: str, extradata: bytes) -> int | None:
    """Bits per sample, from the codec's name or from its header; None where neither says."""
    named = _PCM_BITS.match(codec)
    if named:
        return int(named[1])
    if codec == "flac" and len(extradata) >= _FLAC_STREAMINFO_BYTES:
        # STREAMINFO (RFC 9639, 8.2): 20 bits of rate, 3 of channels, 5 of (bits - 1) from byte 10 on.
        return ((extradata[12] & 1) << 4 | extradata[13] >> 4) + 1
    if codec == "alac" and len(extradata) >= _ALAC_COOKIE_BYTES:
        return extradata[_ALAC_SAMPLE_SIZE_AT]
    return None


def _scan(field_order: int) -> Scan:
    if field_order == _PROGRESSIVE:
        return "progressive"
    return "interlaced" if field_order > _PROGRESSIVE else "unknown"


def _full_range(pixel_format: str, color_range: int) -> bool | None:
    if pixel_format.startswith("yuvj") or color_range == _FULL_RANGE:
        return True
    return False if color_range else None


def _duration_s(stream: VideoStream | AudioStream) -> float | None:
    if stream.duration is None or stream.time_base is None:
        return None
    return float(stream.duration * stream.time_base)
