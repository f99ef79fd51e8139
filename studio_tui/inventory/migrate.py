"""Brings the tables of a log to the version of this program."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from studio_tui.inventory.schema import HEAD
from studio_tui.inventory.store import StoreError
from studio_tui.text import N_

_ALEMBIC_TABLE = "alembic_version"


def migrate(connection: Connection, name: str) -> bool:
    """Make or update the tables within the connection's transaction; returns whether there were none before.

    Args:
        connection: in a transaction that lets no other process write.
        name: the log's name for messages.

    Raises:
        StoreError: the tables come from a newer version of this program.
    """
    revision = _revision(connection)
    if revision == HEAD:  # nearly always; Alembic takes 0.2 s to load
        return False
    _upgrade(connection, revision, name)
    return revision is None


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_ALEMBIC_TABLE):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _upgrade(connection: Connection, revision: str | None, name: str) -> None:
    # A package's data, named without the installation's path: Alembic would expand a "%" in it.
    from alembic import command  # noqa: PLC0415 - see migrate()
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "studio_tui.inventory:migrations")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise StoreError(
            N_(
                "The log {file} was written by a newer version of this program. Update it and start again.",
                file=name,
            )
        )
    command.upgrade(config, "head")
