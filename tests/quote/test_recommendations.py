"""The asks of a strategy input: list items under words that ask, whole, and no other list."""

from __future__ import annotations

import pytest

from kb.model import Document, ExcerptKind
from kb.quote.collect import Wanted, quote

from .knowledge import holdings, record

TEXTS = {
    "da": """\
# Øen i 2030

Øen mister unge. Øens fremtid ville styrkes, hvis man gjorde det til en klar ambition at

- bygge halvtreds nye boliger, der kan lejes

- åbne et gymnasium

[^1]: Tallene er fra kommunen.

- gøre færgen gratis for elever.

## Fakta

Øen har:

- to skoler

- en havn

## Vores anbefalinger

1) Flyt rådhuset.

2) Luk lufthavnen.
""",
    "sv": """\
# Ön år 2030

Vi föreslår att regeringen

1. bygger femtio nya bostäder

2. öppnar ett gymnasium.

Ansökan ska innehålla:

- namn

- adress

Regionen har följande förslag på området.

- Låt färjan gå hela natten.
""",
    "en": """\
# The island in 2030

We recommend that the council

- builds fifty new homes

- opens a school. It should be small.

The council has three members:

- the mayor

- the clerk

### Our asks

a) Run the ferry at night.
""",
}
EXPECTED = {
    "da": ["bygge halvtreds nye boliger, der kan lejes", "åbne et gymnasium", "gøre færgen gratis for elever.",
           "Flyt rådhuset.", "Luk lufthavnen."],
    "sv": ["bygger femtio nya bostäder", "öppnar ett gymnasium.", "Låt färjan gå hela natten."],
    "en": ["builds fifty new homes", "opens a school. It should be small.", "Run the ferry at night."],
}  # fmt: skip


def kept(*languages):
    return holdings(
        tuple(
            Document(record=record(one, language=one, languages={one: 1.0}), text=TEXTS[one])
            for one in languages or TEXTS
        )
    )


@pytest.mark.parametrize("language", TEXTS)
def test_the_items_under_words_that_ask_are_found_whole_and_no_others(language):
    found = quote(kept(language), Wanted(recommendations=True, limit=None))
    assert [one.text for one in found] == EXPECTED[language]
    assert {one.kind for one in found} == {ExcerptKind.RECOMMENDATION}
    for one in found:
        assert TEXTS[language][one.span.start : one.span.end] == one.text


def test_a_recommendation_tells_its_lead_in_its_section_and_its_number():
    *_, first, last = quote(kept("da"), Wanted(recommendations=True, limit=None))
    assert first.extra["lead_in"] == first.extra["heading"] == "Vores anbefalinger"
    assert (first.extra["number"], last.extra["number"]) == ("1)", "2)")
    opening = quote(kept("da"), Wanted(recommendations=True))[0]
    assert opening.extra["lead_in"] == ("Øens fremtid ville styrkes, hvis man gjorde det til en klar ambition at")
    assert (opening.extra["heading"], opening.extra["number"]) == ("Øen i 2030", None)


def test_a_recommendation_is_not_warned_of_for_the_lead_in_it_is_shown_with():
    assert quote(kept("da"), Wanted(recommendations=True))[0].warnings == ()


def test_a_query_finds_recommendations_by_their_words_in_any_document():
    found = quote(kept(), Wanted(recommendations=True, query="färjan færgen ferry"))
    assert {one.document for one in found} == {"da", "sv", "en"}
    assert len(found) == 3


def test_one_document_may_be_asked_for():
    found = quote(kept(), Wanted(recommendations=True, document="sv", limit=2))
    assert [one.document for one in found] == ["sv", "sv"]


def test_a_document_without_asks_has_none():
    text = "# Lov\n\nLoven gælder for:\n\n- skibe\n\n- broer\n"
    assert quote(holdings((Document(record=record("x"), text=text),)), Wanted(recommendations=True)) == ()
