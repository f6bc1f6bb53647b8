"""Reading the corpus: no lock, no writing, and one damaged document never hides another."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from kb.corpus.ids import ID_PATTERN, near_ids
from kb.corpus.records import BadRecord, record_from_bytes, removed_from_bytes
from kb.errors import CorpusDamaged, UnknownDocument
from kb.model import Document, Record, Removal

RECORD, TEXT, REMOVED, ORIGINS, EDITIONS = "record.json", "text.md", "removed.jsonl", "origins.json", "editions"


class CorpusReader:
    """The documents below the folder ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def ids(self) -> tuple[str, ...]:
        """The ids of all documents, sorted."""
        try:
            with os.scandir(self.root) as entries:
                return tuple(sorted(e.name for e in entries if ID_PATTERN.fullmatch(e.name) and e.is_dir()))
        except FileNotFoundError:
            return ()

    def folder(self, id: str) -> Path:
        """The folder of a document.

        Raises:
            UnknownDocument: There is none of this id.
        """
        path = self.root / id
        if not ID_PATTERN.fullmatch(id) or not path.is_dir():
            raise UnknownDocument(id, near_ids(id, self.ids()))
        return path

    def record(self, id: str) -> Record:
        """The record of a document."""
        path = self.folder(id) / RECORD
        try:
            record = record_from_bytes(path.read_bytes())
        except (OSError, BadRecord) as error:
            raise CorpusDamaged(path, str(error)) from error
        if record.id != id:
            raise CorpusDamaged(path, f"the record names another document, {record.id}")
        return record

    def records(self, on_damage: Callable[[CorpusDamaged], None] | None = None) -> Iterator[Record]:
        """The records of all documents that can be read, by id; each that cannot goes to ``on_damage``."""
        for id in self.ids():
            try:
                yield self.record(id)
            except UnknownDocument:
                continue  # removed by another process since the folder was listed
            except CorpusDamaged as error:
                if on_damage is not None:
                    on_damage(error)

    def text(self, id: str) -> str:
        """The cleaned text of a document."""
        path = self.folder(id) / TEXT
        try:
            return path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CorpusDamaged(path, str(error)) from error

    def document(self, id: str) -> Document:
        """A document's record and text."""
        return Document(record=self.record(id), text=self.text(id))

    def removed(self, id: str) -> tuple[Removal, ...]:
        """What the cleaner took out of a document or changed in it."""
        path = self.folder(id) / REMOVED
        try:
            return removed_from_bytes(path.read_bytes())
        except (OSError, BadRecord) as error:
            raise CorpusDamaged(path, str(error)) from error

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
            raise CorpusDamaged(path, str(error)) from error

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
        """A cheap fingerprint of the whole corpus, from names, sizes and times; it changes with every change."""
        digest = hashlib.sha256()
        for id in self.ids():
            for name in (RECORD, TEXT):
                try:
                    status = (self.root / id / name).stat()
                except OSError:
                    continue
                digest.update(f"{id}/{name}:{status.st_mtime_ns}:{status.st_size}\n".encode())
        return digest.hexdigest()[:32]
