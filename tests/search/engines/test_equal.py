"""Any engine finds exactly what the memory engine finds, whatever is written and asked."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.search.engine import Described, Entry, Found
from kb.search.memory import MemoryEngine
from kb.search.query import (
    All,
    Alternative,
    And,
    Boost,
    Concept,
    DisMax,
    Either,
    Every,
    Has,
    Holds,
    Lacks,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Request,
    Synonym,
    Term,
)
from tests.search.tried import FINGERPRINT, NAMES, TRIED, opened

TERMS = st.sampled_from(["a", "ab", "abc", "b", "bc", "å", "øl"])
LANGUAGES = st.sampled_from(["da", "sv", "en", "und"])
FIELDS = st.sampled_from(["word", "form", "part"])


@st.composite
def written_entries(draw: st.DrawFn) -> list[Entry]:
    entries = []
    for number in range(draw(st.integers(0, 3))):
        words = draw(st.lists(TERMS, min_size=1, max_size=8))
        placed = tuple((word, position) for position, word in enumerate(words))
        parts = tuple((part, 0) for part in draw(st.lists(TERMS, max_size=2)))
        fields = {"word": placed, "form": placed[::2], "part": parts}
        entries.append(Entry(number=number, language=draw(LANGUAGES), length=len(words), fields=fields))
    return entries


@st.composite
def changes(draw: st.DrawFn) -> list[dict[str, tuple[Described, list[Entry]] | None]]:
    """Some writers' work: for each document id what replaces it, None to remove it."""
    batches = []
    for _ in range(draw(st.integers(1, 3))):
        batch: dict[str, tuple[Described, list[Entry]] | None] = {}
        for id in draw(st.sets(st.sampled_from("pqrstu"), min_size=1, max_size=4)):
            if draw(st.integers(0, 4)) == 0:
                batch[id] = None
                continue
            document = Described(
                id=id,
                checksum=str(draw(st.integers(0, 9))),
                language=draw(LANGUAGES),
                published=draw(st.sampled_from(["", "2020-01-01", "2024-06-30"])),
                attributes={"tag": tuple(draw(st.sets(st.sampled_from("xyz"))))},
            )
            batch[id] = document, draw(written_entries())
        batches.append(batch)
    return batches


QUERIES = st.recursive(
    st.one_of(
        st.builds(Term, FIELDS, TERMS),
        st.builds(Phrase, st.sampled_from(["word", "form"]), st.lists(TERMS, max_size=3).map(tuple), st.integers(0, 2)),
        st.builds(Prefix, FIELDS, TERMS),
        st.just(All()),
    ),
    lambda inner: st.one_of(
        st.builds(And, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Not, inner),
        st.builds(Boost, inner, st.sampled_from([0.5, 2.0])),
        st.builds(DisMax, st.lists(inner, max_size=3).map(tuple), st.sampled_from([0.0, 0.3])),
        st.builds(
            lambda queries: Synonym(tuple(Alternative(query, 0.7) for query in queries)), st.lists(inner, max_size=3)
        ),
    ),
    max_leaves=5,
)
CONDITIONS = st.recursive(
    st.one_of(
        st.builds(Holds, st.integers(0, 1)),
        st.builds(Has, st.just("tag"), st.lists(st.sampled_from("xyz"), max_size=2).map(tuple)),
        st.builds(Published, st.sampled_from([None, "2021-01-01"]), st.sampled_from([None, "2023-01-01"])),
    ),
    lambda inner: st.one_of(
        st.builds(Lacks, inner),
        st.builds(Every, st.lists(inner, max_size=2).map(tuple)),
        st.builds(Either, st.lists(inner, max_size=2).map(tuple)),
    ),
    max_leaves=3,
)


@st.composite
def requests(draw: st.DrawFn) -> Request:
    concepts = tuple(
        Concept(
            queries={language: draw(QUERIES) for language in draw(st.sets(LANGUAGES, min_size=1))},
            weight=draw(st.sampled_from([1.0, 1.0, 0.0])),
            needed=draw(st.booleans()),
        )
        for _ in range(2)
    )
    return Request(concepts=concepts, where=draw(CONDITIONS), facets=("tag",))


def what(found: Found) -> tuple[object, ...]:
    """Everything of an answer that all engines agree on."""
    documents = {
        one.document: (
            one.checksum,
            one.language,
            one.complete,
            one.concepts,
            frozenset((passage.number, passage.concepts) for passage in one.passages),
        )
        for one in found.documents
    }
    return documents, found.total, found.holding, {name: dict(counts) for name, counts in found.facets.items()}


@pytest.fixture(scope="module", params=[name for name in NAMES if name != "memory"])
def name(request, need):
    need(not TRIED[request.param].missing(), TRIED[request.param].missing())
    return request.param


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(batches=changes(), asked=st.lists(requests(), min_size=1, max_size=4))
def test_any_changes_and_any_question_give_what_memory_gives(name, batches, asked):
    with tempfile.TemporaryDirectory() as folder:
        engine, reference = opened(name, Path(folder)), MemoryEngine(FINGERPRINT)
        for batch in batches:
            for one in (engine, reference):
                with one.update() as writer:
                    for id, change in batch.items():
                        if change is None:
                            writer.remove(id)
                        else:
                            writer.replace(*change)
        assert engine.indexed() == reference.indexed()
        assert engine.open().passages == reference.open().passages
        for language in ("da", "sv", "en", "und"):
            assert list(engine.terms(language, "word")) == list(reference.terms(language, "word"))
        for request in asked:
            mine, theirs = engine.search(request), reference.search(request)
            assert what(mine) == what(theirs)
            if TRIED[name].same_scores:
                assert [one.document for one in mine.documents] == [one.document for one in theirs.documents]
                assert mine.documents == theirs.documents
