"""Which entries of one language a query holds for, and with what weight, from the postings of a snapshot."""

from __future__ import annotations

from array import array
from bisect import bisect_right

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
    Synonym,
    Term,
)
from kb.search.whoosh.layout import CODES, key
from kb.search.whoosh.snapshot import Snapshot

Weights = dict[int, float]


class Occurrences:
    """Evaluates queries for one language; the answers to terms are kept for the length of one search."""

    def __init__(self, snapshot: Snapshot, language: str) -> None:
        self._snapshot = snapshot
        self._language = language
        self._terms: dict[Term, Weights] = {}

    def of(self, query: Query) -> Weights:  # noqa: PLR0911, C901 - one line for each kind of query
        """The weight of each entry where the query holds (see ``kb.search.query``)."""
        match query:
            case Term():
                return self._term(query)
            case Phrase(field, terms, gaps):
                return self._phrase(field, terms, gaps)
            case Prefix(field, text):
                return self._prefix(field, text)
            case And(queries):
                return self._and(queries)
            case Or(queries):
                return self._sum([(member, 1.0) for member in queries])
            case Synonym(alternatives):
                return self._sum([(one.query, one.weight) for one in alternatives])
            case Not(inner):
                held = self.of(inner)
                return {entry: 1.0 for entry in self._all() if entry not in held}
            case DisMax(queries, tie):
                return self._best(queries, tie)
            case Boost(inner, factor):
                return {entry: factor * weight for entry, weight in self.of(inner).items()}
            case All():
                return dict.fromkeys(self._all(), 1.0)

    def _term(self, term: Term) -> Weights:
        if term not in self._terms:
            entries, counts = self._snapshot.postings(term.field, key(self._language, term.text))
            self._terms[term] = dict(zip(entries, counts, strict=True))
        return self._terms[term]

    def _all(self) -> list[int]:
        code = CODES[self._language]
        removed = self._snapshot.removed
        languages = self._snapshot.languages
        return [entry for entry, one in enumerate(languages) if one == code and entry not in removed]

    def _prefix(self, field: Field, text: str) -> Weights:
        weights: Weights = {}
        for term in self._snapshot.texts(field, self._language, text):
            weights.update(dict.fromkeys(self._term(Term(field, term)), 1.0))
        return weights

    def _sum(self, members: list[tuple[Query, float]]) -> Weights:
        if len(members) == 1 and members[0][1] == 1.0:
            return self.of(members[0][0])
        parts = sorted(((self.of(query), factor) for query, factor in members), key=lambda part: -len(part[0]))
        if not parts:
            return {}
        longest, factor = parts[0]
        sums = {entry: factor * weight for entry, weight in longest.items()}
        for weights, factor in parts[1:]:
            for entry, weight in weights.items():
                sums[entry] = sums.get(entry, 0.0) + factor * weight
        return sums

    def _best(self, queries: tuple[Query, ...], tie: float) -> Weights:
        weights: dict[int, list[float]] = {}
        for query in queries:
            for entry, weight in self.of(query).items():
                weights.setdefault(entry, []).append(weight)
        return {entry: max(all_) + tie * (sum(all_) - max(all_)) for entry, all_ in weights.items()}

    def _and(self, queries: tuple[Query, ...]) -> Weights:
        wanted = [self.of(query) for query in queries if not isinstance(query, Not)]
        barred = [self.of(query.query) for query in queries if isinstance(query, Not)]
        if not wanted:
            wanted = [dict.fromkeys(self._all(), 1.0)] if queries else [{}]
        wanted.sort(key=len)
        held = wanted[0]
        for weights in wanted[1:]:
            held = {entry: min(weight, weights[entry]) for entry, weight in held.items() if entry in weights}
        return {entry: weight for entry, weight in held.items() if not any(entry in weights for weights in barred)}

    def _phrase(self, field: Field, terms: tuple[str, ...], gaps: int) -> Weights:
        if not terms or field not in POSITIONAL:
            return {}
        together: set[int] | None = None
        for weights in sorted((self._term(Term(field, term)) for term in dict.fromkeys(terms)), key=len):
            together = set(weights) if together is None else together & weights.keys()
            if not together:
                return {}
        places = {
            term: self._snapshot.positions(field, key(self._language, term), together) for term in dict.fromkeys(terms)
        }
        counted = {
            entry: float(_starts([places[term][entry] for term in terms], gaps)) for entry in sorted(together or ())
        }
        return {entry: count for entry, count in counted.items() if count}


def _starts(places: list[array[int]], gaps: int) -> int:
    """The number of positions where a phrase can begin: each term after the one before, at most ``gaps`` between."""
    count = 0
    for start in dict.fromkeys(places[0]):
        last = start
        for positions in places[1:]:
            at = bisect_right(positions, last)
            if at == len(positions):
                return count
            last = positions[at]
        count += last - start - (len(places) - 1) <= gaps
    return count
