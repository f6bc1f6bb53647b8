"""Signatures of the texts in the corpus, kept beside the index so that adding one document need not read all others."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from contextlib import closing, suppress
from pathlib import Path

from kb.corpus import Corpus
from kb.errors import CorpusDamaged, UnknownDocument
from kb.ingest.duplicates import same_text_key, signature
from kb.ingest.known import Known, Sketch
from kb.model import Record

_FILE = "signatures.sqlite"
_SCHEMA = "CREATE TABLE IF NOT EXISTS sketches1 (checksum TEXT PRIMARY KEY, words TEXT NOT NULL, hashes BLOB NOT NULL)"


def sketch_of(text: str) -> Sketch:
    """What a text is compared by."""
    return Sketch(words=same_text_key(text), signature=signature(text))


def known_of(corpus: Corpus, index: Path) -> Known:
    """What is in the corpus; sketches come from the derived file, and are made for the documents it lacks."""
    read_to = corpus.mark()
    stored = _read(index / _FILE)
    made: dict[str, Sketch] = {}

    def sketch(record: Record) -> Sketch | None:
        found = stored.get(record.text_checksum)
        if found is None:
            try:
                found = made[record.text_checksum] = sketch_of(corpus.text(record.id))
            except CorpusDamaged:
                return None
        return found

    records = tuple(corpus.records())
    known = Known.of(records, sketch)
    known.read_to = read_to
    _add(index / _FILE, made.items())
    _forget(index / _FILE, stored.keys() - {record.text_checksum for record in records}, len(stored))
    return known


def catch_up(known: Known, corpus: Corpus) -> None:
    """Take in what other processes changed since the corpus was read; called with the writer's lock held."""
    if known.read_to is None:
        return
    moved = corpus.moved_since(known.read_to)
    for id in sorted({*known.ids(), *corpus.ids()} if moved is None else moved):
        known.forget_id(id)
        with suppress(UnknownDocument, CorpusDamaged):
            known.note(corpus.record(id), sketch_of(corpus.text(id)))
    known.read_to = corpus.mark()


def _read(path: Path) -> dict[str, Sketch]:
    """The stored sketches; a file that cannot be read is as good as none."""
    if not path.is_file():
        return {}
    try:
        with closing(sqlite3.connect(path)) as database:
            rows = database.execute("SELECT checksum, words, hashes FROM sketches1").fetchall()
    except sqlite3.Error:
        return {}
    return {checksum: Sketch(words=words, signature=tuple(array("Q", hashes))) for checksum, words, hashes in rows}


def _add(path: Path, sketches: Iterable[tuple[str, Sketch]]) -> None:
    rows = [(key, sketch.words, array("Q", sketch.signature).tobytes()) for key, sketch in sketches]
    if not rows:
        return
    # The file is derived: what cannot be kept now is made again when it is next needed.
    with suppress(OSError, sqlite3.Error):
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path)) as database, database:
            database.execute(_SCHEMA)
            database.executemany("INSERT OR REPLACE INTO sketches1 VALUES (?, ?, ?)", rows)


def _forget(path: Path, unused: AbstractSet[str], stored: int) -> None:
    """Take out what belongs to no document any more, once it is most of the file: each command reads all of it."""
    if 2 * len(unused) <= stored:
        return
    with suppress(OSError, sqlite3.Error), closing(sqlite3.connect(path)) as database, database:
        database.executemany("DELETE FROM sketches1 WHERE checksum = ?", ((one,) for one in unused))
