"""The journal: which change moved which folders, written before the move, so that a stopped change is finished or voided, and the last one undone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from kb.corpus.files import FileLayer


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


class Journal:
    """An append-only file of JSON lines; a torn last line is a move that was never begun."""

    def __init__(self, path: Path, files: FileLayer) -> None:
        self._path = path
        self._files = files

    def write(self, entry: Entry) -> None:
        """Note a move that is about to happen."""
        values: dict[str, Any] = {name: getattr(entry, name) for name in Entry.__slots__}
        self._append({key: value for key, value in values.items() if value is not None})

    def void(self, entry: Entry) -> None:
        """Note that the latest move of this entry's document did not happen."""
        self._append({"void": entry.change, "id": entry.id})

    def entries(self) -> tuple[Entry, ...]:
        """Every move that was begun and not voided, oldest first."""
        entries: list[Entry] = []
        for values in self._lines():
            if "void" in values:
                index = next((i for i in reversed(range(len(entries))) if _voids(values, entries[i])), None)
                if index is not None:
                    del entries[index]
            else:
                entry = _entry(values)
                if entry is not None:
                    entries.append(entry)
        return tuple(entries)

    def _append(self, values: dict[str, Any]) -> None:
        data = (json.dumps(values, ensure_ascii=False, sort_keys=True) + "\n").encode()
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

    def _lines(self) -> Iterator[dict[str, Any]]:
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return
        for line in data.splitlines():
            try:
                values = json.loads(line)
            except ValueError:
                continue
            if isinstance(values, dict):
                yield values


def last_change(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The moves of the last change that an undo has not taken back, oldest first; empty if there is none."""
    undone = {entry.undoes for entry in entries if entry.verb is Verb.UNDO}
    for entry in reversed(entries):
        if entry.verb is not Verb.UNDO and entry.change not in undone:
            return tuple(e for e in entries if e.change == entry.change)
    return ()


def _voids(values: dict[str, Any], entry: Entry) -> bool:
    return values["void"] == entry.change and values.get("id") == entry.id


def _entry(values: dict[str, Any]) -> Entry | None:
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
