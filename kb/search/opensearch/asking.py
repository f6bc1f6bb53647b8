"""From kb's queries and conditions to OpenSearch's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kb.search.opensearch.layout import ENTRIES, beginnings, encoded, name, plain
from kb.search.query import (
    POSITIONAL,
    All,
    And,
    Boost,
    Concept,
    Condition,
    DisMax,
    Either,
    Every,
    Has,
    Holds,
    Lacks,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Query,
    Synonym,
    Term,
)

Clause = dict[str, Any]

NOTHING: Clause = {"match_none": {}}
EVERYTHING: Clause = {"match_all": {}}
_LEAVES = {"term", "terms", "prefix", "match_phrase", "span_term", "range", "match_none", "match_all"}


def concept(asked: Concept) -> Clause:
    """The entries that hold a concept, scored."""
    return _best([clause(query, language) for language, query in asked.queries.items()])


def held(asked: Concept) -> Clause:
    """The entries that hold a concept, not scored and in few clauses: OpenSearch takes 1,024 in one query."""
    return any_of(_held(query, language) for language, query in asked.queries.items())


def leaves(inner: Any) -> int:
    """The number of clauses as OpenSearch counts them."""
    if isinstance(inner, list):
        return sum(map(leaves, inner))
    if not isinstance(inner, dict):
        return 0
    return sum(1 if name in _LEAVES else leaves(below) for name, below in inner.items() if name != "inner_hits")


def clause(query: Query, language: str) -> Clause:  # noqa: PLR0911, C901 - one line for each kind of query
    """The entries of a language where a query holds; what counts as one word scores as its best way."""
    match query:
        case Term(field, text):
            return {"term": {name(language, field): {"value": encoded(text)}}}
        case Phrase(field, terms, gaps):
            return _phrase(name(language, field), [encoded(term) for term in terms], gaps, field in POSITIONAL)
        case Prefix(field, text):
            return _best([{"prefix": {name(language, field): {"value": one}}} for one in beginnings(text)])
        case And(queries):
            return _and(queries, language, clause)
        case Or(queries):
            return _best([clause(member, language) for member in queries])
        case Synonym(alternatives):
            return _best([_boosted(clause(one.query, language), one.weight) for one in alternatives])
        case Not(inner):
            return {"bool": {"must": [_all(language)], "must_not": [_held(inner, language)]}}
        case DisMax(queries, tie):
            return _best([clause(member, language) for member in queries], tie)
        case Boost(inner, factor):
            return _boosted(clause(inner, language), factor)
        case All():
            return _all(language)


def condition(asked: Condition, concepts: Sequence[Clause]) -> Clause:
    """The documents that meet a condition; ``concepts`` are those of the request."""
    match asked:
        case Holds(number):
            return within(concepts[number])
        case Has(attribute, values):
            return {"terms": {f"attributes.{plain(attribute)}": [plain(value) for value in values]}}
        case Published(since, until):
            return {"range": {"published": {"gte": since or "", "lte": until or "9999-99-99"}}}
        case Every(conditions):
            return all_of(condition(one, concepts) for one in conditions)
        case Either(conditions):
            return any_of(condition(one, concepts) for one in conditions)
        case Lacks(inner):
            return {"bool": {"must_not": [condition(inner, concepts)]}}


def all_of(clauses: Iterable[Clause]) -> Clause:
    """Where all hold."""
    found = list(clauses)
    return {"bool": {"filter": found}} if found else EVERYTHING


def any_of(clauses: Iterable[Clause]) -> Clause:
    """Where any holds."""
    found = list(clauses)
    return {"bool": {"should": found, "minimum_should_match": 1}} if found else NOTHING


def within(inner: Clause, *, score: str = "none", **options: Any) -> Clause:
    """The documents with an entry where it holds."""
    return {"nested": {"path": ENTRIES, "query": inner, "score_mode": score, **options}}


def _held(query: Query, language: str) -> Clause:
    """The entries of a language where a query holds; the terms of one field are one clause."""
    match query:
        case Or(queries) | DisMax(queries):
            return _any_held(queries, language)
        case Synonym(alternatives):
            return _any_held([one.query for one in alternatives if one.weight > 0], language)
        case And(queries):
            return _and(queries, language, _held)
        case Not(inner):
            return {"bool": {"filter": [_all(language)], "must_not": [_held(inner, language)]}}
        case Boost(inner, factor):
            return _held(inner, language) if factor > 0 else NOTHING
        case _:
            return clause(query, language)


def _any_held(queries: Iterable[Query], language: str) -> Clause:
    terms: dict[str, list[str]] = {}
    clauses: list[Clause] = []
    for query in queries:
        if isinstance(query, Term):
            terms.setdefault(name(language, query.field), []).append(encoded(query.text))
        else:
            clauses.append(_held(query, language))
    return any_of([*({"terms": {field: texts}} for field, texts in terms.items()), *clauses])


def _phrase(field: str, terms: list[str], gaps: int, positional: bool) -> Clause:
    if not terms or not positional:
        return NOTHING
    if len(terms) == 1:
        return {"term": {field: {"value": terms[0]}}}
    if gaps == 0:
        return {"match_phrase": {field: {"query": " ".join(terms), "analyzer": "whitespace"}}}
    # A phrase with slop would also take the words in the other order.
    spans = [{"span_term": {field: {"value": term}}} for term in terms]
    return {"span_near": {"clauses": spans, "slop": gaps, "in_order": True}}


def _and(queries: tuple[Query, ...], language: str, made: Callable[[Query, str], Clause]) -> Clause:
    if not queries:
        return NOTHING
    wanted = [made(member, language) for member in queries if not isinstance(member, Not)]
    barred = [_held(member.query, language) for member in queries if isinstance(member, Not)]
    return {"bool": {"must": wanted or [_all(language)], "must_not": barred}}


def _all(language: str) -> Clause:
    return {"constant_score": {"filter": {"term": {f"{ENTRIES}.language": language}}}}


def _best(clauses: list[Clause], tie: float = 0.0) -> Clause:
    if len(clauses) == 1:
        return clauses[0]
    return {"dis_max": {"queries": clauses, "tie_breaker": tie}} if clauses else NOTHING


def _boosted(inner: Clause, factor: float) -> Clause:
    if factor == 1.0:
        return inner
    return {"bool": {"must": [inner], "boost": factor}} if factor > 0 else NOTHING
