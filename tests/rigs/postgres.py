"""A PostgreSQL server of one's own, gone when it is closed."""

import subprocess
from types import TracebackType
from typing import Self

import psycopg


class PrivatePostgres:
    """Starts a server with Debian's ``pg_virtualenv``, which works for root too; ``url`` is its empty database."""

    def __init__(self) -> None:
        tell = (
            'echo "postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres"; cat'  # cat: until we close its input
        )
        self._process = subprocess.Popen(
            ["pg_virtualenv", "-t", "sh", "-c", tell], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.url = next(line.strip() for line in self._process.stdout if line.startswith("postgresql://"))

    def empty(self) -> None:
        """Remove all tables."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()
