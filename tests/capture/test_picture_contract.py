"""Every picture backend keeps the same promises: OpenCV on a pretend V4L2 card, and the simulated camera."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from studio_tui.config import CameraSettings
from tests.rigs.feed_reader import FeedReader, SeenFrame
from tests.rigs.pretend_card import CardFormats, PretendCard

NOTICED_WITHIN_S = 2.0
INTERVAL_S = 0.04
SETTLED = 15
"""Frames after which the card's pace is known."""


@dataclass(frozen=True)
class Bench:
    """A feed on a backend, with hands on its cable.

    Attributes:
        encoding: what its frames must be.
        unplug, plug_in: pull the cable and put it back; each answers ``time.monotonic()`` of the deed.
        lose: make it lose frames; answers how many were lost since the call, to be asked as often as one likes.
    """

    reader: FeedReader
    encoding: str
    unplug: Callable[[], float]
    plug_in: Callable[[], float]
    lose: Callable[[], Callable[[], int]]
    card: PretendCard | None = None


def _on_card(folder: Path, stack: ExitStack, formats: CardFormats, encoding: str) -> Bench:
    card = PretendCard(folder, formats)
    camera = CameraSettings(backend="opencv", device=str(card.device))

    def told(command: str) -> float:
        card.control(command)
        return time.monotonic()

    def lose() -> Callable[[], int]:
        before = card.counters.dropped
        card.drop(3)
        return lambda: card.counters.dropped - before

    reader = stack.enter_context(FeedReader(camera, card.env()))
    return Bench(reader, encoding, lambda: told("unplug"), lambda: told("run"), lose, card)


def _simulated(_folder: Path, stack: ExitStack) -> Bench:
    """Its faults keep a timetable: frames are dropped after one second, the cable is out after two."""
    camera = CameraSettings(backend="simulated")
    reader = stack.enter_context(FeedReader(camera, faults=["drop-frames@1+0.8", "unplug-video@2+1"]))

    def lose() -> Callable[[], int]:
        before = reader.state.left_out
        return lambda: reader.state.left_out - before

    return Bench(reader, "mjpeg", lambda: reader.started_s + 2, lambda: reader.started_s + 3, lose)


BACKENDS: dict[str, Callable[[Path, ExitStack], Bench]] = {
    "opencv-mjpg": lambda folder, stack: _on_card(folder, stack, "mjpeg,yuyv", "mjpeg"),
    "opencv-yuyv": lambda folder, stack: _on_card(folder, stack, "yuyv", "bgr24"),
    "simulated": _simulated,
}


@pytest.fixture
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    with ExitStack() as stack:
        yield BACKENDS[request.param](tmp_path, stack)


every_backend = pytest.mark.parametrize("bench", BACKENDS, indirect=True)
every_card = pytest.mark.parametrize("bench", [name for name in BACKENDS if name != "simulated"], indirect=True)


def _first_after_gap(frames: list[SeenFrame]) -> tuple[SeenFrame, SeenFrame]:
    """The frames on both sides of the longest gap in time."""
    return max(pairwise(frames), key=lambda pair: pair[1].at_s - pair[0].at_s)


@every_backend
def test_frames_come_in_the_agreed_format_and_are_stamped_by_the_monotonic_clock(bench: Bench):
    began_s = time.monotonic()
    frames = bench.reader.more(40)
    ended_s = time.monotonic()
    for frame in frames:
        assert frame.encoding == bench.encoding
        if frame.encoding == "mjpeg":
            assert frame.start == (0xFF, 0xD8)
            assert frame.shape[0] > 100_000
        else:
            assert frame.shape == (1080, 1920, 3)
        assert began_s < frame.at_s <= frame.now_s <= ended_s
    for earlier, later in pairwise(frames):
        assert later.at_s > earlier.at_s
        assert later.index > earlier.index
    bench.reader.until(lambda: bench.reader.state.measured_rate_hz is not None)
    state = bench.reader.state
    assert state.status == "running"
    assert state.format == f"1920×1080 25 Hz {bench.encoding}"
    assert state.measured_rate_hz == pytest.approx(25, rel=0.01)
    assert state.problem == ""


@every_backend
def test_lost_frames_are_counted(bench: Bench):
    reader = bench.reader
    reader.more(SETTLED)
    before = reader.state.lost
    lost = bench.lose()
    reader.until(lambda: lost() >= 3 and reader.state.lost - before == lost())
    assert reader.state.status == "running"
    frames = reader.frames
    reader.until(lambda: frames[-1].index - frames[0].index + 1 - len(frames) == reader.state.lost)


@every_backend
def test_a_pulled_cable_is_noticed_and_the_card_is_opened_again_when_it_is_back(bench: Bench):
    reader = bench.reader
    reader.more(SETTLED)
    unplugged_s = bench.unplug()
    reader.until(lambda: reader.state.status == "lost")
    lost = reader.state
    assert lost.since_s - unplugged_s < NOTICED_WITHIN_S
    assert lost.problem
    plugged_s = bench.plug_in()
    reader.until(lambda: reader.state.status == "running" and reader.state.reopened == 1)
    assert reader.state.since_s - plugged_s < NOTICED_WITHIN_S
    reader.more(SETTLED)
    last, first = _first_after_gap(reader.frames)
    assert first.index - last.index == pytest.approx((first.at_s - last.at_s) / INTERVAL_S, abs=1)
    reader.until(lambda: reader.state.lost >= first.index - last.index - 1)
    assert reader.state.problem == ""


@every_card
def test_a_stalled_card_is_noticed_and_goes_on_where_the_clock_stands(bench: Bench):
    assert bench.card is not None
    reader = bench.reader
    reader.more(SETTLED)
    stalled_s = time.monotonic()
    bench.card.control("stall")
    reader.until(lambda: reader.state.status == "stalled")
    assert reader.state.now_s - stalled_s < NOTICED_WITHIN_S
    assert reader.state.problem
    bench.card.control("run")
    reader.until(lambda: reader.state.status == "running")
    reader.more(SETTLED)
    last, first = _first_after_gap(reader.frames)
    assert first.index - last.index == pytest.approx((first.at_s - last.at_s) / INTERVAL_S, abs=0.5)
    assert reader.state.reopened == 0
    assert reader.state.problem == ""
