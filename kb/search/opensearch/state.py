"""What all who share an index know of it: which corpus it stands for, who brought it there, and who writes now."""

from __future__ import annotations

import getpass
import hashlib
import os
import platform
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kb.errors import CorpusLocked, EngineError
from kb.search.opensearch.connection import MANAGER, Connection
from kb.search.opensearch.refusals import NAME, IndexGone
from kb.search.sharing import Writing

_STATE, _LEASE = "state", "lease"
_LEASE_SECONDS = 60.0
_RENEWALS = 4
_LOOK = 0.5  # seconds between two looks at a lease that somebody else holds
_REMEMBERED = 200
_MAPPING = {"mappings": {"dynamic": "strict", "properties": {"data": {"type": "object", "enabled": False}}}}


def here(folder: Path) -> tuple[str, str]:
    """This person and computer for others to read, and a key of this copy of the knowledge base."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # no name belongs to this number
        user = str(os.getuid()) if hasattr(os, "getuid") else "somebody"
    place = f"{platform.node()}:{folder.resolve()}"
    return f"{user}@{platform.node()}", hashlib.sha256(place.encode("utf-8", "replace")).hexdigest()[:16]


class State:
    """Two small documents beside the index: what it stands for, and the lease of who writes."""

    def __init__(self, connection: Connection, folder: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._connection = connection
        self._index = f"{connection.options.name}-state"
        self._folder = folder
        self._clock = clock
        self._held: _Lease | None = None
        self.who, self.key = here(folder)

    def values(self) -> dict[str, Any]:
        """What is remembered."""
        found = self._get(_STATE)
        return dict(found["_source"]["data"]) if found else {}

    def remember(self, values: dict[str, str], corpus: str | None) -> None:
        """Keep values; ``corpus`` is the fingerprint of the corpus that the index stands for from now on, if given.

        Raises:
            EngineError: Another process took over the writing on the way.
        """
        if self._held is not None:
            self._held.check()
        known = self.values()
        history = list(known.get("history", ()))
        if corpus is not None:
            at = datetime.now(UTC).isoformat(timespec="seconds")
            history = [one for one in history if one["corpus"] != corpus]
            history.append({"corpus": corpus, "by": self.who, "key": self.key, "at": at})
        data = {**known, **values, "history": history[-_REMEMBERED:]}
        self._make()
        self._connection.call("PUT", f"/{self._index}/_doc/{_STATE}", {"data": data}, refresh="true")

    def writings(self) -> tuple[Writing, ...]:
        """Every state of the corpus that the index stood for, the newest last."""
        return tuple(
            Writing(corpus=one["corpus"], by=one["by"], at=one["at"], own=one["key"] == self.key)
            for one in self.values().get("history", ())
        )

    @contextmanager
    def writing(self, wait: float, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
        """Hold the lease, so that nobody else on any machine writes to the index.

        Raises:
            CorpusLocked: Somebody else held it all the time.
        """
        self._make()
        lease = _Lease(self._connection, f"/{self._index}/_doc/{_LEASE}", f"{self.who}, process {os.getpid()}")
        self._acquire(lease, wait, on_wait)
        self._held = lease
        try:
            with lease.renewed():
                yield
        finally:
            self._held = None
            lease.release()

    def drop(self) -> None:
        """Forget everything."""
        self._connection.call_if_there("DELETE", f"/{self._index}/_doc/{_STATE}", refresh="true")

    def _acquire(self, lease: _Lease, wait: float, on_wait: Callable[[str], None] | None) -> None:
        """Take the lease; one that is not renewed belongs to a process that is gone (each by its own clock)."""
        start = self._clock()
        seen, since = None, start
        while not lease.take():
            found = self._get(_LEASE)
            now = self._clock()
            if found is None:
                continue
            if found["_seq_no"] != seen:
                if seen is None and on_wait is not None:
                    on_wait(found["_source"]["data"]["by"])
                seen, since = found["_seq_no"], now
            elif now - since > _LEASE_SECONDS and lease.take(found["_seq_no"], found["_primary_term"]):
                return
            if now - start > wait:
                raise CorpusLocked(self._folder / ".lock", str(found["_source"]["data"]["by"]))
            time.sleep(_LOOK)

    def _get(self, id: str) -> dict[str, Any] | None:
        try:
            found = self._connection.call_if_there("GET", f"/{self._index}/_doc/{id}")
        except IndexGone:
            return None
        return found if found and found.get("found") else None

    def _make(self) -> None:
        with suppress(IndexGone):
            if self._connection.call_if_there("GET", f"/{self._index}/_mapping", cluster_manager_timeout=MANAGER):
                return
        with suppress(EngineError):  # another process made it meanwhile
            self._connection.call(
                "PUT",
                f"/{self._index}",
                {"settings": {"index": {"number_of_replicas": self._connection.options.replicas}}, **_MAPPING},
                cluster_manager_timeout=MANAGER,
            )


class _Lease:
    """A document that says who writes; every renewal gives it a new number."""

    def __init__(self, connection: Connection, path: str, by: str) -> None:
        self._connection = connection
        self._path = path
        self._data = {"data": {"by": by, "token": secrets.token_hex(8)}}
        self._place: tuple[int, int] | None = None
        self._lost = False

    def take(self, number: int | None = None, term: int | None = None) -> bool:
        """Take it where nobody has it, or from who held it with this number."""
        where = {"op_type": "create"} if number is None else {"if_seq_no": number, "if_primary_term": term}
        found = self._connection.call_unless_changed("PUT", self._path, self._data, **where)
        if found is None:
            return False
        self._place = found["_seq_no"], found["_primary_term"]
        return True

    @contextmanager
    def renewed(self) -> Iterator[None]:
        """Renew it from time to time."""
        done = threading.Event()

        def renew() -> None:
            while not done.wait(_LEASE_SECONDS / _RENEWALS) and not self._lost:
                assert self._place is not None
                with suppress(EngineError):  # the next renewal may get through
                    self._lost = not self.take(*self._place)

        thread = threading.Thread(target=renew, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def check(self) -> None:
        """Raise an error if somebody else has it."""
        if self._lost:
            raise EngineError(
                NAME, "another process took over the writing, because this one did not answer", "Run `kb index` again."
            )

    def release(self) -> None:
        """Let others have it."""
        if self._place is not None and not self._lost:
            number, term = self._place
            with suppress(EngineError, IndexGone):
                self._connection.call_unless_changed("DELETE", self._path, if_seq_no=number, if_primary_term=term)
