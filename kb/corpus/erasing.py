"""Erasing documents: every state of them, and every place where the corpus names them.

Whatever a stopped erasure leaves, the document itself is there, whole, until the last step, so that it can be asked for
again; and once it is gone, the next command clears what is left of it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from kb.corpus.files import FileLayer
from kb.corpus.journal import Journal
from kb.corpus.reading import JOURNAL, RECORD, CorpusReader
from kb.corpus.trash import Trash
from kb.errors import CorpusNotWritable
from kb.model.document import LINKS

_STAGING = "staging"


class Eraser:
    """Takes documents out of one corpus for good; ``writing`` holds its writer's lock."""

    def __init__(
        self,
        reader: CorpusReader,
        hidden: Path,
        journal: Journal,
        trash: Trash,
        files: FileLayer,
        writing: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._reader = reader
        self._hidden = hidden
        self._journal = journal
        self._trash = trash
        self._files = files
        self._writing = writing

    def check(self, ids: Iterable[str]) -> None:
        """Make sure that each document is or was here.

        Raises:
            UnknownDocument: One never was.
        """
        for id in ids:
            if not self._journal.has_given(id):
                self._reader.folder(id)  # raises where there is none

    def erase(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Erase documents that are in the corpus or in its trash; gives the ids of those whose records named them.

        Raises:
            UnknownDocument: One is in neither. Raised before anything is erased.
            CorpusNotWritable: A folder could not be deleted; ask again when the reason is gone.
        """
        with self._writing():
            gone = frozenset(ids)
            self.check(sorted(gone))
            try:
                return self._erased(gone)
            except CorpusNotWritable as error:
                raise CorpusNotWritable(error.path, error.problem, begun=True) from error

    def _erased(self, gone: frozenset[str]) -> tuple[str, ...]:
        mended = tuple(dict.fromkeys(self._mended(gone)))
        for folder in self._states(gone):
            self._delete(folder)
        self._files.clear_waiting(self._hidden / JOURNAL)  # an id tells what a title was
        self._journal.keep_only((e for e in self._journal.entries() if e.id not in gone), forget=gone)
        for id in sorted(gone):
            self._take_away(id)
        self._files.synchronise(self._reader.root)
        return mended

    def _take_away(self, id: str) -> None:
        """Delete a document in one step for whoever reads: it is moved out, and what is moved there is always cleared."""
        folder, aside = self._reader.root / id, self._hidden / _STAGING / f"erased-{id}"
        if folder.is_dir():
            self._files.make_folder(aside.parent)
            self._files.move(folder, aside)
        self._delete(aside)

    def _mended(self, gone: frozenset[str]) -> Iterator[str]:
        """Take the links to the erased documents out of every record, those of former states too."""
        for path in sorted(self._reader.root.rglob(RECORD)):
            try:
                values = json.loads(path.read_bytes())
            except (OSError, ValueError, RecursionError):
                continue  # a damaged record is for kb doctor; it is not made worse here
            if not isinstance(values, dict) or values.get("id") in gone:
                continue
            if named := [link for link in LINKS if values.get(link) in gone]:
                self._put_record(path, {**values, **dict.fromkeys(named)})
                yield str(values["id"])

    def _put_record(self, path: Path, values: dict[str, Any]) -> None:
        """Put a mended record in the place of the former; a stopped erasure leaves the new one where it is always cleared."""
        staged = self._hidden / _STAGING / f"mended-{secrets.token_hex(4)}"
        self._files.make_folder(staged.parent)
        self._files.write(staged, (json.dumps(values, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode())
        self._files.move(staged, path)

    def _states(self, gone: frozenset[str]) -> Iterator[Path]:
        """The folders of former states and of stopped changes."""
        for one in self._trash.states():
            known = one.move.id if one.move is not None else None
            if known in gone or (known is None and any(one.folder.endswith(f"-{id}") for id in gone)):
                yield self._hidden / "trash" / one.folder
        staging = self._hidden / _STAGING
        if staging.is_dir():
            yield from (path for path in staging.iterdir() if any(path.name.endswith(f"-{id}") for id in gone))

    def _delete(self, folder: Path) -> None:
        if folder.exists():
            self._files.discard(folder)
        if folder.exists():
            raise CorpusNotWritable(folder, "it cannot be deleted")
