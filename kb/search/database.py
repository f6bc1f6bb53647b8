"""The SQLite file of an index: opened when first asked, its errors turned into ours.

Each thread has a connection of its own, so that none sees another's half transaction. A file that another process
has put in the place of the one that is open is noticed and opened.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kb.errors import EngineError, StaleIndex

PASSAGES = "passages"

_WAIT = 30.0  # seconds for another writer

Row = tuple[Any, ...]


class _Held:
    """A thread's connection, and the number of the file it is to; the thread's end lets go of it."""

    def __init__(self, connection: sqlite3.Connection, file: int) -> None:
        self.connection = connection
        self.file = file


class Database:
    """One SQLite file with a schema; a reader of a file that is not there finds nothing."""

    def __init__(self, path: Path, schema: str) -> None:
        self._path = path
        self._name = str(path)
        self._schema = schema
        self._thread = threading.local()
        self._all: weakref.WeakSet[_Held] = weakref.WeakSet()

    def rows(self, statement: str, *values: object) -> list[Row]:
        """The rows of a query.

        Raises:
            EngineError: The file is damaged or locked.
        """
        file = self._file()  # asked once: a search asks for tens of rows
        if not file:
            return []
        try:
            return self._opened(file).execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and "no such table" in str(error):
                return []
            raise self._ours(error) from error

    def column(self, statement: str, *values: object) -> list[str]:
        """The first value of each row."""
        return [row[0] for row in self.rows(statement, *values)]

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; readers see what was there before until it ends well."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            connection = self._opened(self._file())
            connection.execute("PRAGMA journal_mode = WAL")
            # The engine publishes what these rows show; they must not be lost when what it wrote is not.
            connection.execute("PRAGMA synchronous = FULL")
            connection.executescript(self._schema)
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                yield connection
        except sqlite3.DatabaseError as error:
            raise self._ours(error) from error

    def close(self) -> None:
        """Let go of the file."""
        for held in list(self._all):
            held.connection.close()
        self._thread = threading.local()

    def drop(self) -> None:
        """Delete the file and its journals."""
        self.close()
        for path in (self._path, *self._path.parent.glob(f"{self._path.name}-*")):
            path.unlink(missing_ok=True)

    def _opened(self, file: int) -> sqlite3.Connection:
        """This thread's connection to the file of this number, 0 for one that is made now."""
        held: _Held | None = getattr(self._thread, "held", None)
        if held is not None:
            if held.file == file:
                return held.connection
            held.connection.close()
        connection = sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
        self._thread.held = held = _Held(connection, self._file())
        self._all.add(held)
        return connection

    def _file(self) -> int:
        try:
            return os.stat(self._name).st_ino  # noqa: PTH116 - half the time of the same through a Path
        except (FileNotFoundError, NotADirectoryError):
            return 0

    def _ours(self, error: sqlite3.DatabaseError) -> EngineError:
        damaged = getattr(error, "sqlite_errorcode", 0) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
        made = StaleIndex if damaged else EngineError
        return made(PASSAGES, f"{self._path.name}: {error}")
