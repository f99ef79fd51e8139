"""A thread that measures what a device delivers, and skips what it has no time for."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Measurer(Generic[Item]):
    """Takes items from a device's thread and measures them on its own.

    ``offer`` never waits: when more than ``depth`` items are due the new one is skipped and counted, so that a busy
    machine costs figures on a screen and never a part of a take.
    """

    def __init__(self, name: str, measure: Callable[[Item], None], depth: int) -> None:
        self._measure = measure
        self._due: queue.Queue[Item | None] = queue.Queue(depth)
        self._skipped = 0
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

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
        """Measure what is due and end."""
        self._due.put(None)
        self._thread.join(2)

    def _run(self) -> None:
        while (item := self._due.get()) is not None:
            self._measure(item)
