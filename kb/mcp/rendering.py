"""The library's answers as the tools give them: cited, addressed, and marked as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kb.check.report.sentences import verdict_in_words, warning_in_words
from kb.contract.check import candidate_to_json, checked_facts
from kb.contract.figures import figure_to_json
from kb.contract.quote import excerpt_to_json
from kb.contract.search import hit_facts, passage_facts
from kb.contract.values import date_or_none
from kb.errors import CorpusDamaged, UnknownDocument
from kb.library import Library
from kb.mcp.answers import (
    CitedCandidate,
    CitedExcerpt,
    CitedFigure,
    CitedHit,
    DocumentFacts,
    FoundPassageObject,
    ReadPassageObject,
    VerdictObject,
    WordObject,
)
from kb.mcp.notice import SHORT_NOTICE
from kb.model import Candidate, Checked, Excerpt, FoundPassage, Hit, Passage, Record, Span
from kb.quote.citation.places import citation_without_place
from kb.quote.figures.stating import Figure


def document_uri(id: str) -> str:
    """The resource of a document."""
    return f"kb://document/{id}"


def passage_uri(id: str, number: int) -> str:
    """The resource of a passage."""
    return f"kb://passage/{id}/{number}"


def cited_hits(library: Library, hits: Iterable[Hit], into: str | None) -> Iterator[CitedHit]:
    """The hits, each passage with its citation."""
    for hit in hits:
        citations = _citations(library, hit, into)
        passages = [_found(hit.document, *pair) for pair in zip(hit.passages, citations, strict=True)]
        yield {**hit_facts(hit), "passages": passages}


def _citations(library: Library, hit: Hit, into: str | None) -> Sequence[str]:
    """The citations of a hit's passages; without their places where the text is not here, removed or damaged."""
    try:
        return library.citations(hit.document, [one.span for one in hit.passages], into=into)
    except (UnknownDocument, CorpusDamaged):
        return [citation_without_place(hit, into)] * len(hit.passages)


def readable(library: Library, id: str) -> bool:
    """Whether a document's text can be read here: with an index that is shared, not all need be."""
    try:
        library.document(id)
    except (UnknownDocument, CorpusDamaged):
        return False
    return True


def _found(document: str, passage: FoundPassage, citation: str) -> FoundPassageObject:
    return {
        **passage_facts(passage),
        "citation": citation,
        "uri": passage_uri(document, passage.number),
        "notice": SHORT_NOTICE,
        "matches": _words(passage),
    }


def _words(passage: FoundPassage) -> list[WordObject]:
    """What answers in a passage, each word once: where it stands a reader sees for himself."""
    found: dict[tuple[str, str, str], WordObject] = {}
    for match in passage.matches:
        start = passage.span.start
        written = Span(match.span.start - start, match.span.end - start).slice(passage.text)
        found.setdefault(
            (written.casefold(), match.term, match.via), {"as_written": written, "term": match.term, "via": match.via}
        )
    return list(found.values())


def document_facts(record: Record) -> DocumentFacts:
    """What is known of a document."""
    return {
        "document": record.id,
        "title": record.title,
        "language": record.language,
        "kind": record.kind,
        "published": date_or_none(record.published),
        "publisher": record.publisher,
        "authors": list(record.authors),
        "url": record.url,
        "tags": list(record.tags),
    }


def read_passages(library: Library, id: str, passages: Sequence[Passage], into: str | None) -> list[ReadPassageObject]:
    """Passages of one document."""
    citations = library.citations(id, [one.span for one in passages], into=into)
    return [
        {
            **passage_facts(passage),
            "citation": citation,
            "uri": passage_uri(id, passage.number),
            "notice": SHORT_NOTICE,
            "is_heading": passage.is_heading,
        }
        for passage, citation in zip(passages, citations, strict=True)
    ]


def cited_excerpt(excerpt: Excerpt) -> CitedExcerpt:
    """An excerpt."""
    return {**excerpt_to_json(excerpt), "uri": document_uri(excerpt.document), "notice": SHORT_NOTICE}


def cited_figures(library: Library, figures: Iterable[Figure], into: str | None) -> Iterator[CitedFigure]:
    """Figures, in the order given; consecutive ones of one document read it once."""
    for id, group in groupby(figures, key=lambda figure: figure.document):
        same = list(group)
        citations = library.citations(id, [one.span for one in same], into=into)
        for figure, citation in zip(same, citations, strict=True):
            yield {
                **figure_to_json(figure),
                "citation": citation,
                "uri": document_uri(id),
                "notice": SHORT_NOTICE,
            }


def verdict(library: Library, one: Checked, into: str | None) -> VerdictObject:
    """A quotation with its verdict, in words too."""
    return {
        **checked_facts(one),
        "candidates": [_candidate(library, candidate, into) for candidate in one.candidates],
        "verdict_in_words": verdict_in_words(one),
        "warnings_in_words": [warning_in_words(warning, one) for warning in one.warnings],
        # The spans of a former edition count in another text than the one that would be cited.
        "citation": _citation(library, one.document, one.source_span if one.edition is None else None, into),
        "uri": document_uri(one.document) if one.document else None,
        "notice": SHORT_NOTICE,
    }


def _candidate(library: Library, one: Candidate, into: str | None) -> CitedCandidate:
    return {
        **candidate_to_json(one),
        "citation": _citation(library, one.document, one.span, into),
        "uri": document_uri(one.document),
        "notice": SHORT_NOTICE,
    }


def _citation(library: Library, id: str | None, span: Span | None, into: str | None) -> str | None:
    if id is None or span is None:
        return None
    return library.citations(id, [span], into=into)[0]
