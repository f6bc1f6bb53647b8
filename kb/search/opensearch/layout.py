"""How documents lie in an OpenSearch index.

One OpenSearch document is one document of kb, its entries nested in it: replaced and removed in one step, so no reader
sees the passages of two versions, and what is counted is documents. Every language has its own fields, hence its own
statistics. Terms come from kb: the nodes only part them at white space, so nothing of a language is installed there.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from kb.search.engine import Described, Entry
from kb.search.query import BAGS, FIELDS, PARTITIONS, POSITIONAL

LAYOUT = 1
"""Raised whenever an index of an older kb could not be read."""

ENTRIES = "entries"
FILLER = "\ue000"
"""Stands at a position that holds no term."""

MOST_ENTRIES = 1_000_000  # in one document
MOST_INNER = 1_000
_ESCAPE = "\ue001"
_LONGEST = 240  # UTF-16 units; the white-space tokenizer cuts at 255
_HEAD = 100
_LONGEST_SORT_KEY = 2_000  # characters; Lucene refuses more than 32,766 bytes
_LONGEST_ID = 500  # bytes; OpenSearch refuses more than 512
_UNFIT = re.compile(rf"[\s{FILLER}{_ESCAPE}]")


def plain(text: str) -> str:
    """Text as it can be written in UTF-8."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def encoded(term: str) -> str:
    """A term as one word without white space; one that is too long keeps its beginning and a checksum."""
    text = _escaped(term)
    if len(text) > _LONGEST // 2 and len(text.encode("utf-16-le")) // 2 > _LONGEST:
        return f"{text[:_HEAD]}{_ESCAPE}#{hashlib.sha256(text.encode()).hexdigest()[:32]}"
    return text


def beginnings(term: str) -> tuple[str, ...]:
    """The beginnings that the encoded terms have that begin so."""
    text = _escaped(term) if term else ""
    return (text,) if len(text) <= _HEAD else (text, f"{text[:_HEAD]}{_ESCAPE}#")


def decoded(text: str) -> str | None:
    """The term that was encoded so; None for a filler and for one that was too long to be kept."""
    if text == FILLER or f"{_ESCAPE}#" in text:
        return None
    return re.sub(rf"{_ESCAPE}([0-9a-f]*);", lambda found: chr(int(found[1], 16)) if found[1] else "", text)


def _escaped(term: str) -> str:
    text = plain(term)
    if text.isalnum():
        return text
    return _UNFIT.sub(lambda found: f"{_ESCAPE}{ord(found[0]):x};", text) or f"{_ESCAPE};"


def name(language: str, field: str) -> str:
    """The OpenSearch field of a field in one language."""
    return f"{ENTRIES}.{language}.{field}"


def key(document: str) -> str:
    """What OpenSearch calls a document."""
    data = plain(document).encode()
    return data.decode() if len(data) <= _LONGEST_ID else hashlib.sha256(data).hexdigest()


def row(document: Described, entries: Iterable[Entry]) -> dict[str, Any]:
    """A document as OpenSearch is given it."""
    nested = [_entry(entry) for entry in entries]
    fields: dict[str, Any] = {
        "id": plain(document.id),
        "checksum": plain(document.checksum),
        "language": plain(document.language),
        "title": plain(document.title[:_LONGEST_SORT_KEY]),
        "size": len(nested),
        "attributes": {
            plain(attribute): [plain(value) for value in values] for attribute, values in document.attributes.items()
        },
        ENTRIES: nested,
    }
    if document.published:
        fields["published"] = plain(document.published)
    return fields


def _entry(entry: Entry) -> dict[str, Any]:
    fields: dict[str, str] = {}
    for field, pairs in entry.fields.items():
        if pairs:
            fields[field] = _placed(pairs) if field in POSITIONAL else " ".join(encoded(term) for term, _ in pairs)
    return {"number": entry.number, "language": entry.language, entry.language: fields}


def _placed(pairs: tuple[tuple[str, int], ...]) -> str:
    """The terms in order, fillers where a position holds none."""
    words: list[str] = []
    following = pairs[0][1]
    for term, position in pairs:
        words += [FILLER] * (position - following)
        words.append(encoded(term))
        following = position + 1
    return " ".join(words)


def body(fingerprint: str, *, shards: int, replicas: int) -> dict[str, Any]:
    """Settings and mapping of a new index."""
    return {
        "settings": {
            "index": {
                "number_of_shards": shards,
                "number_of_replicas": replicas,
                "refresh_interval": "-1",
                "mapping.nested_objects.limit": MOST_ENTRIES,
                "max_inner_result_window": MOST_INNER,
                "similarity": {"flat": {"type": "BM25", "b": 0.0}},
            }
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"engine": "kb", "layout": LAYOUT, "fingerprint": fingerprint},
            "_source": {"excludes": [ENTRIES]},
            "dynamic_templates": [
                {"names": {"path_match": "attributes.*~", "mapping": _keyword(doc_values=False)}},
                {"facets": {"path_match": "attributes.*", "mapping": _keyword()}},
            ],
            "properties": {
                **{field: _keyword() for field in ("id", "checksum", "language", "title", "published")},
                "size": {"type": "integer"},
                "attributes": {"type": "object", "dynamic": True},
                ENTRIES: {"type": "nested", "dynamic": "strict", "properties": _entry_mapping()},
            },
        },
    }


def _entry_mapping() -> dict[str, Any]:
    fields = {field: _text(positions=field in POSITIONAL) for field in FIELDS}
    assert set(fields) == {*POSITIONAL, *BAGS}
    languages = {language: {"properties": fields} for language in PARTITIONS}
    return {"number": {"type": "integer"}, "language": _keyword(), **languages}


def _text(*, positions: bool) -> dict[str, Any]:
    shared = {"type": "text", "analyzer": "whitespace", "fielddata": True}
    if positions:
        return shared
    return {**shared, "index_options": "freqs", "norms": False, "similarity": "flat"}


def _keyword(**options: Any) -> dict[str, Any]:
    return {"type": "keyword", "ignore_above": 8_000, **options}
