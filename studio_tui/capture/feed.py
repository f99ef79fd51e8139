"""Keeps one device delivering: opens it, numbers what comes, hands it on, notices when it stops, opens it again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Literal, Protocol, TypeVar

from studio_tui.capture.problem import DeviceError
from studio_tui.text import N_, Text

ItemT = TypeVar("ItemT")
FormatT = TypeVar("FormatT")
_Item_co = TypeVar("_Item_co", covariant=True)
_Format_co = TypeVar("_Format_co", covariant=True)
_Format_contra = TypeVar("_Format_contra", contravariant=True)

FeedStatus = Literal["opening", "running", "stalled", "lost"]

_READ_S = 0.25
_STOP_S = 0.9


class Source(Protocol[_Item_co, _Format_co]):
    """What `SoundSource` and `PictureSource` have in common; see there."""

    @property
    def format(self) -> _Format_co:
        """The format the device agreed to."""

    @property
    def name(self) -> str:
        """The device's name as the system gives it."""

    def read(self, timeout_s: float) -> _Item_co | None:
        """The next item, or None when none came in time; raises `DeviceError` once the device is gone."""

    def close(self) -> None:
        """Release the device; may block when the driver hangs."""


class Cadence(Protocol[ItemT, _Format_contra]):
    """Numbers items by the clock and counts what is missing; see `studio_tui.capture.cadence`."""

    @property
    def delivered(self) -> int:
        """What came, in frames."""

    @property
    def lost(self) -> int:
        """What did not come, in frames."""

    @property
    def measured_rate_hz(self) -> float | None:
        """Frames per second; None until it can be told."""

    def opened(self, agreed: _Format_contra) -> None:
        """The device was opened, for the first time or again."""

    def restamp(self, item: ItemT) -> ItemT:
        """The item with its number and time."""


@dataclass(frozen=True)
class FeedState(Generic[FormatT]):
    """A feed at one moment.

    Attributes:
        status: ``opening`` until the first item, ``stalled`` while an open device delivers nothing, ``lost`` while
            it is gone or cannot be opened.
        since_s: ``time.monotonic()`` at which the status began; for ``stalled`` that of the last item.
        device: the device's name, empty until it was opened once.
        format: what the device agreed to at its last opening; None until then.
        delivered: frames (pictures, or samples per channel) that came since the feed was started.
        lost: frames that did not, in gaps between openings too.
        reopened: how often the device was opened again.
        measured_rate_hz: frames per second as the clock tells; None until that is known.
        problem: a sentence for the operator while something is wrong.
    """

    status: FeedStatus
    since_s: float
    device: str = ""
    format: FormatT | None = None
    delivered: int = 0
    lost: int = 0
    reopened: int = 0
    measured_rate_hz: float | None = None
    problem: Text | None = None


