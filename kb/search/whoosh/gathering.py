"""The postings of a segment that is being written, gathered by term.

Whoosh sorts one tuple for each posting. Entries come in the order of their numbers, so the postings of a term come in
order by themselves, and only terms have to be sorted: a tenth as many. What does not fit into memory is put on disk in
sorted runs and merged at the end, as Whoosh does.
"""

from __future__ import annotations

import heapq
import marshal
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from kb.search.query import POSITIONAL
from kb.search.whoosh.layout import places

_POSTING = 120
"""Bytes of memory that a posting takes, about, its payload counted in."""
_SPELLED = tuple(array("I", [position]).tobytes() for position in range(1024))
WITH_PLACES = {places(name): name for name in POSITIONAL}
"""The fields with positions, and what each is called without."""

Pairs = Iterable[tuple[str, int]]
_Term = tuple[bytes, list[Any]]
"""A term with its entries and what is known of each, by turns: the positions as bytes, or how often as a number."""


class Postings(NamedTuple):
    """The entries that hold a term, in order; ``counts`` is how often each does, ``payloads`` where.

    One of the two is None: a field has either.
    """

    field: str
    term: bytes
    entries: list[int]
    counts: list[float] | None
    payloads: list[bytes] | None


class Gathered:
    """Takes the place of Whoosh's pool of postings; ``limit`` in bytes is about what it holds in memory.

    A field with positions says all that the same field without them does, so only the former is held.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._size = 0
        self._fields: dict[str, dict[bytes, list[Any]]] = {}
        self._runs: list[dict[str, Path]] = []

    def gather(self, entry: int, prefix: bytes, field: str, pairs: Pairs) -> None:
        """Add the terms of a field of an entry, which comes after all before it; they are stored behind ``prefix``."""
        held = self._fields.setdefault(places(field) if field in POSITIONAL else field, {})
        found: Mapping[str, Any] = _positions(pairs) if field in POSITIONAL else Counter(text for text, _ in pairs)
        for text, known in found.items():
            term = prefix + text.encode("utf-8", "replace")
            if (postings := held.get(term)) is None:
                held[term] = [entry, known]
            else:
                postings += (entry, known)
        self._grow(len(found))

    def take(self, field: str, term: bytes, entries: Sequence[int], known: Sequence[Any]) -> None:
        """Add a list of a segment that is merged into this one: entries, which come after all before them.

        ``known`` is the payload of each in a field with positions, and how often it holds the term in another. Fields that
        have a twin with positions are not taken: the twin says it too.
        """
        postings = self._fields.setdefault(field, {}).setdefault(term, [])
        postings.extend(chain.from_iterable(zip(entries, known, strict=True)))
        self._grow(len(entries))

    def iter_postings(self) -> Iterator[Postings]:
        """Everything, in the order of fields and terms."""
        held = {*self._fields, *(field for run in self._runs for field in run)}
        shown = {field: field for field in held} | {WITH_PLACES[one]: one for one in held & WITH_PLACES.keys()}
        for field in sorted(shown):
            for term, postings in self._terms(shown[field]):
                entries, known = postings[::2], postings[1::2]
                if field in WITH_PLACES:
                    yield Postings(field, term, entries, None, known)
                elif field in POSITIONAL:
                    yield Postings(field, term, entries, [len(one) / 4 for one in known], None)
                else:
                    yield Postings(field, term, entries, [float(one) for one in known], None)

    def cleanup(self) -> None:
        """Delete what was put on disk."""
        for path in (path for run in self._runs for path in run.values()):
            with suppress(OSError):
                path.unlink()
        self._runs.clear()

    def _terms(self, field: str) -> Iterator[_Term]:
        """The terms of a field in order, from memory and from disk; the runs follow each other as the entries did."""
        runs: list[Iterable[_Term]] = [_read(run[field]) for run in self._runs if field in run]
        if not runs:
            yield from sorted(self._fields[field].items(), key=itemgetter(0))
            return
        runs.append(sorted(self._fields.get(field, {}).items(), key=itemgetter(0)))
        for term, parts in groupby(heapq.merge(*runs, key=itemgetter(0)), key=itemgetter(0)):
            yield term, [one for _, postings in parts for one in postings]

    def _grow(self, postings: int) -> None:
        self._size += _POSTING * postings
        if self._size > self._limit:
            self._put_on_disk()

    def _put_on_disk(self) -> None:
        run = {}
        for field, terms in self._fields.items():
            run[field] = self._folder / f"{field}-{len(self._runs)}.run"
            with run[field].open("wb") as file:
                for item in sorted(terms.items(), key=itemgetter(0)):
                    marshal.dump(item, file)
        self._runs.append(run)
        self._fields = {}
        self._size = 0


def _read(path: Path) -> Iterator[_Term]:
    with path.open("rb") as file, suppress(EOFError):
        while True:
            yield marshal.load(file)  # noqa: S302 - written by this process a moment ago


def _positions(pairs: Pairs) -> dict[str, bytes]:
    """For each text its positions as unsigned 32-bit numbers; most stand in an entry once."""
    found: dict[str, bytes] = {}
    for text, position in pairs:
        spelled = _SPELLED[position] if position < len(_SPELLED) else array("I", [position]).tobytes()
        found[text] = found[text] + spelled if text in found else spelled
    return found
