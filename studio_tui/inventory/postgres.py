"""The log in a PostgreSQL database that several stations share. It is never in the way of a recording."""

from __future__ import annotations

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from studio_tui.inventory.migrate import migrate
from studio_tui.inventory.sql_store import WRITES, SqlTakeStore
from studio_tui.inventory.store import StoreError
from studio_tui.text import N_, Text

_WRITERS = 0x73747564
"""Key of the lock that writers of the log hold, any number that other programs in the database do not use."""
_CONNECT_S = 5


def open_postgres(url: str) -> SqlTakeStore:
    """Open a shared log, its tables made or updated.

    Args:
        url: ``postgresql://user:password@host:port/database``; what is left out comes from libpq's environment.

    Raises:
        StoreError: this is no such address, the server cannot be reached, or the tables come from a newer version.
    """
    try:
        address = make_url(url).set(drivername="postgresql+psycopg")
    except ArgumentError as problem:
        raise StoreError(N_("This is not the address of a PostgreSQL database.")) from problem
    name = address.set(password=None).render_as_string()  # for messages
    engine = create_engine(address, connect_args={"connect_timeout": _CONNECT_S}, pool_pre_ping=True)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # One writer at a time, as in SQLite: two stations never update one take from the same old state.
        if WRITES.items() <= connection.get_execution_options().items():
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")

    def why_it_failed(problem: DBAPIError) -> Text:
        return N_("The shared log {name} cannot be used: {why}.", name=name, why=_first_line(problem))

    try:
        with engine.execution_options(**WRITES).begin() as connection:
            is_new = migrate(connection, name)
    except DBAPIError as problem:
        engine.dispose()
        raise StoreError(why_it_failed(problem)) from problem
    except StoreError:
        engine.dispose()
        raise
    return SqlTakeStore(engine, name, why_it_failed, is_new, ())


def _first_line(problem: DBAPIError) -> str:
    return (str(problem.orig).strip().splitlines() or [type(problem.orig).__name__])[0]
