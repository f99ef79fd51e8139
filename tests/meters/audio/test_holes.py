"""Holes in one channel: where it stays at one value, and whether sound broke off there."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meters.audio.holes import Column, Hole, HoleFinder, constant_runs
from tests.rigs.impaired_sound import RATE_HZ, clipped, gain, quantised, white

Kind = Literal["floats", "24 bits", "16 bits"]
KINDS: tuple[Kind, ...] = ("floats", "24 bits", "16 bits")
FRAMES = 12_000
EDGE = 240


def column_of(sound: Column, kind: Kind) -> Column:
    """One channel, shape (frames,), as it is fed."""
    return sound if kind == "floats" else quantised(sound[:, None], int(kind[:2]))[:, 0]


def noise(level_dbfs: float = -30.0) -> Column:
    return white(FRAMES / RATE_HZ, level_dbfs, 1, 1)[:, 0]


def found(column: Column, fresh: int = 0) -> list[Hole]:
    return HoleFinder(RATE_HZ).find(column, fresh)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("frames", [34, 100, 4_800])
def test_zeros_and_a_held_value_are_a_loss(kind: Kind, frames: int):
    sound = noise()
    sound[3_000 : 3_000 + frames] = 0.0
    assert found(column_of(sound, kind)) == [Hole(3_000, 3_000 + frames, is_loss=True)]
    sound[3_000 : 3_000 + frames] = 0.01
    assert found(column_of(sound, kind)) == [Hole(3_000, 3_000 + frames, is_loss=True)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_hole_is_found_when_its_far_edge_is_there_and_not_again(kind: Kind):
    sound = noise()
    sound[3_000:3_100] = 0.0
    column = column_of(sound, kind)
    complete = 3_100 + EDGE
    assert found(column[: complete - 1]) == []
    assert found(column[:complete], 3_050) == [Hole(3_000, 3_100, is_loss=True)]
    assert found(column[:complete], complete - 1) == [Hole(3_000, 3_100, is_loss=True)]
    assert found(column, complete) == []
    # Nor without its near edge.
    assert found(column[3_000 - EDGE :]) == [Hole(EDGE, EDGE + 100, is_loss=True)]
    assert found(column[3_001 - EDGE :]) == []


@pytest.mark.parametrize("kind", KINDS)
def test_too_short_too_long_or_too_quiet(kind: Kind):
    for frames in (2, 33):
        sound = noise()
        sound[3_000 : 3_000 + frames] = 0.0
        assert found(column_of(sound, kind)) == []
    long = np.tile(noise(), 3)
    long[3_000:27_001] = 0.0
    assert found(column_of(long, kind)) == []
    long[27_000] = 0.1
    assert found(column_of(long, kind)) == [Hole(3_000, 27_000, is_loss=True)]
    quiet = noise(-75.0)
    quiet[3_000:3_100] = 0.0
    assert found(column_of(quiet, kind)) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("side", [1, -1])
def test_where_sound_fades_out_by_itself_nothing_is_lost(kind: Kind, side: int):
    sound = noise()
    sound[3_000:3_480] *= np.square(np.cos(np.linspace(0.0, np.pi / 2.0, 480)))
    sound[3_480:3_600] = 0.0
    (hole,) = found(column_of(sound[::side], kind))
    assert not hole.is_loss
    assert abs(hole.end - hole.start - 120) < 20  # the last of the fade are zeros in 16 bits


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("hz", [20.0, 100.0])
def test_the_tops_of_clipped_sound_are_no_loss(kind: Kind, hz: float):
    sine = np.sin(2.0 * np.pi * hz / RATE_HZ * np.arange(2 * FRAMES))
    column = column_of(clipped(sine, -6.0, 20.0), kind)
    assert not [hole for hole in found(column) if hole.is_loss]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("hz", [1.0, 5.0, 20.0])
def test_the_steps_of_a_low_tone_are_no_loss(kind: Kind, hz: float):
    sine = gain(-45.0) * np.sin(2.0 * np.pi * hz / RATE_HZ * np.arange(4 * FRAMES))
    column = column_of(sine, kind)
    assert kind != "16 bits" or len(constant_runs(column, 0, 34)) > 1
    assert not [hole for hole in found(column) if hole.is_loss]


@pytest.mark.parametrize("rate_hz", [8_000, 44_100, 192_000])
def test_lengths_follow_the_rate(rate_hz: int):
    finder = HoleFinder(rate_hz)
    assert finder.shortest == max(8, round(0.0007 * rate_hz))
    sound = np.random.default_rng(1).normal(0.0, 0.1, rate_hz)
    sound[rate_hz // 2 : rate_hz // 2 + finder.shortest] = 0.0
    assert [hole.start for hole in finder.find(sound, 0)] == [rate_hz // 2]
    sound[rate_hz // 2] = 0.1
    assert finder.find(sound, 0) == []


def runs_one_by_one(column: Column, first: int, shortest: int) -> list[tuple[int, int]]:
    """The same as `constant_runs`, the slow way."""
    edges = [0, *(np.flatnonzero(np.diff(column)) + 1).tolist(), len(column)]
    return [(a, b) for a, b in pairwise(edges) if b - max(a, first) >= shortest]


@settings(deadline=None)
@given(
    seed=st.integers(0, 10_000),
    kind=st.sampled_from(KINDS),
    mean_run=st.sampled_from([1, 10, 40, 400]),
    shortest=st.integers(8, 120),
    first=st.integers(0, 5_000),
)
def test_constant_runs_are_all_there_and_exact(seed: int, kind: Kind, mean_run: int, shortest: int, first: int):
    random = np.random.default_rng(seed)
    values = random.permutation(np.linspace(-0.9, 0.9, 6_000))  # no two of them the same, in 16 bits either
    lengths = np.minimum(random.geometric(1.0 / mean_run, len(values)), 2_000)
    needed = int(np.searchsorted(np.cumsum(lengths), 6_000)) + 1
    column = column_of(np.repeat(values[:needed], lengths[:needed])[:6_000], kind)
    assert constant_runs(column, first, shortest) == runs_one_by_one(column, first, shortest)


def test_digital_silence_is_one_run():
    for column in (np.zeros(50_000), np.zeros(50_000, np.int32)):
        assert constant_runs(column, 1_000, 34) == [(0, 50_000)]
        assert found(column) == []
