"""What loudness and true peak of a whole file cost, beside libebur128 and FFmpeg.

    python benchmarks/whole_file_loudness.py [--seconds 600] [--turns 3]

All on one core, in CPU seconds, turn about, the best of the turns; FFmpeg as the whole program, which also reads
the file. Figures of a busy machine mean little by themselves, so look at the ratios.
"""

from __future__ import annotations

import argparse
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
from meters.audio.samples import to_float
from meters.audio.true_peak import TruePeakMeter

BLOCK_FRAMES = 24_000
LIVE_FRAMES = 960
LIVE_S = 60


def ours(words: NDArray[np.int32], block_frames: int = BLOCK_FRAMES, reads_every: int | None = None) -> Heard:
    """Loudness and true peak of the whole signal; ``reads_every`` so many blocks as a screen would."""
    loudness, peak = LoudnessMeter(RATE_HZ, words.shape[1]), TruePeakMeter(RATE_HZ, words.shape[1])
    for number, at in enumerate(range(0, len(words), block_frames)):
        floats = to_float(words[at : at + block_frames])
        loudness.feed(floats)
        peak.feed(floats)
        if reads_every and number % reads_every == 0:
            loudness.read()
            peak.read()
    result = loudness.read()
    assert result.integrated_lufs is not None
    assert result.range_lu is not None
    return Heard(result.integrated_lufs, result.range_lu, max(peak.read()))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--turns", type=int, default=3)
    arguments = parser.parse_args()
    on_one_core()
    words = speech_like(arguments.seconds)
    start = words[: LIVE_S * RATE_HZ]
    with tempfile.TemporaryDirectory() as folder:
        path = write_signal(Path(folder), words)
        for name, heard in {"ours": ours(words), "libebur128": by_libebur128(words, RATE_HZ)}.items():
            levels = f"{heard.integrated_lufs:7.2f} LUFS {heard.range_lu:6.2f} LU {heard.true_peak_dbtp:6.2f} dBTP"
            print(f"{name:12} {levels}")
        times = best_cpu_s(
            {
                "ours": lambda: ours(words),
                "libebur128, all modes": lambda: by_libebur128(words, RATE_HZ, BLOCK_FRAMES),
                "ffmpeg ebur128=peak=true": lambda: by_ffmpeg(path),
                "live": lambda: ours(start, LIVE_FRAMES, reads_every=2),
            },
            arguments.turns,
        )
    live_s = times.pop("live")
    print(f"loudness and true peak of {arguments.seconds} s of stereo at {RATE_HZ} Hz, CPU on one core")
    for name, seconds in times.items():
        print(f"  {name:26} {seconds:6.2f} s  {seconds / times['ours']:5.2f} x ours")
    print(f"  live in blocks of 20 ms, read 25 times a second: {live_s / len(start) * RATE_HZ:.2%} of a core")


if __name__ == "__main__":
    main()
