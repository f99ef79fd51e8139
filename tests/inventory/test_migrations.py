"""The changes in ``migrations/`` lead to the tables that the program works with."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from studio_tui.inventory.opening import LOG_FILE, open_store
from studio_tui.inventory.schema import HEAD, metadata


def test_the_last_migration_is_the_one_the_program_expects():
    config = Config()
    config.set_main_option("script_location", "studio_tui.inventory:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_migrated_log_has_exactly_the_tables_of_the_schema(tmp_path: Path):
    open_store(tmp_path / LOG_FILE).close()
    engine = create_engine(f"sqlite:///{tmp_path / LOG_FILE}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        uniques = inspect(connection).get_unique_constraints("takes")
    engine.dispose()
    assert [unique["column_names"] for unique in uniques] == [["station", "code", "number"]]
