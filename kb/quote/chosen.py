"""Excerpts of spans that a person chose: nothing is moved to a sentence's end, and what that costs is warned of."""

from __future__ import annotations

from collections.abc import Iterable

from kb.errors import BadValue
from kb.model import Excerpt, Span
from kb.quote.collect import Holdings, Opened, Wanted
from kb.quote.excerpts.finding import Piece, overlapping, tells_who

LONGEST = 20_000
"""Characters; a longer choice is a document, not an excerpt."""


def excerpts_at(
    holdings: Holdings, chosen: Iterable[tuple[str, Span]], *, into: str | None = None
) -> tuple[Excerpt, ...]:
    """The excerpts of chosen spans, in the order they were chosen.

    White space at the ends of a span is left out. A span inside a quotation is given as that quotation, with who said
    it; one that holds or cuts a quotation without saying whose it is carries a warning.

    Raises:
        UnknownDocument: A document is not there.
        BadValue: A span reaches beyond the text, is too long, or holds no words.
    """
    wanted = Wanted(into=into)
    opened: dict[str, Opened] = {}
    made = []
    for document, span in chosen:
        if document not in opened:
            opened[document] = Opened(holdings, document, wanted)
        made.append(_excerpt(opened[document], span))
    return tuple(made)


def may_be_chosen(words: str) -> bool:
    """Whether a part of a text can be an excerpt: it holds words, and not a whole document of them."""
    return len(words) <= LONGEST and any(c.isalnum() for c in words)


def _excerpt(opened: Opened, span: Span) -> Excerpt:
    span = _worded(opened.document.text, span)
    touched = overlapping(opened.quotations, span)
    whose = next((one for one in touched if one.span.start <= span.start and span.end <= one.span.end), None)
    others = () if whose else tuple(one for one in touched if not tells_who(one, span))
    return opened.assembler.excerpt(Piece(sentences=(span,), quotation=whose, foreign=others))


def _worded(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    start, end = span
    words = text[start:end] if 0 <= start < end <= len(text) else ""
    if not may_be_chosen(words):
        expected = f"a part of the text (0-{len(text)}) that holds words, at most {LONGEST} characters"
        raise BadValue("span", f"{start}-{end}", expected)
    return Span(start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()))
