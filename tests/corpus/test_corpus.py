from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from kb.corpus import Corpus, Verb
from kb.corpus.ids import near_ids, new_id, slug
from kb.corpus.records import BadRecord, record_from_bytes, record_to_bytes
from kb.corpus.verify import Problem, verify
from kb.errors import CorpusDamaged, CorpusLocked, NothingToUndo, UnknownDocument

from .documents import contents, record


@pytest.fixture
def corpus(tmp_path, now):
    return Corpus(tmp_path / "corpus", clock=lambda: now, lock_wait=0.2)


def add(corpus, **changed):
    return corpus.add(contents(**changed), corpus.new_change())


def test_a_document_is_four_plain_files_and_reads_back(corpus):
    written = add(corpus)
    folder = corpus.root / written.id
    assert sorted(p.name for p in folder.iterdir()) == [
        "original.txt", "origins.json", "record.json", "removed.jsonl", "text.md",
    ]  # fmt: skip
    assert corpus.document(written.id).text == "# Sundhedsdata\n\nEn sætning.\n"
    assert corpus.record(written.id) == written
    assert corpus.original(written.id).read_bytes() == b"original"
    assert corpus.removed(written.id)[0].rule == "cookie"
    assert corpus.origins(written.id) == ((0, 3, 5),)


def test_record_json_has_sorted_keys_indentation_and_a_final_newline(corpus):
    written = add(corpus)
    text = (corpus.root / written.id / "record.json").read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, indent=2) + "\n"
    assert json.loads(text)["published_from"] == {"where": "meta", "certain": True}
    assert json.loads(text)["pages"] == [{"number": 1, "label": "i", "span": [0, 5]}]


def test_a_record_survives_the_way_to_json_and_back():
    whole = record(published=None, published_from=None, near_duplicate_of="x-123abc", edited=("title",))
    assert record_from_bytes(record_to_bytes(whole)) == whole


@pytest.mark.parametrize(
    ("key", "value"),
    [("title", 3), ("kind", "novel"), ("published", "2026-13-01"), ("pages", [{"number": 1}]), ("tags", [1])],
)
def test_a_record_with_a_wrong_value_names_the_key(key, value):
    values = json.loads(record_to_bytes(record()))
    values[key] = value
    with pytest.raises(BadRecord, match=key):
        record_from_bytes(json.dumps(values).encode())


def test_ids_are_readable_and_keep_their_digits_apart():
    assert slug("Sundhedsdata på tværs af Øresund") == "sundhedsdata-paa-tvaers-af-oeresund"
    assert slug("Ö–Å: 44 000!") == "o-aa-44-000"
    assert slug("¿?") == "document"
    assert len(slug("x" * 300)) == 50
    digits = "sha256:" + "0123456789abcdef" * 4
    first = new_id("Title", digits, lambda i: False)
    assert first == "title-012345"
    assert new_id("Title", digits, lambda i: i == first) == "title-123456"


def test_an_id_stays_when_title_and_language_are_corrected(corpus):
    written = add(corpus)
    changed = replace(written, title="Noget helt andet", language="sv")
    corpus.replace(contents(original=None).__class__(
        record=changed, text="ny", removed=(), extension="", original=None
    ), corpus.new_change(), verb=Verb.EDIT)  # fmt: skip
    assert corpus.ids() == (written.id,)
    assert corpus.record(written.id).title == "Noget helt andet"
    assert corpus.original(written.id).read_bytes() == b"original"


def test_an_unknown_id_is_answered_with_near_ones(corpus):
    written = add(corpus)
    with pytest.raises(UnknownDocument) as caught:
        corpus.document("sundhedsdata")
    assert caught.value.near == (written.id,)
    assert near_ids("sundhetsdata-paa-tvers-000000", [written.id]) == (written.id,)


@pytest.mark.parametrize("id", ["../corpus", "a/b-123456", ".kb", "", "x" * 400])
def test_an_id_never_leads_out_of_the_corpus(corpus, id):
    add(corpus)
    with pytest.raises(UnknownDocument):
        corpus.document(id)


def test_remove_and_undo_bring_the_same_bytes_back(corpus):
    written = add(corpus)
    before = {p.name: p.read_bytes() for p in (corpus.root / written.id).iterdir()}
    corpus.remove(written.id, corpus.new_change())
    assert corpus.ids() == ()
    undone = corpus.undo()
    assert (undone.verb, undone.documents) == (Verb.REMOVE, (written.id,))
    assert {p.name: p.read_bytes() for p in (corpus.root / written.id).iterdir()} == before


def test_undo_goes_back_change_by_change_and_then_says_there_is_nothing(corpus):
    first = add(corpus)
    second = add(corpus, original=b"other", title="Andet")
    corpus.replace(contents(original=None, text="ændret", id=first.id), corpus.new_change(), verb=Verb.EDIT)
    assert corpus.text(first.id) == "ændret"
    assert corpus.undo().verb is Verb.EDIT
    assert corpus.text(first.id).startswith("# Sundhedsdata")
    assert corpus.undo().documents == (second.id,)
    assert corpus.undo().documents == (first.id,)
    assert corpus.ids() == ()
    with pytest.raises(NothingToUndo):
        corpus.undo()


