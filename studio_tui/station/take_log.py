"""The station's hold on the log: every take goes to its sidecar first, then to the database.

The sidecar is the truth. A database that is locked, damaged or gone costs the operator a notice, never a take.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import msgspec

from studio_tui.checking.findings import Judgement
from studio_tui.course.take import Take, VideoCode
from studio_tui.inventory.opening import LOG_FILE, open_store
from studio_tui.inventory.store import StoreError, TakeStore
from studio_tui.recording.sidecar import all_sidecars, write_sidecar
from studio_tui.text import N_, StudioError, Text

_logger = logging.getLogger(__name__)


class TakeLog:
    """Keeps takes; safe to use from several threads."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._notices: list[Text] = []
        self._revision = 0
        self._store = self._open()

    def _open(self) -> TakeStore | None:
        try:
            store = open_store(self._library / LOG_FILE)
            self._notices += [notice.text for notice in store.notices]
            if store.is_new:
                store.rebuild(all_sidecars(self._library))
        except StoreError as problem:
            _logger.exception("the log cannot be opened")
            self._notices.append(problem.text)
            return None
        return store

    @property
    def revision(self) -> int:
        """Grows with every change."""
        return self._revision

    @property
    def notices(self) -> tuple[Text, ...]:
        """What went wrong with the log."""
        return tuple(self._notices)

    def keep(self, take: Take) -> Take:
        """Write a take to its sidecar and to the log; returns it as the log has it.

        The log may know more, because the producer decided before the check had ended: then the sidecar follows.
        """
        with self._lock:
            write_sidecar(self._library, take)
            kept = self._put(take)
            if kept != take:
                write_sidecar(self._library, kept)
            self._revision += 1
            return kept

    def keep_judgement(self, take: Take, judgement: Judgement) -> Take:
        """The same, with the judgement in full."""
        kept = self.keep(take)
        if self._store is not None:
            try:
                self._store.put_judgement(take.identity, msgspec.json.encode(judgement).decode())
            except StoreError as problem:
                self._note(problem)
        return kept

    def decide(self, identity: str, note: str, *, accept: bool) -> Take:
        """The producer's word; raises `StudioError` when the log cannot take it."""
        with self._lock:
            take = self._needed().decide(identity, accept, note)
            write_sidecar(self._library, take)
            self._revision += 1
            return take

    def rebuild(self) -> int:
        """Bring in what the sidecars say; returns how many takes the log did not know."""
        with self._lock:
            self._revision += 1
            return self._needed().rebuild(all_sidecars(self._library))

    def takes(self, code: str, limit: int) -> tuple[Take, ...]:
        """Takes, newest first; an empty code means all videos."""
        return self._needed().takes(code or None, limit)

    def judgement(self, identity: str) -> Judgement | None:
        """The last judgement of a take."""
        stored = self._needed().judgement(identity)
        return None if stored is None else msgspec.json.decode(stored, type=Judgement)

    def next_number(self, station: str, code: VideoCode) -> int:
        """The smallest take number that the log allows; the disk may know of more."""
        try:
            return 1 if self._store is None else self._store.next_number(station, code)
        except StoreError as problem:
            self._note(problem)
            return 1

    def close(self) -> None:
        """Close the database."""
        if self._store is not None:
            self._store.close()

    def _put(self, take: Take) -> Take:
        if self._store is None:
            return take
        try:
            return self._store.put(take)
        except StoreError as problem:
            self._note(problem)
            return take

    def _note(self, problem: StudioError) -> None:
        _logger.error("the log: %s", problem.text)
        if problem.text not in self._notices:
            self._notices.append(problem.text)

    def _needed(self) -> TakeStore:
        if self._store is None:
            raise StudioError(N_("The log cannot be used now. Takes are safe: each has its own file of notes."))
        return self._store
