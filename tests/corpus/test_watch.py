from __future__ import annotations

import subprocess
import sys

import pytest

from kb.corpus import Corpus, CorpusReader, Verb
from kb.corpus.watch import Watch

from .documents import contents


@pytest.fixture
def corpus(tmp_path, now):
    return Corpus(tmp_path / "corpus", clock=lambda: now, lock_wait=0.2)


@pytest.fixture
def time():
    """The present, in seconds; a test moves it."""
    return [100.0]


@pytest.fixture
def reader(corpus, time):
    """A reader that trusts what it saw for half a second."""
    reader = CorpusReader(corpus.root)
    reader.watch = Watch(trusted=0.5, clock=lambda: time[0])
    return reader


def add(corpus, **changed):
    return corpus.add(contents(**changed), corpus.new_change())


CHANGES = {
    "added": lambda corpus, _: add(corpus, original=b"2"),
    "replaced": lambda corpus, id: corpus.replace(
        contents(original=None, id=id, title="Ny"), corpus.new_change(), verb=Verb.EDIT
    ),
    "removed": lambda corpus, id: corpus.remove(id, corpus.new_change()),
    "undone": lambda corpus, _: corpus.undo(),
    "erased": lambda corpus, id: corpus.eraser.erase([id]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_kb_changed_in_this_process_is_seen_at_once(corpus, reader, change):
    id = add(corpus).id
    before = reader.stamp()
    change(corpus, id)
    assert reader.stamp() != before
    assert reader.stamp() == CorpusReader(corpus.root).stamp()


def test_a_change_in_the_midst_of_others_is_seen_before_the_lock_is_given_back(corpus, reader):
    with corpus.writing():
        before = reader.stamp()
        add(corpus)
        assert reader.stamp() != before


def test_what_kb_changed_in_another_process_is_seen_by_a_glance_at_the_journal(corpus, reader):
    id = add(corpus).id
    before = reader.stamp()
    script = (
        "import sys; from pathlib import Path; from kb.corpus import Corpus;"
        "corpus = Corpus(Path(sys.argv[1])); corpus.remove(sys.argv[2], corpus.new_change())"
    )
    subprocess.run([sys.executable, "-c", script, str(corpus.root), id], check=True)
    assert reader.stamp() != before


def test_what_another_program_wrote_into_a_file_is_seen_half_a_second_later(corpus, reader, time):
    id = add(corpus).id
    before = reader.stamp()
    text = corpus.folder(id) / "text.md"
    text.write_text(text.read_text() + "\nMed en sætning til.\n")
    assert reader.stamp() == before
    time[0] += 0.5
    assert reader.stamp() != before


def test_without_a_watch_every_look_is_a_new_one(corpus):
    id, reader = add(corpus).id, CorpusReader(corpus.root)
    before = reader.stamp()
    text = corpus.folder(id) / "text.md"
    text.write_text(text.read_text() + "\nMed en sætning til.\n")
    assert reader.stamp() != before


def test_files_are_not_looked_at_again_within_the_time(corpus, time):
    add(corpus)
    watch, looks = Watch(trusted=0.5, clock=lambda: time[0]), []
    for moment in (0.0, 0.2, 0.49, 0.5, 0.9, 1.0):
        time[0] = 100 + moment
        watch.stamp(corpus.root, corpus.root / ".kb" / "journal.jsonl", lambda: looks.append(time[0]) or "seen")
    assert looks == [100.0, 100.5, 101.0]


def test_there_need_be_no_corpus_yet(tmp_path, time):
    reader = CorpusReader(tmp_path / "none")
    reader.watch = Watch(clock=lambda: time[0])
    assert reader.stamp() == CorpusReader(tmp_path / "none").stamp()
