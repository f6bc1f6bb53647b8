"""Citations of words that are shown without being made an excerpt."""

from __future__ import annotations

from datetime import date

import pytest

from kb.model import Hit, Kind
from kb.quote.citation.places import citation_without_place, citations
from kb.quote.collect import Wanted, quote

from .knowledge import holdings


def test_a_place_is_cited_as_an_excerpt_at_it_is():
    kept = holdings()
    excerpts = [one for one in quote(kept, Wanted(query="færger", limit=20)) if one.speaker is None]
    assert excerpts
    for into in ("da", "sv", "en"):
        for one in quote(kept, Wanted(query="færger", limit=20, into=into)):
            if one.speaker is None:
                assert list(citations(kept.document(one.document), [one.span], into)) == [one.citation]


@pytest.mark.parametrize(
    ("into", "citation"),
    [
        ("da", "»Havnen bliver stille«, Sundsbladet, 5. februar 2025."),
        ("sv", "”Havnen bliver stille”, Sundsbladet, 5 februari 2025."),
        ("en", "“Havnen bliver stille”, Sundsbladet, 5 February 2025."),
    ],
)
def test_a_text_that_is_not_at_hand_is_cited_without_its_place(into, citation):
    hit = Hit(
        document="havnen-bliver-stille-000000", title="Havnen  bliver\nstille", language="da", kind=Kind.ARTICLE,
        published=date(2025, 2, 5), publisher="Sundsbladet", score=1.0, missing=(), passages=(),
    )  # fmt: skip
    assert citation_without_place(hit, into) == citation
