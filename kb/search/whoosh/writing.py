"""Writing a Whoosh index: one commit for all changes, its catalogue beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.index import TOC

from kb.search.engine import Described, Entry
from kb.search.whoosh import catalogue
from kb.search.whoosh.catalogue import Catalogue
from kb.search.whoosh.layout import schema, storage
from kb.search.whoosh.segment import EntryWriter
from kb.search.whoosh.snapshot import Snapshot

_DEAD_SHARE = 0.15
_WAIT = 30.0  # seconds for another writer to finish


def create(folder: Path) -> None:
    """Make an empty index in a folder."""
    contents: Any = TOC
    catalogue.write(folder, 0, Catalogue())
    contents.create(storage(folder), schema())


class IndexWriter:
    """Changes to an index, each document at most once; visible after the commit."""

    def __init__(self, writer: Any, snapshot: Snapshot) -> None:
        self._writer = writer
        self._catalogue = snapshot.catalogue
        self._written: set[str] = set()
        self._entries: dict[int, list[int]] | None = None
        self._snapshot = snapshot
        self.changed = False

    def replace(self, document: Described, entries: Iterable[Entry]) -> None:
        """Put the document in the place of the one of its id."""
        self._take_out(document.id)
        share: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
        for entry in entries:
            self._writer.add_entry(entry, self._catalogue.following)
            count, words = share[entry.language]
            share[entry.language] = count + 1, words + entry.length
        self._catalogue.add(document, share)
        self.changed = True

    def remove(self, document: str) -> None:
        """Take a document out."""
        self._take_out(document)

    def _take_out(self, document: str) -> None:
        if document in self._written:
            raise ValueError(document)
        self._written.add(document)
        number = self._catalogue.remove(document)
        if number is None:
            return
        if self._entries is None:
            self._entries = _entries_by_owner(self._snapshot)
        for entry in self._entries.get(number, ()):
            self._writer.delete_document(entry)
        self.changed = True


def _entries_by_owner(snapshot: Snapshot) -> dict[int, list[int]]:
    entries: defaultdict[int, list[int]] = defaultdict(list)
    for entry, owner in enumerate(snapshot.owners):
        if entry not in snapshot.removed:
            entries[owner].append(entry)
    return entries


@contextmanager
def writing(folder: Path) -> Iterator[IndexWriter]:
    """A writer to the index in a folder; an error inside leaves the index as it was."""
    for left in folder.glob("_*.toc.*"):  # a process that was stopped while it published
        left.unlink(missing_ok=True)
    writer: Any = EntryWriter(folder, wait=_WAIT)  # Whoosh is typed in part only
    try:
        # Opened under the lock, so that nobody publishes a generation between reading and writing.
        snapshot = Snapshot(folder)
        changes = IndexWriter(writer, snapshot)
        yield changes
        if changes.changed:
            catalogue.write(folder, writer.generation, snapshot.catalogue)
    except BaseException:
        writer.cancel()
        raise
    if not changes.changed:
        writer.cancel()
    else:
        dead = writer.deleted_count()
        every = sum(segment.doc_count_all() for segment in writer.segments) + writer.doc_count()
        writer.commit(optimize=dead > _DEAD_SHARE * every)
    snapshot.close()
