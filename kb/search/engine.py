"""The boundary to the engines: kb is the linguist, an engine is the index.

    document     what is replaced, removed and counted; has an id, a checksum, attributes to filter and count by
    entry        one passage of a document as terms in fields; entry 0 holds the title
    partition    the entries of one language, with their own statistics
    term         what stands in a field; engines compare terms, they never make any
    request      concepts to score, conditions that narrow, facets to count (``kb.search.query``)
    found        documents with their passages, scores and the concepts each holds

A new engine is done when the contract tests (``tests/search/engines``) are green for it. It may score as it likes
within a concept; which documents and passages are found, their concepts, totals and facets are the same for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from kb.search.query import Field, Request, Term

PASSAGES_PER_DOCUMENT = 8
_EMPTY: Mapping[str, Any] = MappingProxyType({})


class Described(NamedTuple):
    """A document as the engine knows it.

    ``attributes`` hold exact values (``kind``, ``tag``, ``publisher``, ``year`` …); ``published`` is an ISO date or
    empty; ``title`` is a sort key.
    """

    id: str
    checksum: str
    language: str
    published: str = ""
    title: str = ""
    attributes: Mapping[str, tuple[str, ...]] = _EMPTY


class Entry(NamedTuple):
    """One passage as terms: for each field its (term, position) pairs, in order of position.

    ``language`` is a partition; ``length`` is the number of words. Positions count only in fields that have them.
    """

    number: int
    language: str
    length: int
    fields: Mapping[Field, tuple[tuple[str, int], ...]]


class EngineInfo(NamedTuple):
    """What an engine is and holds; ``fingerprint`` is that of the analysis its terms were made with."""

    name: str
    version: str
    fingerprint: str
    documents: int
    passages: int


class Ranked(NamedTuple):
    """A passage that holds something asked for; ``concepts`` are their numbers in the request."""

    number: int
    score: float
    concepts: frozenset[int]


class FoundDocument(NamedTuple):
    """A document that answers; ``concepts`` hold anywhere in it, ``passages`` are its best ones (never entry 0).

    ``complete`` says whether it holds all needed concepts. Scores of different languages cannot be compared.
    """

    document: str
    checksum: str
    language: str
    score: float
    complete: bool
    concepts: frozenset[int]
    passages: tuple[Ranked, ...]


class Found(NamedTuple):
    """The answer to a request.

    ``documents`` stand in the order asked for (by relevance: the complete ones first, then by score, then by id),
    languages mixed. ``total`` and ``facets`` count all documents that answer; ``holding`` counts for each concept the
    documents that hold it, before conditions narrow.
    """

    documents: tuple[FoundDocument, ...]
    total: int
    holding: tuple[int, ...] = ()
    total_exact: bool = True
    facets: Mapping[str, Mapping[str, int]] = _EMPTY


class Writer(Protocol):
    """Changes that become visible together when the writer closes; each document at most once per writer."""

    def replace(self, document: Described, entries: Iterable[Entry]) -> None:
        """Put the document in the place of the one of its id, if there is one."""

    def remove(self, document: str) -> None:
        """Take a document out; one that is not there is no error."""


class Engine(Protocol):
    """An index of terms.

    ``open`` says what is there. Every call sees what the last closed writer left, also another process's.
    Errors are ``kb.errors.EngineError``; an index of another analysis, version or user is ``StaleIndex`` from every
    call but ``rebuild`` and ``drop``.
    """

    def open(self) -> EngineInfo:
        """What the engine is and holds; an index that was never written is empty."""

    def update(self) -> AbstractContextManager[Writer]:
        """A writer whose changes are visible when it closes; an error inside leaves the index as it was."""

    def rebuild(self) -> AbstractContextManager[Writer]:
        """A writer to a fresh index that takes the old one's place only if all went well."""

    def search(self, request: Request) -> Found:
        """The documents that answer."""

    def indexed(self) -> dict[str, str]:
        """Document id to checksum of everything that is indexed."""

    def terms(self, language: str, field: Field, prefix: str = "") -> Iterator[str]:
        """The terms of a field in one partition that begin so, in order; none that only removed documents hold."""

    def frequency(self, language: str, terms: Iterable[Term]) -> dict[Term, int]:
        """The number of entries of a partition that hold each term."""

    def held(self, language: str, terms: Iterable[Term]) -> frozenset[Term]:
        """Those of the terms that some entry of a partition holds; cheaper than to count the entries."""

    def drop(self) -> None:
        """Delete the index."""
