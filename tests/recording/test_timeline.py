"""Frames and samples come to the places in the file where they were captured."""

from collections.abc import Collection, Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio_tui.capture.picture import Frame
from studio_tui.capture.sound import SoundBlock, SoundFormat
from studio_tui.recording.frame_rate import exact_rate
from studio_tui.recording.timeline import PicturePiece, SoundPiece, Timeline

RATE_HZ = 48_000
ROLL_S = 50.0
PICTURE = np.zeros(1, np.uint8)


def frame(index: int, at_s: float) -> Frame:
    return Frame(PICTURE, "mjpeg", index, at_s)


class Course:
    """Plays feeds into a timeline in the order of arrival, and puts together what comes out."""

    def __init__(self, rate: Fraction = Fraction(25), rolled_at_s: float = ROLL_S) -> None:
        self.timeline = Timeline(SoundFormat(RATE_HZ, 1, 24), rate, rolled_at_s)
        self.slots: dict[int, int] = {}
        self._runs = [np.zeros((0, 1), np.int32)]

    @property
    def sound(self) -> np.ndarray:
        return np.concatenate(self._runs)

    def take(self, pieces: Sequence[PicturePiece | SoundPiece]) -> None:
        for piece in pieces:
            if isinstance(piece, PicturePiece):
                assert piece.slot not in self.slots
                self.slots[piece.slot] = piece.frame.index
            else:
                assert piece.first == sum(map(len, self._runs))
                assert 0 < len(piece.samples) <= RATE_HZ
                self._runs.append(piece.samples)

    def play(self, items: Sequence[tuple[float, Frame | SoundBlock]], cut_s: float = float("inf")) -> None:
        for arrives_s, item in sorted(items, key=lambda pair: pair[0]):
            if arrives_s >= cut_s:
                self.timeline.cut(cut_s)
            if self.timeline.complete:
                break
            if isinstance(item, Frame):
                self.take(self.timeline.add_frame(item))
            else:
                self.take(self.timeline.add_sound(item))

    def end(self, cut_s: float) -> None:
        self.timeline.cut(cut_s)
        self.take(self.timeline.finish())


def ramp(count: int) -> np.ndarray:
    """Sample n says n+1, so that silence (0) cannot be mistaken for one."""
    return np.arange(1, count + 1, dtype=np.int32)[:, None]


def sound_feed(
    start_s: float, seconds: float, latency_s: float = 0.02, size: int = 960, without: Collection[int] = ()
):
    samples = ramp(round(seconds * RATE_HZ))
    feed = []
    for number, at in enumerate(range(0, len(samples), size)):
        block = SoundBlock(samples[at : at + size], at, start_s + at / RATE_HZ)
        if number not in without:
            feed.append((block.at_s + block.frames / RATE_HZ + latency_s, block))
    return feed


def picture_feed(
    start_s: float, count: int, rate: float = 25.0, latency_s: float = 0.06, without: Collection[int] = ()
):
    return [
        (start_s + n / rate + latency_s, frame(n, start_s + n / rate)) for n in range(count) if n not in without
    ]


@settings(max_examples=60, deadline=None)
@given(
    sound_lead_s=st.floats(0.0, 0.5),
    sound_latency_s=st.floats(0.0, 0.15),
    picture_latency_s=st.floats(0.0, 0.15),
    size=st.integers(64, 4000),
    rate=st.sampled_from([24.0, 25.0, 29.97, 50.0, 59.94]),
    phase=st.floats(0.0, 0.99),
    missing=st.sets(st.integers(2, 40), max_size=15),
)
def test_first_sample_was_captured_with_first_frame_and_both_end_together(
    sound_lead_s: float,
    sound_latency_s: float,
    picture_latency_s: float,
    size: int,
    rate: float,
    phase: float,
    missing: set[int],
):
    exact = float(exact_rate(rate))
    course = Course(exact_rate(rate))
    count = round(2.5 * exact)
    pictures = picture_feed(ROLL_S - 0.5 + phase / exact, count, exact, picture_latency_s, missing)
    sound_start_s = ROLL_S - sound_lead_s
    cut_s = ROLL_S + 1.5
    course.play([*pictures, *sound_feed(sound_start_s, 3, sound_latency_s, size)], cut_s)
    course.end(cut_s)

    captured = {shot.index: shot.at_s for _, shot in pictures if ROLL_S <= shot.at_s < cut_s}
    first = min(captured)
    assert {index - first for index in captured} == set(course.slots)
    assert course.timeline.frames == len(captured)
    assert course.timeline.lost_frames == max(captured) - first + 1 - len(captured)
    expected_first = round((captured[first] - sound_start_s) * RATE_HZ) + 1
    assert abs(int(course.sound[0, 0]) - expected_first) <= 1
    assert np.all(np.diff(course.sound[:, 0]) == 1)
    assert course.timeline.lost_samples == 0
    end_s = (max(course.slots) + 1) / exact
    assert abs(len(course.sound) - end_s * RATE_HZ) <= 1


@settings(max_examples=30, deadline=None)
@given(without=st.sets(st.integers(0, 140), max_size=60))
def test_missing_blocks_become_silence_of_their_length(without: set[int]):
    course = Course()
    course.play([*picture_feed(ROLL_S, 100), *sound_feed(ROLL_S, 4, without=without)], ROLL_S + 2.8)
    course.end(ROLL_S + 2.8)
    assert len(course.sound) == round(2.8 * RATE_HZ)
    expected = ramp(len(course.sound))
    for number in without:
        expected[number * 960 : (number + 1) * 960] = 0
    assert np.array_equal(course.sound, expected)
    assert course.timeline.lost_samples == 960 * len([number for number in without if number < 140])


