"""Citations of places in a document, for words that are shown without being made an excerpt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.model import Document, Hit, Span
from kb.quote.citation.own import Place, cite, work
from kb.quote.citation.source import Source, source_of
from kb.quote.citation.words import receiving, words_of, written
from kb.quote.excerpts.layout import Layout


def citation_without_place(hit: Hit, into: str | None = None) -> str:
    """The citation of a document whose text is not at hand, from what a search says of it."""
    source = Source(
        id=hit.document,
        kind=hit.kind,
        title=" ".join(hit.title.split()),
        language=hit.language,
        publisher=hit.publisher,
        published=hit.published,
    )
    receiver = receiving(into, hit.language)
    words = words_of(receiver)
    dated = written(hit.published, words) if hit.published else words.no_date
    return f"{', '.join(filter(None, (work(source, receiver), hit.publisher, dated)))}."


def citations(document: Document, spans: Iterable[Span], into: str | None = None) -> Iterator[str]:
    """The citation of each span, in the language ``into`` or the document's own; who speaks there is not said."""
    layout, source = Layout(document), source_of(document.record)
    receiver = receiving(into, document.record.language)
    for span in spans:
        block = layout.block_at(span.start)
        place = Place(
            paragraph=block.paragraph if block else 1, page=layout.page(span.start), language=layout.language(span)
        )
        yield cite(source, place, receiver)
