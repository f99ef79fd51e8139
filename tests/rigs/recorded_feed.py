"""Frames and sound blocks with known content and stamps, as the feeds would hand them to a recorder."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from studio_tui.capture.picture import Frame, PictureFormat
from studio_tui.capture.sound import Samples, SoundBlock, SoundFormat
from studio_tui.config import RecordingSettings
from studio_tui.course.take import Slate, VideoCode
from studio_tui.recording.claim import ClaimedTake, claim_take
from studio_tui.recording.recorder import Recorder

SLATE = Slate(VideoCode(1, 1, 1, 5), "Жасуша құрылысы")
SOUND = SoundFormat(48_000, 2, 24)
PICTURE = PictureFormat(1920, 1080, 25.0, "mjpeg")
SMALL = PictureFormat(128, 72, 25.0, "mjpeg")
ROLL_S = 1000.0
"""A roll in the past of the monotonic clock's scale: nothing waits for real time."""


@cache
def jpegs(width_px: int, height_px: int, count: int = 8) -> tuple[NDArray[np.uint8], ...]:
    """Different noise pictures; at 1080p some 260 kB each, 52 Mbit/s at 25 a second."""
    noise = np.random.default_rng(width_px)
    pictures = []
    for _ in range(count):
        coarse = noise.integers(70, 130, (height_px // 4, width_px // 4, 3), dtype=np.uint8)
        picture = cv2.resize(coarse, (width_px, height_px))
        data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 80])[1].ravel()
        data.flags.writeable = False
        pictures.append(data)
    return tuple(pictures)


def known_sound(count: int, channels: int = 2, seed: int = 1) -> Samples:
    """Random samples that use all 24 bits."""
    noise = np.random.default_rng(seed)
    return noise.integers(-(2**23), 2**23, (count, channels), dtype=np.int32) << 8


def frames(
    picture: PictureFormat, count: int, *, start_s: float = ROLL_S, missing: Sequence[int] = (), first: int = 0
) -> Iterator[Frame]:
    """Frames on an even grid, without the missing ones."""
    data = jpegs(picture.width_px, picture.height_px)
    for index in range(first, first + count):
        if index not in missing:
            yield Frame(data[index % len(data)], "mjpeg", index, start_s + (index - first) / picture.frame_rate_hz)


def blocks(
    samples: Samples, *, start_s: float = ROLL_S, rate_hz: int = 48_000, size: int = 960
) -> Iterator[SoundBlock]:
    """Samples cut into blocks of a device that never misses one."""
    for at in range(0, len(samples), size):
        yield SoundBlock(samples[at : at + size], at, start_s + at / rate_hz)


def in_time_order(*feeds: Iterator[Frame] | Iterator[SoundBlock]) -> list[Frame | SoundBlock]:
    """As they would arrive: each when it has been captured."""
    return sorted((item for feed in feeds for item in feed), key=_arrives_s)


def _arrives_s(item: Frame | SoundBlock) -> float:
    return item.at_s + (0.04 if isinstance(item, Frame) else item.frames / 48_000)


def claim(library: Path) -> ClaimedTake:
    return claim_take(library, "A", SLATE)


def roll(
    claimed: ClaimedTake,
    *,
    sound: SoundFormat = SOUND,
    picture: PictureFormat = PICTURE,
    settings: RecordingSettings | None = None,
    rolled_at_s: float = ROLL_S,
) -> Recorder:
    return Recorder(claimed, sound, picture, settings or RecordingSettings(), rolled_at_s=rolled_at_s)


def offer(recorder: Recorder, items: Sequence[Frame | SoundBlock]) -> None:
    """Hand everything in, no faster than the writer's queue allows."""
    for item in items:
        while recorder.progress().queue_share > 0.5 and not recorder.ended:
            time.sleep(0.001)
        if isinstance(item, Frame):
            recorder.offer_frame(item)
        else:
            recorder.offer_sound(item)


def drain(recorder: Recorder) -> None:
    """Until the writer has taken everything, or has given up."""
    while recorder.progress().queue_share > 0 and not recorder.ended:
        time.sleep(0.001)


def packets_of(path: Path) -> dict[str, int]:
    """Packets per kind of stream, counted by ffprobe; fails when ffprobe complains about anything."""
    streams = ffprobe(path, "-count_packets", "-show_entries", "stream=codec_type,nb_read_packets")["streams"]
    return {stream["codec_type"]: int(stream.get("nb_read_packets", 0)) for stream in streams}


def ffprobe(path: Path, *options: str) -> dict[str, list[dict[str, str]]]:
    # At "warning" ffprobe 5.1 says "EOI missing, emulating" of any JPEG in a MOV, its own copies included.
    command = ["ffprobe", "-v", "error", *options, "-of", "json", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not done.stderr, done.stderr
    return json.loads(done.stdout)


def picture_times_s(path: Path) -> list[float]:
    """When each picture is shown, by ffprobe."""
    shown = ffprobe(path, "-select_streams", "v", "-show_entries", "packet=pts_time")["packets"]
    return [float(packet["pts_time"]) for packet in shown]


def sound_of(path: Path) -> Samples:
    """All samples of a file, decoded by FFmpeg."""
    with av.open(path) as container:
        decoded = [frame.to_ndarray().reshape(-1, frame.layout.nb_channels) for frame in container.decode(audio=0)]
    return np.concatenate(decoded) if decoded else np.zeros((0, 2), np.int32)
