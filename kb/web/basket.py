"""The basket: which parts of which documents a person put together, in their order.

It lives in a cookie of the person's browser, so it outlasts the server and belongs to nobody else. An entry holds the
six last characters of the document's id, the span, and a checksum of the words: where a text has changed since, the
entry no longer stands and says so, instead of showing other words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kb.errors import KbError
from kb.library import Library
from kb.model import Excerpt, Span
from kb.quote.chosen import may_be_chosen

COOKIE = "kb_basket"
MOST = 60
"""Entries; a cookie holds at most 4,096 bytes, and an entry takes up to 40."""
_ENTRY = re.compile(r"([0-9a-z]{6})\.(\d{1,9})\.(\d{1,9})\.([0-9a-f]{8})")
_HASH = 6


class Entry(NamedTuple):
    """One part of a document: the end of its id, the span, and the checksum of the words that stood there."""

    document: str
    span: Span
    checksum: str

    def __str__(self) -> str:
        return f"{self.document}.{self.span.start}.{self.span.end}.{self.checksum}"


class Standing(NamedTuple):
    """An entry as it stands now: its excerpt, or None where document or words are gone."""

    entry: Entry
    excerpt: Excerpt | None


def read(cookie: str | None) -> tuple[Entry, ...]:
    """The entries of a cookie; what is no entry is left out, and none stands twice."""
    found = (_ENTRY.fullmatch(one) for one in (cookie or "").split("!"))
    entries = (Entry(one[1], Span(int(one[2]), int(one[3])), one[4]) for one in found if one)
    return tuple(dict.fromkeys(entries))[:MOST]


def written(entries: Iterable[Entry]) -> str:
    """The entries as the value of a cookie."""
    return "!".join(map(str, entries))


def entry_of(document: str, span: Span, text: str) -> Entry:
    """The entry for a span of a document's text."""
    return Entry(document[-_HASH:], span, _checksum(span.slice(text)))


def moved(entries: Sequence[Entry], entry: Entry, steps: int) -> tuple[Entry, ...]:
    """The entries with one of them further up (negative steps) or down."""
    if entry not in entries:
        return tuple(entries)
    at = entries.index(entry)
    others = [one for one in entries if one != entry]
    others.insert(max(0, min(len(others), at + steps)), entry)
    return tuple(others)


def standing(library: Library, entries: Sequence[Entry], into: str | None) -> tuple[Standing, ...]:
    """Each entry with the excerpt it still stands for; a document is opened once for all of its entries."""
    ids = library.reader.ids() if entries else ()
    places = {entry: place for entry in entries if (place := _place(library, ids, entry)) is not None}
    excerpts = dict(zip(places, library.excerpts_at(places.values(), into=into), strict=True))
    return tuple(Standing(entry, excerpts.get(entry)) for entry in entries)


def _place(library: Library, ids: Iterable[str], entry: Entry) -> tuple[str, Span] | None:
    """Where the words of an entry stand now: the document and the span; None where they are gone."""
    for id in ids:
        if id.endswith(entry.document):
            try:
                words = entry.span.slice(library.text(id))
            except KbError:
                continue
            if may_be_chosen(words) and _checksum(words) == entry.checksum:
                return id, entry.span
    return None


def _checksum(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:8]
