"""The vocabulary of an index on a cluster: one row for each word, in generations behind an alias."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kb.search.opensearch.connection import MANAGER, Connection
from kb.search.opensearch.layout import plain
from kb.search.opensearch.refusals import IndexGone
from kb.search.opensearch.writing import Bulk, action, written
from kb.search.vocabulary import KnownWord, Vocabulary

_PAGE = 10_000
_LONGEST = 500  # characters of a word that anybody could look for
_CONFLICT = 409
_SHOWN = ("language", "word", "form", "skeleton")
_BODY: dict[str, Any] = {
    "mappings": {
        "dynamic": "strict",
        "properties": {
            **{name: {"type": "keyword"} for name in (*_SHOWN, "parts", "folds")},
            "length": {"type": "integer"},
        },
    }
}


class ClusterVocabulary(Vocabulary):
    """Answers like the vocabulary in a file."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._alias = f"{connection.options.name}-words"

    def forms(self, word: str) -> dict[str, str]:
        """The form of a word in each partition whose texts hold it."""
        return {row["language"]: row["form"] for row in self._rows({"term": {"word": plain(word)}})}

    def of_forms(self, language: str, forms: Iterable[str]) -> dict[str, list[str]]:
        """For each form that the texts hold, the words that share it."""
        return {form: words for form in dict.fromkeys(forms) if (words := self._of("form", language, form))}

    def of_parts(self, language: str, parts: Iterable[str]) -> dict[str, list[str]]:
        """For each part that the texts hold, the compounds with it."""
        return {part: words for part in dict.fromkeys(parts) if (words := self._of("parts", language, part))}

    def _of(self, field: str, language: str, term: str) -> list[str]:
        return [row["word"] for row in self._rows(_of(language), {"term": {field: plain(term)}})]

    def of_folds(self, keys: tuple[str, ...]) -> dict[str, dict[str, str]]:
        """By partition: the words that have one of these spelling keys, with their forms."""
        found: dict[str, dict[str, str]] = {}
        served = {"terms": {"language": ["da", "sv", "en"]}}
        for row in self._rows(served, {"terms": {"folds": [plain(key) for key in keys]}}):
            found.setdefault(row["language"], {})[row["word"]] = row["form"]
        return found

    def beginning(self, language: str, beginning: str) -> list[str]:
        """The words that begin so."""
        return [row["word"] for row in self._rows(_of(language), {"prefix": {"word": plain(beginning)}})]

    def like(self, language: str, beginning: str, shortest: int, longest: int) -> list[tuple[str, str]]:
        """Skeleton and form of the words whose skeletons begin so and have a length between the two."""
        rows = self._rows(
            _of(language),
            {"prefix": {"skeleton": plain(beginning)}},
            {"range": {"length": {"gte": shortest, "lte": longest}}},
        )
        return list(dict.fromkeys((row["skeleton"], row["form"]) for row in rows))

    def _rows(self, *filters: dict[str, Any]) -> Iterator[dict[str, str]]:
        """The rows that meet all filters, by language and word."""
        body = {
            "query": {"bool": {"filter": list(filters)}},
            "sort": [{"language": "asc"}, {"word": "asc"}],
            "_source": False,
            "docvalue_fields": list(_SHOWN),
        }
        try:
            (first,) = self._connection.search(self._alias, [{**body, "size": _PAGE}])
            hits = first["hits"]["hits"]
            if len(hits) == _PAGE:
                hits = self._connection.walk(self._alias, body, page=_PAGE)
            for hit in hits:
                yield {name: (hit["fields"].get(name) or [""])[0] for name in _SHOWN}
        except IndexGone:
            return


class WordWriter:
    """Adds words: to the generation in use, or to a new one that takes its place."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._alias = f"{connection.options.name}-words"
        self._index = ""
        self._fresh = False

    def anew(self) -> None:
        """Begin a new generation."""
        self._index = f"{self._alias}-{secrets.token_hex(6)}"
        settings = {"settings": {"index": {"number_of_replicas": self._connection.options.replicas}}}
        self._connection.call("PUT", f"/{self._index}", {**_BODY, **settings}, cluster_manager_timeout=MANAGER)
        self._fresh = True

    def learn(self, words: Mapping[str, Mapping[str, KnownWord]]) -> None:
        """Add words, by partition; those that are known stay as they are."""
        if not any(words.values()):
            return
        if not self._index and not self._in_use():
            self.anew()
        bulk = Bulk(self._connection, self._index or self._alias, tolerated=frozenset({_CONFLICT}))
        for language, known in words.items():
            for word in known.values():
                if len(word.word) <= _LONGEST:
                    bulk.add(action("create", _id(language, word.word), written(_row(language, word))))
        bulk.flush()

    def forget(self, language: str, words: Iterable[str]) -> None:
        """Take words out of a partition."""
        if self._index or self._in_use():
            bulk = Bulk(self._connection, self._index or self._alias)
            for word in words:
                bulk.add(action("delete", _id(language, word)))
            bulk.flush()

    def close(self) -> None:
        """Show everybody the words."""
        if self._index or self._in_use():
            self._connection.call("POST", f"/{self._index or self._alias}/_refresh")
        if self._fresh:
            former = self._in_use()
            actions = [{"remove": {"index": one, "alias": self._alias}} for one in former]
            add = {"add": {"index": self._index, "alias": self._alias}}
            body = {"actions": [*actions, add]}
            self._connection.call("POST", "/_aliases", body, cluster_manager_timeout=MANAGER)
            self._delete(former)

    def give_up(self) -> None:
        """Forget a new generation."""
        if self._fresh:
            self._delete([self._index])

    def drop(self) -> None:
        """Delete the vocabulary."""
        self._delete(self._in_use())

    def _in_use(self) -> list[str]:
        found = self._connection.call_if_there("GET", f"/{self._alias}/_alias")
        return list(found or {})

    def _delete(self, indexes: Iterable[str]) -> None:
        for one in indexes:
            self._connection.call_if_there("DELETE", f"/{one}", cluster_manager_timeout=MANAGER)


def _of(language: str) -> dict[str, Any]:
    return {"term": {"language": language}}


def _id(language: str, word: str) -> str:
    return hashlib.sha256(f"{language}\0{plain(word)}".encode()).hexdigest()[:32]


def _row(language: str, word: KnownWord) -> dict[str, Any]:
    return {
        "language": language,
        "word": plain(word.word),
        "form": plain(word.form),
        "skeleton": plain(word.skeleton),
        "length": len(word.skeleton),
        "parts": [plain(part) for part in word.parts],
        "folds": [plain(fold) for fold in word.folds],
    }
