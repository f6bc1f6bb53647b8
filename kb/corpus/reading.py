"""Reading the corpus: no lock, no writing, and one damaged document never hides another.

A document that is being replaced is absent for the moment between two renames; the journal's last line tells, and a
reader looks again. What a reader gets of a document is of one state, never half of two.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from kb.corpus.ids import ID_PATTERN, checksum, near_ids
from kb.corpus.journal import Entry, last_entry
from kb.corpus.records import BadRecord, record_from_bytes, removed_from_bytes
from kb.corpus.watch import Watch
from kb.errors import CorpusDamaged, UnknownDocument
from kb.model import Document, Record, Removal

HIDDEN, JOURNAL = ".kb", "journal.jsonl"

# At the outermost level of the file, where no value can imitate it.
_FETCHED = re.compile(rb'^  "fetched": "([^"]+)"', re.MULTILINE)

RECORD, TEXT, REMOVED, ORIGINS, EDITIONS = "record.json", "text.md", "removed.jsonl", "origins.json", "editions"

T = TypeVar("T")
Stamp = tuple[int, int, int, int]
_LOOKS = 40  # how often a reader looks for a document that is on its way, and for one state of it
_PAUSE = 0.005  # seconds between two looks


class CorpusReader:
    """The documents below the folder ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._root = os.fspath(root)
        self._fetched: dict[str, tuple[Stamp, datetime]] = {}
        self.watch: Watch | None = None  # set where many answers are given from one process

    def ids(self) -> tuple[str, ...]:
        """The ids of all documents, sorted; one that is just being replaced is among them."""
        found: set[str] = set()
        for _ in range(_LOOKS):
            before = last_entry(self.root / HIDDEN / JOURNAL)
            found = self._listed()
            last = last_entry(self.root / HIDDEN / JOURNAL)
            if last is not None and last.id not in found and last.trashed is not None and self._is_coming(last):
                found.add(last.id)
            if last == before:
                break
        return tuple(sorted(found))

    def _listed(self) -> set[str]:
        try:
            with os.scandir(self.root) as entries:
                return {e.name for e in entries if ID_PATTERN.fullmatch(e.name) and e.is_dir()}
        except FileNotFoundError:
            return set()

    def _is_coming(self, entry: Entry) -> bool:
        if entry.incoming is None or not ID_PATTERN.fullmatch(entry.id):
            return False
        return (self.root / HIDDEN / entry.incoming).is_dir() or (self.root / entry.id).is_dir()

    def folder(self, id: str) -> Path:
        """The folder of a document.

        Raises:
            UnknownDocument: There is none of this id.
        """
        path = self.root / id
        if ID_PATTERN.fullmatch(id):
            for _ in range(_LOOKS):
                if path.is_dir():
                    return path
                arriving = self._arriving()
                if (arriving is None or arriving.id != id) and not path.is_dir():
                    break
                time.sleep(_PAUSE)
        raise UnknownDocument(id, near_ids(id, self.ids()))

    def unfinished(self) -> Entry | None:
        """The last change, if the files do not show that it was carried out: it goes on, or was stopped."""
        hidden = self.root / HIDDEN
        last = last_entry(hidden / JOURNAL)
        if last is None:
            return None
        waits = last.incoming is not None and (hidden / last.incoming).exists()
        stays = last.incoming is None and last.trashed is not None and not (hidden / last.trashed).exists()
        return last if waits or (stays and (self.root / last.id).exists()) else None

    def _arriving(self) -> Entry | None:
        """The last change, if its new folder waits to take its place."""
        last = last_entry(self.root / HIDDEN / JOURNAL)
        waits = last is not None and last.incoming is not None and (self.root / HIDDEN / last.incoming).is_dir()
        return last if waits else None

    def record(self, id: str) -> Record:
        """The record of a document."""
        path = self.folder(id) / RECORD
        try:
            record = record_from_bytes(path.read_bytes())
        except (OSError, BadRecord) as error:
            raise CorpusDamaged(path, _why(error)) from error
        if record.id != id:
            raise CorpusDamaged(path, f"the record names another document, {record.id}")
        return record

    def records(self, on_damage: Callable[[CorpusDamaged], None] | None = None) -> Iterator[Record]:
        """The records of all documents that can be read, by id; each that cannot goes to ``on_damage``."""
        for id in self.ids():
            try:
                yield self._in_place(self.record, id)
            except UnknownDocument:
                continue  # removed by another process since the folder was listed
            except CorpusDamaged as error:
                if on_damage is not None:
                    on_damage(error)

    def fetched(self) -> dict[str, datetime]:
        """When each document was fetched, by id, those that do not tell left out; each record is read again when it was changed."""
        found: dict[str, tuple[Stamp, datetime]] = {}
        for id in self.ids():
            stamp, known = self.stamp_of(id), self._fetched.get(id)
            if stamp is not None and known is not None and known[0] == stamp:
                found[id] = known
                continue
            with suppress(OSError, ValueError), open(f"{self._root}{os.sep}{id}{os.sep}{RECORD}", "rb") as record:  # noqa: PTH123
                told = _FETCHED.search(record.read())
                if told and stamp is not None:
                    found[id] = stamp, datetime.fromisoformat(told[1].decode())
        self._fetched = found
        return {id: at for id, (_, at) in found.items()}

    def text(self, id: str) -> str:
        """The cleaned text of a document."""
        path = self.folder(id) / TEXT
        try:
            return path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CorpusDamaged(path, _why(error)) from error

    def document(self, id: str) -> Document:
        """A document's record and text, of one state.

        A text that a person edited by hand does not fit its record's checksum; it is taken when it stays as it is.
        """
        before: Document | None = None
        for _ in range(_LOOKS):
            document = Document(record=self._in_place(self.record, id), text=self._in_place(self.text, id))
            if checksum(document.text.encode()) == document.record.text_checksum or document == before:
                break
            before = document
            time.sleep(_PAUSE)
        return document

    def _in_place(self, read: Callable[[str], T], id: str) -> T:
        """What ``read`` gives, read again where the folder was moved away under its hands."""
        for _ in range(_LOOKS):
            try:
                return read(id)
            except CorpusDamaged as error:
                if not isinstance(error.__cause__, FileNotFoundError):
                    raise
                arriving = self._arriving()
                if error.path.exists():
                    continue
                if arriving is None or arriving.id != id:
                    self.folder(id)
                    raise
                time.sleep(_PAUSE)
        return read(id)

    def removed(self, id: str) -> tuple[Removal, ...]:
        """What the cleaner took out of a document or changed in it."""
        path = self.folder(id) / REMOVED
        try:
            return removed_from_bytes(path.read_bytes())
        except (OSError, BadRecord) as error:
            raise CorpusDamaged(path, _why(error)) from error

    def original(self, id: str) -> Path:
        """The path of the original bytes of a document."""
        folder = self.folder(id)
        found = sorted(folder.glob("original.*"))
        if len(found) != 1:
            raise CorpusDamaged(folder, "no original" if not found else "more than one original")
        return found[0]

    def origins(self, id: str) -> tuple[tuple[int, int, int], ...]:
        """Runs ``(text start, original start, length)`` for originals that are text; empty for others."""
        path = self.folder(id) / ORIGINS
        try:
            return tuple((int(a), int(b), int(c)) for a, b, c in json.loads(path.read_bytes()))
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, TypeError) as error:
            raise CorpusDamaged(path, _why(error)) from error

    def checksums(self) -> dict[str, str]:
        """A checksum per document that changes with its record or its text, for keeping an index in step."""
        sums = {}
        for id in self.ids():
            try:
                sums[id] = hashlib.sha256((self.root / id / RECORD).read_bytes()).hexdigest()[:32]
            except OSError:
                continue
        return sums

    def stamp(self) -> str:
        """A cheap fingerprint of the whole corpus, from names, sizes and times; it changes with every change.

        With a `Watch`, what another program writes into a file in place is seen within half a second.
        """
        if self.watch is not None:
            return self.watch.stamp(self.root, self.root / HIDDEN / JOURNAL, self._looked_at)
        return self._looked_at()

    def _looked_at(self) -> str:
        lines = [f"{id}:{self.stamp_of(id)}\n" for id in self.ids()]
        return hashlib.sha256("".join(lines).encode()).hexdigest()[:32]

    def stamp_of(self, id: str) -> Stamp | None:
        """What changes with every change of a document: time and size of its record and its text; None if one is missing.

        Every search asks it of every document; names put together as text are looked up three times as fast as paths.
        """
        folder = f"{self._root}{os.sep}{id}{os.sep}"
        try:
            record, text = os.stat(folder + RECORD), os.stat(folder + TEXT)  # noqa: PTH116
        except OSError:
            return None
        return record.st_mtime_ns, record.st_size, text.st_mtime_ns, text.st_size

    def record_if_whole(self, id: str) -> Record | None:
        """The record of a document; None where it is damaged or was removed meanwhile."""
        try:
            return self._in_place(self.record, id)
        except (UnknownDocument, CorpusDamaged):
            return None


def strangers(folder: Path) -> list[Path]:
    """The files in a document's folder that kb did not put there."""
    known = {RECORD, TEXT, REMOVED, ORIGINS}
    found = (path for path in folder.iterdir() if path.name not in known and not path.name.startswith("original."))
    return sorted(path for path in found if path.is_file())


def _why(error: Exception) -> str:
    """What is wrong with a file, without its path."""
    if isinstance(error, FileNotFoundError):
        return "the file is missing"
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
