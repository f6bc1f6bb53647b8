"""The asks of a document: list items under a sentence that proposes, recommends or calls for something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from kb.model import SERVED_LANGUAGES, Excerpt, ExcerptKind
from kb.quote.collect import Holdings, Opened, Wanted, hits_of, matches_of, passages_of, terms_in
from kb.quote.excerpts.finding import Piece
from kb.quote.excerpts.layout import BlockKind, Layout, TextBlock

# Words that make the sentence over a list an ask, stems left open.
_ASKING = {
    "da": r"foreslå\w*|anbefal\w*|opfordr\w*|ambition\w*|bør|burde|ønsker|ønske|kræver|krav|kravene|henstill\w*|indstill(?:er|ing|inger)|"
    r"forslag\w*|efterlys\w*|appeller\w*|prioriter\w*|målsætning\w*",
    "sv": r"föreslå\w*|rekommend\w*|uppman\w*|ambition\w*|bör|borde|önskar|önskemål\w*|kräver|krav|kraven|hemställ\w*|yrka\w*|"
    r"förslag\w*|efterlys\w*|vädja\w*|prioriter\w*|målsättning\w*|tillstyrk\w*",
    "en": r"recommend\w*|propos\w*|suggest\w*|urg(?:e|es|ed|ing)|ambition\w*|should|ought|call(?:s|ed|ing)? (?:on|for|upon)|demand\w*|"
    r"asks?|request\w*|appeal\w*|priorit\w*|would like",
}
# Words in the heading over a list that say the same.
_HEADING = {
    "da": r"anbefaling\w*|\w*forslag\w*|krav|ønsker|opfordring\w*|indstilling\w*",
    "sv": r"rekommendation\w*|\w*förslag\w*|krav|önskemål|uppmaning\w*|yrkanden?|hemställan",
    "en": r"recommendations?|proposals?|demands?|asks|our asks?|calls? to action|what we ask\w*",
}
# These announce a list even in a sentence that ends in a full stop.
_ANNOUNCED = re.compile(
    r"(?i)\b(?:følgende|disse|nedenstående|följande|dessa|nedanstående|the following|these|as follows)\b"
)


def recommended(holdings: Holdings, wanted: Wanted) -> tuple[Excerpt, ...]:
    """The recommendations that are asked for; with a query those that hold most of its words first.

    Each is one list item, whole. ``extra`` holds ``lead_in``, the sentence (or heading) that makes it an ask,
    ``heading``, the section it stands in, and ``number``, its own number in the list where it has one.
    """
    if wanted.query is not None:
        return _ranked(holdings, wanted)
    ids = holdings.ids() if wanted.document is None else [wanted.document]
    found = (excerpt for id in ids for _, excerpt in _of(Opened(holdings, id, wanted)))
    return tuple(islice(found, wanted.limit))


def _ranked(holdings: Holdings, wanted: Wanted) -> tuple[Excerpt, ...]:
    ranked: list[tuple[int, int, int, Excerpt]] = []
    for order, hit in enumerate(hits_of(holdings, wanted, None)):
        matches = matches_of(passages_of(holdings, wanted, hit))
        for block, excerpt in _of(Opened(holdings, hit.document, wanted)):
            held = len(terms_in(block.span, matches))
            if held:
                ranked.append((-held, order, excerpt.span.start, excerpt))
    ranked.sort(key=lambda one: one[:3])
    return tuple(excerpt for *_, excerpt in ranked[: wanted.limit])


def _of(opened: Opened) -> Iterator[tuple[TextBlock, Excerpt]]:
    for block, opening in asks(opened.layout):
        extra = {"lead_in": opening, "heading": block.heading, "number": _number(block)}
        sentences = opened.layout.sentences(block)
        yield block, opened.assembler.excerpt(Piece(sentences=sentences), ExcerptKind.RECOMMENDATION, **extra)


def asks(layout: Layout) -> Iterator[tuple[TextBlock, str]]:
    """The list items that are asks, each with the words that make it one."""
    openings: dict[int, str | None] = {}
    for block in layout.blocks:
        if block.opener is None or not layout.sentences(block):
            continue
        if block.opener not in openings:
            openings[block.opener] = _asking(layout, layout.blocks[block.opener - 1])
        opening = openings[block.opener]
        if opening is not None:
            yield block, opening


def _asking(layout: Layout, opener: TextBlock) -> str | None:
    """The words of the block over a list that make the list's items asks; None where there are none."""
    language = layout.language(opener.span)
    words = opener.span.slice(layout.text)
    if opener.kind is BlockKind.HEADING:
        return words if _pattern("heading", language).search(words) else None
    if opener.kind is not BlockKind.PARAGRAPH:
        return None
    last = layout.sentences(opener)[-1].slice(layout.text) if layout.sentences(opener) else ""
    goes_on = last[-1:] not in {".", "!", "?"}
    if (goes_on or _ANNOUNCED.search(last)) and _pattern("asking", language).search(last):
        return last
    titled = goes_on and opener.heading is not None and _pattern("heading", language).search(opener.heading)
    return last if titled else None


@cache
def _pattern(which: str, language: str) -> re.Pattern[str]:
    table = _ASKING if which == "asking" else _HEADING
    phrases = [table[one] for one in ((language,) if language in SERVED_LANGUAGES else SERVED_LANGUAGES)]
    return re.compile(rf"(?i)\b(?:{'|'.join(phrases)})\b")


def _number(block: TextBlock) -> str | None:
    marker = block.marker.strip()
    return marker if any(c.isalnum() for c in marker) else None
