"""What is in the corpus already, as a new source is compared with it: by place, by bytes and by text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kb.ingest.duplicates import Signature, similarity
from kb.model import Record

NEAR = 0.6  # share of common word shingles from which two texts are editions of one (see docs/decisions)


@dataclass(slots=True)
class Known:
    """The records by original checksum, by source and by text, kept in step while documents are put."""

    by_bytes: dict[str, Record] = field(default_factory=dict)
    by_place: dict[str, Record] = field(default_factory=dict)
    by_text: dict[str, Record] = field(default_factory=dict)
    signatures: dict[str, Signature] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[Record], signature_of: Callable[[Record], Signature | None]) -> Known:
        """What is known from these records; ``signature_of`` gives the signature of a document's text."""
        known = cls()
        for record in records:
            known.note(record, signature_of(record))
        return known

    def note(self, record: Record, signature: Signature | None) -> None:
        """Remember a document that was just put."""
        self.by_bytes.setdefault(record.original_checksum, record)
        if record.source_key is not None:
            self.by_place[record.source_key] = record
        self.by_text.setdefault(record.text_checksum, record)
        if signature is not None:
            self.signatures[record.id] = signature

    def forget(self, record: Record) -> None:
        """Forget the former state of a document that is replaced."""
        for table in (self.by_bytes, self.by_place, self.by_text):
            for key in [key for key, value in table.items() if value.id == record.id]:
                del table[key]
        self.signatures.pop(record.id, None)

    def nearest(self, signature: Signature, *, but: str | None = None) -> str | None:
        """The id of the document whose text is most like the one signed, if it is like enough."""
        best_id, best = None, NEAR
        for id, other in sorted(self.signatures.items()):
            if id == but:
                continue
            share = similarity(signature, other)
            if share > best:
                best_id, best = id, share
        return best_id
