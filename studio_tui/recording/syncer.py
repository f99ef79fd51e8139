"""Forces what is written to the disk, again and again, on a thread of its own: a slow disk must not stop a take."""

from __future__ import annotations

import threading
import time

from studio_tui.recording.disk import sync_file


class Syncer:
    """Syncs a file at a fixed pace until it is closed.

    Args:
        descriptor: open for writing; a second one besides the writer's, and not closed here.
        interval_s: between the starts of two syncs.
    """

    def __init__(self, descriptor: int, interval_s: float) -> None:
        self._descriptor = descriptor
        self._interval_s = interval_s
        self._closing = threading.Event()
        self._began_s: float | None = None
        self._longest_s = 0.0
        self._failure: OSError | None = None
        self._thread = threading.Thread(target=self._run, name="take-syncer", daemon=True)
        self._thread.start()

    @property
    def longest_s(self) -> float:
        """The longest that a sync took, counting one that is still under way."""
        began_s = self._began_s
        return self._longest_s if began_s is None else max(self._longest_s, time.monotonic() - began_s)

    @property
    def failure(self) -> OSError | None:
        """What the disk said when a sync failed; then nothing is synced any more."""
        return self._failure

    def close(self) -> None:
        """Stop, after a last sync of everything that was written until now."""
        self._closing.set()
        self._thread.join()

    def _run(self) -> None:
        wait_s = self._interval_s
        while self._failure is None:
            closing = self._closing.wait(wait_s)
            took_s = self._sync()
            if closing:
                return
            wait_s = max(0.0, self._interval_s - took_s)

    def _sync(self) -> float:
        began_s = self._began_s = time.monotonic()
        try:
            sync_file(self._descriptor)
        except OSError as problem:
            # After a failed sync the system may forget what it could not write: trying again proves nothing.
            self._failure = problem
        took_s = time.monotonic() - began_s
        self._longest_s = max(self._longest_s, took_s)
        self._began_s = None
        return took_s
