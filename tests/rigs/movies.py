"""Short media files with one property each, made by ffmpeg, and files still being written, made by PyAV."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

HYBRID_MOV = {
    "movflags": "+hybrid_fragmented+empty_moov",
    "frag_duration": "200000",
    "flush_packets": "1",
    "max_interleave_delta": "1",
}
"""How the recorder writes, see research notes on containers."""

SMALL = "640x360"


def ffmpeg(*arguments: str | Path) -> None:
    subprocess.run(
        ["ffmpeg", "-v", "error", "-nostdin", "-y", *map(str, arguments)], check=True, stdin=subprocess.DEVNULL
    )


def scene(size: str = SMALL, rate: str = "25", seconds: float = 2.4) -> str:
    """A moving test picture with a camera's noise."""
    return f"testsrc2=s={size}:r={rate}:d={seconds},noise=alls=8:allf=t"


def movie(
    path: Path,
    *,
    picture: str | Path | None = None,
    picture_coding: str = "-c:v mjpeg -q:v 2 -pix_fmt yuvj422p",
    sound: str | None = "anoisesrc=r=48000:d=2.4:a=0.1:seed=1",
    sound_coding: str = "-ac 2 -c:a pcm_s24le",
    extra: str = "",
) -> Path:
    """A file of a picture (lavfi source, or a file to copy it from) and a sound (lavfi source), or one of them."""
    inputs: list[str | Path] = []
    if isinstance(picture, Path):
        inputs += ["-i", picture]
        picture_coding = "-c:v copy"
    elif picture is not None:
        inputs += ["-f", "lavfi", "-i", picture]
    if sound is not None:
        inputs += ["-f", "lavfi", "-i", sound]
    maps = []
    if picture is not None:
        maps += ["-map", "0:v", *picture_coding.split()]
    if sound is not None:
        maps += ["-map", f"{int(picture is not None)}:a", *sound_coding.split()]
    ffmpeg(*inputs, *maps, *extra.split(), path)
    return path


def jpegs_of(path: Path) -> list[bytes]:
    """The JPEG pictures of a motion JPEG file."""
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(video=0) if packet.size]


def write_growing(path: Path, pictures: list[bytes], size: tuple[int, int], bits: int = 24) -> Iterator[int]:
    """Write a take as the recorder does, 25 pictures a second with noise for sound.

    Yields the number of pictures written after each; closes the file when it is exhausted.
    """
    random = np.random.default_rng(7)
    step = 2 ** (32 - bits)
    with av.open(str(path), "w", format="mov", options=HYBRID_MOV) as output:
        video = output.add_stream("mjpeg", rate=25)
        video.width, video.height = size
        video.pix_fmt = "yuvj422p"
        video.time_base = Fraction(1, 25)
        sound = output.add_stream("pcm_s24le", rate=48_000, layout="stereo")
        for number, picture in enumerate(pictures):
            packet = av.Packet(picture)
            packet.stream, packet.time_base = video, Fraction(1, 25)
            packet.pts = packet.dts = number
            packet.duration, packet.is_keyframe = 1, True
            output.mux(packet)
            noise = random.integers(-(2**27) // step, 2**27 // step, (1, 2 * 1920), dtype=np.int32) * np.int32(step)
            block = av.AudioFrame.from_ndarray(noise, format="s32", layout="stereo")
            block.sample_rate, block.pts, block.time_base = 48_000, number * 1920, Fraction(1, 48_000)
            output.mux(sound.encode(block))
            yield number + 1
