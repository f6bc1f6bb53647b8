"""The journal: which change moved which folders, written before the move, so that a stopped change is finished or voided, and the last one undone."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from kb.corpus.files import FileLayer

_HEAD = 128  # bytes that tell one journal from the one that took its place
_TAIL = 1 << 14  # bytes read to find the last line


class Verb(StrEnum):
    """What a change did, in the word a person typed or would have."""

    ADD = "add"
    REPLACE = "replace"
    EDIT = "edit"
    REMOVE = "remove"
    UNDO = "undo"
    REPAIR = "repair"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One move: the folder of document ``id`` went to ``trashed``, and ``incoming`` took its place.

    Both are paths below the corpus's hidden folder, or None. ``change`` is shared by all moves of one command;
    ``undoes`` names the change that an undo took back.
    """

    change: str
    at: str
    verb: Verb
    id: str
    incoming: str | None
    trashed: str | None
    undoes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one command did, as it is told to a person."""

    change: str
    at: str
    verb: Verb
    documents: tuple[str, ...]


class Mark(NamedTuple):
    """How far a journal was read: what its file begins with, and the bytes of its whole lines."""

    head: bytes
    size: int


class Journal:
    """An append-only file of JSON lines; a torn last line is a move that was never begun.

    Reading it again reads only what was appended since, by whichever process.
    """

    def __init__(self, path: Path, files: FileLayer) -> None:
        self._path = path
        self._files = files
        self._mark = Mark(b"", 0)
        self._entries: list[Entry] = []
        self._ids: set[str] = set()

    def write(self, entry: Entry) -> None:
        """Note a move that is about to happen."""
        self._append(_values(entry))

    def void(self, entry: Entry) -> None:
        """Note that the latest move of this entry's document did not happen."""
        self._append({"void": entry.change, "id": entry.id})

    def keep_only(self, entries: Iterable[Entry], *, forget: frozenset[str] = frozenset()) -> None:
        """Forget all other moves, as when their folders are deleted; ids that were given are never given again.

        ``forget`` are ids that shall not even be remembered as given, since an id tells what a title was.
        """
        self._read()
        # What it begins with is like no other journal's, so that whoever has read the former one notices.
        lines = [{"begun": secrets.token_hex(8), "given": sorted(self._ids - forget)}, *map(_values, entries)]
        self._files.write_whole(self._path, b"".join(map(_line, lines)))

    def entries(self) -> tuple[Entry, ...]:
        """Every move that was begun and not voided, oldest first."""
        self._read()
        return tuple(self._entries)

    def last(self) -> Entry | None:
        """The latest move that was begun and not voided."""
        self._read()
        return self._entries[-1] if self._entries else None

    def has_given(self, id: str) -> bool:
        """Whether a document of this id was ever moved."""
        self._read()
        return id in self._ids

    def mark(self) -> Mark:
        """How far the journal reaches now."""
        self._read()
        return self._mark

    def moved_since(self, mark: Mark) -> set[str] | None:
        """The ids of documents that were moved since a mark, None where that cannot be told."""
        self._read()
        if self._mark.head[: len(mark.head)] != mark.head or mark.size > self._mark.size:
            return None
        if mark.size == self._mark.size:
            return set()
        with self._path.open("rb") as file:
            file.seek(mark.size)
            lines = file.read(self._mark.size - mark.size).splitlines()
        return {str(values["id"]) for line in lines if "id" in (values := parsed(line))}

    def _append(self, values: dict[str, Any]) -> None:
        data = _line(values)
        if self._torn():
            data = b"\n" + data
        self._files.append(self._path, data)

    def _torn(self) -> bool:
        try:
            with self._path.open("rb") as file:
                file.seek(-1, 2)
                return file.read(1) != b"\n"
        except OSError:
            return False

    def _read(self) -> None:
        try:
            with self._path.open("rb") as file:
                head = file.read(_HEAD)
                size = file.seek(0, 2)
                if head[: len(self._mark.head)] != self._mark.head or size < self._mark.size:
                    self._mark, self._entries, self._ids = Mark(b"", 0), [], set()
                file.seek(self._mark.size)
                data = file.read() if size > self._mark.size else b""
        except FileNotFoundError:
            self._mark, self._entries, self._ids = Mark(b"", 0), [], set()
            return
        whole = data.rfind(b"\n") + 1
        size = self._mark.size + whole
        self._mark = Mark(head[: min(size, _HEAD)], size)
        for line in data[:whole].splitlines():
            self._take(parsed(line))

    def _take(self, values: dict[str, Any]) -> None:
        if "void" in values:
            entries = self._entries
            index = next((i for i in reversed(range(len(entries))) if _voids(values, entries[i])), None)
            if index is not None:
                del entries[index]
        elif "given" in values:
            self._ids |= set(map(str, values["given"]))
        elif (entry := entry_of(values)) is not None:
            self._entries.append(entry)
            self._ids.add(entry.id)


def last_entry(path: Path) -> Entry | None:
    """The move on the last whole line of a journal, read without the others; None if that line is none."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _TAIL))
            data = file.read()
    except OSError:
        return None
    lines = data[: data.rfind(b"\n") + 1].splitlines()
    return entry_of(parsed(lines[-1])) if lines else None


def last_change(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The moves of the last change that an undo has not taken back, oldest first; empty if there is none.

    An undo that was stopped has taken back the latest of them; what is left of the change is given.
    """
    undone = Counter(entry.undoes for entry in entries if entry.verb is Verb.UNDO)
    moves: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.verb is not Verb.UNDO:
            moves.setdefault(entry.change, []).append(entry)
    for change in reversed(moves):
        left = moves[change][: len(moves[change]) - undone[change]]
        if left:
            return tuple(left)
    return ()


def parsed(line: bytes) -> dict[str, Any]:
    """The values of one line, none for a torn one."""
    try:
        values = json.loads(line)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}


def entry_of(values: dict[str, Any]) -> Entry | None:
    """The move that a line notes, None if it notes none."""
    try:
        return Entry(
            change=str(values["change"]),
            at=str(values["at"]),
            verb=Verb(values["verb"]),
            id=str(values["id"]),
            incoming=values.get("incoming"),
            trashed=values.get("trashed"),
            undoes=values.get("undoes"),
        )
    except (KeyError, ValueError):
        return None


def _values(entry: Entry) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in Entry.__slots__}
    return {key: value for key, value in values.items() if value is not None}


def _line(values: dict[str, Any]) -> bytes:
    return (json.dumps(values, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _voids(values: dict[str, Any], entry: Entry) -> bool:
    return values["void"] == entry.change and values.get("id") == entry.id
