"""Contents of documents for the corpus's own tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from kb.corpus.corpus import Contents
from kb.corpus.ids import checksum
from kb.model import Kind, Page, ReadFrom, Record, Removal, Span


def record(**changed) -> Record:
    values = {
        "id": "",
        "title": "Sundhedsdata på tværs",
        "language": "da",
        "languages": {"da": 1.0},
        "kind": Kind.ARTICLE,
        "published": date(2026, 3, 2),
        "published_from": ReadFrom(where="meta", certain=True),
        "authors": ("Karen Vestergård",),
        "publisher": "Sundets Sundhedsråd",
        "source": "data.txt",
        "url": None,
        "media_type": "text/plain",
        "fetched": datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
        "original_checksum": checksum(b"original"),
        "text_checksum": "",
        "extractor": "plain 1",
        "cleaner_version": "1",
        "tags": ("data",),
        "pages": (Page(number=1, label="i", span=Span(0, 5)),),
    }
    return Record(**{**values, **changed})


def contents(
    text: str = "# Sundhedsdata\n\nEn sætning.\n", original: bytes | None = b"original", **changed
) -> Contents:
    if original is not None:
        changed.setdefault("original_checksum", checksum(original))
    return Contents(
        record=record(**changed),
        text=text,
        removed=(Removal(rule="cookie", text="Vi bruger cookies", where="line 1"),),
        extension=".txt",
        original=original,
        origins=((0, 3, 5),),
    )
