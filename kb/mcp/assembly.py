"""Whole answers of the tools, page by page: what fits into one, and where the next begins."""

from __future__ import annotations

from collections.abc import Sequence

from kb.contract.search import expansion_to_json
from kb.errors import UsageError
from kb.library import Library
from kb.mcp import rendering
from kb.mcp.answers import (
    DocumentsListed,
    ExcerptsFound,
    FiguresFound,
    ListedDocument,
    PassagesRead,
    QuotationChecked,
    SearchFound,
)
from kb.mcp.notice import NOTICE
from kb.mcp.pages import fitting, following
from kb.model import Checked, Excerpt, Record, Results
from kb.quote.figures.stating import Figure


def search_found(library: Library, results: Results, into: str | None, offset: int) -> SearchFound:
    """One page of hits."""
    hits = list(rendering.cited_hits(library, results.hits, into))
    shown = fitting(hits, remedy="ask for the passages of one document with read_passage")
    return {
        "notice": NOTICE,
        "query": results.query,
        "read_as": results.read_as,
        "language_of_query": results.language_of_query,
        "total": results.total,
        "total_exact": results.total_exact,
        "suggestions": list(results.suggestions),
        "expansions": [expansion_to_json(one) for one in results.expansions],
        "hits": shown,
        "unread": [hit["document"] for hit in shown if not rendering.readable(library, hit["document"])],
        "next_offset": following(offset, len(shown), of=results.total),
    }


def passages_read(library: Library, id: str, number: int, count: int | None, into: str | None) -> PassagesRead:
    """Passages of a document from ``number`` on, ``count`` of them or as many as fit.

    Raises:
        UsageError: The document has no passage of this number.
    """
    passages = library.passages(id)
    if number > max(1, len(passages)):
        raise UsageError(f"there is no passage {number} in {id}", f"its passages are numbered 1 to {len(passages)}")
    wanted = passages[number - 1 : None if count is None else number - 1 + count]
    remedy = f"this passage is too long to be read here; kb show {id} prints the whole text at a terminal"
    shown = fitting(rendering.read_passages(library, id, wanted, into), remedy=remedy)
    return {
        **rendering.document_facts(library.document(id).record),
        "notice": NOTICE,
        "total": len(passages),
        "passages": shown,
        "next_number": following(number, len(shown), of=len(passages) + 1),
    }


def excerpts_found(found: Sequence[Excerpt], offset: int, limit: int) -> ExcerptsFound:
    """One page of excerpts; ``found`` begins with the first one and holds one more than the page needs."""
    page = [rendering.cited_excerpt(one) for one in found[offset : offset + limit]]
    shown = fitting(page, remedy="set max_words")
    return {"notice": NOTICE, "excerpts": shown, "next_offset": following(offset, len(shown), of=len(found))}


def figures_found(library: Library, found: Sequence[Figure], offset: int, limit: int, into: str | None) -> FiguresFound:
    """One page of figures; ``found`` begins with the first one and holds one more than the page needs."""
    page = list(rendering.cited_figures(library, found[offset : offset + limit], into))
    shown = fitting(page, remedy="read the passage with read_passage")
    return {"notice": NOTICE, "figures": shown, "next_offset": following(offset, len(shown), of=len(found))}


def quotation_checked(library: Library, checked: Sequence[Checked], into: str | None) -> QuotationChecked:
    """The verdict on one quotation.

    Raises:
        UsageError: There were no words to check.
    """
    if not checked:
        raise UsageError("there are no words in the quotation", "give the words that are to be quoted")
    quotation = rendering.verdict(library, checked[0], into)
    return {"notice": NOTICE, "passes": checked[0].passes, "quotation": quotation}


def documents_listed(records: Sequence[Record], damaged: list[str], offset: int, limit: int) -> DocumentsListed:
    """One page of documents."""
    listed: list[ListedDocument] = [
        {**rendering.document_facts(one), "uri": rendering.document_uri(one.id)}
        for one in records[offset : offset + limit]
    ]
    shown = fitting(listed, remedy="ask for fewer documents")
    return {
        "notice": NOTICE,
        "total": len(records),
        "documents": shown,
        "damaged": damaged,
        "next_offset": following(offset, len(shown), of=len(records)),
    }
