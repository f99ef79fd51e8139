"""What a container claims is read as ffprobe and MediaInfo read it."""

import json
import subprocess
from pathlib import Path

import av
import pytest

from studio_tui.checking.claims import Claims, read_claims
from studio_tui.checking.judge import judge_file
from studio_tui.presets import load_preset
from tests.rigs.movies import movie, scene

CODINGS = {
    "mjpeg.mov": ("-c:v mjpeg -q:v 3 -pix_fmt yuvj422p", "-ac 2 -c:a pcm_s24le"),
    "h264.mp4": ("-c:v libx264 -preset ultrafast -pix_fmt yuv420p", "-ac 2 -c:a aac"),
    "interlaced.mp4": ("-c:v libx264 -preset ultrafast -flags +ildct+ilme -x264opts tff=1", "-ac 1 -c:a aac"),
    "prores.mov": ("-c:v prores_ks -profile:v 1 -pix_fmt yuv422p10le", "-ac 2 -c:a pcm_s16le"),
    "ffv1.mkv": ("-c:v ffv1 -pix_fmt yuv420p", "-ac 2 -c:a flac -sample_fmt s32"),
    "mpeg2.ts": ("-c:v mpeg2video -q:v 3 -pix_fmt yuv420p", "-ac 2 -c:a mp2"),
    "alac.mov": ("-c:v mjpeg -q:v 5 -pix_fmt yuvj420p", "-ac 2 -c:a alac -sample_fmt s32p"),
}


@pytest.fixture(scope="module", params=CODINGS)
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    picture, sound = CODINGS[request.param]
    path = tmp_path_factory.mktemp("claims") / request.param
    return movie(path, picture=scene("320x180", seconds=1.2), picture_coding=picture, sound_coding=sound)


def claims_of(path: Path) -> Claims:
    with av.open(str(path)) as container:
        return read_claims(container)


def ffprobe(path: Path, kind: str) -> dict[str, str]:
    command = ["ffprobe", "-v", "error", "-select_streams", kind, "-show_streams", "-of", "json", path]
    streams = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["streams"]
    return streams[0]


def mediainfo(path: Path, kind: str) -> dict[str, str]:
    output = subprocess.run(["mediainfo", "--Output=JSON", path], capture_output=True, check=True).stdout
    return next(track for track in json.loads(output)["media"]["track"] if track["@type"] == kind)


def test_the_picture_is_claimed_as_ffprobe_reads_it(file: Path):
    said, picture = ffprobe(file, "v"), claims_of(file).video
    assert picture is not None
    assert picture.codec == said["codec_name"]
    assert (picture.width_px, picture.height_px) == (said["width"], said["height"])
    assert picture.pixel_format == said["pix_fmt"]
    numerator, denominator = said["avg_frame_rate"].split("/")
    assert picture.frame_rate_hz == pytest.approx(int(numerator) / int(denominator))
    order = said.get("field_order", "unknown")
    assert picture.scan == {"progressive": "progressive", "unknown": "unknown"}.get(order, "interlaced")


def test_the_sound_is_claimed_as_ffprobe_reads_it(file: Path):
    said, sound = ffprobe(file, "a"), claims_of(file).sound[0]
    assert sound.codec == said["codec_name"]
    assert (sound.rate_hz, sound.channels) == (int(said["sample_rate"]), said["channels"])
    lossless = said["codec_name"] in {"pcm_s24le", "pcm_s16le", "flac", "alac"}
    assert sound.lossless == lossless
    if lossless:
        assert sound.bits == int(said.get("bits_per_raw_sample") or said["bits_per_sample"])


def test_size_rate_channels_and_bits_are_those_of_mediainfo(file: Path):
    claims = claims_of(file)
    picture, sound = mediainfo(file, "Video"), mediainfo(file, "Audio")
    assert claims.video is not None
    assert (claims.video.width_px, claims.video.height_px) == (int(picture["Width"]), int(picture["Height"]))
    if "BitDepth" in picture:
        assert claims.video.bits_per_component == int(picture["BitDepth"])
    assert (claims.sound[0].rate_hz, claims.sound[0].channels) == (
        int(sound["SamplingRate"]),
        int(sound["Channels"]),
    )
    if "BitDepth" in sound and claims.sound[0].lossless:
        assert claims.sound[0].bits == int(sound["BitDepth"])


def test_measured_figures_are_those_of_ffprobe_and_ebur128(file: Path):
    command = [
        "ffprobe",
        "-v",
        "error",
        "-count_packets",
        "-select_streams",
        "v",
        "-show_packets",
        "-of",
        "json",
        file,
    ]
    packets = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["packets"]
    log = subprocess.run(
        ["ffmpeg", "-nostdin", "-i", file, "-vn", "-af", "ebur128", "-f", "null", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    loudness = float(log.rsplit("I:", 1)[1].split("LUFS")[0])
    measured = judge_file(file, load_preset("bmg-coursera-source")).measurements
    assert measured["frames"] == len(packets)
    bits = sum(int(packet["size"]) for packet in packets) * 8
    assert measured["video_bitrate_mbps"] == pytest.approx(bits / (len(packets) / 25) / 1e6, rel=0.01)
    assert measured["frame_rate_hz"] == pytest.approx(25, rel=1e-3)
    assert measured["integrated_lufs"] == pytest.approx(loudness, abs=0.15)
