"""Writing to a cluster: documents in bulk, what it had no time for sent again, what it refused told."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from kb.errors import EngineError
from kb.search.engine import Described, Entry
from kb.search.opensearch.connection import Connection
from kb.search.opensearch.layout import key, row
from kb.search.opensearch.refusals import NodeLost, refused

_BYTES = 8 * 1024 * 1024
_DOCUMENTS = 500
_IN_MEMORY = 64 * 1024 * 1024
_TRIES = 7
_FIRST_PAUSE = 0.25  # seconds; doubled every time
_LATER = {429, 503}
_NOT_FOUND = 404
_TOLD = 3

Action = tuple[bytes, bytes]
"""A line that says what to do and, unless something is deleted, one with the data."""


def action(verb: str, id: str, data: bytes = b"") -> Action:
    """A line of a bulk; ids are those of OpenSearch."""
    return json.dumps({verb: {"_id": id}}, ensure_ascii=False).encode(), data


def written(row: dict[str, Any]) -> bytes:
    """Data as a line of a bulk."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


class Bulk:
    """Sends actions to one index, as many at once as fit."""

    def __init__(
        self,
        connection: Connection,
        index: str,
        *,
        pause: Callable[[float], None] = time.sleep,
        tolerated: frozenset[int] = frozenset(),
    ) -> None:
        self._connection = connection
        self._index = index
        self._pause = pause
        self._tolerated = tolerated | {_NOT_FOUND}
        self._waiting: list[Action] = []
        self._bytes = 0

    def add(self, one: Action) -> None:
        """Send an action, now or with the next ones.

        Raises:
            EngineError: The cluster refused one.
        """
        self._waiting.append(one)
        self._bytes += sum(map(len, one))
        if self._bytes >= _BYTES or len(self._waiting) >= _DOCUMENTS:
            self.flush()

    def flush(self) -> None:
        """Send what waits."""
        waiting, self._waiting, self._bytes = self._waiting, [], 0
        pause = _FIRST_PAUSE
        for turn in range(_TRIES):
            if not waiting:
                return
            if turn:
                self._pause(pause)
                pause *= 2
            waiting = self._sent(waiting, last=turn == _TRIES - 1)

    def _sent(self, actions: list[Action], *, last: bool) -> list[Action]:
        """Send actions; those that the cluster had no time for come back."""
        data = b"".join(line + b"\n" for one in actions for line in one if line)
        try:
            found = self._connection.call("POST", f"/{self._index}/_bulk", data)
        except EngineError as error:
            busy = getattr(error.__cause__, "status_code", None) in _LATER
            if last or not (busy or isinstance(error, NodeLost)):
                raise
            return actions
        items = [next(iter(item.values())) for item in found["items"]]
        later = [one for one, item in zip(actions, items, strict=True) if _is_for_later(item)]
        failed = [item for item in items if _is_refused(item, self._tolerated)]
        if failed or (later and last):
            raise _refusal(failed or [item for item in items if _is_for_later(item)], len(items))
        return later


def _is_for_later(item: dict[str, Any]) -> bool:
    """Whether the cluster had no time for it; an index closed for want of room says the same, but stays closed."""
    return item["status"] in _LATER and (item.get("error") or {}).get("type") != "cluster_block_exception"


def _is_refused(item: dict[str, Any], tolerated: frozenset[int]) -> bool:
    return bool(item.get("error")) and item["status"] not in tolerated and not _is_for_later(item)


def _refusal(failed: list[dict[str, Any]], sent: int) -> EngineError:
    """One error for all items that were refused."""
    first = failed[0].get("error") or {}
    error = refused(failed[0]["status"], first.get("type", ""), first.get("reason", ""))
    if len(failed) == sent:
        return error
    names = ", ".join(str(item.get("_id")) for item in failed[:_TOLD]) + (" …" if len(failed) > _TOLD else "")
    problem = f"{len(failed)} of {sent} documents were refused ({names}): {error.problem}"
    return type(error)(error.engine, problem, error.remedy)


class Changes:
    """The writer of an update: changes wait here until all are known, so an error on the way changes nothing."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._file: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by ``send``

    def replace(self, document: Described, entries: Iterable[Entry]) -> None:
        """Put the document in the place of the one of its id."""
        self._once(document.id)
        self._keep(action("index", key(document.id), written(row(document, entries))))

    def remove(self, document: str) -> None:
        """Take a document out."""
        self._once(document)
        self._keep(action("delete", key(document)))

    def send(self, bulk: Bulk) -> None:
        """Send all changes."""
        self._file.seek(0)
        for line in self._file:
            data = self._file.readline()
            bulk.add((line.rstrip(b"\n"), data.rstrip(b"\n")))
        bulk.flush()

    def close(self) -> None:
        """Forget the changes."""
        self._file.close()

    @property
    def changed(self) -> bool:
        """Whether anything is to be sent."""
        return bool(self._known)

    def _keep(self, one: Action) -> None:
        for line in one:
            self._file.write(line + b"\n")

    def _once(self, document: str) -> None:
        if document in self._known:
            raise ValueError(document)
        self._known.add(document)


class Filling:
    """The writer of a rebuild: nobody sees the index yet, so documents are sent as they come."""

    def __init__(self, bulk: Bulk) -> None:
        self._bulk = bulk
        self._known: set[str] = set()
        self.documents = 0

    def replace(self, document: Described, entries: Iterable[Entry]) -> None:
        """Add a document."""
        self._once(document.id)
        self._bulk.add(action("index", key(document.id), written(row(document, entries))))
        self.documents += 1

    def remove(self, document: str) -> None:
        """Nothing is there to be taken out."""
        self._once(document)

    def _once(self, document: str) -> None:
        if document in self._known:
            raise ValueError(document)
        self._known.add(document)
