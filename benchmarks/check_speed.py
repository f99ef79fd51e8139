"""How much more than decoding a check costs, and how soon after the cut a growing file is judged.

Prints the CPU time of the whole check against plain PyAV decoding of the same file, for MJPEG and intra H.264, each
run in a process of its own, the two taking turns; then the time from the closing of a growing file to its verdict.

    python benchmarks/check_speed.py [--seconds 12] [--rounds 3]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer

from studio_tui.checking.follower import Follower
from studio_tui.checking.judge import judge_file
from studio_tui.presets import load_preset

PRESET = "bmg-coursera-source"
BUDGETS = {"mjpeg": 1.3, "h264": 1.15}
FRAME_RATE_HZ = 25


def make_file(path: Path, codec: str, seconds: int) -> None:
    """A moving picture with a camera's noise, 1080p25 near 80 Mbit/s, and 24-bit stereo noise."""
    coding = {
        "mjpeg": ["-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj422p"],
        "h264": ["-c:v", "libx264", "-preset", "ultrafast", "-g", "1", "-b:v", "60M", "-pix_fmt", "yuv420p"],
    }
    picture = f"testsrc2=s=1920x1080:r={FRAME_RATE_HZ}:d={seconds},noise=alls=8:allf=t"
    sound = f"anoisesrc=r=48000:d={seconds}:a=0.1"
    command = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, "-ac", "2"]
    subprocess.run([*command, *coding[codec], "-c:a", "pcm_s24le", str(path)], check=True)


def decode_only(path: Path) -> None:
    """What cannot be saved: demuxing and decoding every packet."""
    with av.open(str(path)) as container:
        for stream in (*container.streams.video, *container.streams.audio):
            stream.codec_context.thread_type = av.codec.context.ThreadType.AUTO
        _drain(container)


def _drain(container: InputContainer) -> None:
    for packet in container.demux():
        packet.decode()


def cpu_seconds(task: str, path: Path) -> float:
    """CPU seconds of one task in a process of its own, without its imports."""
    finished = subprocess.run(
        [sys.executable, __file__, "--task", task, "--file", str(path)], capture_output=True, text=True, check=True
    )
    return float(finished.stdout)


def run_task(task: str, path: Path) -> float:
    """Carry out one task; gives its CPU seconds."""
    preset = load_preset(PRESET)
    judge = {"decode": lambda: decode_only(path), "check": lambda: judge_file(path, preset)}[task]
    before = time.process_time()
    judge()
    return time.process_time() - before


def verdict_after_cut_s(source: Path, target: Path) -> tuple[float, str]:
    """Seconds from closing a file that grew in real time to its verdict, and the verdict."""
    with av.open(str(source)) as container:
        pictures = [bytes(packet) for packet in container.demux(video=0) if packet.size]
    options = {
        "movflags": "+hybrid_fragmented+empty_moov",
        "frag_duration": "200000",
        "flush_packets": "1",
        "max_interleave_delta": "1",
    }
    follower: Follower | None = None
    random = np.random.default_rng(1)
    with av.open(str(target), "w", format="mov", options=options) as output:
        video = output.add_stream("mjpeg", rate=FRAME_RATE_HZ)
        video.width, video.height, video.pix_fmt = 1920, 1080, "yuvj422p"
        video.time_base = Fraction(1, FRAME_RATE_HZ)
        sound = output.add_stream("pcm_s24le", rate=48_000, layout="stereo")
        begun = time.monotonic()
        for number, picture in enumerate(pictures):
            packet = av.Packet(picture)
            packet.stream, packet.time_base = video, Fraction(1, FRAME_RATE_HZ)
            packet.pts = packet.dts = number
            packet.duration, packet.is_keyframe = 1, True
            output.mux(packet)
            noise = random.integers(-(2**27), 2**27, (1, 2 * 1920), dtype=np.int32)
            block = av.AudioFrame.from_ndarray(noise, format="s32", layout="stereo")
            block.sample_rate, block.pts, block.time_base = 48_000, number * 1920, Fraction(1, 48_000)
            output.mux(sound.encode(block))
            if follower is None:
                follower = Follower.start(target, PRESET)
            time.sleep(max(0.0, begun + (number + 1) / FRAME_RATE_HZ - time.monotonic()))
    if follower is None:
        raise ValueError(f"{source} holds no pictures")
    closed = time.monotonic()
    follower.complete()
    judgement = follower.result(30.0)
    elapsed = time.monotonic() - closed
    follower.kill()
    return elapsed, judgement.verdict if judgement else "none"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--task", choices=["decode", "check"], help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.task:
        print(run_task(arguments.task, arguments.file))
        return
    with tempfile.TemporaryDirectory() as folder:
        for codec, budget in BUDGETS.items():
            path = Path(folder) / f"{codec}.mov"
            make_file(path, codec, arguments.seconds)
            frames = arguments.seconds * FRAME_RATE_HZ
            rounds = [(cpu_seconds("decode", path), cpu_seconds("check", path)) for _ in range(arguments.rounds)]
            decode, check = min(pair[0] for pair in rounds), min(pair[1] for pair in rounds)
            mbps = path.stat().st_size * 8 / arguments.seconds / 1e6
            print(
                f"{codec} at {mbps:.0f} Mbit/s: decode {decode / frames * 1e3:.2f} ms, "
                f"check {check / frames * 1e3:.2f} ms a frame (CPU), {check / decode:.2f} x (budget {budget})"
            )
        elapsed, verdict = verdict_after_cut_s(Path(folder) / "mjpeg.mov", Path(folder) / "growing.mov")
        print(f"growing file: verdict {verdict} {elapsed:.3f} s after it was closed (budget 1 s)")


if __name__ == "__main__":
    main()
