"""The inverted index of word pairs over every text of the corpus, former editions included.

It is derived: deleting its folder loses nothing. Bringing it in step reads only the texts that changed; segments are
put together when there are many or when much of them is out of date.
"""

from __future__ import annotations

import heapq
import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from kb.check.grams import grams
from kb.check.segments import MOST_TEXTS, SUFFIX, Segment, posting, write
from kb.corpus.files import refused
from kb.corpus.lock import writing
from kb.errors import CorpusLocked, CorpusNotWritable, EngineError
from kb.files import clear_waiting, write_whole

VERSION = 2
_CATALOGUE = "catalogue.json"
_BATCH = 1_500_000  # postings held in memory at once
_MOST_SEGMENTS = 12
_RARE = 500  # texts
_WAIT = 120.0  # seconds for another process that is indexing


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One text of the corpus: a document, or a former edition of it; ``mark`` changes when its file does.

    The rest is what references in a draft are compared with.
    """

    id: str
    mark: str
    edition: int | None = None
    title: str = ""
    language: str = "und"
    url: str | None = None
    published: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    near_duplicate_of: str | None = None

    @property
    def key(self) -> tuple[str, int | None]:
        """What tells it from every other text."""
        return self.id, self.edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One text that is there: its key and mark, and how to read its entry and words."""

    key: tuple[str, int | None]
    mark: str
    read: Callable[[], tuple[Entry, str] | None]


class Proposal(NamedTuple):
    """A text that may hold what is looked for: its weight, and how many of the grams it holds."""

    text: int
    weight: int
    held: int


class Shingles:
    """The index in one folder; ``open`` it before asking."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._segments: list[Segment] = []
        self._names: list[str] = []
        self.entries: dict[int, Entry] = {}
        self._stamp = ""
        self._next = 0

    def synchronise(
        self,
        stamp: str,
        texts: Callable[[], Iterable[Listed]],
        *,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> None:
        """Bring the index in step with the texts that are there, unless it was made under this stamp.

        Where the folder cannot be written or another process holds it, what is there is read as it is.

        Raises:
            CorpusNotWritable: There is no index yet, and none can be made.
        """
        if self._open() and self._stamp == stamp:
            return
        try:
            with writing(self._folder / ".lock", wait=_WAIT):
                if not (self._open() and self._stamp == stamp):
                    self._update(stamp, list(texts()), progress)
        except (CorpusLocked, CorpusNotWritable):
            if not self._segments and not self.entries:
                raise

    def close(self) -> None:
        """Let go of the files."""
        for segment in self._segments:
            segment.close()
        self._segments = []

    def proposals(self, wanted: Iterable[int], *, most: int = 60) -> list[Proposal]:
        """The texts that hold most of some grams, the likeliest first.

        A rare gram weighs the more the fewer texts hold it (inverse document frequency); common ones are counted.
        """
        weights: Counter[int] = Counter()
        held: Counter[int] = Counter()
        total = max(len(self.entries), 1)
        whole = len(self.entries) == self._next
        for gram in set(wanted):
            texts = [text for segment in self._segments for text in segment.texts(gram)]
            if not whole:
                texts = [text for text in texts if text in self.entries]
            held.update(texts)
            if texts and len(texts) <= _RARE:
                weight = round(1000 * math.log((total + 1) / (len(texts) + 0.5)) + 50)
                for text in texts:
                    weights[text] += weight
        common = heapq.nlargest(most, held, key=lambda text: (held[text], weights[text], -text))
        best = sorted({*common, *weights}, key=lambda text: (-weights[text] - 100 * held[text], text))
        return [Proposal(text, weights[text] + 100 * held[text], held[text]) for text in best[:most]]

    # Making it

    def _open(self) -> bool:
        self.close()
        try:
            kept = json.loads((self._folder / _CATALOGUE).read_bytes())
            if kept["version"] != VERSION:
                return False
            self._segments = [Segment(self._folder / name) for name in kept["segments"]]
            self._names = list(kept["segments"])
            self.entries = {int(number): _entry(values) for number, values in kept["entries"].items()}
            self._stamp, self._next = str(kept["stamp"]), int(kept["next"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError, EngineError):
            self.close()
            self._names, self.entries, self._stamp, self._next = [], {}, "", 0
            return False
        return True

    def _update(self, stamp: str, listed: list[Listed], progress: Callable[[str, int, int], None] | None) -> None:
        present = {one.key: one for one in listed}
        known = {entry.key: number for number, entry in self.entries.items()}
        gone = {
            n for n, entry in self.entries.items() if entry.key not in present or present[entry.key].mark != entry.mark
        }
        new = [one for one in listed if one.key not in known or known[one.key] in gone]
        if self._next + len(new) >= MOST_TEXTS:
            gone, new, self._next, self._names = set(self.entries), listed, 0, []
            self.close()
        for number in gone:
            self.entries.pop(number, None)
        for batch in self._batches(new, progress):
            self._names.append(write(self._folder, batch))
        self._reopen()
        if len(self._names) > _MOST_SEGMENTS or 2 * len(gone) > len(self.entries):
            self._merge()
        self._stamp = stamp
        self._save()

    def _batches(self, new: list[Listed], progress: Callable[[str, int, int], None] | None) -> Iterator[list[int]]:
        batch: list[int] = []
        for done, one in enumerate(new, 1):
            found = one.read()
            if found is None:
                continue
            entry, text = found
            number, self._next = self._next, self._next + 1
            self.entries[number] = entry
            batch += [posting(gram, number) for gram in grams(text)]
            if progress:
                progress("Indexing for kb check", done, len(new))
            if len(batch) >= _BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def _merge(self) -> None:
        """Put the segments together, a slice of the numbers at a time, without the texts that are gone."""
        merged: list[str] = []
        alive = set(self.entries)
        for first, last in _slices(self._segments):
            batch = [n for s in self._segments for n in s.between(first, last) if n & (MOST_TEXTS - 1) in alive]
            if batch:
                merged.append(write(self._folder, batch))
        self._names = merged
        self._reopen()

    def _reopen(self) -> None:
        self.close()
        self._segments = [Segment(self._folder / name) for name in self._names]

    def _save(self) -> None:
        kept = {
            "version": VERSION,
            "stamp": self._stamp,
            "next": self._next,
            "segments": self._names,
            "entries": {str(number): asdict(entry) for number, entry in self.entries.items()},
        }
        path = self._folder / _CATALOGUE
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            clear_waiting(path, older_than=0)
            write_whole(path, json.dumps(kept, ensure_ascii=False).encode())
        except OSError as error:
            raise refused(path, error) from error
        for old in self._folder.glob(f"*{SUFFIX}"):
            if old.name not in self._names:
                _forget(old)


def _forget(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        return  # another process still reads it; the next change takes it away


def _slices(segments: list[Segment]) -> Iterator[tuple[int, int]]:
    """Ranges of numbers that hold about one batch each."""
    total = sum(map(len, segments))
    parts = max(1, -(-total // _BATCH))
    width = (1 << 64) // parts
    for part in range(parts):
        yield part * width, (1 << 64) if part + 1 == parts else (part + 1) * width


def _entry(values: dict[str, object]) -> Entry:
    authors = values.pop("authors", ())
    assert isinstance(authors, list)
    return Entry(authors=tuple(map(str, authors)), **values)  # type: ignore[arg-type]