class Feed(Generic[ItemT, FormatT]):
    """One device, kept open by a thread of its own, whatever happens to it.

    ``index`` of the items goes on across a reopening, so that the gap in numbers is the gap in time.

    A tap is called in the feed's thread with every item, in the order of ``taps``: the recorder's comes first. It
    must return at once and must not raise. One that raises has a fault of its own: it is taken off, its error goes
    to `threading.excepthook` like that of any thread, the taps after it miss this one item, and a fresh thread
    carries on. So a meter that fails never costs a take a frame.

    Args:
        open_source: opens the device; raises `DeviceError` while it cannot.
        cadence: numbers the items; this feed's own.
        taps: who gets the items.
        stall_s: a device that delivers nothing for so long is stalled.
        reopen_s: one that is stalled for so long is closed and opened again; some drivers never recover otherwise.
        retry_s: pause between attempts to open a device that is gone.
    """

    def __init__(
        self,
        open_source: Callable[[], Source[ItemT, FormatT]],
        cadence: Cadence[ItemT, FormatT],
        taps: Sequence[Callable[[ItemT], None]],
        *,
        stall_s: float = 1.5,
        reopen_s: float = 5.0,
        retry_s: float = 0.5,
    ) -> None:
        self._open_source = open_source
        self._cadence = cadence
        self._taps = tuple(taps)
        self._stall_s = stall_s
        self._reopen_s = reopen_s
        self._retry_s = retry_s
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._closing: threading.Thread | None = None
        self._source: Source[ItemT, FormatT] | None = None
        self._calling: Callable[[ItemT], None] | None = None
        self._usual_format: FormatT | None = None
        self._tap_problem: Text | None = None
        self._opened_s = 0.0
        # State and time of the last item, replaced together, so that any thread reads a pair that belongs together.
        self._seen: tuple[FeedState[FormatT], float] = (FeedState("opening", time.monotonic()), float("inf"))

    @property
    def state(self) -> FeedState[FormatT]:
        """What the feed is doing now; may be read from any thread, also while a driver hangs."""
        state, heard_s = self._seen
        if state.status == "lost" or time.monotonic() - heard_s < self._stall_s:
            return state
        silent = N_("{device} delivers nothing. Check its cable and what is connected to it.", device=state.device)
        return replace(state, status="stalled", since_s=heard_s, problem=silent)

    def start(self) -> None:
        """Open the device and go on until `stop`."""
        self._spawn()

    def stop(self) -> None:
        """Stop delivering and release the device; returns within a second even when its driver hangs."""
        self._stopping.set()
        deadline_s = time.monotonic() + _STOP_S
        if self._thread is not None:
            self._thread.join(_STOP_S)
        if self._closing is not None:  # known only now: the feed's thread starts it as its last deed
            self._closing.join(max(0.0, deadline_s - time.monotonic()))

    def _spawn(self) -> None:
        self._thread = threading.Thread(target=self._run, name="feed", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                if self._source is None:
                    self._open()
                else:
                    self._read(self._source)
        finally:
            if self._stopping.is_set():
                self._close()
            else:  # an error that nobody expected is on its way to threading.excepthook
                self._carry_on()

    def _carry_on(self) -> None:
        """Go on in a fresh thread without what has failed."""
        device = self._seen[0].device
        if self._calling is not None:
            self._taps = tuple(tap for tap in self._taps if tap is not self._calling)
            self._calling = None
            self._tap_problem = N_(
                "A part of the station that uses {device} has failed and was switched off. "
                "Recording goes on; restart the station after the take.",
                device=device,
            )
        else:
            self._close()
            self._lose(N_("The station failed in reading {device} and opens it again.", device=device))
        self._spawn()

    def _open(self) -> None:
        try:
            source = self._open_source()
        except DeviceError as problem:
            self._lose(problem.text)
            return
        self._source = source
        self._opened_s = time.monotonic()
        self._cadence.opened(source.format)
        state, heard_s = self._seen
        again = state.format is not None
        if state.status == "lost" or not again:
            state, heard_s = replace(state, status="opening", since_s=self._opened_s, problem=None), self._opened_s
        opened = replace(state, device=source.name, format=source.format, reopened=state.reopened + again)
        self._seen = opened, heard_s

    def _read(self, source: Source[ItemT, FormatT]) -> None:
        try:
            item = source.read(_READ_S)
        except DeviceError as problem:
            self._close()
            self._lose(problem.text)
            return
        if item is not None:
            self._hand_on(source, self._cadence.restamp(item))
        elif time.monotonic() - max(self._opened_s, self._seen[1]) > self._reopen_s:
            self._close()

    def _hand_on(self, source: Source[ItemT, FormatT], item: ItemT) -> None:
        now_s = time.monotonic()
        state = self.state
        self._seen = (
            FeedState(
                "running",
                state.since_s if state.status == "running" else now_s,
                state.device,
                source.format,
                self._cadence.delivered,
                self._cadence.lost,
                state.reopened,
                self._cadence.measured_rate_hz,
                self._changed(source) or self._tap_problem,
            ),
            now_s,
        )
        for tap in self._taps:
            self._calling = tap
            tap(item)
        self._calling = None

    def _changed(self, source: Source[ItemT, FormatT]) -> Text | None:
        """What to say when the device delivers another format than it began with."""
        delivered = source.format
        if self._usual_format is None:
            self._usual_format = delivered
        if delivered == self._usual_format:
            return None
        return N_(
            "{device} now delivers {now} instead of {before}. Set it, or what is connected to it, as it was.",
            device=source.name,
            now=str(delivered),
            before=str(self._usual_format),
        )

    def _lose(self, problem: Text) -> None:
        state, _ = self._seen
        since_s = state.since_s if state.status == "lost" else time.monotonic()
        self._seen = replace(state, status="lost", since_s=since_s, problem=problem), float("inf")
        self._stopping.wait(self._retry_s)

    def _close(self) -> None:
        """Release the device on a thread that may hang with its driver for as long as it likes."""
        if self._source is not None:
            self._closing = threading.Thread(target=self._source.close, name="closing", daemon=True)
            self._closing.start()
            self._source = None
