"""The quick question whether a picture is black has the answer of the thorough one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meters.video.black import is_black, measure_luma_range
from meters.video.exposure import measure_exposure
from meters.video.planes import Plane


def speckled(base: int, noise: int, bright_rows: int, seed: int) -> Plane:
    """A dark noisy picture with some white rows at its top."""
    plane = np.clip(np.random.default_rng(seed).normal(base, noise, (200, 320)), 0, 255).astype(np.uint8)
    plane[:bright_rows] = 255
    return plane


@given(st.integers(0, 60), st.integers(0, 12), st.integers(0, 12), st.integers(0, 1000), st.integers(1, 60))
def test_quick_and_thorough_agree(base: int, noise: int, bright_rows: int, seed: int, threshold: int):
    luma = speckled(base, noise, bright_rows, seed)
    assert is_black(luma, measure_luma_range(luma), threshold) == measure_exposure(luma).is_black(threshold)


@given(st.integers(0, 255), st.integers(0, 40), st.integers(0, 1000))
def test_the_range_is_that_of_all_pixels(base: int, noise: int, seed: int):
    luma = speckled(base, noise, 0, seed)
    measured = measure_luma_range(luma)
    assert (measured.luma_min, measured.luma_max) == (luma.min(), luma.max())
    assert abs(measured.luma_mean - luma.mean()) < 1e-6
