"""What an engine is asked: neutral data, already analysed and expanded; never what a person typed.

A query holds for a passage or not, and where it holds it has a weight, its occurrences:

    Term, Phrase   how often it occurs; Prefix and All: 1
    And            the smallest weight of its members; a Not member only excludes
    Or             the sum of its members
    Synonym        the weighted sum of its alternatives, scored as one word (Pirkola 1998)
    DisMax         the largest weight of its members, plus ``tie`` times the rest
    Boost          its query's weight times ``factor``
    Not            1 where its query does not hold

The nodes are named tuples, which are made far faster than dataclasses when a search starts; tell them apart by class,
since tuples of different classes can be equal.

An engine scores a concept in one language as BM25 with that weight as the term frequency and the number of passages
where it holds as the document frequency (a passage with a weight below 1 counts as that weight).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

POSITIONAL = ("word", "form")
BAGS = ("part", "heading", "place")
FIELDS = POSITIONAL + BAGS
Field = Literal["word", "form", "part", "heading", "place"]

PARTITIONS = ("da", "sv", "en", "und")
"""The languages that an engine keeps apart, each with its own statistics; ``und`` holds all others."""


class Term(NamedTuple):
    """Passages that hold this term in this field."""

    field: Field
    text: str


class Phrase(NamedTuple):
    """Passages that hold the terms in this order with at most ``gaps`` other positions between first and last.

    ``field`` must be one with positions.
    """

    field: Field
    terms: tuple[str, ...]
    gaps: int = 0


class Prefix(NamedTuple):
    """Passages that hold a term beginning so."""

    field: Field
    text: str


class And(NamedTuple):
    """Passages where all of them hold."""

    queries: tuple[Query, ...]


class Or(NamedTuple):
    """Passages where any of them holds."""

    queries: tuple[Query, ...]


class Not(NamedTuple):
    """Passages where it does not hold."""

    query: Query


class Alternative(NamedTuple):
    """One way to say the same, and how much an occurrence of it counts."""

    query: Query
    weight: float = 1.0


class Synonym(NamedTuple):
    """Passages where any alternative holds; together they count as one word."""

    alternatives: tuple[Alternative, ...]


class DisMax(NamedTuple):
    """Passages where any of them holds, counted by the best."""

    queries: tuple[Query, ...]
    tie: float = 0.0


class Boost(NamedTuple):
    """The same passages with another weight."""

    query: Query
    factor: float


class All(NamedTuple):
    """Every passage."""


Query = Term | Phrase | Prefix | And | Or | Not | Synonym | DisMax | Boost | All


class Concept(NamedTuple):
    """One word of the question, as a query for each language partition it is looked for in.

    ``weight`` multiplies its score; 0 for one that is only tested by a condition. A document that lacks a ``needed``
    concept comes after those that hold them all.
    """

    queries: Mapping[str, Query]
    weight: float = 1.0
    needed: bool = True


class Holds(NamedTuple):
    """Documents that hold the concept of this number in any of their passages."""

    concept: int


class Has(NamedTuple):
    """Documents whose attribute has one of the values."""

    attribute: str
    values: tuple[str, ...]


class Published(NamedTuple):
    """Documents published from ``since`` to ``until``, both inclusive ISO dates; undated ones never."""

    since: str | None = None
    until: str | None = None


class Every(NamedTuple):
    """Documents that meet all conditions; all documents where there are none."""

    conditions: tuple[Condition, ...] = ()


class Either(NamedTuple):
    """Documents that meet any of the conditions."""

    conditions: tuple[Condition, ...]


class Lacks(NamedTuple):
    """Documents that do not meet the condition."""

    condition: Condition


Condition = Holds | Has | Published | Every | Either | Lacks


def every(conditions: Iterable[Condition]) -> Condition:
    """All of the conditions as one, without nests and without empty ones."""
    flat: list[Condition] = []
    for condition in conditions:
        flat += condition.conditions if isinstance(condition, Every) else (condition,)
    return flat[0] if len(flat) == 1 else Every(tuple(flat))


Order = Literal["relevance", "date", "title"]


class Request(NamedTuple):
    """One question to an engine.

    Candidates are the documents where a concept with a weight holds, or all where there is none; ``where`` narrows
    them. The best ``limit`` documents of every document language are returned, None for all of them.
    """

    concepts: tuple[Concept, ...]
    where: Condition = Every()
    facets: tuple[str, ...] = ()
    order: Order = "relevance"
    limit: int | None = None
