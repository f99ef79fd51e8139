"""Opens the log without loading SQLAlchemy before that."""

from __future__ import annotations

from pathlib import Path

from studio_tui.inventory.store import TakeStore

LOG_FILE = "takes.db"
"""Name of the log in the library's folder."""


def open_store(file: Path, wait_s: float = 5.0) -> TakeStore:
    """Open the log in an SQLite file, made where there is none.

    A damaged file is set aside under another name and a new log is made; see `TakeStore.notices`.

    Args:
        file: the database; its folder is made where it is missing.
        wait_s: how long to wait while another process writes.

    Raises:
        StoreError: the file cannot be opened or made, stays locked, or comes from a newer version.
    """
    from studio_tui.inventory.sqlite import open_sqlite  # noqa: PLC0415 - SQLAlchemy takes 0.4 s to load

    return open_sqlite(file, wait_s)
