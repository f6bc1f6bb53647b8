"""Laws of searching that hold without knowing the right answer, for every engine, on invented passages."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from kb.search.engine import Engine, Found
from kb.search.memory import MemoryEngine
from kb.search.query import (
    Alternative,
    And,
    Boost,
    Concept,
    Has,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Request,
    Synonym,
    Term,
)
from tests.search.engines.conftest import described, entry

WORDS = [f"{stem}{ending}" for stem in ("skat", "data", "grænse", "hav", "lov") for ending in ("", "en", "er", "ene")]
LANGUAGES = ("da", "sv", "en", "und")
DOCUMENTS = 150


def write(engine: Engine, without: str = "") -> Engine:
    chance = random.Random(5)
    with engine.update() as writer:
        for at in range(DOCUMENTS):
            texts = [" ".join(chance.choices(WORDS, k=chance.randint(3, 20))) for _ in range(chance.randint(1, 4))]
            language, tag = chance.choice(LANGUAGES), chance.choice("xyz")
            if f"d{at}" != without:
                document = described(f"d{at}", language=language, attributes={"tag": (tag,)})
                writer.replace(document, [entry(number, text, language) for number, text in enumerate(texts, 1)])
    return engine


def ask(engine: Engine, *queries: Query, **options: object) -> Found:
    concepts = tuple(Concept(queries=dict.fromkeys(LANGUAGES, query)) for query in queries)
    return engine.search(Request(concepts=concepts, facets=("tag",), **options))


def ids(found: Found) -> set[str]:
    return {one.document for one in found.documents}


def answer(found: Found) -> object:
    documents = {(one.document, one.complete, one.concepts) for one in found.documents}
    return documents, found.total, found.holding, {name: dict(values) for name, values in found.facets.items()}


QUERIES = {
    "term": Term("word", "skat"),
    "prefix": Prefix("word", "gr"),
    "phrase": Phrase("word", ("skat", "data")),
    "gap": Phrase("word", ("skat", "data"), 1),
    "three": Phrase("form", ("skat", "data", "lov"), 4),
    "wide": Phrase("word", ("skat", "skat"), 12),
    "and": And((Term("word", "skat"), Or((Term("form", "dataen"), Term("word", "hav"))))),
    "synonym": Synonym((Alternative(Term("word", "skat"), 0.7), Alternative(Phrase("word", ("lov", "hav")), 0.4))),
    "not": And((Term("word", "skat"), Not(Prefix("word", "hav")))),
}


@pytest.fixture
def filled(engine: Engine) -> Engine:
    return write(engine)


def test_the_answer_is_the_reference_one(filled):
    reference = write(MemoryEngine("1"))
    wrong = [name for name, query in QUERIES.items() if answer(ask(filled, query)) != answer(ask(reference, query))]
    assert not wrong
    pairs = [(a, b) for a in QUERIES for b in QUERIES if a < b]
    asked = [(QUERIES[a], QUERIES[b]) for a, b in pairs]
    assert [at for at in asked if answer(ask(filled, *at)) != answer(ask(reference, *at))] == []


def test_more_gaps_never_lose_and_a_phrase_is_among_its_words(filled):
    words = ids(ask(filled, And((Term("word", "skat"), Term("word", "data")))))
    found = [ids(ask(filled, Phrase("word", ("skat", "data"), gaps))) for gaps in range(4)]
    assert found == sorted(found, key=len)
    assert all(fewer <= more for fewer, more in pairwise(found))
    assert found[-1] <= words <= ids(ask(filled, Or((Term("word", "skat"), Term("word", "data")))))


def test_a_filter_only_takes_away_and_its_parts_make_the_whole(filled):
    whole = ask(filled, QUERIES["term"])
    parts = {tag: ask(filled, QUERIES["term"], where=Has("tag", (tag,))) for tag in "xyz"}
    assert {tag: part.total for tag, part in parts.items()} == whole.facets["tag"]
    assert set().union(*map(ids, parts.values())) == ids(whole)
    assert sum(part.total for part in parts.values()) == whole.total


def test_a_boost_changes_no_answer_and_no_order(filled):
    plain, boosted = ask(filled, QUERIES["term"]), ask(filled, Boost(QUERIES["term"], 1.0))
    assert answer(plain) == answer(boosted)
    assert [one.document for one in plain.documents] == [one.document for one in boosted.documents]
    assert answer(ask(filled, Boost(QUERIES["term"], 3.0))) == answer(plain)


def test_taking_out_a_document_takes_out_exactly_it(filled):
    before = {name: ids(ask(filled, query)) for name, query in QUERIES.items()}
    with filled.update() as writer:
        writer.remove("d7")
    assert {name: ids(ask(filled, query)) for name, query in QUERIES.items()} == {
        name: found - {"d7"} for name, found in before.items()
    }


def test_putting_everything_again_changes_nothing(filled):
    before = {name: answer(ask(filled, query)) for name, query in QUERIES.items()}
    write(filled)
    assert {name: answer(ask(filled, query)) for name, query in QUERIES.items()} == before
    assert filled.open().documents == DOCUMENTS


def test_the_best_are_the_beginning_of_the_whole_list(filled):
    for query in QUERIES.values():
        whole = ask(filled, query, Term("word", "lov")).documents
        for limit in (1, 2, 5, 30):
            best = ask(filled, query, Term("word", "lov"), limit=limit).documents
            for language in LANGUAGES:
                mine = [one.document for one in best if one.language == language]
                assert mine == [one.document for one in whole if one.language == language][:limit]


def test_a_question_asked_twice_has_one_answer(filled):
    for query in QUERIES.values():
        assert ask(filled, query) == ask(filled, query)
