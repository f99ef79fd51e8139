"""Decodes a file once, from front to back, and measures every frame and every sample on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import av
import msgspec
from av.codec.context import ThreadType
from av.container import InputContainer

from meters.audio.detectors import MakeVoice
from studio_tui.checking.claims import moving_pictures, sounds
from studio_tui.checking.measurements import Measurements
from studio_tui.checking.pace import heard_only, pace_of
from studio_tui.checking.sound_track import SoundTrack
from studio_tui.checking.spoken_script import SpokenScript
from studio_tui.checking.video_track import VideoTrack
from studio_tui.checking.worst_track import worst_of
from studio_tui.presets import Measuring

Progress = Callable[[float, float | None], None]
"""Told now and then how many seconds of the file have been measured, and of how many, where the file says so; may
raise to stop."""

_PROGRESS_PACKETS = 25


class TakeFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the recorder knows of a take and the file may not show.

    Attributes:
        lost_frames: pictures missing in the take.
        lost_samples: frames of sound missing in the take, filled with silence or not.
        lost_frames_at_s: where, seconds from the take's beginning, if known.
        lost_samples_at_s: likewise.
        spoken: what was read in it, if a script was there.
    """

    lost_frames: int = 0
    lost_samples: int = 0
    lost_frames_at_s: tuple[tuple[float, float], ...] = ()
    lost_samples_at_s: tuple[tuple[float, float], ...] = ()
    spoken: SpokenScript | None = None


def measure(
    container: InputContainer,
    measuring: Measuring,
    progress: Progress | None = None,
    make_voice: MakeVoice | None = None,
) -> Measurements:
    """Measure an open file to its end; blocks as long as the file grows.

    Of several pictures the first is measured; sound tracks are measured all. ``make_voice`` as in `SoundTrack`.
    """
    zero_s = (container.start_time or 0) / 1_000_000
    pictures = moving_pictures(container)
    video = VideoTrack(pictures[0], measuring, zero_s) if pictures else None
    sound_streams = sounds(container)
    sound_tracks = {stream.index: SoundTrack(stream, measuring, zero_s, make_voice) for stream in sound_streams}
    tracks: dict[int, VideoTrack | SoundTrack] = dict(sound_tracks)
    if video is not None:
        tracks[pictures[0].index] = video
    for stream in (*pictures[:1], *sound_streams):
        stream.codec_context.thread_type = ThreadType.AUTO
    if tracks:
        decode(container, tracks, progress)
    sound = worst_of(tuple(track.finish() for track in sound_tracks.values())) if sound_tracks else None
    return Measurements(
        picture=video.finish() if video else None,
        sound=sound,
        pace=heard_only(sound),
        video_tracks=len(pictures),
        audio_tracks=len(sound_tracks),
    )


def with_facts(measured: Measurements, facts: TakeFacts) -> Measurements:
    """The measurements with what the recorder knows; of two counts of a loss the higher one is believed."""
    picture, sound = measured.picture, measured.sound
    if picture is not None and facts.lost_frames > (picture.lost_frames or 0):
        picture = msgspec.structs.replace(
            picture, lost_frames=facts.lost_frames, lost_frames_at_s=facts.lost_frames_at_s
        )
    if sound is not None and facts.lost_samples > (sound.lost_samples or 0):
        sound = msgspec.structs.replace(
            sound, lost_samples=facts.lost_samples, lost_samples_at_s=facts.lost_samples_at_s
        )
    return msgspec.structs.replace(measured, picture=picture, sound=sound, pace=pace_of(sound, facts.spoken))


def decode(
    container: InputContainer, tracks: Mapping[int, VideoTrack | SoundTrack], progress: Progress | None = None
) -> None:
    """Feed the packets of an open file to its tracks, which are given by the numbers of their streams."""
    streams = [container.streams[index] for index in tracks]
    total_s = container.duration / 1_000_000 if container.duration else None
    packets = 0
    try:
        for packet in container.demux(*streams):
            track = tracks[packet.stream.index]  # the empty packets at the end have no index of their own
            track.feed(packet)
            packets += 1
            if progress is not None and packets % _PROGRESS_PACKETS == 0:
                progress(track.at_s, total_s)
    except av.FFmpegError:
        # The container itself is damaged from here on; what was read before counts.
        for track in tracks.values():
            track.break_off()
