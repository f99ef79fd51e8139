"""The file of a take: right to the bit, read alike by every tool, and readable while it grows."""

import json
import subprocess
import threading
import time
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from studio_tui.capture.picture import PictureFormat
from studio_tui.capture.sound import SoundFormat
from studio_tui.recording.container import MovWriter
from tests.rigs.recorded_feed import PICTURE, SMALL, SOUND, ffprobe, jpegs, known_sound, packets_of, sound_of

PER_FRAME = 1920


def writer_of(path: Path, sound: SoundFormat = SOUND, picture: PictureFormat = SMALL) -> MovWriter:
    return MovWriter(path, sound, picture, intra_bitrate_mbps=80, fragment_s=0.2, metadata={"title": "Жасуша"})


def write_seconds(writer: MovWriter, samples: np.ndarray, picture: PictureFormat = SMALL) -> None:
    data = jpegs(picture.width_px, picture.height_px)
    for slot in range(len(samples) // PER_FRAME):
        writer.write_picture(data[slot % len(data)], slot)
        writer.write_sound(samples[slot * PER_FRAME : (slot + 1) * PER_FRAME], slot * PER_FRAME)


@pytest.mark.parametrize("channels", [1, 2, 4, 6])
def test_every_bit_of_the_sound_comes_back(tmp_path: Path, channels: int):
    path = tmp_path / "take.mov"
    samples = known_sound(48_000, channels)
    writer = writer_of(path, SoundFormat(48_000, channels, 24))
    write_seconds(writer, samples)
    writer.close()
    assert np.array_equal(sound_of(path), samples)
    raw = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, "-map", "0:a", "-f", "s32le", "-c:a", "pcm_s32le", "-"],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    assert raw == samples.astype("<i4").tobytes()


def test_passthrough_keeps_the_cards_bytes(tmp_path: Path):
    path = tmp_path / "take.mov"
    writer = writer_of(path)
    write_seconds(writer, known_sound(48_000))
    writer.close()
    data = jpegs(SMALL.width_px, SMALL.height_px)
    with av.open(path) as container:
        packets = [bytes(packet) for packet in container.demux(video=0) if packet.size]
    assert packets == [data[slot % len(data)].tobytes() for slot in range(25)]
    assert packets_of(path)["video"] == 25


@pytest.mark.parametrize("encoding", ["mjpeg", "bgr24"])
def test_ffprobe_mediainfo_and_mediaconch_agree(tmp_path: Path, encoding: str):
    path = tmp_path / "take.mov"
    samples = known_sound(48_000)
    if encoding == "mjpeg":
        writer = writer_of(path, picture=PICTURE)
        write_seconds(writer, samples, PICTURE)
    else:
        writer = writer_of(path, picture=PictureFormat(1920, 1080, 25.0, "bgr24"))
        noise = np.random.default_rng(3)
        for slot in range(25):
            writer.write_picture(noise.integers(0, 255, (1080, 1920, 3), dtype=np.uint8), slot)
            writer.write_sound(samples[slot * PER_FRAME : (slot + 1) * PER_FRAME], slot * PER_FRAME)
    writer.close()

    entries = "codec_type,codec_name,width,height,avg_frame_rate,sample_rate,channels,bits_per_raw_sample,duration"
    streams = {s["codec_type"]: s for s in ffprobe(path, "-show_entries", f"stream={entries}")["streams"]}
    video, audio = streams["video"], streams["audio"]
    assert (video["width"], video["height"], video["avg_frame_rate"]) == (1920, 1080, "25/1")
    assert video["codec_name"] == ("mjpeg" if encoding == "mjpeg" else "h264")
    assert (audio["codec_name"], audio["sample_rate"], audio["channels"]) == ("pcm_s24le", "48000", 2)
    assert audio["bits_per_raw_sample"] == "24"
    assert float(video["duration"]) == float(audio["duration"]) == 1.0
    for report in (mediainfo(path), mediaconch(path)):
        assert report["Video"]["Width"] == "1920"
        assert report["Video"]["Height"] == "1080"
        assert float(report["Video"]["FrameRate"]) == 25.0
        assert report["Video"]["FrameCount"] == "25"
        assert report["Audio"]["SamplingRate"] == "48000"
        assert report["Audio"]["Channels"] == "2"
        assert report["Audio"]["BitDepth"] == "24"
        assert report["Audio"]["Format"] == "PCM"
        assert report["Audio"]["SamplingCount"] == "48000"


def mediainfo(path: Path) -> dict[str, dict[str, str]]:
    command = ["mediainfo", "--Output=JSON", str(path)]
    said = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return {track["@type"]: track for track in said["media"]["track"]}


