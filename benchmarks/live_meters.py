"""What the live meters cost: sound as a share of one core, picture in milliseconds a frame.

Run it as ``python benchmarks/live_meters.py``. Figures of a busy machine mean little by themselves; the ratios are
against a named peer measured in the same run, turn about, the best of several turns each.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import signal

from benchmarks._peers import RATE_HZ, speech_like
from meters.audio.ballistics import BALLISTICS, Ballistics
from meters.audio.kweighting import k_weighting_sections
from meters.audio.samples import to_float
from meters.video.exposure import BlackMeter, measure_exposure
from meters.video.freeze import FreezeMeter
from meters.video.jpeg import decode_reduced
from meters.video.planes import luma_of
from meters.video.scopes import measure_scopes, thumbnail
from studio_tui.capture.sound import SoundBlock, SoundFormat
from studio_tui.config import AlarmSettings, MeterSettings
from studio_tui.station.messages import SoundState
from studio_tui.station.sound_meters import SoundMeters

SOUND_S = 20
SNAPSHOT_S = 0.04
NOTHING_YET = SoundState(device="", status="running", rate_hz=RATE_HZ, bits=24, lost_samples=0, skipped_blocks=0)
TURNS = 5


def best_s(work: dict[str, Callable[[], None]], turns: int = TURNS) -> dict[str, float]:
    """CPU seconds of each piece of work, best of several turns taken one after the other."""
    best = dict.fromkeys(work, float("inf"))
    for _ in range(turns):
        for name, run in work.items():
            start = time.process_time()
            run()
            best[name] = min(best[name], time.process_time() - start)
    return best


def needle(ballistics: Ballistics, blocks: Sequence[NDArray[np.int32]]) -> Callable[[], None]:
    """One level meter alone, on samples already converted."""
    floats = [to_float(block) for block in blocks]

    def run() -> None:
        meter = ballistics.make(RATE_HZ, 2)
        for block in floats:
            meter.feed(block)
            meter.read()

    return run


def sound(samples: NDArray[np.int32], block_ms: int) -> dict[str, float]:
    """CPU seconds for `SOUND_S` seconds of sound in blocks, read 25 times a second."""
    step = RATE_HZ * block_ms // 1000
    blocks = [samples[at : at + step] for at in range(0, len(samples), step)]

    def station() -> None:
        meters = SoundMeters(SoundFormat(RATE_HZ, 2, 24), MeterSettings(), AlarmSettings())
        shown_s = 0.0
        for number, block in enumerate(blocks):
            at_s = number * block_ms / 1000
            meters.feed(SoundBlock(block, number * step, at_s))
            if at_s >= shown_s:
                meters.read(NOTHING_YET, at_s)
                shown_s += SNAPSHOT_S

    def sosfilt() -> None:
        sections = k_weighting_sections(RATE_HZ)
        state = np.zeros((2, 2, 2))
        for block in blocks:
            _, state = signal.sosfilt(sections, to_float(block), axis=0, zi=state)

    return best_s(
        {
            "all of the station's sound meters": station,
            **{f"  {name}, {each.standard}": needle(each, blocks) for name, each in BALLISTICS.items()},
            "sosfilt": sosfilt,
        }
    )


def card_frame() -> NDArray[np.uint8]:
    """One 1080p JPEG of a camera-like picture, near 80 Mbit/s at 25 frames a second."""
    random = np.random.default_rng(0)
    across, down = np.meshgrid(np.arange(1920), np.arange(1080))
    gradient = 110 + 60 * np.sin(across / 200) * np.cos(down / 160)
    shot = np.repeat(gradient[:, :, None], 3, axis=2) + random.normal(0.0, 2.5, (1080, 1920, 3))
    shot = np.clip(shot, 0, 255).astype(np.uint8)
    for line in range(12):
        cv2.putText(
            shot, f"Slide line {line}", (90, 120 + line * 75), cv2.FONT_HERSHEY_SIMPLEX, 2.0, (20, 20, 20), 3
        )
    qualities = range(98, 40, -1)
    packets = (cv2.imencode(".jpg", shot, [cv2.IMWRITE_JPEG_QUALITY, quality])[1] for quality in qualities)
    return next(packet.ravel() for packet in packets if packet.nbytes * 8 * 25 < 85e6)


def picture(packet: NDArray[np.uint8], frames: int = 20) -> dict[str, float]:
    """CPU seconds a frame of the live picture's meters, and of decoding alone."""
    small = decode_reduced(packet)
    assert small is not None
    luma = luma_of(small)
    black, freeze = BlackMeter(), FreezeMeter()

    def meters() -> None:
        for number in range(frames):
            now = luma_of(small)
            black.feed(measure_exposure(now), number / 25)
            freeze.feed(now, number / 25)
            measure_scopes(now)
            thumbnail(small, 160, 90)

    def each(one: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            for _ in range(frames):
                one()

        return run

    times = best_s(
        {
            "decode_reduced (1/4)": each(lambda: decode_reduced(packet)),
            "cv2.imdecode 1/2": each(lambda: cv2.imdecode(packet, cv2.IMREAD_REDUCED_COLOR_2)),
            "cv2.imdecode 1/8": each(lambda: cv2.imdecode(packet, cv2.IMREAD_REDUCED_COLOR_8)),
            "cv2.imdecode full": each(lambda: cv2.imdecode(packet, cv2.IMREAD_COLOR)),
            "luma + exposure + freeze + scopes + thumbnail": meters,
            "  of which exposure": each(lambda: measure_exposure(luma)),
            "  of which scopes": each(lambda: measure_scopes(luma)),
        }
    )
    return {name: seconds / frames for name, seconds in times.items()}


def main() -> None:
    """Print both tables."""
    cv2.setNumThreads(1)
    samples = speech_like(SOUND_S)
    print(f"Sound: stereo, {RATE_HZ} Hz, share of one core (and times scipy's sosfilt alone)")
    for block_ms in (10, 20, 100):
        times = sound(samples, block_ms)
        for name, seconds in times.items():
            print(f"  {block_ms:3} ms  {name:36} {seconds / SOUND_S:7.2%}  {seconds / times['sosfilt']:5.2f} x")
    packet = card_frame()
    print(f"Picture: 1080p JPEG of {packet.nbytes * 8 * 25 / 1e6:.0f} Mbit/s at 25 Hz, ms a frame")
    times = picture(packet)
    full_s = times["cv2.imdecode full"]
    for name, seconds in times.items():
        print(f"  {name:46} {seconds * 1e3:6.2f}  {seconds / full_s:5.2f} x full decode")
    whole_s = times["decode_reduced (1/4)"] + times["luma + exposure + freeze + scopes + thumbnail"]
    print(f"  {'live picture, all of it':46} {whole_s * 1e3:6.2f}  {whole_s / full_s:5.2f} x full decode")


if __name__ == "__main__":
    main()
