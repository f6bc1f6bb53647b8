"""The memory engine: the reference that every other engine is held against.

It has no index: a search looks at every entry, one after the other, and says of each whether the query holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise

from kb.search.engine import Described, EngineInfo, Entry, Found
from kb.search.grouping import Scored, answer
from kb.search.query import (
    POSITIONAL,
    All,
    And,
    Boost,
    DisMax,
    Field,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Request,
    Synonym,
    Term,
)
from kb.search.scoring import bm25, commonness, idf


@dataclass(frozen=True, slots=True)
class _Held:
    document: Described
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class _Changes:
    """A writer that only notes what shall change."""

    replaced: dict[str, _Held | None] = field(default_factory=dict)

    def replace(self, document: Described, entries: Iterable[Entry]) -> None:
        self._once(document.id)
        self.replaced[document.id] = _Held(document, tuple(entries))

    def remove(self, document: str) -> None:
        self._once(document)
        self.replaced[document] = None

    def _once(self, document: str) -> None:
        if document in self.replaced:
            raise ValueError(document)


class MemoryEngine:
    """Documents in a dictionary; nothing is kept when the process ends."""

    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint
        self._held: dict[str, _Held] = {}

    def open(self) -> EngineInfo:
        """What the engine holds."""
        return EngineInfo(
            name="memory",
            version="1",
            fingerprint=self._fingerprint,
            documents=len(self._held),
            passages=sum(len(held.entries) for held in self._held.values()),
        )

    @contextmanager
    def update(self) -> Iterator[_Changes]:
        """Changes that all become visible at the end."""
        yield from self._written(dict(self._held))

    @contextmanager
    def rebuild(self) -> Iterator[_Changes]:
        """Changes to an empty index."""
        yield from self._written({})

    def _written(self, held: dict[str, _Held]) -> Iterator[_Changes]:
        changes = _Changes()
        yield changes
        for document, new in changes.replaced.items():
            held.pop(document, None)
            if new is not None:
                held[document] = new
        self._held = held

    def search(self, request: Request) -> Found:
        """The documents that answer, by looking at every entry."""
        entries = [(owner, entry) for owner, held in enumerate(self._held.values()) for entry in held.entries]
        return answer(
            request,
            Scored(
                scores=[_scores(concept.queries, entries) for concept in request.concepts],
                documents={owner: held.document for owner, held in enumerate(self._held.values())},
                owners=[owner for owner, _ in entries],
                numbers=[entry.number for _, entry in entries],
            ),
        )

    def indexed(self) -> dict[str, str]:
        """Document id to checksum."""
        return {id: held.document.checksum for id, held in self._held.items()}

    def terms(self, language: str, field: Field, prefix: str = "") -> Iterator[str]:
        """The terms that begin so, in order."""
        return iter(sorted({t for e in self._entries(language) for t in _texts(e, field) if t.startswith(prefix)}))

    def frequency(self, language: str, terms: Iterable[Term]) -> dict[Term, int]:
        """The number of entries that hold each term."""
        return {t: sum(t.text in _texts(e, t.field) for e in self._entries(language)) for t in terms}

    def held(self, language: str, terms: Iterable[Term]) -> frozenset[Term]:
        """Those of the terms that some entry holds."""
        return frozenset(term for term, count in self.frequency(language, terms).items() if count)

    def drop(self) -> None:
        """Forget everything."""
        self._held = {}

    def _entries(self, language: str) -> Iterator[Entry]:
        return (entry for held in self._held.values() for entry in held.entries if entry.language == language)


def _scores(queries: dict[str, Query] | object, entries: list[tuple[int, Entry]]) -> dict[int, float]:
    assert isinstance(queries, dict)
    scores: dict[int, float] = {}
    for language, query in queries.items():
        places = [(at, entry) for at, (_, entry) in enumerate(entries) if entry.language == language]
        weights = {at: weight for at, entry in places if (weight := occurrences(query, entry))}
        rarity = idf(len(places), commonness(weights.values()))
        average = sum(entry.length for _, entry in places) / len(places) if places else 0.0
        for at, weight in weights.items():
            scores[at] = bm25(rarity, weight, entries[at][1].length / average if average else 1.0)
    return scores


def occurrences(query: Query, entry: Entry) -> float:  # noqa: PLR0911, C901 - one line for each kind of query
    """The weight of a query in one entry, 0 where it does not hold (the definition of ``kb.search.query``)."""
    match query:
        case Term(name, text):
            return sum(term == text for term in _texts(entry, name))
        case Phrase(name, terms, gaps):
            return len(_places(terms, gaps, entry.fields.get(name, ()))) if name in POSITIONAL else 0
        case Prefix(name, text):
            return float(any(term.startswith(text) for term in _texts(entry, name)))
        case And(queries):
            return _and(queries, entry)
        case Or(queries):
            return sum(occurrences(member, entry) for member in queries)
        case Not(inner):
            return float(not occurrences(inner, entry))
        case Synonym(alternatives):
            return sum(one.weight * occurrences(one.query, entry) for one in alternatives)
        case DisMax(queries, tie):
            weights = sorted((occurrences(member, entry) for member in queries), reverse=True)
            return weights[0] + tie * sum(weights[1:]) if weights else 0.0
        case Boost(inner, factor):
            return factor * occurrences(inner, entry)
        case All():
            return 1.0


def _and(queries: tuple[Query, ...], entry: Entry) -> float:
    weights = [occurrences(member, entry) for member in queries]
    counted = [weight for member, weight in zip(queries, weights, strict=True) if not isinstance(member, Not)]
    return min(counted or weights) if weights and all(weights) else 0.0


def _places(terms: tuple[str, ...], gaps: int, pairs: tuple[tuple[str, int], ...]) -> set[int]:
    """The positions where a phrase can begin: its terms in order, with at most so many other positions between."""
    at: dict[str, list[int]] = {}
    for term, position in pairs:
        at.setdefault(term, []).append(position)
    starts = set()
    for start in at.get(terms[0], []) if terms else []:
        chain = [start]
        for term in terms[1:]:
            following = [position for position in at.get(term, []) if position > chain[-1]]
            if not following:
                break
            chain.append(min(following))
        if len(chain) == len(terms) and sum(b - a - 1 for a, b in pairwise(chain)) <= gaps:
            starts.add(start)
    return starts


def _texts(entry: Entry, name: Field) -> list[str]:
    return [term for term, _ in entry.fields.get(name, ())]
