"""The passage table on a cluster: what a search shows, so that it can be shown where no copy of the corpus is.

One flat row for each passage and one for each document, by the document's checksum as in the table in a file.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from kb.errors import EngineError
from kb.model import Kind, Passage, Record, Span
from kb.search.entries import partition
from kb.search.opensearch.connection import MANAGER, Connection
from kb.search.opensearch.layout import plain
from kb.search.opensearch.refusals import IndexGone
from kb.search.opensearch.state import State
from kb.search.opensearch.words import ClusterVocabulary, WordWriter
from kb.search.opensearch.writing import Bulk, action, written
from kb.search.sharing import CORPUS, Writing
from kb.search.store import Gone, Shown, Store, StoreWriter, Tokens
from kb.search.vocabulary import KnownWord

_AT_ONCE = 500
_MAPPING: dict[str, Any] = {
    "mappings": {
        "dynamic": "strict",
        "properties": {
            "document": {"type": "keyword"},
            "checksum": {"type": "keyword"},
            "last": {"type": "integer"},
            "data": {"type": "object", "enabled": False},
        },
    }
}


class ClusterStore(Store):
    """Answers like the table in a file; what is gathered before it is asked for costs one request for all."""

    def __init__(self, connection: Connection, folder: Path) -> None:
        self._connection = connection
        self._index = f"{connection.options.name}-shown"
        self._gathered: dict[str, dict[str, Any] | None] = {}
        self.state = State(connection, folder)
        self.vocabulary = ClusterVocabulary(connection)

    def meta(self, key: str) -> str | None:
        """A remembered value, None where there is none."""
        value = self.state.values().get(key)
        return None if value is None else str(value)

    def gather(self, wanted: Mapping[tuple[str, str], Iterable[int]]) -> None:
        """Fetch what will be asked for next: documents in a version, and passages of each."""
        ids = []
        for (document, checksum), numbers in wanted.items():
            ids.append(_id(document, checksum))
            ids += (_id(document, checksum, number) for number in numbers)
        self._gathered = {}
        self._gathered = dict(zip(ids, self._rows(ids), strict=True))

    def shown(self, document: str, checksum: str) -> Shown | None:
        """What a hit shows of a document in this version."""
        (row,) = self._rows([_id(document, checksum)])
        if row is None:
            return None
        data = row["data"]
        return Shown(
            title=data["title"],
            language=data["language"],
            kind=Kind(data["kind"]),
            published=date.fromisoformat(data["published"]) if data["published"] else None,
            publisher=data["publisher"],
        )

    def passages(
        self, document: str, checksum: str, numbers: Iterable[int] | None = None
    ) -> tuple[tuple[Passage, Tokens], ...]:
        """The passages of a document in this version with their tokens, all or those of the given numbers, in order."""
        if numbers is None:
            (row,) = self._rows([_id(document, checksum)])
            numbers = range(row["last"] + 1) if row else ()
        wanted = sorted(set(numbers))
        rows = self._rows([_id(document, checksum, number) for number in wanted])
        return tuple(_passage(document, row["data"]) for row in rows if row is not None)

    def writings(self) -> tuple[Writing, ...]:
        """Every state of a corpus that the index stood for, the newest last."""
        return self.state.writings()

    def reserved(self, wait: float, on_wait: Callable[[str], None] | None = None) -> AbstractContextManager[None]:
        """Keep everybody else from writing to the index."""
        return self.state.writing(wait, on_wait)

    @contextmanager
    def writing(self) -> Iterator[ClusterStoreWriter]:
        """A writer whose rows are kept; what it remembers and a new vocabulary only if all went well."""
        writer = ClusterStoreWriter(self._connection, self._index, self.state)
        try:
            yield writer
            writer.finish()
        except BaseException:
            with suppress(EngineError, IndexGone):
                writer.words.give_up()
            raise

    def damage(self) -> str | None:
        """What is wrong with the table: the nodes look after their files themselves."""
        return None

    def close(self) -> None:
        """Let go of the sockets."""
        self._connection.close()

    def drop(self) -> None:
        """Delete the table and the vocabulary, and what is remembered."""
        self._connection.call_if_there("DELETE", f"/{self._index}", cluster_manager_timeout=MANAGER)
        WordWriter(self._connection).drop()
        self.state.drop()

    def _rows(self, ids: list[str]) -> list[dict[str, Any] | None]:
        missing = [id for id in ids if id not in self._gathered]
        found = {id: self._gathered[id] for id in ids if id in self._gathered}
        for start in range(0, len(missing), _AT_ONCE):
            some = missing[start : start + _AT_ONCE]
            try:
                answer = self._connection.call("POST", f"/{self._index}/_mget", {"ids": some})
            except IndexGone:
                return [None] * len(ids)
            found |= {row["_id"]: row.get("_source") for row in answer["docs"]}
        return [found.get(id) for id in ids]


class ClusterStoreWriter(StoreWriter):
    """Rows are sent as they come: nobody asks for those of a version that the engine does not know yet."""

    def __init__(self, connection: Connection, index: str, state: State) -> None:
        self._cluster = connection
        self._index = index
        self._state = state
        self._remembered: dict[str, str] = {}
        self._bulk: Bulk | None = None
        self.words = WordWriter(connection)

    def remember(self, key: str, value: str) -> None:
        """Keep a value."""
        self._remembered[key] = value

    def add(self, record: Record, checksum: str, passages: Iterable[tuple[Passage, Tokens]]) -> None:
        """Keep the rows of a document in this version, beside those of its other versions."""
        last = 0
        for passage, tokens in passages:
            last = max(last, passage.number)
            self._send(_id(record.id, checksum, passage.number), {"data": _data(passage, tokens)})
        shown = {
            "title": plain(record.title),
            "language": record.language,
            "kind": record.kind.value,
            "published": record.published.isoformat() if record.published else None,
            "publisher": plain(record.publisher) if record.publisher is not None else None,
        }
        row = {"document": plain(record.id), "checksum": checksum, "last": last, "data": shown}
        self._send(_id(record.id, checksum), row)

    def learn(self, words: Mapping[str, Mapping[str, KnownWord]]) -> None:
        """Add words to the vocabulary, by partition."""
        self.words.learn(words)

    def forget_words(self) -> None:
        """Begin a new vocabulary."""
        self.words.anew()

    def forget(self, language: str, words: Iterable[str]) -> None:
        """Take words out of the vocabulary of a partition."""
        self.words.forget(language, words)

    def keep_only(self, versions: Mapping[str, str]) -> Gone:
        """Drop the rows of documents and versions other than these (id to checksum); tells what they held."""
        words: dict[str, set[str]] = {}
        titles: list[tuple[str, str]] = []
        for row, ids in self._left(versions):
            titles.append((partition(row["data"]["language"]), row["data"]["title"]))
            for start in range(0, len(ids), _AT_ONCE):
                found = self._cluster.call("POST", f"/{self._index}/_mget", {"ids": ids[start : start + _AT_ONCE]})
                for passage in (one["_source"]["data"] for one in found["docs"] if one.get("found")):
                    words.setdefault(partition(passage["language"]), set()).update(passage["words"].split("\n"))
            for id in (*ids, _id(row["document"], row["checksum"])):
                self._rows().add(action("delete", id))
        return Gone(words=words, titles=titles)

    def _left(self, versions: Mapping[str, str]) -> Iterator[tuple[dict[str, Any], list[str]]]:
        """The rows of other documents and versions, each with the ids of its passages."""
        with suppress(IndexGone):
            self._cluster.call("POST", f"/{self._index}/_refresh")
            asked = {
                "query": {"exists": {"field": "document"}},
                "sort": [{"document": "asc"}, {"checksum": "asc"}],
            }
            for hit in self._cluster.walk(self._index, asked):
                row = hit["_source"]
                document, checksum = row["document"], row["checksum"]
                if versions.get(document) != checksum:
                    yield row, [_id(document, checksum, number) for number in range(row["last"] + 1)]

    def finish(self) -> None:
        """Send what waits."""
        if self._bulk is not None:
            self._bulk.flush()
        self.words.close()
        if self._remembered:
            self._state.remember(self._remembered, self._remembered.get(CORPUS))

    def _send(self, id: str, row: dict[str, Any]) -> None:
        self._rows().add(action("index", id, written(row)))

    def _rows(self) -> Bulk:
        if self._bulk is None:
            if self._cluster.call_if_there("HEAD", f"/{self._index}") is not True:
                replicas = {"settings": {"index": {"number_of_replicas": self._cluster.options.replicas}}}
                with suppress(EngineError):  # another process made it meanwhile
                    body = {**_MAPPING, **replicas}
                    self._cluster.call("PUT", f"/{self._index}", body, cluster_manager_timeout=MANAGER)
            self._bulk = Bulk(self._cluster, self._index)
        return self._bulk


def _id(document: str, checksum: str, number: int | None = None) -> str:
    text = f"{plain(document)}\0{checksum}\0{'' if number is None else number}"
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def _data(passage: Passage, tokens: Tokens) -> dict[str, Any]:
    return {
        "number": passage.number,
        "start": passage.span.start,
        "language": passage.language,
        "heading": passage.heading,
        "page": passage.page,
        "is_heading": passage.is_heading,
        "text": passage.text,
        "words": tokens.joined,
        "spans": base64.b64encode(tokens.packed).decode(),
    }


def _passage(document: str, data: dict[str, Any]) -> tuple[Passage, Tokens]:
    passage = Passage(
        document=document,
        number=data["number"],
        span=Span(data["start"], data["start"] + len(data["text"])),
        text=data["text"],
        language=data["language"],
        heading=data["heading"],
        page=data["page"],
        is_heading=data["is_heading"],
    )
    return passage, Tokens(joined=data["words"], packed=base64.b64decode(data["spans"]))
