"""Hits that are nearly the same text, to be shown as one."""

from __future__ import annotations

from kb.corpus.reading import CorpusReader
from kb.errors import KbError
from kb.model import Hit


def folded(hits: tuple[Hit, ...], corpus: CorpusReader) -> dict[str, str]:
    """The hits that are nearly the same text as one further up, by document, each with that one's document."""
    heads: dict[str, str] = {}
    found: dict[str, str] = {}
    for hit in hits:
        try:
            twin = corpus.record(hit.document).near_duplicate_of or hit.document
        except KbError:
            twin = hit.document  # removed since the index was read
        head = heads.get(twin) or heads.get(hit.document)
        if head is not None:
            found[hit.document] = head
        heads.setdefault(twin, head or hit.document)
        heads.setdefault(hit.document, head or hit.document)
    return found
