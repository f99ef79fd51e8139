import numpy as np
import pytest

from meters.interval import Interval
from meters.video.exposure import BlackMeter, measure_exposure
from tests.rigs.lecture_shot import LectureShot


def test_extremes_and_mean_are_of_every_pixel():
    luma = np.full((1080, 1920), 100, np.uint8)
    luma[1, 1], luma[2, 5] = 3, 250  # in rows that the percentiles pass over
    exposure = measure_exposure(luma)
    assert (exposure.luma_min, exposure.luma_max) == (3, 250)
    assert exposure.luma_mean == pytest.approx(luma.mean(), abs=1e-3)
    assert (exposure.luma_p1, exposure.luma_p50, exposure.luma_p99) == (100, 100, 100)


def test_percentiles_agree_with_sorting_all_pixels():
    luma = LectureShot().at(1.0)
    exposure = measure_exposure(luma)
    assert [exposure.luma_p1, exposure.luma_p50, exposure.luma_p99] == pytest.approx(
        np.percentile(luma, [1, 50, 99]), abs=2
    )


def test_rows_may_be_padded():
    padded = np.zeros((720, 1344), np.uint8)
    padded[:, :1280] = LectureShot().at(0.0)
    view = padded[:, :1280]
    assert measure_exposure(view) == measure_exposure(view.copy())


@pytest.mark.parametrize(("share", "black"), [(0.0, True), (0.005, True), (0.02, False)])
def test_black_is_when_the_brightest_hundredth_is_dark(share: float, black: bool):  # noqa: FBT001 - a table's column
    luma = np.full((1000, 1000), 16, np.uint8)
    luma[:, : round(1000 * share)] = 235
    assert measure_exposure(luma).is_black(20.0) is black


def test_finds_black_stretches():
    light, black = LectureShot().at(0.0), np.full((720, 1280), 16, np.uint8)
    meter = BlackMeter(threshold_luma=20.0, min_s=1.0)
    for frame in range(150):
        is_black = 25 <= frame < 75 or 90 <= frame < 100 or frame >= 120
        meter.feed(measure_exposure(black if is_black else light), frame / 25)
    meter.finish(6.0)
    assert meter.intervals == (Interval(1.0, 3.0), Interval(4.8, 6.0))
    assert meter.black_for_s == pytest.approx(1.2)
