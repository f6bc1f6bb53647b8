"""Segments that kb writes are Whoosh's own: its reader finds in them what its writer would have put there."""

from __future__ import annotations

import tempfile
from array import array
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.index import TOC
from whoosh.writing import SegmentWriter

from kb.search.engine import Entry
from kb.search.query import POSITIONAL
from kb.search.whoosh import segment
from kb.search.whoosh.gathering import Gathered
from kb.search.whoosh.layout import CODES, LANGUAGE, LENGTH, NUMBER, OWNER, key, opened, places, schema, storage
from kb.search.whoosh.segment import EntryWriter

WORDS = st.sampled_from(["a", "ab", "abc", "å", "øl", "z" * 40, "\ud800", ""])
COLUMNS = (OWNER, NUMBER, LENGTH, LANGUAGE)


def entry(number, language, words, parts=()):
    placed = tuple((word, 3 * position) for position, word in enumerate(words))
    fields = {"word": placed, "form": placed[::2], "part": tuple((part, 0) for part in parts), "place": (("text", 0),)}
    return Entry(number=number, language=language, length=len(words), fields=fields)


ENTRIES = st.lists(
    st.builds(
        entry,
        st.integers(0, 5),
        st.sampled_from(["da", "sv", "en", "und"]),
        st.lists(WORDS, max_size=6),
        st.lists(WORDS, max_size=2),
    ),
    min_size=1,
    max_size=12,
)


def made(folder: Path) -> Path:
    TOC.create(storage(folder), schema())
    return folder


def by_whoosh(folder: Path, *batches) -> Path:
    """What Whoosh's writer makes of entries, asked once for each posting."""
    made(folder)
    for batch in batches:
        writer = SegmentWriter(opened(folder))
        for owner, one in enumerate(batch, 1):
            fields = {
                name: [(key(one.language, term), position) for term, position in pairs]
                for name, pairs in one.fields.items()
                if pairs
            }
            fields |= {places(name): fields[name] for name in POSITIONAL if name in fields}
            numbers = {OWNER: owner, NUMBER: one.number, LENGTH: one.length, LANGUAGE: CODES[one.language]}
            writer.add_document(**fields, **numbers)
        writer.commit(merge=False)
    return folder


def by_kb(folder: Path, *batches, optimize=False) -> Path:
    made(folder)
    for at, batch in enumerate(batches, 1):
        writer = EntryWriter(folder, wait=5)
        for owner, one in enumerate(batch, 1):
            writer.add_entry(one, owner)
        writer.commit(merge=False, optimize=optimize and at == len(batches))
    return folder


def read(folder: Path):
    """Everything that Whoosh's reader finds; of a field with positions how often a term stands is their number."""
    reader = opened(folder).reader()
    found = {}
    for field, term in reader.all_terms():
        matcher, postings = reader.postings(field, term), []
        while matcher.is_active():
            weight = len(matcher.value()) / 4 if field.endswith("_places") else matcher.weight()
            postings.append((matcher.id(), weight, bytes(matcher.value() or b"")))
            matcher.next()
        found[field, term] = postings
        told = reader.term_info(field, term)
        assert (told.doc_frequency(), told.min_id(), told.max_id()) == (len(postings), postings[0][0], postings[-1][0])
        if not field.endswith("_places"):
            assert told.weight() == sum(weight for _, weight, _ in postings)
            assert told.max_weight() == max(weight for _, weight, _ in postings)
        assert reader.frequency(field, term) == told.weight()
    assert list(found) == sorted(found)
    columns = [[list(leaf.column_reader(name).load()) for name in COLUMNS] for leaf, _ in reader.leaf_readers()]
    return found, [[*chain(*parts)] for parts in zip(*columns, strict=True)]


@given(entries=ENTRIES)
def test_whoosh_reads_what_its_own_writer_would_have_written(entries):
    with tempfile.TemporaryDirectory() as ours, tempfile.TemporaryDirectory() as theirs:
        assert read(by_kb(Path(ours), entries)) == read(by_whoosh(Path(theirs), entries))


