"""The answer to a search: ``kb.search/1``."""

from typing import Annotated, Final, Literal, TypedDict

from kb.contract.schema import keywords
from kb.contract.values import DateValue, SpanValue, date_or_none, span_value
from kb.model import Expansion, FoundPassage, Hit, Kind, Match, Passage, Results, Via

SCHEMA: Final = "kb.search/1"
RENOUNCED = "[a-z]{2,3}:[^:\\n]{1,200}"
"""A regular expression of a rendering to do without, as ``sv:ord``."""


class MatchObject(TypedDict):
    """Why a passage was found: a span of the document's text that answers a word of the query."""

    span: SpanValue
    term: Annotated[str, "The word of the query."]
    via: Annotated[Via, "How the text answers it; exact is the surest."]


class PassageFacts(TypedDict):
    """Where a passage stands and what it says."""

    number: Annotated[int, keywords(minimum=1), "Counts from 1 in the document."]
    page: str | None
    heading: str | None
    language: str
    span: SpanValue
    text: Annotated[str, "Verbatim: the characters of the document's text at this span."]


class PassageObject(PassageFacts):
    """A passage of a hit with its matches."""

    matches: list[MatchObject]


class HitFacts(TypedDict):
    """What a hit says of its document."""

    document: Annotated[str, "The document's id."]
    title: str
    language: str
    kind: Kind
    published: DateValue | None
    publisher: str | None
    score: float
    missing: Annotated[list[str], "Words of the query that the document does not have."]


class HitObject(HitFacts):
    """One document that answers, with its best passages."""

    passages: list[PassageObject]


# The key "from" is a word of Python, which the class syntax cannot spell.
RenderingObject = TypedDict(
    "RenderingObject",
    {
        "term": str,
        "language": str,
        "from": Annotated[str, "Where the link comes from: glossary, cognate ..."],
        "off": Annotated[bool, "Whether the search did without it, as it was asked to."],
    },
)
RenderingObject.__doc__ = "A word that a word of the query was widened to."


class ExpansionObject(TypedDict):
    """A word of the query and what it was widened to."""

    term: str
    language: str
    to: list[RenderingObject]


class FacetsObject(TypedDict):
    """Counts of all matching documents by value."""

    language: dict[str, int]
    kind: dict[str, int]
    year: dict[str, int]
    publisher: dict[str, int]
    tag: dict[str, int]
    identifier: Annotated[dict[str, int], "Laws, bills, cases and other identifiers, each in one spelling."]


class AskedFacts(TypedDict):
    """How a query was understood and how much answers it."""

    query: str
    read_as: Annotated[str, "How the query was understood, in words."]
    language_of_query: str
    total: Annotated[int, keywords(minimum=0), "Documents that answer."]
    total_exact: bool
    suggestions: Annotated[list[str], "The query with an unknown word put right."]


class SearchAnswer(AskedFacts):
    """The documents that answer a query, those with all its words first."""

    schema: Literal["kb.search/1"]
    expansions: list[ExpansionObject]
    took_ms: float
    hits: list[HitObject]
    facets: FacetsObject


def renounced(word: str) -> tuple[str, str]:
    """``sv:ord`` as the language and the term of a rendering, as `Library.search` takes it.

    Raises:
        ValueError: No language stands before it.
    """
    language, colon, term = word.partition(":")
    if not (colon and language and term):
        raise ValueError(word)
    return language, term


def results_to_json(results: Results) -> SearchAnswer:
    """The whole answer."""
    facets = results.facets
    return {
        "schema": SCHEMA,
        "query": results.query,
        "read_as": results.read_as,
        "language_of_query": results.language_of_query,
        "expansions": [expansion_to_json(expansion) for expansion in results.expansions],
        "total": results.total,
        "total_exact": results.total_exact,
        "took_ms": round(results.took_ms, 1),
        "hits": [hit_to_json(hit) for hit in results.hits],
        "facets": {
            "language": facets.language,
            "kind": facets.kind,
            "year": facets.year,
            "publisher": facets.publisher,
            "tag": facets.tag,
            "identifier": facets.identifier,
        },
        "suggestions": list(results.suggestions),
    }


def hit_to_json(hit: Hit) -> HitObject:
    """One hit; a line of ``kb search --jsonl``."""
    return {**hit_facts(hit), "passages": [passage_to_json(passage) for passage in hit.passages]}


def hit_facts(hit: Hit) -> HitFacts:
    """What a hit says of its document."""
    return {
        "document": hit.document,
        "title": hit.title,
        "language": hit.language,
        "kind": hit.kind,
        "published": date_or_none(hit.published),
        "publisher": hit.publisher,
        "score": round(hit.score, 4),
        "missing": list(hit.missing),
    }


def passage_to_json(passage: FoundPassage) -> PassageObject:
    """A passage with its matches."""
    return {**passage_facts(passage), "matches": [_match(match) for match in passage.matches]}


def passage_facts(passage: FoundPassage | Passage) -> PassageFacts:
    """A passage without its matches."""
    return {
        "number": passage.number,
        "page": passage.page,
        "heading": passage.heading,
        "language": passage.language,
        "span": span_value(passage.span),
        "text": passage.text,
    }


def _match(match: Match) -> MatchObject:
    return {"span": span_value(match.span), "term": match.term, "via": match.via}


def expansion_to_json(expansion: Expansion) -> ExpansionObject:
    """A word of the query and what it was widened to."""
    return {
        "term": expansion.term,
        "language": expansion.language,
        "to": [{"term": r.term, "language": r.language, "from": r.source, "off": r.off} for r in expansion.to],
    }
