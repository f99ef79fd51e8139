"""Writes the script's copy down in the background, so that a key that is held down never waits for the disk."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from studio_tui.course.script_copy import ScriptCopy
from studio_tui.station.script_shelf import ScriptShelf
from studio_tui.text import StudioError, Text

_GATHERING_S = 0.5
"""Changes that come together are written together."""

_logger = logging.getLogger(__name__)


class ScriptKeeper:
    """Keeps the newest copy of each script on the shelf; safe to use from several threads."""

    def __init__(self, shelf: ScriptShelf) -> None:
        self._shelf = shelf
        self._due: dict[Path, ScriptCopy] = {}
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._wanted = threading.Event()
        self._stopping = threading.Event()
        self._problem: Text | None = None
        self._thread = threading.Thread(target=self._run, name="script keeper", daemon=True)

    @property
    def problem(self) -> Text | None:
        """Why the last copy could not be written; None while all is well."""
        return self._problem

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def stop(self) -> None:
        """Write what is due, and end."""
        self._stopping.set()
        self._wanted.set()
        self._thread.join()

    def keep(self, copy: ScriptCopy, place: Path) -> None:
        """Have a copy written soon."""
        with self._lock:
            self._due[place] = copy
        self._wanted.set()

    def flush(self) -> None:
        """Write what is due at once; what the disk refuses stays due."""
        self._write()

    def trouble_with(self, place: Path) -> Text | None:
        """Why a copy is not written down as it is; None when it is."""
        with self._lock:
            return self._problem if place in self._due else None

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wanted.wait()
            self._stopping.wait(_GATHERING_S)
            self._wanted.clear()
            self._write()
        self._write()

    def _write(self) -> None:
        with self._writing:
            with self._lock:
                due, self._due = self._due, {}
            for place, copy in due.items():
                try:
                    self._shelf.keep(copy, place)
                    self._problem = None
                except StudioError as problem:
                    _logger.exception("the copy of a script")
                    with self._lock:
                        self._problem = problem.text
                        self._due.setdefault(place, copy)