def test_sound_starts_alone_when_no_frame_comes_and_a_late_picture_stands_where_it_belongs():
    course = Course()
    late = [(ROLL_S + 2 + n / 25 + 0.06, frame(n, ROLL_S + 2 + n / 25)) for n in range(60)]
    course.play([*sound_feed(ROLL_S, 5), *late], ROLL_S + 4)
    course.end(ROLL_S + 4)
    assert min(course.slots) == 50
    assert course.timeline.lost_frames == 0
    assert np.array_equal(course.sound, ramp(4 * RATE_HZ))


def test_sound_is_released_without_a_camera_and_held_no_longer_than_it_may():
    course = Course()
    course.play([*picture_feed(ROLL_S, 25), *sound_feed(ROLL_S, 3)])
    assert len(course.sound) >= (3 - 0.2) * RATE_HZ - 960
    course.end(ROLL_S + 2.9)
    assert len(course.sound) == round(2.9 * RATE_HZ)
    assert max(course.slots) == 24


def test_silence_is_written_while_sound_is_gone_and_what_comes_back_stands_at_its_time():
    course = Course()
    gone = set(range(50, 250))
    course.play([*picture_feed(ROLL_S, 150), *sound_feed(ROLL_S, 6, without=gone)[:50]])
    assert len(course.sound) >= 3 * RATE_HZ  # six seconds of picture: the file does not wait for sound
    back = SoundBlock(ramp(960), 0, ROLL_S + 5.5)  # a device that was opened again counts from 0
    course.play([(0.0, back)])
    course.end(ROLL_S + 6)
    assert len(course.sound) == 6 * RATE_HZ
    at = round(5.5 * RATE_HZ)
    assert np.array_equal(course.sound[at : at + 960], ramp(960))
    assert not course.sound[RATE_HZ:at].any()
    assert course.timeline.lost_samples == 6 * RATE_HZ - 51 * 960


def test_sound_that_never_comes_is_silence_to_the_end():
    course = Course()
    course.play(picture_feed(ROLL_S, 50))
    course.end(ROLL_S + 2)
    assert len(course.sound) == course.timeline.lost_samples == 2 * RATE_HZ
    assert not course.sound.any()


def test_a_camera_opened_again_goes_on_at_its_time():
    course = Course()
    again = [(ROLL_S + 3 + n / 25, frame(n, ROLL_S + 3 + n / 25)) for n in range(25)]
    course.play([*picture_feed(ROLL_S, 25), *again, *sound_feed(ROLL_S, 5)], ROLL_S + 4)
    course.end(ROLL_S + 4)
    assert sorted(course.slots) == [*range(25), *range(75, 100)]
    assert course.timeline.lost_frames == 50
    assert np.array_equal(course.sound, ramp(4 * RATE_HZ))


def test_an_absurd_number_is_not_believed():
    course = Course()
    course.play(sound_feed(ROLL_S, 1))
    course.play(picture_feed(ROLL_S, 25))
    mad = [frame(10**9, ROLL_S + 1), frame(10**9 + 1, ROLL_S + 1.04)]
    course.play([(0.0, shot) for shot in mad])
    course.play([(0.0, SoundBlock(ramp(3840), 10**12, ROLL_S + 1))])
    course.end(ROLL_S + 1.08)
    assert max(course.slots) == 26
    assert len(course.sound) == round(1.08 * RATE_HZ)
    assert course.timeline.lost_samples == 0


def test_nothing_at_all_gives_nothing():
    course = Course()
    course.end(ROLL_S + 5)
    assert course.timeline.frames == course.timeline.samples == 0


@settings(max_examples=100, deadline=None)
@given(
    items=st.lists(
        st.tuples(st.booleans(), st.integers(0, 2000), st.floats(ROLL_S - 2, ROLL_S + 20), st.integers(1, 5000)),
        max_size=40,
    ),
    cut_s=st.floats(ROLL_S, ROLL_S + 20),
)
def test_whatever_comes_the_file_stays_in_order(items: list[tuple[bool, int, float, int]], cut_s: float):
    course = Course()
    for is_frame, index, at_s, size in items:
        if is_frame:
            course.take(course.timeline.add_frame(frame(index, at_s)))
        else:
            course.take(course.timeline.add_sound(SoundBlock(ramp(size), index, at_s)))
    course.end(cut_s)
    assert list(course.slots) == sorted(course.slots)
    assert course.timeline.frames == len(course.slots)
    assert course.timeline.samples == len(course.sound)
    assert np.count_nonzero(course.sound == 0) <= course.timeline.lost_samples


@pytest.mark.parametrize(
    ("claimed_hz", "meant"),
    [(25.0, Fraction(25)), (23.976, Fraction(24000, 1001)), (23.98, Fraction(24000, 1001)), (24.0, Fraction(24)),
     (29.97, Fraction(30000, 1001)), (59.94005994, Fraction(60000, 1001)), (12.5, Fraction(25, 2))],
)  # fmt: skip
def test_rounded_rates_mean_their_fractions(claimed_hz: float, meant: Fraction):
    assert exact_rate(claimed_hz) == meant
