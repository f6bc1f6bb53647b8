"""The SQLite file of an index: opened when first asked, its errors turned into ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kb.errors import EngineError

_WAIT = 30.0  # seconds for another writer

Row = tuple[Any, ...]


class Database:
    """One SQLite file with a schema; a reader of a file that is not there finds nothing."""

    def __init__(self, path: Path, schema: str) -> None:
        self._path = path
        self._schema = schema
        self._connection: sqlite3.Connection | None = None

    def rows(self, statement: str, *values: object) -> list[Row]:
        """The rows of a query.

        Raises:
            EngineError: The file is damaged or locked.
        """
        if self._connection is None and not self._path.exists():
            return []
        with self._reported():
            try:
                return self._opened().execute(statement, values).fetchall()
            except sqlite3.OperationalError as error:
                if "no such table" in str(error):
                    return []
                raise

    def column(self, statement: str, *values: object) -> list[str]:
        """The first value of each row."""
        return [row[0] for row in self.rows(statement, *values)]

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; readers see what was there before until it ends well."""
        with self._reported():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            connection = self._opened()
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(self._schema)
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                yield connection

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def drop(self) -> None:
        """Delete the file and its journals."""
        self.close()
        for path in (self._path, *self._path.parent.glob(f"{self._path.name}-*")):
            path.unlink(missing_ok=True)

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
        return self._connection

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise EngineError("passages", f"{self._path.name}: {error}") from error
