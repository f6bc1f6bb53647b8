"""Which excerpts come first: prose before fragments, the words as typed, the query's language; and no pull quote twice."""

from __future__ import annotations

import time

import pytest

from kb.model import Document
from kb.quote.collect import Wanted, quote
from kb.quote.excerpts.finding import Piece
from kb.quote.excerpts.layout import Layout
from kb.quote.excerpts.wholeness import Wholeness, wholeness

from .knowledge import holdings, record


def document(id, text, language="en"):
    return Document(record=record(id, language=language, languages={language: 1.0}), text=text)


def texts(query, *documents, **wanted):
    return [one.text for one in quote(holdings(documents), Wanted(query=query, **wanted))]


FRAGMENTS = (
    "| Night ferries | 12 |\n| --- | --- |\n| Day ferries | 40 |",
    "- night ferries and their harbours",
    "Night ferries, table 4",
    "[^1]: Night ferries follow in 2028.",
)


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_prose_comes_before_what_is_no_sentence(fragment):
    found = texts("night ferries", document("a", f"{fragment}\n"), document("b", "The ferries sail today.\n"))
    assert found[0] == "The ferries sail today."
    assert len(found) > 1


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_what_is_no_sentence_answers_where_nothing_else_does(fragment):
    assert texts("night ferries", document("a", f"{fragment}\n"))


def test_the_words_as_typed_come_first_then_sentences_with_all_of_them():
    one = document("a", "The ferries sail.\n\nThe ferries sail by night.\n\nWe run night ferries again.\n")
    assert texts("night ferries", one) == [
        "We run night ferries again.",
        "The ferries sail by night.",
        "The ferries sail.",
    ]


def test_a_sentence_with_all_words_comes_before_neighbours_that_have_them_together():
    one = document("a", "The ferries sail. The night is long.\n\nAt night no ferries sail.\n")
    assert texts("ferries night", one)[0] == "At night no ferries sail."


def test_the_language_of_the_query_comes_first_among_equals():
    danish = document("a", "Ruten til Nordby sejler igen.\n", "da")
    english = document("b", "The line to Nordby sails again.\n")
    assert texts("Nordby", danish, english) == ["The line to Nordby sails again.", "Ruten til Nordby sejler igen."]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("da", "- oprette en fælles indgang til havnen", Wholeness.CLAUSE),
        ("da", "- natfærger og havne på øen", Wholeness.FRAGMENT),
        ("sv", "- inrätta ett gemensamt kontor för alla hamnar", Wholeness.CLAUSE),
        ("sv", "- nattfärjor", Wholeness.FRAGMENT),
        ("en", "- establish one shared office for all harbours", Wholeness.CLAUSE),
        ("en", "- harbours, ferries and their crews", Wholeness.FRAGMENT),
        ("en", "- The harbours share one office today.", Wholeness.SENTENCE),
        ("en", "> The harbours share one office", Wholeness.SENTENCE),
    ],
)
def test_an_item_is_told_by_its_verb(language, text, expected):
    layout = Layout(document("a", f"{text}\n", language))
    (span,) = layout.sentences(layout.blocks[0])
    assert wholeness(layout, Piece(sentences=(span,))) is expected


BODY = "“The sea never closes, and neither do we,” says Maud Fairweather, who runs the port. “Come in May.”"


def said(text):
    return quote(holdings((document("a", text),)), Wanted(quotations_only=True, limit=None))


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}\n\nThe port is old.\n\n> “The sea never closes, and neither do we.”\n",
        f"On the sea.\n\n“The sea never closes, and neither do we!”\n\nThe port is old.\n\n{BODY}\n",
        f"{BODY}\n\nThe port is old.\n\n> “The sea never closes.”\n",
    ],
    ids=["after", "before", "a part"],
)
def test_a_pull_quote_that_repeats_a_quotation_is_given_once_with_its_speaker(text):
    found = said(text)
    assert [one.text for one in found] == ["The sea never closes, and neither do we", "Come in May."]
    assert {one.speaker.name for one in found} == {"Maud Fairweather"}
    ((start, end),) = found[0].extra["repeated_at"]
    assert text[start:end].startswith("The sea never closes")
    assert (start, end) != found[0].span
    assert "repeated_at" not in found[1].extra


def test_the_same_words_of_two_people_are_two_quotations():
    text = "“We will not sell the ferry,” says Maud Fairweather.\n\n“We will not sell the ferry,” says Bo Harbottle.\n"
    assert [one.speaker.name for one in said(text)] == ["Maud Fairweather", "Bo Harbottle"]


def test_many_repeated_quotations_are_told_in_time_that_grows_with_them():
    start = time.process_time()
    found = said("> “The sea never closes, and neither do we.”\n\nThe port is old.\n\n" * 2_000)
    assert time.process_time() - start < 20
    assert found
