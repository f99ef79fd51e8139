"""What all sound meters cost for a whole file, beside libebur128 and FFmpeg; and what they need of memory.

    python benchmarks/whole_file_sound.py [--seconds 600] [--turns 5]

All on one core, in CPU seconds, turn about, the best of the turns; FFmpeg as the whole program, which also reads
the file. Figures of a busy machine mean little by themselves, so look at the ratios.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks._peers import (
    RATE_HZ,
    Heard,
    best_cpu_s,
    by_ffmpeg,
    by_libebur128,
    on_one_core,
    speech_like,
    write_signal,
)
from meters.audio.loudness import LoudnessMeter
from meters.audio.programme import BLOCK_S, ProgrammeMeter, measure_programme
from meters.audio.samples import to_float
from meters.audio.true_peak import TruePeakMeter

BLOCK_FRAMES = round(BLOCK_S * RATE_HZ)


def ours(words: NDArray[np.int32]) -> Heard:
    """Loudness and true peak alone: what the peers measure."""
    loudness, peak = LoudnessMeter(RATE_HZ, words.shape[1]), TruePeakMeter(RATE_HZ, words.shape[1])
    for at in range(0, len(words), BLOCK_FRAMES):
        floats = to_float(words[at : at + BLOCK_FRAMES])
        loudness.feed(floats)
        peak.feed(floats)
    result = loudness.read()
    assert result.integrated_lufs is not None
    assert result.range_lu is not None
    return Heard(result.integrated_lufs, result.range_lu, max(peak.read()))


def memory_mb(minutes: int) -> float:
    """Highest memory of a process that measures so many minutes as a stream, without the sound itself."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure_minutes, (minutes,))


def _measure_minutes(minutes: int) -> float:
    words = speech_like(10)
    meter = ProgrammeMeter(RATE_HZ, 2)
    for _ in range(minutes * 6):
        for at in range(0, len(words), BLOCK_FRAMES):
            meter.feed(words[at : at + BLOCK_FRAMES])
    meter.read()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--turns", type=int, default=5)
    arguments = parser.parse_args()
    on_one_core()
    for minutes in (1, 60):  # before this process has grown: a child's highest memory begins with its parent's
        print(f"memory for {minutes:2} min of sound: {memory_mb(minutes):5.0f} MB")
    words = speech_like(arguments.seconds)
    with tempfile.TemporaryDirectory() as folder:
        path = write_signal(Path(folder), words)
        for name, heard in {"ours": ours(words), "libebur128": by_libebur128(words, RATE_HZ)}.items():
            levels = f"{heard.integrated_lufs:7.2f} LUFS {heard.range_lu:6.2f} LU {heard.true_peak_dbtp:6.2f} dBTP"
            print(f"{name:12} {levels}")
        times = best_cpu_s(
            {
                "all our meters": lambda: measure_programme(words, RATE_HZ),
                "  loudness and true peak": lambda: ours(words),
                "libebur128 with true peak": lambda: by_libebur128(words, RATE_HZ, BLOCK_FRAMES),
                "ffmpeg ebur128=peak=true": lambda: by_ffmpeg(path),
            },
            arguments.turns,
        )
    print(f"{arguments.seconds} s of stereo at {RATE_HZ} Hz, CPU on one core")
    for name, seconds in times.items():
        print(f"  {name:26} {seconds:6.2f} s  {seconds / times['all our meters']:5.2f} x all of ours")


if __name__ == "__main__":
    main()