def test_a_journal_that_was_begun_anew_is_noticed_by_whoever_has_read_the_former_one(corpus, tmp_path):
    other = Corpus(tmp_path / "corpus")
    for number in range(5):
        add(corpus, original=b"%d" % number, title=f"Nr {number}")
    mark = other.mark()
    assert other.moved_since(mark) == set()
    corpus.trash.empty()
    for number in range(20):
        add(corpus, original=b"n%d" % number, title=f"Ny {number}")
    assert other.moved_since(mark) is None
    assert other.undo().documents == (corpus._journal.entries()[-1].id,)


def test_what_others_moved_since_a_mark_is_told(corpus, tmp_path):
    other = Corpus(tmp_path / "corpus")
    assert other.moved_since(other.mark()) == set()
    mark = other.mark()
    written = add(corpus)
    assert other.moved_since(mark) == {written.id}
    assert other.moved_since(other.mark()) == set()


def test_one_command_is_one_change_however_many_documents(corpus):
    change = corpus.new_change()
    for number in range(3):
        corpus.add(contents(original=b"%d" % number, title=f"Nr {number}"), change)
    assert len(corpus.undo().documents) == 3
    assert corpus.ids() == ()


def test_a_replaced_source_keeps_its_former_edition(corpus):
    written = add(corpus)
    for number in (1, 2):
        new = contents(original=b"new %d" % number, text=f"udgave {number}", id=written.id)
        corpus.replace(new, corpus.new_change(), verb=Verb.REPLACE, keep_edition=True)
    editions = corpus.root / written.id / "editions"
    assert (editions / "1" / "text.md").read_text(encoding="utf-8").startswith("# Sundhedsdata")
    assert (editions / "2" / "original.txt").read_bytes() == b"new 1"
    assert corpus.original(written.id).read_bytes() == b"new 2"


def test_a_second_writer_waits_and_then_is_told_who_holds_the_lock(corpus, tmp_path, now):
    waited = []
    other = Corpus(tmp_path / "corpus", clock=lambda: now, lock_wait=0.1, on_wait=waited.append)
    with corpus.writing(), pytest.raises(CorpusLocked):
        other.add(contents(), other.new_change())
    assert len(waited) == 1
    assert "process" in waited[0]
    assert other.add(contents(), other.new_change()).id in corpus.ids()


def test_a_file_that_somebody_put_into_a_documents_folder_stays_there_through_changes(corpus):
    written = add(corpus)
    (corpus.root / written.id / "text (conflicted copy).md").write_bytes(b"their words")
    corpus.replace(contents(original=None, text="ny", id=written.id), corpus.new_change(), verb=Verb.EDIT)
    assert (corpus.root / written.id / "text (conflicted copy).md").read_bytes() == b"their words"


def test_readers_never_wait(corpus):
    written = add(corpus)
    with corpus.writing():
        assert corpus.document(written.id).record.published == date(2026, 3, 2)


def test_checksums_and_stamp_change_with_every_change(corpus):
    written = add(corpus)
    sums, stamp = corpus.checksums(), corpus.stamp()
    corpus.replace(contents(original=None, id=written.id, title="Ny"), corpus.new_change(), verb=Verb.EDIT)
    assert corpus.checksums() != sums
    assert corpus.stamp() != stamp


def test_one_damaged_document_hides_no_other(corpus):
    whole, broken = add(corpus), add(corpus, original=b"2", title="Anden")
    (corpus.root / broken.id / "record.json").write_text("{", encoding="utf-8")
    damaged = []
    assert [r.id for r in corpus.records(damaged.append)] == [whole.id]
    assert len(damaged) == 1
    with pytest.raises(CorpusDamaged):
        corpus.record(broken.id)


class TestVerify:
    def problems(self, corpus):
        return {(f.problem, f.document) for f in verify(corpus)}

    def test_a_sound_corpus_has_none(self, corpus):
        add(corpus)
        assert self.problems(corpus) == set()

    @pytest.mark.parametrize(
        ("name", "data", "problem"),
        [
            ("original.txt", b"changed", Problem.ORIGINAL_CHANGED),
            ("original.txt", None, Problem.ORIGINAL_MISSING),
            ("text.md", b"edited by hand, long enough", Problem.TEXT_EDITED),
            ("text.md", None, Problem.TEXT_MISSING),
            ("record.json", b"{}", Problem.RECORD),
            ("record.json", None, Problem.RECORD),
            ("removed.jsonl", b"nonsense\n", Problem.REMOVED),
            ("text (conflicted copy).md", b"x", Problem.CONFLICT),
        ],
    )
    def test_each_fault_is_found_and_named(self, corpus, name, data, problem):
        written = add(corpus)
        path = corpus.root / written.id / name
        path.unlink(missing_ok=True)
        if data is not None:
            path.write_bytes(data)
        assert self.problems(corpus) == {(problem, written.id)}

    def test_a_page_beyond_the_text_is_found(self, corpus):
        written = add(corpus, text="k\n")
        assert (Problem.SPAN, written.id) in self.problems(corpus)

    def test_strangers_links_to_nowhere_and_leftovers_are_found(self, corpus):
        written = add(corpus, near_duplicate_of="gone-123456")
        (corpus.root / "stray.pdf").write_bytes(b"x")
        (corpus.root / ".kb" / "staging" / "half").mkdir(parents=True)
        assert self.problems(corpus) == {
            (Problem.LINK, written.id), (Problem.STRANGER, "stray.pdf"), (Problem.LEFTOVER, ".kb/staging"),
        }  # fmt: skip
