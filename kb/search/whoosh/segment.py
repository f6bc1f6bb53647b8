"""Writing a segment in the format of Whoosh's own codec, a whole posting list at a time.

Whoosh's writer is asked once for each posting; here a list is written at once, three times as fast. What is written is
read by Whoosh as its own (``whoosh.codec.whoosh3``): a list is blocks of at most 128 postings, each with a head.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from operator import sub
from pathlib import Path
from pickle import dumps
from struct import Struct
from typing import Any

from whoosh.codec.whoosh3 import COMPRESSION_MIN_SIZE, WHOOSH3_HEADER_MAGIC, W3Codec, W3FieldWriter, W3Segment
from whoosh.filedb.filetables import HashWriter, OrderedHashWriter
from whoosh.util.numlists import GrowableArray
from whoosh.writing import SegmentWriter

from kb.search.engine import Entry
from kb.search.query import POSITIONAL
from kb.search.whoosh.gathering import Gathered, Postings
from kb.search.whoosh.layout import CODES, LANGUAGE, LENGTH, NUMBER, OWNER, opened
from kb.search.whoosh.lists import blocks, spread

_MEMORY = 256 * 1024**2  # bytes of postings before they are put on disk
_BLOCK = 128
_COMPRESSION = 3
_PICKLE = 2
_NO_LENGTHS = (0, 0)
_CRC32 = 1
# The records of the format, as whoosh.codec.whoosh3 and whoosh.filedb.filetables have them.
_ID, _SIZE, _SIZES = Struct("!H"), Struct("!i"), Struct("!ii")
_TERM = Struct("!BfIBBfIIqi")


class EntryWriter(SegmentWriter):
    """Whoosh's writer, given entries instead of documents."""

    def __init__(self, folder: Path, *, wait: float) -> None:
        super().__init__(opened(folder), timeout=wait, delay=0.05, codec=_EntryCodec())  # type: ignore[no-untyped-call]
        self.pool: Any = Gathered(Path(self._tempstorage.folder), _MEMORY)

    def add_entry(self, entry: Entry, owner: int) -> None:
        """Add an entry of the document of this number."""
        prefix = f"{entry.language}:".encode()
        for field, pairs in entry.fields.items():
            if pairs:
                self.pool.gather(self.docnum, prefix, field, pairs)
        columns = {OWNER: owner, NUMBER: entry.number, LENGTH: entry.length, LANGUAGE: CODES[entry.language]}
        document = self.perdocwriter
        document.start_doc(self.docnum)
        for name, value in columns.items():
            document.add_column_value(name, self.schema[name].column_type, value)
        document.finish_doc()
        self._added = True
        self.docnum += 1

    def add_postings_to_pool(self, reader: Any, startdoc: int, docmap: dict[int, int] | None) -> None:
        """Take over the lists of a segment that is merged into this one, whole.

        Its entries get numbers from ``startdoc`` on; where some were removed, ``docmap`` has the new number of the others.
        """
        for field, term in reader.all_terms():
            if field in POSITIONAL:
                continue  # its twin with positions says it too
            entries: list[int] = []
            known: list[Any] = []
            for ids, weights, payloads in blocks(reader.postings(field, term)):
                entries += ids
                known += payloads if payloads is not None else map(int, spread(weights, len(ids)))
            if docmap is not None:
                left = [(docmap[entry], one) for entry, one in zip(entries, known, strict=True) if entry in docmap]
                entries, known = [entry for entry, _ in left], [one for _, one in left]
            else:
                entries = [startdoc + entry for entry in entries]
            if entries:
                self.pool.take(field, term, entries, known)


class _EntryCodec(W3Codec):
    """Whoosh's codec with lists written whole; no field has lengths."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(blocklimit=_BLOCK, compression=_COMPRESSION)  # type: ignore[no-untyped-call]

    def field_writer(self, storage: Any, segment: Any) -> _ListWriter:
        """What writes the lists of a segment."""
        return _ListWriter(self, storage, segment)

    def new_segment(self, _storage: object, indexname: str) -> Any:
        """A segment that names Whoosh's own codec, which reads it."""
        return W3Segment(W3Codec(), indexname)  # type: ignore[no-untyped-call]


