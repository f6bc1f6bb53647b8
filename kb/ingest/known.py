"""What is in the corpus already, as a new source is compared with it: by place, by bytes and by text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kb.corpus.journal import Mark
from kb.ingest.duplicates import Signature, similarity
from kb.model import Record

NEAR = 0.6  # share of common word shingles from which two texts are editions of one (docs/decisions/0034)
_LOOKED_UP = 32  # of the smallest hashes; two texts alike enough share several of them
_COMPARED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What a text is compared by: a key that is equal for equal words, and the signature of its shingles."""

    words: str
    signature: Signature


@dataclass(slots=True)
class Known:
    """The records by original checksum, by source and by text, kept in step while documents are put.

    ``read_to`` is how far the corpus's changes are known.
    """

    by_bytes: dict[str, Record] = field(default_factory=dict)
    by_place: dict[str, Record] = field(default_factory=dict)
    by_words: dict[str, Record] = field(default_factory=dict)
    sketches: dict[str, Sketch] = field(default_factory=dict)
    read_to: Mark | None = None
    _holders: dict[int, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[Record], sketch_of: Callable[[Record], Sketch | None]) -> Known:
        """What is known from these records; ``sketch_of`` gives the sketch of a document's text."""
        known = cls()
        for record in records:
            known.note(record, sketch_of(record))
        return known

    def note(self, record: Record, sketch: Sketch | None) -> None:
        """Remember a document that was just put."""
        self.by_bytes.setdefault(record.original_checksum, record)
        if record.source_key is not None:
            self.by_place[record.source_key] = record
        if sketch is not None:
            self.by_words.setdefault(sketch.words, record)
            self.sketches[record.id] = sketch
            for value in sketch.signature[:_LOOKED_UP]:
                self._holders.setdefault(value, set()).add(record.id)

    def forget(self, record: Record) -> None:
        """Forget the former state of a document that is replaced."""
        self.forget_id(record.id)

    def forget_id(self, id: str) -> None:
        """Forget the document of this id."""
        for table in (self.by_bytes, self.by_place, self.by_words):
            for key in [key for key, value in table.items() if value.id == id]:
                del table[key]
        sketch = self.sketches.pop(id, None)
        for value in sketch.signature[:_LOOKED_UP] if sketch else ():
            self._holders.get(value, set()).discard(id)

    def ids(self) -> set[str]:
        """The ids of all documents that are known."""
        return {record.id for table in (self.by_bytes, self.by_place) for record in table.values()}

    def nearest(self, sketch: Sketch, *, but: str | None = None) -> str | None:
        """The id of the document whose text is most like the one sketched, if it is like enough."""
        counts = Counter(id for value in sketch.signature[:_LOOKED_UP] for id in self._holders.get(value, ()))
        counts.pop(but or "", None)
        candidates = sorted(counts, key=lambda other: (-counts[other], other))[:_COMPARED]
        alike = [(similarity(sketch.signature, self.sketches[id].signature), id) for id in candidates]
        share, id = max(alike, key=lambda pair: (pair[0], pair[1]), default=(0.0, ""))
        return id if share >= NEAR else None
