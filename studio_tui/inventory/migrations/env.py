"""Alembic runs this file; the connection is handed in by `studio_tui.inventory.migrate`."""

from alembic import context

from studio_tui.inventory.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
