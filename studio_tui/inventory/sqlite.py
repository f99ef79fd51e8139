"""The log in an SQLite file: opened safely, and set aside when it is damaged."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from studio_tui.inventory.migrate import migrate
from studio_tui.inventory.sql_store import WRITES, SqlTakeStore
from studio_tui.inventory.store import StoreError, StoreNotice
from studio_tui.text import N_, Text

_COMPANIONS = ("-wal", "-shm")
"""What SQLite keeps beside a database while it is open; without its ``-wal`` a database lacks the last changes."""


def open_sqlite(file: Path, wait_s: float) -> SqlTakeStore:
    """See `studio_tui.inventory.store.open_store`."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise StoreError(
            N_("The folder {folder} cannot be made: {why}.", folder=str(file.parent), why=problem.strerror or "")
        ) from problem
    try:
        return _open(file, wait_s, ())
    except _DamagedError:
        aside = _set_aside(file)
        notice = StoreNotice(
            N_(
                "The log {file} was damaged. It was set aside as {aside}, and a new log was made.",
                file=str(file),
                aside=aside.name,
            )
        )
        return _open(file, wait_s, (notice,))


class _DamagedError(Exception):
    """The file is no database, or pages of it make no sense."""


class _DriverConnection(Protocol):
    """What is used of ``sqlite3.Connection``."""

    isolation_level: str | None

    def execute(self, statement: str, /) -> sqlite3.Cursor:
        """Run one statement."""


def _open(file: Path, wait_s: float, notices: tuple[StoreNotice, ...]) -> SqlTakeStore:
    engine = _engine(file, wait_s)
    try:
        with engine.connect() as connection:
            _check(connection)
        with engine.execution_options(**WRITES).begin() as connection:
            is_new = migrate(connection, str(file))
    except DBAPIError as problem:
        engine.dispose()
        if _is_damage(problem):
            raise _DamagedError from problem
        raise StoreError(why_it_failed(problem, str(file))) from problem
    except (StoreError, _DamagedError):
        engine.dispose()
        raise
    return SqlTakeStore(engine, str(file), lambda problem: why_it_failed(problem, str(file)), is_new, notices)


def _check(connection: Connection) -> None:
    if connection.execute(text("PRAGMA quick_check(1)")).scalar() != "ok":
        raise _DamagedError


def _engine(file: Path, wait_s: float) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(file)), connect_args={"timeout": wait_s})

    @event.listens_for(engine, "connect")
    def set_up(connection: _DriverConnection, _record: object) -> None:
        connection.isolation_level = None  # transactions begin where `begin` says, not where the driver guesses
        connection.execute("PRAGMA journal_mode = WAL").close()
        connection.execute("PRAGMA synchronous = FULL")  # NORMAL loses acknowledged rows in a power cut
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A reader that turns writer is refused at once, without any waiting: a writer says so from the start.
        writes = WRITES.items() <= connection.get_execution_options().items()
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def why_it_failed(problem: DBAPIError, file: str) -> Text:
    """The sentence for a failure of SQLite on this file."""
    match _primary_code(problem):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return N_("The log {file} is in use by another program. Close that program and try again.", file=file)
        case sqlite3.SQLITE_FULL:
            return N_("The log {file} cannot grow: the disk is full. Make room and try again.", file=file)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return N_("The log {file} cannot be opened for writing. See who may write to its folder.", file=file)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return N_("The log {file} is damaged. Start the station again: it makes a new one.", file=file)
        case _:
            return N_("The log {file} cannot be used: {why}.", file=file, why=str(problem.orig))


def _is_damage(problem: DBAPIError) -> bool:
    return _primary_code(problem) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _primary_code(problem: DBAPIError) -> int:
    """SQLite's result code without the extension in its upper bits; -1 where there is none."""
    code = getattr(problem.orig, "sqlite_errorcode", -1)
    return code & 0xFF if isinstance(code, int) and code >= 0 else -1


def _set_aside(file: Path) -> Path:
    """Give a damaged log another name, never one that is taken; it is kept for whoever can read more of it."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    attempt = 0
    while True:
        aside = file.with_name(f"{file.name}.damaged-{stamp}" + (f"-{attempt}" if attempt else ""))
        if not aside.exists():
            break
        attempt += 1
    try:
        file.rename(aside)
        for companion in _COMPANIONS:
            beside = file.with_name(file.name + companion)
            if beside.exists():
                beside.rename(aside.with_name(aside.name + companion))
    except OSError as problem:
        raise StoreError(
            N_("The damaged log {file} cannot be set aside: {why}.", file=str(file), why=problem.strerror or "")
        ) from problem
    return aside
