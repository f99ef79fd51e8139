"""The station's hold on the log: every take goes to its sidecar first, then to the database.

The sidecar is the truth. A database that is locked, damaged or gone costs a warning, never a take. What the
database has missed it is told from the sidecars as soon as it can be written again, in this session or the next.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import msgspec

from studio_tui.checking.findings import Judgement
from studio_tui.course.take import Take, VideoCode
from studio_tui.inventory.merging import after_news
from studio_tui.inventory.opening import LOG_FILE, open_store
from studio_tui.inventory.store import StoreError, TakeStore
from studio_tui.recording.library import take_files
from studio_tui.recording.sidecar import SidecarError, all_sidecars, read_sidecar, write_sidecar
from studio_tui.text import N_, StudioError, Text

BEHIND_FILE = ".log-is-behind"
"""Lies in the library while the sidecars know more than the log; a station that starts then reads them all."""
_OPEN_WAIT_S = 5.0
_REOPEN_WAIT_S = 0.5

_logger = logging.getLogger(__name__)


class TakeLog:
    """Keeps takes; safe to use from several threads."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._behind = library / BEHIND_FILE
        self._lock = threading.Lock()
        self._notices: tuple[Text, ...] = ()
        self._problem: Text | None = None
        self._revision = 0
        self._store = self._open(_OPEN_WAIT_S)

    @property
    def revision(self) -> int:
        """Grows with every change."""
        return self._revision

    @property
    def notices(self) -> tuple[Text, ...]:
        """What was found when the log was opened."""
        return self._notices

    @property
    def problem(self) -> Text | None:
        """Why the log, or the notes beside a take, could not be written the last time; None while all is well."""
        return self._problem

    def keep(self, take: Take) -> Take:
        """Write a take to its sidecar and to the log; returns it as the log has it.

        A decision that the sidecar or the log knows of stays: the producer may decide before the check ends.

        Raises:
            StudioError: the sidecar cannot be written.
        """
        with self._lock:
            told = self._with_decision(take)
            write_sidecar(self._library, told)
            kept = self._put(told)
            if kept != told:
                write_sidecar(self._library, kept)
            self._revision += 1
            return kept

    def keep_judgement(self, identity: str, judgement: Judgement) -> None:
        """Log the judgement of a take in full."""
        with self._lock:
            if self._store is None:
                return
            try:
                self._store.put_judgement(identity, msgspec.json.encode(judgement).decode())
            except StoreError as problem:
                self._note(problem)

    def decide(self, identity: str, note: str, *, accept: bool) -> Take:
        """The producer's word; raises `StudioError` when the log cannot take it."""
        with self._lock:
            take = self._needed().decide(identity, accept, note)
            self._revision += 1
            try:
                write_sidecar(self._library, take)
            except StudioError as problem:
                self._note(problem)
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

    def _open(self, wait_s: float) -> TakeStore | None:
        try:
            store = open_store(self._library / LOG_FILE, wait_s)
        except StoreError as problem:
            self._fall_behind(problem)
            return None
        self._notices += tuple(notice.text for notice in store.notices)
        try:
            if store.is_new or self._behind.exists():
                self._catch_up(store)
        except StoreError as problem:
            self._fall_behind(problem)
        return store

    def _catch_up(self, store: TakeStore) -> None:
        store.rebuild(all_sidecars(self._library))
        self._behind.unlink(missing_ok=True)

    def _with_decision(self, take: Take) -> Take:
        """What is told of a take, with the decision that its sidecar has."""
        try:
            return after_news(read_sidecar(take_files(self._library, take.file).sidecar), take)
        except SidecarError:
            return take

    def _put(self, take: Take) -> Take:
        """Log a take, and with it what the log has missed."""
        if self._store is None:
            self._store = self._open(_REOPEN_WAIT_S)
        if self._store is None:
            return take
        try:
            kept = self._store.put(take)
            if self._behind.exists():
                self._catch_up(self._store)
        except StoreError as problem:
            self._fall_behind(problem)
            return take
        self._problem = None
        return kept

    def _fall_behind(self, problem: StudioError) -> None:
        self._note(problem)
        try:
            self._behind.touch()
        except OSError:
            _logger.exception("the next station will not know that the log lacks something")

    def _note(self, problem: StudioError) -> None:
        _logger.error("the log: %s", problem.text)
        self._problem = problem.text

    def _needed(self) -> TakeStore:
        if self._store is None:
            raise StudioError(N_("The log cannot be used now. Takes are safe: each has its own file of notes."))
        return self._store


def checked_take(take: Take, judgement: Judgement) -> Take:
    """The take with its verdict and findings."""
    return msgspec.structs.replace(
        take,
        state="checked",
        verdict=judgement.verdict,
        preset=judgement.preset,
        findings_json=msgspec.json.encode(judgement.findings).decode(),
    )