class _ListWriter(W3FieldWriter):
    def __init__(self, codec: W3Codec, storage: Any, segment: Any) -> None:
        super().__init__(codec, storage, segment)  # type: ignore[no-untyped-call]
        # In the place of the table that Whoosh has just begun, with the same bookkeeping of fields.
        self._tindex.dbfile.seek(0)
        self._tindex = _TermTable(self._tindex.dbfile, self._tindex.extras)

    def add_postings(self, schema: Any, _lengths: object, items: Iterable[Postings]) -> None:
        """Write all lists of a segment; they come in the order of fields and terms."""
        field, prefix, at = None, b"", self._postfile.tell()
        write, add = self._postfile.write, self._tindex.add
        for one in items:
            if one.field != field:
                field = one.field
                self.start_field(field, schema[field])  # type: ignore[no-untyped-call]
                prefix = _ID.pack(self._fieldid)
            data = _posting_list(one)
            write(data)
            add(prefix + one.term, _told(one, at, len(data)))  # type: ignore[no-untyped-call]
            at += len(data)


class _TermTable(OrderedHashWriter):
    """Whoosh's table of terms, each written with one call; hashed by CRC-32, which its reader takes as well as MD5."""

    def __init__(self, file: Any, extras: dict[str, Any]) -> None:
        HashWriter.__init__(self, file, hashtype=_CRC32)  # type: ignore[no-untyped-call]
        self.extras = extras
        self.index = GrowableArray("H")
        self._last = b""
        self._at = file.tell()

    def add(self, key: bytes, value: bytes) -> None:
        """Add the next term."""
        if key <= self._last:
            raise ValueError(f"{key!r} comes after {self._last!r}")
        row = b"".join((_SIZES.pack(len(key), len(value)), key, value))
        self.dbfile.write(row)
        code = zlib.crc32(key)
        self.buckets[code & 255].append((code, self._at))
        self.index.append(self._at)
        self._last = key
        self._at += len(row)


def _told(one: Postings, start: int, size: int) -> bytes:
    """What the table says of a term: how often it occurs and where its list lies (``W3TermInfo``)."""
    number, (first, last) = len(one.entries), (one.entries[0], one.entries[-1])
    weight, most = (sum(one.counts), max(one.counts)) if one.counts else (float(number), 1.0)
    return _TERM.pack(0, weight, number, *_NO_LENGTHS, most, first, last, start, size)


def _posting_list(one: Postings) -> bytes:
    number = len(one.entries)
    if number <= _BLOCK:
        return WHOOSH3_HEADER_MAGIC + _block(one.entries, one.counts, one.payloads, last=True)
    blocks = [WHOOSH3_HEADER_MAGIC]
    for at in range(0, number, _BLOCK):
        cut = slice(at, at + _BLOCK)
        counts, payloads = one.counts and one.counts[cut], one.payloads and one.payloads[cut]
        blocks.append(_block(one.entries[cut], counts, payloads, last=at + _BLOCK >= number))
    return b"".join(blocks)


def _block(entries: list[int], counts: list[float] | None, payloads: list[bytes] | None, *, last: bool) -> bytes:
    """Up to 128 postings behind what a reader must know to skip them."""
    weights: float | tuple[float, ...] | None = None
    most = 1.0
    if counts:
        most, least = max(counts), min(counts)
        if most != least:
            weights = tuple(counts)
        elif most != 1.0:
            weights = most
    deltas = (entries[0], *map(sub, entries[1:], entries))
    data = dumps((deltas, weights, payloads and tuple(payloads)), _PICKLE)
    packed = 0
    if len(data) >= COMPRESSION_MIN_SIZE:
        data, packed = zlib.compress(data, _COMPRESSION), _COMPRESSION
    head = dumps((len(entries), entries[-1], most, packed, *_NO_LENGTHS), _PICKLE)
    size = len(head) + len(data)
    return _SIZE.pack(-size if last else size) + head + data
