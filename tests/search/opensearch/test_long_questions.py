"""Questions of very many words and ways: OpenSearch takes 1,024 clauses in one query."""

from __future__ import annotations

import pytest

from kb.errors import EngineError
from kb.search.memory import MemoryEngine
from kb.search.query import Alternative, Concept, Phrase, Request, Synonym, Term
from tests.search.engines.conftest import described, entry
from tests.search.opensearch.conftest import FINGERPRINT

WORDS = [f"ord{at}" for at in range(40)]


def asked(concepts, ways):
    """Concepts that all have many ways, of which the texts hold one each."""
    return Request(
        concepts=tuple(
            Concept(
                queries={
                    "da": Synonym(
                        (
                            Alternative(Term("word", WORDS[at])),
                            *(Alternative(Term("word", f"x{at}y{way}"), 0.5) for way in range(ways)),
                        )
                    )
                }
            )
            for at in range(concepts)
        )
    )


@pytest.fixture
def filled(engine):
    reference = MemoryEngine(FINGERPRINT)
    for one in (engine, reference):
        with one.update() as writer:
            for at in range(20):
                writer.replace(described(f"d{at:02}"), [entry(1, " ".join(WORDS[at : at + at])), entry(2, WORDS[at])])
    return engine, reference


@pytest.mark.parametrize(("concepts", "ways"), [(3, 100), (6, 120), (12, 200), (30, 100)])
def test_a_question_of_thousands_of_ways_finds_what_any_other_engine_finds(filled, concepts, ways):
    engine, reference = filled
    mine, theirs = (one.search(asked(concepts, ways)) for one in (engine, reference))
    assert mine.total == theirs.total
    assert mine.holding == theirs.holding
    assert {(one.document, one.concepts) for one in mine.documents} == {
        (one.document, one.concepts) for one in theirs.documents
    }


def test_what_the_cluster_cannot_take_is_told_in_words(filled):
    phrases = Synonym(tuple(Alternative(Phrase("word", ("a", f"b{at}"))) for at in range(2_000)))
    with pytest.raises(EngineError, match="more words and ways") as raised:
        filled[0].search(Request(concepts=(Concept(queries={"da": phrases}),)))
    assert "fewer words" in raised.value.remedy
