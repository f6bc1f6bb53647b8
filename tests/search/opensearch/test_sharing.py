"""Several people with one index: copies of the documents, none at all, and two who write at once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace

import pytest

from kb import Library
from kb.errors import CorpusLocked, EngineError, UsageError
from kb.search.opensearch.connection import Connection
from kb.search.opensearch.state import State

REBUILD = "import sys; from kb import Library; print(Library.open(sys.argv[1]).index(rebuild=True).documents)"


@pytest.fixture
def machine(tmp_path, url, name, engine):
    """Makes the knowledge base of another machine: with a copy of somebody's documents or with none."""

    def make(place, corpus_of=None):
        root = tmp_path / place
        root.mkdir()
        settings = f'schema = 1\n[index]\nengine = "opensearch"\n[opensearch]\nhosts = ["{url}"]\nindex = "{name}"\nreplicas = 0\n'
        (root / "kb.toml").write_text(settings)
        if corpus_of is not None:
            shutil.copytree(corpus_of.settings.corpus, root / "corpus")
        told = []
        library = Library.open(root, on_notice=told.append)
        library.told = told
        return library

    return make


@pytest.fixture
def anna(machine, three_files):
    """The one who made the index."""
    library = machine("anna")
    assert len(list(library.add([three_files]))) == 3
    report = library.index()
    assert (report.documents, report.rebuilt) == (3, True)
    return library


def found(library, query="biobankerne"):
    return [hit.document for hit in library.search(query).hits]


def whole(results):
    """All of an answer but the time it took."""
    return replace(results, took_ms=0.0)


@pytest.mark.parametrize("query", ["biobankerne", "gränspendlare", "clinical trials", "“samtykke”", "biobnkerne", ""])
def test_who_has_no_documents_finds_and_is_shown_the_same(anna, machine, query):
    reader = machine("reader")
    assert whole(reader.search(query)) == whole(anna.search(query))
    assert reader.told == []


def test_who_has_no_documents_cannot_empty_the_index(anna, machine):
    reader = machine("reader")
    with pytest.raises(UsageError, match="no documents here"):
        reader.index()
    assert len(found(anna, "")) == 3


def test_who_has_no_documents_and_no_index_is_told_so(machine):
    with pytest.raises(EngineError, match="no index"):
        machine("reader").search("noget")


def test_a_copy_of_the_documents_is_in_step_and_writes_nothing(anna, machine):
    copy = machine("copy", anna)
    assert found(copy) == found(anna)
    assert copy.told == []
    report = copy.index()
    assert (report.indexed, report.removed, report.rebuilt) == (0, 0, False)


def test_what_one_adds_the_other_finds_and_is_told_to_be_behind(anna, machine, tmp_path):
    bo = machine("bo", anna)
    (tmp_path / "new.txt").write_text("Biobankerne får en ny bestyrelse i Lund, og alle regioner er med i den.")
    (added,) = list(bo.add([tmp_path / "new.txt"]))
    bo.index()
    assert added.record.id in found(anna)
    assert [words in anna.told[0] for words in ("behind the shared index", "@")] == [True, True]
    with pytest.raises(UsageError, match="behind the shared index"):
        anna.index()
    assert added.record.id in found(bo)
    assert anna.index(rebuild=True).documents == 3  # only who insists sets the index back


def test_two_copies_that_went_apart_do_not_take_each_others_documents_out_by_searching(anna, machine, tmp_path):
    bo = machine("bo", anna)
    for library, text in ((anna, "Kystbanen får nye tog."), (bo, "Biobankerne flytter til Lund i år.")):
        (tmp_path / f"{library.settings.root.name}.txt").write_text(text * 3)
        list(library.add([tmp_path / f"{library.settings.root.name}.txt"]))
    bo.index()
    before = found(bo, "")
    assert found(anna, "") == before
    assert "another copy of the documents" in anna.told[0]
    assert found(bo, "") == before
    anna.index()
    assert found(anna, "") != before


def test_what_was_changed_here_is_found_here_without_being_asked(anna, tmp_path):
    (tmp_path / "new.txt").write_text("Havnebadet åbner igen til sommer, skriver kommunen i en pressemeddelelse.")
    (added,) = list(anna.add([tmp_path / "new.txt"]))
    assert added.record.id in found(Library.open(anna.settings.root), "havnebadet")


def test_two_who_write_at_once_leave_the_index_of_one_of_them(anna, machine, tmp_path):
    bo = machine("bo", anna)
    (tmp_path / "new.txt").write_text("Biobankerne får en ny bestyrelse i Lund, og alle regioner er med i den.")
    (added,) = list(bo.add([tmp_path / "new.txt"]))
    roots = [anna.settings.root, bo.settings.root]
    writers = [
        subprocess.Popen([sys.executable, "-c", REBUILD, str(root)], stdout=subprocess.PIPE, text=True)
        for root in (*roots, *roots)
    ]
    assert [int(writer.communicate(timeout=240)[0]) for writer in writers] == [3, 4, 3, 4]
    shown = machine("reader").search("", limit=10)
    copies = {1: set(anna.reader.ids()), 0: set(bo.reader.ids())}
    last = bool(added.record.id not in {hit.document for hit in shown.hits})
    assert {hit.document for hit in shown.hits} == copies[last]
    assert shown.total == len(shown.hits)
    assert all(hit.passages for hit in shown.hits)
    assert found(anna)
    assert found(bo)


@pytest.fixture
def states(options, tmp_path, engine):
    return [State(Connection(options), tmp_path / place) for place in ("one", "two")]


def test_only_one_holds_the_lease(states):
    one, two = states
    with one.writing(0):
        with pytest.raises(CorpusLocked) as raised, two.writing(0):
            pass
        assert one.who in str(raised.value.problem)
    with two.writing(0):
        pass


def test_the_lease_of_a_process_that_is_gone_is_taken_over_and_it_cannot_claim_the_index(states, monkeypatch):
    one, two = states
    monkeypatch.setattr("kb.search.opensearch.state._LEASE_SECONDS", 3600.0)
    with pytest.raises(EngineError, match="took over"), one.writing(0):  # noqa: PT012 - it stopped answering here
        monkeypatch.setattr("kb.search.opensearch.state._LEASE_SECONDS", 0.3)
        with two.writing(30):
            two.remember({"engine": "opensearch"}, "two's corpus")
        monkeypatch.setattr(one._held, "_lost", not one._held.take(*one._held._place))
        one.remember({"engine": "opensearch"}, "one's corpus")
    assert [writing.corpus for writing in two.writings()] == ["two's corpus"]


def test_a_lease_is_renewed_for_as_long_as_it_is_held(states, monkeypatch):
    one, two = states
    monkeypatch.setattr("kb.search.opensearch.state._LEASE_SECONDS", 2.0)
    with one.writing(0):
        with pytest.raises(CorpusLocked), two.writing(5):
            pass
        one.remember({"engine": "opensearch"}, "one's corpus")
