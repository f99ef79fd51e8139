"""A thread that measures what a device delivers, and skips what it has no time for."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")

MOST_FAILURES = 100
"""A part that fails with every item would fill the log with errors."""
_STOP_S = 2.0


class Measurer(Generic[Item]):
    """Takes items from a device's thread and measures them on its own.

    ``offer`` never waits: when more than ``depth`` items are due the new one is skipped and counted, so that a busy
    machine costs figures on a screen and never a part of a take. An item that cannot be measured is skipped too:
    its error goes to `threading.excepthook`, and a fresh thread carries on, until too many have failed.
    """

    def __init__(self, name: str, measure: Callable[[Item], None], depth: int) -> None:
        self._measure = measure
        self._due: queue.Queue[Item | None] = queue.Queue(depth)
        self._skipped = 0
        self._failed = 0
        self._name = name
        self._thread = self._fresh_thread()

    @property
    def skipped(self) -> int:
        """Items that were not measured."""
        return self._skipped

    def offer(self, item: Item) -> None:
        """Hand over an item."""
        try:
            self._due.put_nowait(item)
        except queue.Full:
            self._skipped += 1

    def start(self) -> None:
        """Begin to measure."""
        self._thread.start()

    def stop(self) -> None:
        """Measure what is due and end; returns within some seconds even when measuring hangs."""
        try:
            self._due.put(None, timeout=_STOP_S)
        except queue.Full:
            return
        self._thread.join(_STOP_S)

    def _fresh_thread(self) -> threading.Thread:
        return threading.Thread(target=self._run, name=self._name, daemon=True)

    def _run(self) -> None:
        failed = True
        try:
            while (item := self._due.get()) is not None:
                self._measure(item)
            failed = False
        finally:
            if failed:
                self._carry_on()

    def _carry_on(self) -> None:
        self._skipped += 1
        self._failed += 1
        if self._failed < MOST_FAILURES:
            self._thread = self._fresh_thread()
            self._thread.start()
