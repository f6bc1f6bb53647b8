"""Citations of places in a document, for words that are shown without being made an excerpt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.model import Document, Span
from kb.quote.citation.own import Place, cite
from kb.quote.citation.source import source_of
from kb.quote.citation.words import receiving
from kb.quote.excerpts.layout import Layout


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
