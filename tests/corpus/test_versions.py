from __future__ import annotations

import pytest

from kb.corpus import Corpus, Verb
from kb.corpus.versions import Versions

from .documents import contents


@pytest.fixture
def corpus(tmp_path, now):
    return Corpus(tmp_path / "corpus", clock=lambda: now, lock_wait=0.2)


@pytest.fixture
def read():
    """The ids of the records that were read."""
    return []


@pytest.fixture
def versions(corpus, read):
    def version(record):
        read.append(record.id)
        return record.title

    return Versions(corpus, version)


def add(corpus, **changed):
    return corpus.add(contents(**changed), corpus.new_change())


def test_only_what_was_changed_is_read_again(corpus, versions, read):
    kept, changed = add(corpus), add(corpus, original=b"2", title="Anden")
    before = versions.now()
    assert before.keys() == {kept.id, changed.id}
    assert sorted(read) == sorted(before)
    corpus.replace(contents(original=None, id=changed.id, title="Ny"), corpus.new_change(), verb=Verb.EDIT)
    added = add(corpus, original=b"3", title="Tredje")
    read.clear()
    now = versions.now()
    assert sorted(read) == sorted([changed.id, added.id])
    assert now[kept.id] == before[kept.id]
    assert now[changed.id] != before[changed.id]
    read.clear()
    assert versions.now() == now
    assert read == []


def test_what_was_removed_is_no_longer_among_them_and_comes_back_with_undo(corpus, versions):
    gone, kept = add(corpus), add(corpus, original=b"2", title="Anden")
    before = versions.now()
    corpus.remove(gone.id, corpus.new_change())
    assert versions.now() == {kept.id: before[kept.id]}
    corpus.undo()
    assert versions.now() == before


@pytest.mark.parametrize("name", ["record.json", "text.md"])
def test_a_document_that_cannot_be_read_has_no_version_and_hides_no_other(corpus, versions, name):
    broken, whole = add(corpus), add(corpus, original=b"2", title="Anden")
    assert versions.now().keys() == {broken.id, whole.id}
    path = corpus.root / broken.id / name
    kept = path.read_bytes()
    path.unlink()
    assert versions.now().keys() == {whole.id}
    path.write_bytes(kept)
    assert versions.now().keys() == {broken.id, whole.id}


def test_a_damaged_record_has_no_version(corpus, versions):
    broken, whole = add(corpus), add(corpus, original=b"2", title="Anden")
    (corpus.root / broken.id / "record.json").write_text("{", encoding="utf-8")
    assert versions.now().keys() == {whole.id}
