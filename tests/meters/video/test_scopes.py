import numpy as np
import pytest

from meters.video.planes import luma_of, reduced
from meters.video.scopes import HISTOGRAM_BINS, WAVEFORM_COLUMNS, WAVEFORM_ROWS, measure_scopes, thumbnail
from tests.rigs.lecture_shot import LectureShot


def waveform(luma: np.ndarray) -> np.ndarray:
    return np.frombuffer(measure_scopes(luma).waveform, np.uint8).reshape(WAVEFORM_ROWS, WAVEFORM_COLUMNS)


def test_ramp_from_dark_to_light_is_a_rising_diagonal():
    luma = np.tile(np.linspace(0, 255, 1920).astype(np.uint8), (1080, 1))
    cells = waveform(luma)
    highest = cells.argmax(axis=0)
    assert highest[0] == WAVEFORM_ROWS - 1
    assert highest[-1] == 0
    assert (np.diff(highest) <= 0).all()
    assert len(measure_scopes(luma).histogram) == HISTOGRAM_BINS


def test_level_of_one_grey_is_one_full_row():
    cells = waveform(np.full((1080, 1920), 128, np.uint8))
    row = WAVEFORM_ROWS - 1 - 128 // 4
    assert (cells[row] == 255).all()
    assert not np.delete(cells, row, axis=0).any()


def test_histogram_is_relative_to_its_highest_bin():
    luma = np.zeros((1080, 1920), np.uint8)
    luma[:270] = 255
    histogram = measure_scopes(luma).histogram
    assert histogram[0] == 1000
    assert histogram[-1] == pytest.approx(333, abs=5)
    assert sum(histogram[1:-1]) == 0


def test_thin_bright_line_stays_visible():
    luma = np.full((1080, 1920), 30, np.uint8)
    luma[540:544] = 235
    assert waveform(luma)[WAVEFORM_ROWS - 1 - 235 // 4].min() > 10


def test_scopes_of_a_reduced_plane_are_taken_as_they_are():
    luma = LectureShot(480, 270).at(0.0)
    assert len(measure_scopes(luma).waveform) == WAVEFORM_ROWS * WAVEFORM_COLUMNS


def test_thumbnail_is_rgb_of_the_size_asked():
    bgr = np.zeros((270, 480, 3), np.uint8)
    bgr[:, :240] = (255, 0, 0)
    small = thumbnail(bgr, 80, 46)
    assert small.shape == (46, 80, 3)
    assert small[0, 0].tolist() == [0, 0, 255]
    assert len(small.tobytes()) == 80 * 46 * 3


def test_luma_has_the_weights_of_jpeg():
    primaries = np.array([[[0, 0, 255], [0, 255, 0], [255, 0, 0]]], np.uint8)
    assert luma_of(primaries).tolist() == [[76, 150, 29]]


@pytest.mark.parametrize(
    ("shape", "expected"), [((1080, 1920), (540, 960)), ((2161, 3841), (540, 960)), ((9, 9), (9, 9))]
)
def test_planes_are_halved_until_they_fit(shape: tuple[int, int], expected: tuple[int, int]):
    assert reduced(np.full(shape, 77, np.uint8), 960).shape == expected
