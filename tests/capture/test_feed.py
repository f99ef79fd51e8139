"""A feed keeps its device delivering, whatever the device or those who listen do."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest

from studio_tui.capture.cadence import FrameCadence, SampleCadence
from studio_tui.capture.feed import Feed, FeedState
from studio_tui.capture.picture import Frame, PictureFormat
from studio_tui.capture.problem import DeviceError
from studio_tui.capture.sound import SoundBlock, SoundFormat
from studio_tui.i18n import Translator
from studio_tui.text import N_

PATIENCE_S = 10.0
NO_DATA = np.zeros(0, np.uint8)
FULL_HD = PictureFormat()
SMALLER = PictureFormat(1280, 720)


@dataclass
class ScriptedCard:
    """A card that does what a test puts into ``script``: delivers a frame, raises an error, hangs for an event."""

    format: PictureFormat = FULL_HD
    name: str = "Scripted card"
    script: queue.SimpleQueue[Frame | Exception | threading.Event] = field(default_factory=queue.SimpleQueue)
    closed: threading.Event = field(default_factory=threading.Event)
    may_close: threading.Event | None = None

    def deliver(self, *stamps_s: float) -> None:
        for at_s in stamps_s:
            self.script.put(Frame(NO_DATA, "mjpeg", 0, at_s))

    def read(self, timeout_s: float) -> Frame | None:
        try:
            step = self.script.get(timeout=timeout_s)
        except queue.Empty:
            return None
        if isinstance(step, Exception):
            raise step
        if isinstance(step, threading.Event):
            step.wait()
            return None
        return step

    def close(self) -> None:
        if self.may_close is not None:
            self.may_close.wait()
        self.closed.set()


class Bench:
    """A feed whose openings are handed out one by one; what it delivers waits in ``frames``."""

    def __init__(self) -> None:
        self.openings: queue.SimpleQueue[ScriptedCard | Exception] = queue.SimpleQueue()
        self.frames: queue.SimpleQueue[Frame] = queue.SimpleQueue()
        self.feed: Feed[Frame, PictureFormat] | None = None

    def start(self, *taps: Callable[[Frame], None], stall_s: float = 1.5, reopen_s: float = 60.0) -> None:
        self.feed = Feed(
            self._open,
            FrameCadence(),
            (self.frames.put, *taps),
            stall_s=stall_s,
            reopen_s=reopen_s,
            retry_s=0.02,
        )
        self.feed.start()

    def _open(self) -> ScriptedCard:
        try:
            opening = self.openings.get_nowait()
        except queue.Empty:
            raise gone() from None
        if isinstance(opening, Exception):
            raise opening
        return opening

    @property
    def state(self) -> FeedState[PictureFormat]:
        assert self.feed is not None
        return self.feed.state

    def until(self, holds: Callable[[FeedState[PictureFormat]], bool]) -> FeedState[PictureFormat]:
        deadline_s = time.monotonic() + PATIENCE_S
        while not holds(state := self.state):
            assert time.monotonic() < deadline_s, f"did not happen; {state}"
            time.sleep(0.005)
        return state

    def next(self) -> Frame:
        return self.frames.get(timeout=PATIENCE_S)


def gone() -> DeviceError:
    return DeviceError(N_("The card {name} has gone.", name="Scripted card"))


def said(state: FeedState[PictureFormat]) -> str:
    return Translator("en").say(state.problem) if state.problem else ""


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    if made.feed is not None:
        made.feed.stop()


@pytest.fixture
def unexpected(monkeypatch: pytest.MonkeyPatch) -> queue.SimpleQueue[BaseException | None]:
    """Errors that ended a thread."""
    errors: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()
    monkeypatch.setattr(threading, "excepthook", lambda problem: errors.put(problem.exc_value))
    return errors


def test_frames_are_numbered_and_handed_to_every_tap_in_order(bench: Bench):
    order: queue.SimpleQueue[tuple[str, int]] = queue.SimpleQueue()
    card = ScriptedCard()
    bench.openings.put(card)
    bench.start(lambda frame: order.put(("first", frame.index)), lambda frame: order.put(("second", frame.index)))
    card.deliver(5.0, 5.04)
    expected = [("first", 0), ("second", 0), ("first", 1), ("second", 1)]
    assert [order.get(timeout=PATIENCE_S) for _ in expected] == expected
    state = bench.until(lambda state: state.delivered == 2)
    assert (state.status, state.device, state.format, state.lost) == ("running", "Scripted card", FULL_HD, 0)


def test_a_tap_that_raises_is_taken_off_and_the_others_miss_nothing_more(
    bench: Bench, unexpected: queue.SimpleQueue[BaseException | None]
):
    fault = ZeroDivisionError("a meter's mistake")
    heard: queue.SimpleQueue[int] = queue.SimpleQueue()

    def broken(_frame: Frame) -> None:
        raise fault

    card = ScriptedCard()
    bench.openings.put(card)
    bench.start(broken, lambda frame: heard.put(frame.index))
    card.deliver(5.0, 5.04, 5.08)
    assert [bench.next().index for _ in range(3)] == [0, 1, 2]
    assert [heard.get(timeout=PATIENCE_S) for _ in range(2)] == [1, 2]
    assert unexpected.get(timeout=PATIENCE_S) is fault
    assert unexpected.empty()
    assert "Scripted card" in said(bench.until(lambda state: state.delivered == 3))
    assert not card.closed.is_set(), "the device is not touched"


def test_a_source_that_fails_unexpectedly_is_opened_again(
    bench: Bench, unexpected: queue.SimpleQueue[BaseException | None]
):
    broken, sound = ScriptedCard(), ScriptedCard()
    fault = ValueError("a driver's nonsense")
    broken.script.put(fault)
    bench.openings.put(broken)
    bench.openings.put(sound)
    sound.deliver(5.0)
    bench.start()
    assert bench.next().index == 0
    assert unexpected.get(timeout=PATIENCE_S) is fault
    assert broken.closed.wait(PATIENCE_S)
    assert bench.until(lambda state: state.status == "running").problem is None


def test_a_device_that_is_not_there_is_waited_for(bench: Bench):
    bench.start()
    assert said(bench.until(lambda state: state.status == "lost")) == "The card Scripted card has gone."
    card = ScriptedCard()
    card.deliver(5.0)
    bench.openings.put(card)
    bench.next()
    state = bench.until(lambda state: state.status == "running")
    assert (state.problem, state.reopened) == (None, 0)


def test_a_device_that_goes_is_opened_again_and_numbers_go_on_by_the_clock(bench: Bench):
    before, after = ScriptedCard(), ScriptedCard()
    before.deliver(*(5 + 0.04 * n for n in range(20)))
    before.script.put(gone())
    after.deliver(*(15 + 0.04 * n for n in range(20)))
    bench.openings.put(before)
    bench.openings.put(after)
    bench.start()
    indices = [bench.next().index for _ in range(40)]
    assert indices == [*range(20), *range(250, 270)]
    state = bench.until(lambda state: state.delivered == 40)
    assert (state.status, state.lost, state.reopened) == ("running", 230, 1)
    assert before.closed.wait(PATIENCE_S)


def test_a_close_that_hangs_holds_nothing_up(bench: Bench):
    hanging, after = ScriptedCard(may_close=threading.Event()), ScriptedCard()
    hanging.script.put(gone())
    after.deliver(5.0)
    bench.openings.put(hanging)
    bench.openings.put(after)
    bench.start()
    bench.next()
    assert not hanging.closed.is_set()
    assert hanging.may_close is not None
    hanging.may_close.set()
    assert hanging.closed.wait(PATIENCE_S)


def test_a_silent_device_is_stalled_until_it_delivers_again(bench: Bench):
    card = ScriptedCard()
    bench.openings.put(card)
    bench.start(stall_s=1.0)
    card.deliver(5.0)
    bench.next()
    stalled = bench.until(lambda state: state.status == "stalled")
    assert "Scripted card" in said(stalled)
    card.deliver(6.0)
    assert bench.until(lambda state: state.status == "running").since_s > stalled.since_s


def test_a_device_that_never_delivers_is_stalled_too(bench: Bench):
    bench.openings.put(ScriptedCard())
    bench.start(stall_s=0.1)
    assert bench.until(lambda state: state.status == "stalled").format == FULL_HD


def test_a_device_that_stays_silent_is_opened_again_and_called_stalled_all_the_while(bench: Bench):
    silent, after = ScriptedCard(), ScriptedCard()
    silent.deliver(5.0)
    bench.openings.put(silent)
    bench.openings.put(after)
    bench.start(stall_s=0.1, reopen_s=0.3)
    state = bench.until(lambda state: state.reopened == 1)
    assert state.status == "stalled"
    assert silent.closed.wait(PATIENCE_S)
    after.deliver(7.0)
    bench.until(lambda state: state.lost > 0)


def test_a_read_that_hangs_is_seen_as_a_stall_and_does_not_hold_up_the_end(bench: Bench):
    card = ScriptedCard()
    card.deliver(5.0)
    wakes = threading.Event()
    card.script.put(wakes)
    bench.openings.put(card)
    bench.start(stall_s=0.1)
    bench.until(lambda state: state.status == "stalled")
    assert bench.feed is not None
    bench.feed.stop()  # would wait for ever if it waited for the driver
    assert not card.closed.is_set()
    wakes.set()
    assert card.closed.wait(PATIENCE_S)


def test_stop_waits_for_a_device_that_takes_a_moment_to_close(bench: Bench):
    moment = threading.Event()
    card = ScriptedCard(may_close=moment)
    card.deliver(5.0)
    bench.openings.put(card)
    bench.start()
    bench.next()
    assert bench.feed is not None
    threading.Timer(0.1, moment.set).start()
    bench.feed.stop()
    assert card.closed.is_set()


def test_a_card_that_returns_in_another_format_is_reported_and_used_all_the_same(bench: Bench):
    before, smaller, as_it_was = ScriptedCard(), ScriptedCard(SMALLER), ScriptedCard()
    for card in (before, smaller, as_it_was):
        bench.openings.put(card)
    before.deliver(5.0)
    before.script.put(gone())
    bench.start()
    bench.next()
    smaller.deliver(7.0)
    bench.next()
    state = bench.until(lambda state: state.format == SMALLER and state.status == "running")
    assert "1280×720" in said(state)
    assert "1920×1080" in said(state)
    smaller.script.put(gone())
    as_it_was.deliver(9.0)
    bench.next()
    assert bench.until(lambda state: state.format == FULL_HD and state.status == "running").problem is None


def test_the_same_feed_carries_sound():
    blocks: queue.SimpleQueue[SoundBlock] = queue.SimpleQueue()
    started_s = time.monotonic()

    class Microphone:
        format = SoundFormat()
        name = "Scripted microphone"

        def __init__(self) -> None:
            self.read_blocks = 0

        def read(self, timeout_s: float) -> SoundBlock | None:  # noqa: ARG002 - always at once
            if self.read_blocks == 100:
                raise gone()
            self.read_blocks += 1
            index = 960 * (self.read_blocks - 1)
            return SoundBlock(np.zeros((960, 2), np.int32), index, started_s + index / 48_000)

        def close(self) -> None:
            pass

    feed: Feed[SoundBlock, SoundFormat] = Feed(Microphone, SampleCadence(), (blocks.put,), retry_s=60)
    feed.start()
    assert [blocks.get(timeout=PATIENCE_S).index for _ in range(100)] == list(range(0, 96_000, 960))
    feed.stop()
    assert feed.state.delivered == 96_000
    assert feed.state.lost == 0