@given(entries=ENTRIES, more=ENTRIES)
def test_merged_segments_hold_what_both_held(entries, more):
    with tempfile.TemporaryDirectory() as apart, tempfile.TemporaryDirectory() as merged:
        one = by_kb(Path(merged), entries, more, optimize=True)
        assert len(opened(one).reader().leaf_readers()) == 1
        found, columns = read(one)
        expected, _ = read(by_kb(Path(apart), more, entries))  # the older segment is taken in behind the new entries
        assert found == expected
        assert sorted(columns[1]) == sorted(e.number for e in (*entries, *more))


def test_entries_that_were_removed_are_left_behind_by_a_merge(tmp_path):
    entries = [entry(at, "da", [f"w{at % 3}", "og", f"x{at}"], ["del"]) for at in range(300)]
    made(tmp_path)
    for batch in (entries[:200], entries[200:]):
        writer = EntryWriter(tmp_path, wait=5)
        for one in batch:
            writer.add_entry(one, 1)
        writer.commit(merge=False)
    writer = EntryWriter(tmp_path, wait=5)
    gone = {*range(0, 300, 2), 299}
    for at in gone:
        writer.delete_document(at)
    writer.commit(optimize=True)
    found, columns = read(tmp_path)
    left = [at for at in range(300) if at not in gone]
    assert columns[1] == left
    assert [number for number, _, _ in found["word", b"da:og"]] == list(range(len(left)))
    assert sorted(term for field, term in found if field == "word" and b":x" in term) == sorted(
        f"da:x{at}".encode() for at in left
    )


@pytest.mark.parametrize("number", [1, 127, 128, 129, 256, 257, 1000])
def test_long_lists_are_read_whole_block_after_block(tmp_path, number):
    entries = [entry(at % 7, "da", ["og"] * (1 + at % 3) + [f"ord{at}"]) for at in range(number)]
    (tmp_path / "ours").mkdir()
    (tmp_path / "theirs").mkdir()
    found, columns = read(by_kb(tmp_path / "ours", entries))
    assert (found, columns) == read(by_whoosh(tmp_path / "theirs", entries))
    assert len(found["word", b"da:og"]) == number
    assert array("I", found["word_places", b"da:og"][-1][2]).tolist() == [3 * at for at in range(1 + (number - 1) % 3)]


def test_a_reader_skips_to_an_entry_of_a_later_block(tmp_path):
    made(tmp_path)
    writer = EntryWriter(tmp_path, wait=5)
    for at in range(500):
        writer.add_entry(entry(at, "da", ["og"] if at % 2 else ["den"]), 1)
    writer.commit()
    matcher = opened(tmp_path).reader().postings("word", b"da:og")
    matcher.skip_to(400)
    assert matcher.id() == 401


def test_what_does_not_fit_into_memory_is_merged_from_disk(tmp_path, monkeypatch):
    entries = [entry(at, ("da", "sv")[at % 2], [f"w{at % 11}", "og", f"x{at}"], ["del"]) for at in range(300)]
    (tmp_path / "whole").mkdir()
    (tmp_path / "runs").mkdir()
    whole = read(by_kb(tmp_path / "whole", entries))
    put = []
    real = Gathered._put_on_disk
    monkeypatch.setattr(Gathered, "_put_on_disk", lambda self: put.append(1) or real(self))
    monkeypatch.setattr(segment, "_MEMORY", 20_000)
    assert read(by_kb(tmp_path / "runs", entries)) == whole
    assert len(put) > 5
    assert not list(tmp_path.rglob("*.run"))


def test_a_writer_that_is_given_up_leaves_no_runs(tmp_path, monkeypatch):
    monkeypatch.setattr(segment, "_MEMORY", 2_000)
    made(tmp_path)
    writer = EntryWriter(tmp_path, wait=5)
    for at in range(100):
        writer.add_entry(entry(at, "da", [f"w{at}"]), 1)
    assert list(tmp_path.rglob("*.run"))
    writer.cancel()
    assert not list(tmp_path.rglob("*.run"))


def test_terms_out_of_order_are_refused(tmp_path):
    table = segment._TermTable(storage(tmp_path).create_file("terms"), {})
    table.add(b"b", b"")
    with pytest.raises(ValueError, match="comes after"):
        table.add(b"a", b"")
    table.dbfile.close()
