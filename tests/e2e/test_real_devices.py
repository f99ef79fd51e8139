"""Takes from real device code: PortAudio through a private sound server, OpenCV's V4L2 code on a pretend card.

``STUDIO_TUI_E2E_SECONDS`` lengthens the takes; the release is tried with 30.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from studio_tui.course.take import Slate, VideoCode
from studio_tui.station.messages import Done, Roll, SetSlate
from tests.rigs.pretend_card import PretendCard
from tests.rigs.private_pulse import INPUT_NAME, PrivatePulse, SampleFormat
from tests.rigs.station_process import StationProcess, Table, snapshot_when

SECONDS = float(os.environ.get("STUDIO_TUI_E2E_SECONDS", "6"))
RATE_HZ = 48_000


class Studio:
    """A station on the two rigs."""

    def __init__(self, pulse: PrivatePulse, card: PretendCard, station: StationProcess) -> None:
        self.pulse, self.card, self.station = pulse, card, station

    def record_while_playing(self, signal: NDArray[np.int32], seconds: float = SECONDS) -> tuple[int, Table]:
        """A take during which a signal is played into the sound interface."""
        player = self.pulse.start_playing(signal)
        try:
            return self.station.record(seconds=seconds)
        finally:
            player.kill()
            player.wait()


@contextmanager
def studio(
    folder: Path, sink: SampleFormat = "s32le", backend: str = "sounddevice", **sound: object
) -> Iterator[Studio]:
    with ExitStack() as stack:
        # A socket's path is short, pytest's folders are not.
        sockets = stack.enter_context(tempfile.TemporaryDirectory(prefix="pulse-"))
        pulse = stack.enter_context(PrivatePulse(Path(sockets), sample_format=sink))
        card = PretendCard(folder)
        card.control("run")
        settings = {
            "sound": {"backend": backend, "device": INPUT_NAME, **sound},
            "camera": [{"backend": "opencv", "device": str(card.device)}],
        }
        env = {**pulse.env(), **card.env()}
        yield Studio(pulse, card, stack.enter_context(StationProcess(folder, settings, env)))


def known_signal(seconds: float) -> NDArray[np.int32]:
    """24-bit noise like speech that no other part of itself resembles, both channels different; seeded."""
    noise = np.random.default_rng(24).standard_normal((round(seconds * RATE_HZ), 2)) * 0.05
    envelope = 0.55 + 0.45 * np.sin(np.arange(len(noise)) / RATE_HZ * 2 * np.pi * 3)
    return (np.rint(noise * envelope[:, None] * 2**23).astype(np.int32)) << 8


def sound_of(movie: Path) -> NDArray[np.int32]:
    with av.open(movie) as container:
        frames = [frame.to_ndarray().reshape(-1, 2) for frame in container.decode(audio=0)]
    return np.concatenate(frames)


def finding(report: Table, rule: str) -> Table:
    return next(found for found in report["findings"] if found["rule"] == rule)


def test_every_sample_is_in_the_file_and_every_reader_agrees(tmp_path: Path) -> None:
    signal = known_signal(SECONDS + 12)
    with studio(tmp_path) as rig:
        code, report = rig.record_while_playing(signal)
    movie = Path(report["file"])
    assert (code, report["verdict"]) == (0, "pass"), [f for f in report["findings"] if f["status"] != "pass"]
    assert abs(report["frames"] - SECONDS * 25) <= 1
    assert report["lost_frames"] == report["lost_samples"] == 0
    assert report["video_bitrate_mbps"] >= 50
    assert finding(report, "audio_bits")["measured"] == 24

    recorded = sound_of(movie)
    assert len(recorded) == report["samples"]
    start = position_in(signal, recorded)
    assert np.array_equal(recorded, signal[start : start + len(recorded)])

    assert ffprobe(movie) == mediainfo(movie) == (1920, 1080, 25.0, 48_000, 2, 24)
    assert "<" in subprocess.run(["mediaconch", "-mt", movie], capture_output=True, text=True, check=True).stdout


def test_both_sound_backends_record(tmp_path: Path) -> None:
    with studio(tmp_path, backend="pyaudio") as rig:
        code, report = rig.record_while_playing(known_signal(20), seconds=3)
    assert (code, report["lost_samples"]) == (0, 0), report["findings"]


def test_sixteen_bits_that_claim_to_be_twenty_four_fail(tmp_path: Path) -> None:
    with studio(tmp_path, sink="s16le") as rig:
        code, report = rig.record_while_playing(known_signal(20), seconds=3)
    bits = finding(report, "audio_bits")
    assert (code, bits["status"], bits["claimed"], bits["measured"]) == (1, "fail", 24, 16)


def test_frames_that_come_twice_are_counted(tmp_path: Path) -> None:
    with studio(tmp_path) as rig:
        rig.card.control("half")
        _, report = rig.record_while_playing(known_signal(20), seconds=4)
    repeated = finding(report, "repeated_frames")
    assert repeated["status"] == "fail"
    assert repeated["measured"] == pytest.approx(0.5, abs=0.05)


def test_sound_that_stops_is_an_alarm_within_two_seconds_and_the_take_is_kept(tmp_path: Path) -> None:
    with studio(tmp_path) as rig:
        player = rig.pulse.start_playing(known_signal(40))
        rig.station.start()
        client = rig.station.client()
        snapshot_when(
            client, lambda now: now.sound.status == now.cameras[0].status == "running", 20, "both devices"
        )
        client.ask(SetSlate(Slate(VideoCode(1, 1, 1, 5), "")))
        assert client.ask(Roll(duration_s=9)) == Done()
        snapshot_when(client, lambda now: now.take.elapsed_s > 3, 20, "three seconds of take")
        rig.pulse.suspend()
        stopped = client.snapshot
        assert stopped is not None
        alarmed = snapshot_when(
            client, lambda now: any(alarm.kind == "no-sound" for alarm in now.alarms), 10, "the alarm"
        )
        ended = snapshot_when(client, lambda now: bool(now.last_take and now.last_take.verdict), 40, "the verdict")
        client.close()
        player.kill()
        player.wait()
    assert alarmed.at_s - stopped.at_s <= 2.0
    take = ended.last_take
    assert take is not None
    assert take.verdict == "fail"
    assert take.duration_s == pytest.approx(9, abs=0.1)
    silence = next(found for found in json.loads(take.findings_json) if found["rule"] == "silence")
    ((start_s, end_s),) = silence["at_s"]
    assert 2.5 < start_s < 5
    assert end_s == pytest.approx(9, abs=0.2)


def position_in(signal: NDArray[np.int32], recorded: NDArray[np.int32]) -> int:
    """Where in the played signal the recording begins."""
    first = recorded[:64]
    (candidates,) = np.nonzero(
        (signal[: -len(recorded), 0] == first[0, 0]) & (signal[: -len(recorded), 1] == first[0, 1])
    )
    for start in candidates.tolist():
        if np.array_equal(signal[start : start + 64], first):
            return int(start)
    raise AssertionError("the recording begins with nothing that was played")


Format = tuple[int, int, float, int, int, int]


def ffprobe(movie: Path) -> Format:
    command = ["ffprobe", "-v", "error", "-show_streams", "-of", "json", str(movie)]
    streams = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["streams"]
    video = next(stream for stream in streams if stream["codec_type"] == "video")
    sound = next(stream for stream in streams if stream["codec_type"] == "audio")
    rate, per = map(int, video["r_frame_rate"].split("/"))
    bits = int(sound["bits_per_raw_sample"])
    return video["width"], video["height"], rate / per, int(sound["sample_rate"]), sound["channels"], bits


def mediainfo(movie: Path) -> Format:
    done = subprocess.run(["mediainfo", "--Output=JSON", str(movie)], capture_output=True, check=True)
    tracks = {track["@type"]: track for track in json.loads(done.stdout)["media"]["track"]}
    video, sound = tracks["Video"], tracks["Audio"]
    return (
        int(video["Width"]),
        int(video["Height"]),
        float(video["FrameRate"]),
        int(sound["SamplingRate"]),
        int(sound["Channels"]),
        int(sound["BitDepth"]),
    )
