"""Terms on their way to a cluster: each is one word there, and what was different stays different."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.search.opensearch.layout import beginnings, decoded, encoded, plain, row
from kb.search.query import Concept, Prefix, Request, Term
from tests.search.engines.conftest import described, entry

TERMS = st.text(max_size=300)


@given(TERMS)
def test_a_term_is_one_word_of_at_most_255_units(term):
    word = encoded(term)
    assert len(word.split()) == 1
    assert len(word.encode("utf-16-le")) // 2 <= 255


@given(TERMS, TERMS)
def test_different_terms_stay_different(one, other):
    assert (encoded(one) == encoded(other)) == (plain(one) == plain(other))


@given(st.text(max_size=40))
def test_a_term_is_given_back(term):
    assert decoded(encoded(term)) == plain(term)


@given(st.text(max_size=120), TERMS)
def test_a_beginning_of_a_term_is_a_beginning_of_its_word(beginning, rest):
    assert any(encoded(beginning + rest).startswith(one) for one in beginnings(beginning))


def test_a_position_without_a_term_is_held_open():
    placed = entry(1, "")._replace(fields={"word": (("a", 3), ("b", 4), ("c", 7))})
    assert len(row(described("d"), [placed])["entries"][0]["da"]["word"].split()) == 5


def test_very_long_terms_and_terms_with_white_space_are_found(engine):
    terms = ["x" * 300, "x" * 299 + "y", "19 300", "19\u00a0300", "a\tb"]
    with engine.update() as writer:
        for at, term in enumerate(terms):
            writer.replace(described(f"d{at}"), [entry(1, "")._replace(fields={"word": ((term, 0),)})])

    def found(query):
        return [one.document for one in engine.search(Request(concepts=(Concept(queries={"da": query}),))).documents]

    for at, term in enumerate(terms):
        assert found(Term("word", term)) == [f"d{at}"]
    assert found(Prefix("word", "x" * 250)) == ["d0", "d1"]
    assert found(Prefix("word", "19")) == ["d2", "d3"]
