"""The K-weighting filter: the quick way to it is the public one, and nobody's samples change."""

from __future__ import annotations

import numpy as np
import pytest

from meters.audio.kweighting import by_sosfilt, k_weighting_sections, quickest_filter
from meters.audio.loudness import LoudnessMeter


@pytest.mark.parametrize("dtype", [np.float64, np.complex128])
def test_the_quick_filter_is_the_public_one(dtype: type[np.float64 | np.complex128]):
    sections = k_weighting_sections(48_000).astype(dtype)
    random = np.random.default_rng(5)
    rows = random.normal(size=(2, 900)).astype(dtype)
    if np.iscomplexobj(rows):
        rows += 1j * random.normal(size=(2, 900))
    ways = []
    for filter_in_place in (quickest_filter(), by_sosfilt):
        filtered, state = rows.copy(), np.zeros((2, 2, 2), dtype)
        for piece in (slice(0, 400), slice(400, 401), slice(401, 900)):
            part = np.ascontiguousarray(filtered[:, piece])
            filter_in_place(sections, part, state)
            filtered[:, piece] = part
        ways.append((filtered, state))
    assert np.array_equal(ways[0][0], ways[1][0])
    assert np.array_equal(ways[0][1], ways[1][1])
    assert not np.array_equal(ways[0][0], rows)


def test_where_the_quick_filter_is_gone_the_public_one_does(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delattr("scipy.signal._sosfilt._sosfilt")
    assert quickest_filter() is by_sosfilt


def test_the_callers_samples_stay_as_they_are():
    for samples in (
        np.ones((4_800, 2), np.int32) << 20,
        np.full((4_800, 2), 0.1),
        np.asfortranarray(np.full((4_800, 2), 0.1)),
        np.full((4_800, 1), 0.1),
    ):
        before = samples.copy()
        LoudnessMeter(48_000, samples.shape[1]).feed(samples)
        assert np.array_equal(samples, before)
