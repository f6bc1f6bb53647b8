"""The corpus: documents as folders of plain files, read by anyone, changed only through here."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from kb.corpus.erasing import Eraser
from kb.corpus.files import FileLayer
from kb.corpus.ids import checksum, new_id
from kb.corpus.journal import Change, Entry, Journal, Mark, Verb, last_change
from kb.corpus.lock import writing
from kb.corpus.reading import EDITIONS, HIDDEN, JOURNAL, ORIGINS, RECORD, REMOVED, TEXT, CorpusReader, strangers
from kb.corpus.records import record_to_bytes, removed_to_bytes
from kb.corpus.trash import FOLDER as TRASH
from kb.corpus.trash import Trash
from kb.corpus.watch import note_change
from kb.errors import CorpusLocked, CorpusNotWritable, NothingToUndo
from kb.model import Record, Removal

_LOCK_WAIT = 30.0  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Everything of a document that is written: its record (``id`` empty for a new one), text and original.

    ``original`` is None to keep the one that is there. ``origins`` are runs ``(text start, original start, length)``.
    """

    record: Record
    text: str
    removed: tuple[Removal, ...]
    extension: str
    original: bytes | None
    origins: tuple[tuple[int, int, int], ...] = ()


class Corpus(CorpusReader):
    """The documents below one folder.

    Every change holds the writer's lock, is noted in the journal, and moves
    whole folders, so that a document is whole or absent whenever the process is stopped.
    """

    def __init__(
        self,
        root: Path,
        *,
        files: FileLayer | None = None,
        clock: Callable[[], datetime] | None = None,
        on_wait: Callable[[str], None] | None = None,
        lock_wait: float = _LOCK_WAIT,
    ) -> None:
        super().__init__(root)
        self._files = files or FileLayer()
        self._clock = clock or (lambda: datetime.now(UTC))
        self._on_wait = on_wait
        self._lock_wait = lock_wait
        self._hidden = root / HIDDEN
        self._journal = Journal(self._hidden / JOURNAL, self._files)
        self.trash = Trash(self._hidden, self._journal, self._files, self.writing)
        self.eraser = Eraser(self, self._hidden, self._journal, self.trash, self._files, self.writing)
        self._thread = threading.RLock()
        self._held = 0
        self._settled: Mark | None = None  # the journal after the last change that is known to be carried out

    def new_change(self) -> str:
        """A name for the change that one command makes, to be handed to each of its moves."""
        return f"{self._clock():%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"

    def add(self, contents: Contents, change: str) -> Record:
        """Put a new document; its id is made here and is the returned record's."""
        with self.writing():
            here = set(self.ids())
            id = new_id(
                contents.record.title,
                contents.record.original_checksum,
                lambda id: id in here or self._journal.has_given(id),
            )
            return self._put(id, contents, Verb.ADD, change, keep_edition=False)

    def replace(self, contents: Contents, change: str, *, verb: Verb, keep_edition: bool = False) -> Record:
        """Put a document in the place of the one with the same id; with ``keep_edition`` the former stays below it."""
        with self.writing():
            self.folder(contents.record.id)
            return self._put(contents.record.id, contents, verb, change, keep_edition=keep_edition)

    def remove(self, id: str, change: str) -> None:
        """Move a document to the trash."""
        with self.writing():
            self.folder(id)
            self._move(self._entry(change, Verb.REMOVE, id, incoming=None, trashed=True))

    def undo(self) -> Change:
        """Take back the last change that is not taken back yet, or what a stopped undo left of it.

        Raises:
            NothingToUndo: There is none, or what it replaced is no longer in the trash.
        """
        with self.writing():
            moves = last_change(self._journal.entries())
            missing = [m.trashed for m in moves if m.trashed and not (self._hidden / m.trashed).is_dir()]
            if not moves or missing:
                raise NothingToUndo
            change = self.new_change()
            for move in reversed(moves):
                present = (self.root / move.id).is_dir()
                entry = self._entry(change, Verb.UNDO, move.id, incoming=move.trashed, trashed=present)
                self._move(replace(entry, undoes=move.change))
            first = moves[0]
            documents = tuple(dict.fromkeys(move.id for move in moves))
            return Change(change=first.change, at=first.at, verb=first.verb, documents=documents)

    def mark(self) -> Mark:
        """How far the changes reach now, for `moved_since`."""
        return self._journal.mark()

    def moved_since(self, mark: Mark) -> set[str] | None:
        """The ids of documents that any process changed since a mark, None where that cannot be told."""
        return self._journal.moved_since(mark)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writer's lock: what is read inside stays true until what is written inside is there.

        Whatever the last writer left behind is finished or voided first. May be nested.

        Raises:
            CorpusLocked: Another process or thread held it for too long.
        """
        lock = self._hidden / "lock"
        if not self._thread.acquire(timeout=self._lock_wait):
            raise CorpusLocked(lock, "another part of this program")
        try:
            with ExitStack() as held:
                if not self._held:
                    self._files.make_folder(self._hidden)
                    held.enter_context(writing(lock, wait=self._lock_wait, on_wait=self._on_wait))
                    self._recover()
                self._held += 1
                try:
                    yield
                finally:
                    self._held -= 1
                    note_change()
        finally:
            self._thread.release()

    def recover(self) -> None:
        """Finish or void what a stopped command left, and clear what it staged, if nobody is writing now."""
        with self.writing():
            pass  # taking the lock does it

    def _recover(self) -> None:
        if self._journal.mark() != self._settled:
            last = self._journal.last()
            if last is not None:
                self._settle(last)
            # What was moved or made before a process was stopped may not be durable yet.
            for folder in (self._hidden / TRASH, self._hidden, self.root, self.root.parent):
                if folder.is_dir():
                    self._files.synchronise(folder)
            self._settled = self._journal.mark()
        staging = self._hidden / "staging"
        if staging.is_dir():
            for left in sorted(staging.iterdir()):
                self._files.discard(left)

    def _settle(self, entry: Entry) -> bool:
        """Finish a move, or void it if it was not begun; whether it is carried out now."""
        target = self.root / entry.id
        waits = entry.incoming is not None and (self._hidden / entry.incoming).exists()
        begun = entry.trashed is None or (self._hidden / entry.trashed).exists()
        if waits and begun and not target.exists():
            self._files.move(self._hidden / str(entry.incoming), target)
        elif waits or (entry.incoming is None and not begun and target.exists()):
            self._journal.void(entry)
            return False
        return True

    def _put(self, id: str, contents: Contents, verb: Verb, change: str, *, keep_edition: bool) -> Record:
        record = replace(contents.record, id=id, text_checksum=checksum(contents.text.encode()))
        staged = self._hidden / "staging" / f"{change}-{id}"
        replaced = verb is not Verb.ADD
        try:
            self._files.make_folder(staged)
            self._stage(staged, replace(contents, record=record), self.root / id if replaced else None)
            if keep_edition:
                self._keep_edition(self.root / id, staged)
            elif replaced and (self.root / id / EDITIONS).is_dir():
                self._copy_editions(self.root / id / EDITIONS, staged / EDITIONS)
            self._files.synchronise(staged)
            self._files.synchronise(staged.parent)
        except BaseException:
            self._files.discard(staged)
            raise
        try:
            self._move(self._entry(change, verb, id, incoming=f"staging/{staged.name}", trashed=replaced))
        except CorpusNotWritable as error:
            if not error.begun:
                self._files.discard(staged)
            raise
        return record

    def _stage(self, staged: Path, contents: Contents, former: Path | None) -> None:
        if contents.original is not None:
            self._files.write(staged / f"original{contents.extension}", contents.original)
        elif former is not None:
            kept = self.original(former.name)
            self._files.link(kept, staged / kept.name)
        self._files.write(staged / TEXT, contents.text.encode())
        self._files.write(staged / REMOVED, removed_to_bytes(contents.removed))
        if contents.origins:
            self._files.write(staged / ORIGINS, json.dumps(contents.origins).encode())
        self._files.write(staged / RECORD, record_to_bytes(contents.record))
        for stranger in () if former is None else strangers(former):
            self._files.link(stranger, staged / stranger.name)  # a person has yet to look at it

    def _keep_edition(self, former: Path, staged: Path) -> None:
        if (former / EDITIONS).is_dir():
            self._copy_editions(former / EDITIONS, staged / EDITIONS)
        earlier = len(list((former / EDITIONS).glob("*"))) if (former / EDITIONS).is_dir() else 0
        self._copy_files(former, staged / EDITIONS / str(earlier + 1))

    def _copy_editions(self, old: Path, new: Path) -> None:
        for edition in sorted(old.iterdir()):
            self._copy_files(edition, new / edition.name)

    def _copy_files(self, old: Path, new: Path) -> None:
        self._files.make_folder(new)
        for file in sorted(old.iterdir()):
            if file.is_file():
                self._files.link(file, new / file.name)
        self._files.synchronise(new)

    def _entry(self, change: str, verb: Verb, id: str, *, incoming: str | None, trashed: bool) -> Entry:
        place = f"{TRASH}/{change}-{secrets.token_hex(2)}-{id}" if trashed else None
        at = self._clock().isoformat(timespec="seconds")
        return Entry(change=change, at=at, verb=verb, id=id, incoming=incoming, trashed=place)

    def _move(self, entry: Entry) -> None:
        self._files.make_folder(self._hidden / TRASH)
        self._note(entry)
        target = self.root / entry.id
        try:
            if entry.trashed is not None:
                self._files.move(target, self._hidden / entry.trashed)
            if entry.incoming is not None:
                self._files.move(self._hidden / entry.incoming, target)
        except CorpusNotWritable as error:
            self._settled = None
            if not self._is_mended(entry, error):
                raise
        self._settled = self._journal.mark()

    def _note(self, entry: Entry) -> None:
        """Write the move into the journal; one that cannot be made durable there is not begun."""
        try:
            self._journal.write(entry)
        except CorpusNotWritable as error:
            self._settled = None
            try:
                if self._journal.last() == entry:
                    self._journal.void(entry)
            except CorpusNotWritable:
                raise CorpusNotWritable(error.path, error.problem, begun=True) from error
            raise

    def _is_mended(self, entry: Entry, error: CorpusNotWritable) -> bool:
        """Whether a move that the file system refused is carried out after all; else it is taken back."""
        try:
            return self._settle(entry)
        except CorpusNotWritable:
            raise CorpusNotWritable(error.path, error.problem, begun=True) from error