def mediaconch(path: Path) -> dict[str, dict[str, str]]:
    """MediaConch's own report of the file, as it hands it to its policies."""
    import xml.etree.ElementTree as ET  # noqa: PLC0415 - only this reader speaks XML

    command = ["mediaconch", "-mi", "-fx", str(path)]
    said = ET.fromstring(subprocess.run(command, capture_output=True, check=True).stdout)  # noqa: S314 - our own tool
    tracks = [element for element in said.iter() if element.tag.endswith("}track")]
    return {
        track.attrib["type"]: {field.tag.rpartition("}")[2]: field.text or "" for field in track}
        for track in tracks
    }


def test_h264_is_intra_and_says_its_colours(tmp_path: Path):
    path = tmp_path / "take.mov"
    writer = writer_of(path, picture=PictureFormat(640, 360, 30000 / 1001, "bgr24"))
    red = np.zeros((360, 640, 3), np.uint8)
    red[..., 2] = 255
    for slot in range(10):
        assert writer.write_picture(red, slot) > 0  # nothing waits in the encoder
    writer.close()
    (stream,) = ffprobe(
        path, "-select_streams", "v", "-show_entries",
        "stream=pix_fmt,color_range,color_space,color_primaries,color_transfer,avg_frame_rate",
    )["streams"]  # fmt: skip
    assert stream["avg_frame_rate"] == "30000/1001"
    assert (stream["pix_fmt"], stream["color_range"]) == ("yuv420p", "tv")
    assert {stream[key] for key in ("color_space", "color_primaries", "color_transfer")} == {"bt709"}
    with av.open(path) as container:
        shots = list(container.decode(video=0))
        assert all(shot.key_frame for shot in shots)
        luma, blue, red_chroma = (int(np.median(np.frombuffer(plane, np.uint8))) for plane in shots[0].planes)
    # ITU-R BT.709 red in limited range: Y' 63, Cb 102, Cr 240.
    assert abs(luma - 63) <= 2
    assert abs(blue - 102) <= 2
    assert abs(red_chroma - 240) <= 2


@pytest.mark.parametrize("silent", ["video", "sound"])
def test_one_stream_reaches_the_disk_without_the_other(tmp_path: Path, silent: str):
    path = tmp_path / "take.mov"
    writer = writer_of(path)
    samples = known_sound(PER_FRAME * 100)
    data = jpegs(SMALL.width_px, SMALL.height_px)
    for slot in range(100):
        if silent == "sound":
            writer.write_picture(data[0], slot)
        else:
            writer.write_sound(samples[slot * PER_FRAME : (slot + 1) * PER_FRAME], slot * PER_FRAME)
        packet_s = (slot + 1) / 25
        if packet_s >= 0.5:
            written = data[0].size if silent == "sound" else PER_FRAME * 6
            assert path.stat().st_size >= written * (slot + 1 - 0.28 * 25), f"at {packet_s} s"
    writer.close()


class Growing:
    """A file read from its beginning while another writes it: a blocking object that cannot seek."""

    def __init__(self, path: Path, closed: threading.Event) -> None:
        self._file = path.open("rb", buffering=0)
        self._closed = closed

    def read(self, size: int) -> bytes:
        while True:
            closed = self._closed.is_set()
            data = self._file.read(size)
            if data or closed:
                return data or b""
            time.sleep(0.001)


def test_a_reader_gets_the_fragments_as_they_are_written(tmp_path: Path):
    path = tmp_path / "take.mov.part"
    samples = known_sound(48_000 * 2)
    writer = writer_of(path)
    closed = threading.Event()
    seen: list[Fraction] = []
    sound: list[bytes] = []

    def follow() -> None:
        # Without these FFmpeg reads seconds ahead to guess at what the head says.
        options = {"fpsprobesize": "0", "analyzeduration": "0", "probesize": "32"}
        with av.open(Growing(path, closed), "r", format="mov", options=options) as container:
            for packet in container.demux():
                if packet.size and packet.stream.type == "video":
                    packet.decode()
                    seen.append(packet.pts * packet.time_base)
                elif packet.size:
                    sound.append(bytes(packet))

    reader = threading.Thread(target=follow)
    reader.start()
    data = jpegs(SMALL.width_px, SMALL.height_px)
    for slot in range(50):
        writer.write_picture(data[slot % 8], slot)
        writer.write_sound(samples[slot * PER_FRAME : (slot + 1) * PER_FRAME], slot * PER_FRAME)
        # What is older than a fragment must come out while the file is still open.
        due = slot - 2 * 5
        while due > 0 and len(seen) < due:
            time.sleep(0.001)
    path.rename(tmp_path / "take.mov")
    writer.close()
    closed.set()
    reader.join()
    assert seen == [Fraction(slot, 25) for slot in range(50)]
    assert b"".join(sound) == np.ascontiguousarray(samples.view(np.uint8).reshape(-1, 4)[:, 1:]).tobytes()
