"""Stretches of a stream come out whole and once, however it is cut into blocks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meters.audio.chunks import Chunks, Stretches
from meters.audio.sampling_rate import MIN_RATE_HZ, require_rate
from meters.audio.stereo import StereoMeter

SOUND = np.arange(20_000.0).reshape(-1, 2)
SIZES = st.lists(st.integers(0, 3_000), max_size=20)


@settings(deadline=None)
@given(frames=st.integers(1, 700), sizes=SIZES)
def test_stretches_of_so_many_frames(frames: int, sizes: list[int]):
    stretches = Stretches(frames, 2)
    at, seen = 0, []
    for size in (*sizes, len(SOUND)):
        whole = stretches.feed(SOUND[at : at + size])
        assert len(whole) % frames == 0
        assert len(stretches.rest) < frames
        seen.append(whole)
        at = min(at + size, len(SOUND))
    assert (np.concatenate((*seen, stretches.rest)) == SOUND).all()


@settings(deadline=None)
@given(rate_hz=st.sampled_from([8_000, 44_100, 47_999]), per_second=st.sampled_from([100, 1_000]), sizes=SIZES)
def test_stretches_of_so_many_a_second_keep_time(rate_hz: int, per_second: int, sizes: list[int]):
    chunks = Chunks(rate_hz, 2, per_second)
    at, seen, edges = 0, [], []
    for size in (*sizes, len(SOUND)):
        origin = sum(map(len, seen))
        whole, starts = chunks.feed(SOUND[at : at + size])
        edges += (starts + origin).tolist()
        seen.append(whole)
        at = min(at + size, len(SOUND))
    assert (np.concatenate((*seen, chunks.rest)) == SOUND).all()
    assert edges == [number * rate_hz // per_second for number in range(len(edges))]
    assert len(chunks.rest) <= rate_hz // per_second


def test_rates_below_the_lowest_are_refused():
    require_rate(MIN_RATE_HZ)
    for refuse in (require_rate, StereoMeter, lambda rate_hz: Chunks(rate_hz, 2, 100)):
        with pytest.raises(ValueError, match="sampling rate 7999 Hz is below 8000 Hz"):
            refuse(7_999)
