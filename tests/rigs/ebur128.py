"""Two other meters of EBU R 128 to compare ours with: libebur128 and FFmpeg's filter."""

from __future__ import annotations

import ctypes
import math
import re
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.rigs.wavfile import wav

_LIBRARIES = ("libebur128.so.1", "libebur128.1.dylib", "/opt/homebrew/lib/libebur128.1.dylib")

# ebur128.h: EBUR128_MODE_M, _S, _I, _LRA, _SAMPLE_PEAK and _TRUE_PEAK together.
_ALL_MODES = 0b111111


@dataclass(frozen=True)
class Heard:
    """What a meter says of a whole programme; the true peak is that of the loudest channel."""

    integrated_lufs: float
    range_lu: float
    true_peak_dbtp: float


def by_libebur128(words: NDArray[np.int32], rate_hz: int, block_frames: int = 4800) -> Heard:
    """Measure shape (frames, channels), full scale ±2³¹, with libebur128, every mode on.

    Its own order of channels is in use: L R C (LFE) Ls Rs, and L R Ls Rs for four.
    """
    library = _library()
    words = np.ascontiguousarray(words)
    frames, channels = words.shape
    state = library.ebur128_init(channels, rate_hz, _ALL_MODES)
    if not state:
        raise ValueError(f"libebur128 takes no {channels} channels at {rate_hz} Hz")
    try:
        for at in range(0, frames, block_frames):
            block = words[at : at + block_frames]
            pointer = block.ctypes.data_as(ctypes.POINTER(ctypes.c_int))
            _check(library.ebur128_add_frames_int(state, pointer, len(block)))
        integrated, loudness_range, peak = ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
        _check(library.ebur128_loudness_global(state, ctypes.byref(integrated)))
        _check(library.ebur128_loudness_range(state, ctypes.byref(loudness_range)))
        peaks = []
        for channel in range(channels):
            _check(library.ebur128_true_peak(state, channel, ctypes.byref(peak)))
            peaks.append(peak.value)
    finally:
        library.ebur128_destroy(ctypes.byref(ctypes.c_void_p(state)))
    return Heard(integrated.value, loudness_range.value, 20.0 * math.log10(max(peaks)))


@lru_cache(maxsize=1)
def _library() -> ctypes.CDLL:
    for name in _LIBRARIES:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        break
    else:
        raise OSError("libebur128 is not there; .ci/setup.sh test installs it")
    state, out = ctypes.c_void_p, ctypes.POINTER(ctypes.c_double)
    library.ebur128_init.restype = state
    library.ebur128_init.argtypes = [ctypes.c_uint, ctypes.c_ulong, ctypes.c_int]
    library.ebur128_destroy.restype = None
    library.ebur128_destroy.argtypes = [ctypes.POINTER(state)]
    library.ebur128_add_frames_int.argtypes = [state, ctypes.POINTER(ctypes.c_int), ctypes.c_size_t]
    library.ebur128_loudness_global.argtypes = [state, out]
    library.ebur128_loudness_range.argtypes = [state, out]
    library.ebur128_true_peak.argtypes = [state, ctypes.c_uint, out]
    return library


def _check(error: int) -> None:
    if error:
        raise RuntimeError(f"libebur128 says error {error}")


def by_ffmpeg(path: Path) -> Heard:
    """Measure a file with FFmpeg's filter, its true peak switched on, on one core."""
    command = ["ffmpeg", "-nostdin", "-hide_banner", "-threads", "1", "-filter_threads", "1", "-i", str(path)]
    command += ["-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"]
    log = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    summary = log[log.rindex("Summary:") :]
    integrated, loudness_range, peak = (
        float(_first(rf"{name}:\s+(-?[\d.]+) {unit}", summary))
        for name, unit in (("I", "LUFS"), ("LRA", "LU"), ("Peak", "dBFS"))
    )
    return Heard(integrated, loudness_range, peak)


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if found is None:
        raise ValueError(f"no {pattern!r} in {text!r}")
    return found.group(1)


def write_wav(path: Path, words: NDArray[np.int32], rate_hz: int) -> None:
    """Write shape (frames, channels), full scale ±2³¹, as a file of 24 bits."""
    packed = words.astype("<i4").view(np.uint8).reshape(-1, 4)[:, 1:]
    path.write_bytes(wav(packed.tobytes(), channels=words.shape[1], rate_hz=rate_hz))
