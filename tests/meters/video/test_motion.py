from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from meters.video.motion import MotionMeter
from meters.video.repeats import RepeatCounter, find_cadence
from tests.rigs.lecture_shot import INTRA, LONG_GOP, LectureShot, decode_luma, encode

ENCODED_SIZE = (960, 540)
CODINGS = {"intra": INTRA, "long GOP": LONG_GOP}


def measured(frames: list[NDArray[np.uint8]], freeze_s: float = 2.0) -> MotionMeter:
    meter = MotionMeter(freeze_s)
    for number, luma in enumerate(frames):
        meter.feed(luma, number / 25)
    meter.finish(len(frames) / 25)
    return meter


def encoded(frames: list[NDArray[np.uint8]], options: dict[str, str], folder: Path) -> MotionMeter:
    meter = MotionMeter(2.0)
    for number, luma in enumerate(decode_luma(encode(frames, folder / "shot.mov", options))):
        meter.feed(luma, number / 25)
    return meter


def times(meter: MotionMeter) -> list[float]:
    return [time for interval in meter.frozen_intervals for time in (interval.start_s, interval.end_s)]


def test_honest_pictures_are_neither_frozen_nor_repeated():
    motion = measured(LectureShot().run(75)).read()
    assert motion.repeated_frames == 0
    assert motion.repeated_share == 0.0
    assert motion.frozen_for_s == 0.0


def test_noise_alone_is_change():
    """A real camera in front of an empty chair is not frozen."""
    shot = LectureShot()
    meter = measured([shot.at(0.3) for _ in range(75)])
    assert meter.frozen_intervals == ()
    assert meter.read().repeated_frames == 0


@pytest.mark.parametrize("copies", [1, 2, 3])
def test_lips_alone_are_change(copies: int):
    """No noise, and nothing moves but the mouth: half a thousandth of the picture. Shown several times or not."""
    shot = LectureShot(noise=0.0)
    face = shot.at(0.0)
    frames = []
    for number in range(75):
        picture = face.copy()
        picture[392:404, 840:880] = 60 + 20 * (number // copies % 5)
        frames.append(picture)
    assert measured(frames, freeze_s=0.5).frozen_intervals == ()


def test_slow_refinement_by_an_encoder_is_no_change():
    """Long-GOP encoders go on refining a still picture: every frame another 14th of the pixels is brighter."""
    frames = [LectureShot(480, 270, noise=0.0).at(0.0) // 2]
    for step in range(9):
        picture = frames[-1].copy()
        picture.ravel()[step::14] += 1
        frames.append(picture)
    meter = measured([*frames, *[frames[-1]] * 41])
    assert times(meter) == pytest.approx([0.0, 2.04], abs=0.05)


def test_frozen_picture_is_found_to_the_frame():
    shot = LectureShot()
    frames = shot.run(20) + [shot.at(0.8)] * 60 + shot.run(20, start_s=1.0)
    meter = measured(frames)
    assert times(meter) == pytest.approx([0.8, 3.2])
    assert meter.read().repeated_frames == 0


def test_picture_that_is_still_frozen_counts_as_it_goes():
    shot = LectureShot()
    meter = measured(shot.run(10) + [shot.at(0.4)] * 60)
    assert meter.read().frozen_for_s == pytest.approx(2.4)
    assert times(meter) == pytest.approx([0.4, 2.8])


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("noise", [0.0, 2.0])
def test_frozen_picture_is_found_in_a_file_that_was_encoded_again(coding: str, noise: float, tmp_path: Path):
    """Key frames and rate control make a frozen picture breathe."""
    shot = LectureShot(*ENCODED_SIZE, noise=noise)
    frames = shot.run(15) + [shot.at(0.6)] * 100 + shot.run(15, start_s=0.7)
    meter = encoded(frames, CODINGS[coding], tmp_path)
    # An encoder may need a second until it has settled on the picture.
    start_s, end_s = times(meter)
    assert 0.6 <= start_s <= 1.8
    assert end_s == pytest.approx(4.6, abs=0.1)
    assert meter.read().repeated_frames <= 25


@pytest.mark.parametrize("coding", CODINGS)
def test_honest_pictures_stay_honest_in_a_file(coding: str, tmp_path: Path):
    meter = encoded(LectureShot(*ENCODED_SIZE).run(75), CODINGS[coding], tmp_path)
    assert meter.frozen_intervals == ()
    assert meter.read().repeated_frames == 0


@pytest.mark.parametrize("copies", [2, 3])
def test_pictures_shown_several_times_are_counted(copies: int):
    frames = [picture for picture in LectureShot().run(100 // copies) for _ in range(copies)]
    motion = measured(frames).read()
    assert motion.repeated_share == pytest.approx(1 - 1 / copies, abs=0.02)
    assert motion.frozen_for_s < 0.2


def test_one_picture_in_five_shown_twice_is_counted():
    frames = []
    for number, picture in enumerate(LectureShot().run(80)):
        frames.extend([picture] * (2 if number % 4 == 3 else 1))
    assert measured(frames).read().repeated_share == pytest.approx(0.2, abs=0.02)


@pytest.mark.parametrize("coding", CODINGS)
def test_doubled_pictures_are_counted_in_a_file_that_was_encoded_again(coding: str, tmp_path: Path):
    frames = [picture for picture in LectureShot(*ENCODED_SIZE).run(75) for _ in range(2)]
    share = encoded(frames, CODINGS[coding], tmp_path).read().repeated_share
    assert share is not None
    assert 0.2 <= share <= 0.55


def test_slide_without_motion_or_noise_tells_nothing_about_repeats():
    motion = measured([LectureShot(noise=0.0).at(0.0)] * 100).read()
    assert motion.repeated_share is None
    assert motion.repeated_frames == 0


def test_stillness_after_a_gesture_is_no_repeat():
    counter = RepeatCounter()
    for change in [0.5] * 30 + [6.0] * 10 + [0.5] * 30:
        counter.feed(change)
    assert counter.repeated == 0
    assert counter.share == 0.0


def test_cadence_shows_in_the_medians():
    random = np.random.default_rng(2)
    honest = random.uniform(0.8, 1.2, 60)
    assert find_cadence(honest.tolist()) is None
    for every in (2, 3, 4, 5, 6):
        weak = honest.copy()
        weak[::every] *= 0.33
        assert find_cadence(weak.tolist()) == every


def test_change_of_size_begins_anew():
    meter = MotionMeter(0.1)
    for number, shot in enumerate([LectureShot()] * 3 + [LectureShot(640, 480)] * 3):
        meter.feed(shot.at(0.0), number / 25)
    for number in range(6, 12):
        meter.feed(np.zeros((480, 640) if number % 2 else (2, 3), np.uint8), number / 25)
    assert meter.read().frames == 12


def test_buffers_may_be_used_again_by_their_owner():
    buffer = np.zeros((270, 480), np.uint8)
    meter = MotionMeter()
    for number in range(3):
        buffer[:] = 10 * number
        meter.feed(buffer, number / 25)
    assert meter.read().change == pytest.approx(10.0)
