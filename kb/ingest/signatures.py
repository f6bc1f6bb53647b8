"""Signatures of the texts in the corpus, kept beside the index so that adding one document need not read all others."""

from __future__ import annotations

import json
from pathlib import Path

from kb.corpus import Corpus
from kb.errors import CorpusDamaged
from kb.ingest.duplicates import Signature, signature
from kb.ingest.known import Known
from kb.model import Record

_FILE = "signatures.json"


def known_of(corpus: Corpus, index: Path) -> Known:
    """What is in the corpus; signatures come from the derived file, and are made for the documents it lacks."""
    stored = _read(index / _FILE)
    made: dict[str, Signature] = {}

    def signature_of(record: Record) -> Signature | None:
        found = stored.get(record.text_checksum)
        if found is None:
            try:
                found = signature(corpus.text(record.id))
            except CorpusDamaged:
                return None
        made[record.text_checksum] = found
        return found

    known = Known.of(corpus.records(), signature_of)
    if made.keys() != stored.keys():
        _write(index / _FILE, made)
    return known
