"""A picture feed in a program of its own, which tells what it sees as lines of JSON.

The pretend card exists only for a program that was started with it, so a test starts this one::

    with FeedReader(CameraSettings(backend="opencv", device=str(card.device)), env=card.env()) as reader:
        reader.until(lambda: len(reader.frames) >= 50)
        card.control("unplug")
        reader.until(lambda: reader.state.status == "lost")
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from studio_tui.capture.cadence import FrameCadence
from studio_tui.capture.feed import Feed
from studio_tui.capture.openers import picture_opener, start_rig
from studio_tui.capture.picture import Frame, PictureFormat, PictureSource
from studio_tui.config import CameraSettings, Settings, SoundSettings
from studio_tui.i18n import Translator

_ROOT = Path(__file__).parents[2]
_LOOK_S = 0.01


@dataclass(frozen=True)
class SeenFrame:
    """A frame as the feed handed it on: ``now_s`` is when, ``start`` its first two bytes, ``crc`` that of all."""

    index: int
    at_s: float
    now_s: float
    encoding: str
    shape: tuple[int, ...]
    start: tuple[int, int]
    crc: int


@dataclass(frozen=True)
class SeenState:
    """What the feed's state says; ``problem`` is in English, empty without one.

    ``left_out`` counts the numbers that the source itself skipped, before the feed numbered its frames anew: a
    source that knows what it lost shows it there.
    """

    status: str
    since_s: float
    device: str
    format: str
    delivered: int
    lost: int
    reopened: int
    measured_rate_hz: float | None
    problem: str
    left_out: int
    now_s: float


class FeedReader:
    """The running program, and what it has told so far.

    Attributes:
        frames: every frame.
        states: every change of status, format, losses or problem, and one state a second.
        started_s: ``time.monotonic()`` from which the seconds of simulated faults count.
    """

    def __init__(
        self, camera: CameraSettings, env: Mapping[str, str] | None = None, faults: Sequence[str] = ()
    ) -> None:
        self.frames: list[SeenFrame] = []
        self.states: list[SeenState] = []
        self.started_s = 0.0
        asked = json.dumps({"camera": msgspec.to_builtins(camera), "faults": list(faults)})
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.rigs.feed_reader", asked],
            cwd=_ROOT,
            env={**os.environ, **(env or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def state(self) -> SeenState:
        """The newest state."""
        return self.states[-1]

    def until(self, happened: Callable[[], bool], within_s: float = 20.0) -> None:
        """Take in what the program tells until something is true; fails when it does not become true in time."""
        deadline_s = time.monotonic() + within_s
        while not (self.states and happened()):
            try:
                line = self._lines.get(timeout=max(0.0, deadline_s - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"did not happen in {within_s} s; last state: {self.states[-1:]}") from None
            assert line is not None, "the program has ended"
            self._take_in(json.loads(line))

    def more(self, frames: int) -> list[SeenFrame]:
        """The next so many frames."""
        first = len(self.frames)
        self.until(lambda: len(self.frames) >= first + frames)
        return self.frames[first:]

    def _take_in(self, told: dict[str, Any]) -> None:
        if "frame" in told:
            frame = told["frame"]
            self.frames.append(
                SeenFrame(**{**frame, "shape": tuple(frame["shape"]), "start": tuple(frame["start"])})
            )
        elif "state" in told:
            self.states.append(SeenState(**told["state"]))
        else:
            self.started_s = told["started_s"]

    def _listen(self) -> None:
        assert self._program.stdout is not None
        for line in self._program.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close its input, upon which it stops the feed and ends."""
        assert self._program.stdin is not None
        self._program.stdin.close()
        try:
            ended = self._program.wait(timeout=20)
        finally:
            self._program.kill()
            self._program.wait()
            self._listener.join()
        assert ended == 0, f"the program ended with {ended}"


def _tell(**told: object) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _tell_frame(frame: Frame) -> None:
    start = frame.data.reshape(-1)[:2].tolist()
    now_s = time.monotonic()
    crc = zlib.crc32(frame.data.data)
    seen = SeenFrame(frame.index, frame.at_s, now_s, frame.encoding, frame.data.shape, (start[0], start[1]), crc)
    _tell(frame=seen.__dict__)


class _Watched:
    """A source whose numbers are looked at in passing; ``skipped`` is told how many each frame left out."""

    def __init__(self, source: PictureSource, skipped: Callable[[int], None]) -> None:
        self._source = source
        self._skipped = skipped
        self._expected = 0

    @property
    def format(self) -> PictureFormat:
        return self._source.format

    @property
    def name(self) -> str:
        return self._source.name

    def read(self, timeout_s: float) -> Frame | None:
        frame = self._source.read(timeout_s)
        if frame is not None:
            self._skipped(frame.index - self._expected)
            self._expected = frame.index + 1
        return frame

    def close(self) -> None:
        self._source.close()


def _watch(feed: Feed[Frame, PictureFormat], skips: Sequence[int], ended: threading.Event) -> None:
    """Tell the state when it changes."""
    english = Translator("en")
    told: tuple[object, ...] = ()
    while not ended.wait(_LOOK_S):
        state = feed.state
        now_s = time.monotonic()
        changing = (state.status, state.format, state.lost, state.reopened, state.problem, int(now_s))
        if changing != told:
            told = changing
            written = {
                **state.__dict__,
                "format": str(state.format or ""),
                "problem": english.say(state.problem) if state.problem else "",
            }
            _tell(state=SeenState(**written, left_out=sum(skips), now_s=now_s).__dict__)


def main(asked: str) -> None:
    """Run a feed until standard input ends."""
    told = json.loads(asked)
    camera = msgspec.convert(told["camera"], CameraSettings)
    rig = start_rig(Settings(sound=SoundSettings(backend="sounddevice"), camera=(camera,)), told["faults"])
    _tell(started_s=rig.started_s)
    open_source = picture_opener(camera, rig)
    skips: list[int] = []
    feed: Feed[Frame, PictureFormat] = Feed(
        lambda: _Watched(open_source(), skips.append), FrameCadence(), (_tell_frame,)
    )
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(feed, skips, ended))
    feed.start()
    watcher.start()
    sys.stdin.read()
    feed.stop()
    ended.set()
    watcher.join()


if __name__ == "__main__":
    main(sys.argv[1])
