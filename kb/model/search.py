"""Results of a search, as the command line, the web page and programs get them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kb.model.document import Kind, Span


class Via(StrEnum):
    """How a word of the text answers a word of the query, the surest first."""

    EXACT = "exact"
    FORM = "form"
    PART = "part"
    SPELLING = "spelling"
    TRANSLATION = "translation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A span of the document's text that made it a hit, the word of the query it answers, and how."""

    span: Span
    term: str
    via: Via


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPassage:
    """A passage of a hit with its matches; spans count in the document's text."""

    number: int
    page: str | None
    heading: str | None
    language: str
    span: Span
    text: str
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One document that answers the query, its best passages, and which words of the query it lacks."""

    document: str
    title: str
    language: str
    kind: Kind
    published: date | None
    publisher: str | None
    score: float
    missing: tuple[str, ...]
    passages: tuple[FoundPassage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """One word an expansion led to: the term, its language and where the link comes from (``glossary``, ...).

    ``off`` where the search was asked to do without it.
    """

    term: str
    language: str
    source: str
    off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """One word or multiword of the query and everything it was widened to."""

    term: str
    language: str
    to: tuple[Rendering, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Counts of matching documents by value, for narrowing."""

    language: dict[str, int] = field(default_factory=dict)
    kind: dict[str, int] = field(default_factory=dict)
    year: dict[str, int] = field(default_factory=dict)
    publisher: dict[str, int] = field(default_factory=dict)
    tag: dict[str, int] = field(default_factory=dict)
    identifier: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The answer to one query; ``total`` counts documents.

    ``unknown`` are words of the query that no document has, ``notes`` what was passed over of its conditions, as
    English clauses; ``read_as`` says both too.
    """

    query: str
    read_as: str
    language_of_query: str
    expansions: tuple[Expansion, ...]
    total: int
    total_exact: bool
    took_ms: float
    hits: tuple[Hit, ...]
    facets: Facets
    suggestions: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
