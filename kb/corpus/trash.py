"""The trash: the former states of documents, which `kb undo` brings back and only a person throws away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from kb.corpus.files import FileLayer
from kb.corpus.journal import Entry, Journal

FOLDER = "trash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discarded:
    """A former state in the trash: the move that put it there (None where the journal knows none), its size in bytes."""

    move: Entry | None
    folder: str
    size: int


class Trash:
    """The trash of one corpus; ``writing`` holds its writer's lock."""

    def __init__(
        self, hidden: Path, journal: Journal, files: FileLayer, writing: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._folder = hidden / FOLDER
        self._journal = journal
        self._files = files
        self._writing = writing

    def states(self) -> Iterator[Discarded]:
        """What lies in the trash, in the order it was put there; what the journal does not know comes first."""
        moves = {entry.trashed: entry for entry in self._journal.entries()}
        order = {place: number for number, place in enumerate(moves)}
        for folder in sorted(self._folders(), key=lambda one: order.get(f"{FOLDER}/{one.name}", -1)):
            size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
            yield Discarded(move=moves.get(f"{FOLDER}/{folder.name}"), folder=folder.name, size=size)

    def empty(self, *, keep: int = 0) -> tuple[Discarded, ...]:
        """Throw former states away, but for those of the last ``keep`` changes; the others cannot be undone any more.

        The journal forgets the changes first, so that one that can be undone never misses what it needs.
        """
        with self._writing():
            entries = self._journal.entries()
            changes = list(dict.fromkeys(entry.change for entry in entries))
            kept = set(changes[len(changes) - keep :] if keep else ())
            stays = {entry.trashed for entry in entries if entry.change in kept}
            thrown = tuple(one for one in self.states() if f"{FOLDER}/{one.folder}" not in stays)
            self._journal.keep_only(entry for entry in entries if entry.change in kept)
            for one in thrown:
                self._files.discard(self._folder / one.folder)
            return thrown

    def _folders(self) -> list[Path]:
        try:
            return sorted(path for path in self._folder.iterdir() if path.is_dir())
        except FileNotFoundError:
            return []
