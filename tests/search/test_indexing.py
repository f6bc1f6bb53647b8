"""Bringing an index up to date: what is new, changed and gone, and nothing else."""

from __future__ import annotations

from contextlib import suppress

import pytest

from kb.model import Kind
from kb.search.entries import checksum
from kb.search.index import Index
from kb.search.indexing import synchronise
from tests.search.conftest import document
from tests.search.tried import TRIED

ONE = document("one", "da", "Skat betales her.")
TWO = document("two", "da", "Data deles her.")
CHANGED = document("two", "da", "Noget helt andet.", title="Ny titel")


@pytest.fixture
def index(engine_name, compiled, tmp_path):
    return Index(tmp_path, engine=engine_name, options=TRIED[engine_name].options(tmp_path), cache=compiled)


def bring(index, *documents, **options):
    by_id = {one.record.id: one for one in documents}
    loaded = []

    def load(id):
        loaded.append(id)
        return by_id[id]

    return synchronise({id: checksum(one.record) for id, one in by_id.items()}, load, index, **options), loaded


def found(index, search, query):
    return [hit.document for hit in search(index, query).hits]


def test_only_new_and_changed_documents_are_read(index):
    changes, loaded = bring(index, ONE, TWO)
    assert (changes.added, loaded) == (("one", "two"), ["one", "two"])
    changes, loaded = bring(index, ONE, TWO)
    assert (changes.changed, loaded) == (False, [])
    changes, loaded = bring(index, ONE, CHANGED)
    assert (changes.replaced, loaded) == (("two",), ["two"])


def test_changes_are_found(index, search):
    bring(index, ONE, TWO)
    bring(index, CHANGED)
    assert found(index, search, "skat") == []
    assert found(index, search, "data") == []
    assert found(index, search, "andet") == ["two"]
    assert search(index, "andet").hits[0].title == "Ny titel"


def test_what_is_removed_leaves_no_text_behind(index, search):
    bring(index, ONE, TWO)
    bring(index, ONE)
    rows = index.store.passages("two", checksum(TWO.record))
    assert rows == ()
    assert index.store.shown("two", checksum(TWO.record)) is None


def test_the_corpus_it_stands_for_is_remembered(index):
    assert not index.stands_for("abc")
    bring(index, ONE, corpus="abc")
    assert index.stands_for("abc")
    bring(index, ONE, TWO, corpus="abd")
    assert not index.stands_for("abc")


def test_progress_is_told(index):
    told = []
    bring(index, ONE, TWO, on_progress=lambda done, total, id: told.append((done, total, id)))
    assert told == [(1, 2, "one"), (2, 2, "two")]


def test_an_interrupted_rebuild_leaves_the_old_index(index, search):
    bring(index, ONE, TWO)

    def load(_id):
        raise RuntimeError

    with suppress(RuntimeError):
        synchronise({"three": "x"}, load, index, rebuild=True)
    assert found(index, search, "skat") == ["one"]
    (passage,) = search(index, "skat").hits[0].passages
    assert passage.text == ONE.text
    assert passage.matches


def test_a_rebuild_gives_the_same_answers(index, search):
    bring(index, ONE, TWO)
    before = search(index, "data").hits
    bring(index, ONE, TWO, rebuild=True)
    assert search(index, "data").hits == before


def test_a_changed_field_is_a_change():
    for field, value in {"title": "x", "language": "sv", "kind": Kind.NOTE, "tags": ("x",), "publisher": "x"}.items():
        assert checksum(document("one", "da", ONE.text).record) != checksum(
            document("one", **({"language": "da", "text": ONE.text} | {field: value})).record
        )
    assert checksum(ONE.record) != checksum(ONE.record, ["Karen Holt"])


def test_a_lost_index_folder_is_made_again(index, search, tmp_path):
    bring(index, ONE)
    index.drop()
    assert found(index, search, "skat") == []
    bring(index, ONE)
    assert found(index, search, "skat") == ["one"]


def test_a_speaker_is_found(index, search):
    synchronise(
        {"one": checksum(ONE.record, ["Karen Vestergård"])},
        lambda _id: ONE,
        index,
        speakers=lambda _id: ["Karen Vestergård"],
    )
    assert found(index, search, "speaker:vestergård") == ["one"]
    assert found(index, search, 'speaker:"karen vestergård" skat') == ["one"]
    assert found(index, search, "speaker:holt") == []


def test_words_that_only_removed_documents_had_are_forgotten(index, search):
    gone = document("gone", "da", "Grænsependlerne mødte flapdrolen.", title="Brimselhuset")
    bring(index, ONE, TWO, gone)
    vocabulary = index.store.vocabulary
    assert vocabulary.of_parts("da", ["grænse"]) == {"grænse": ["grænsependlerne"]}
    assert "flapdrolen" in search(index, "flapdrolne").suggestions
    bring(index, ONE, CHANGED)
    for word in ("grænsependlerne", "flapdrolen", "brimselhuset", "data", "deles"):
        assert vocabulary.forms(word) == {}, word
    assert vocabulary.of_parts("da", ["grænse"]) == {}
    assert vocabulary.of_folds(("grænsependlerne",)) == {}
    assert search(index, "flapdrolne").suggestions == ()
    assert vocabulary.forms("her") == {"da": "her"}
    assert vocabulary.forms("titel") == {"da": "titel"}


def test_a_word_that_another_document_has_too_stays_known(index):
    bring(index, ONE, TWO)
    bring(index, ONE)
    assert index.store.vocabulary.forms("her") == {"da": "her"}
    assert index.store.vocabulary.forms("data") == {}
