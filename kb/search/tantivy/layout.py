"""How a generation lies on the disk, and how terms are written for Tantivy.

A generation is a folder of five Tantivy indexes. Those named after the partitions hold the entries of one language, so
that the statistics of each language are its own. ``documents`` holds every document once, with all terms of its
entries: it counts documents, narrows them and says which may be the best, all without a loop of ours.

Tantivy is given terms joined by spaces, which its whitespace tokenizer takes apart again, whole and in order; what
white space there is inside a term is written another way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b

from tantivy import Document, PreTokenizedString, Schema, SchemaBuilder, Token

from kb.search.query import FIELDS, PARTITIONS, POSITIONAL

VERSION = 1
"""Raised whenever an index of an older kb could not be read."""

DOCUMENTS = "documents"
INDEXES = (*PARTITIONS, DOCUMENTS)

ID, VERSIONED, OWNER, KEY, LANGUAGE, PUBLISHED = "id", "version", "owner", "key", "language", "published"
LANGUAGE_CODE = "spoken"
ATTRIBUTES, STORED = "attributes", "stored"

NUMBER_BITS = 24
"""A key is the number of a document and the number of its entry, in this many of the lowest bits."""

_ESCAPE = "\ue000"
_ODD = re.compile(r"[\s\ue000]")
_ODD_IN_TEXT = re.compile(r"[^\S ]|\ue000|^ | $|  ")
_LONGEST = 16_000  # characters; Tantivy drops terms of more than 65,530 bytes without a word


def term(text: str) -> str:
    """A term as it is stored: no white space, no lone surrogate, not too long; one that begins another still does."""
    text = _ODD.sub(lambda found: f"{_ESCAPE}{ord(found[0]):04x}", text).encode("utf-8", "replace").decode()
    if len(text) > _LONGEST:
        return text[:_LONGEST] + _ESCAPE + blake2b(text.encode(), digest_size=16).hexdigest()
    return text or _ESCAPE


def text_of(stored: str) -> str:
    """The term that is stored so."""
    if _ESCAPE not in stored:
        return stored
    return re.sub(f"{_ESCAPE}([0-9a-f]{{4}})", lambda found: chr(int(found[1], 16)), stored).rstrip(_ESCAPE)


def joined(terms: Sequence[str]) -> str:
    """Terms as one text for the whitespace tokenizer."""
    text = " ".join(terms)
    if _ODD_IN_TEXT.search(text) or text.count(" ") != len(terms) - 1 or len(text) > _LONGEST or _has_surrogates(text):
        return " ".join(map(term, terms))
    return text


def placed(pairs: Sequence[tuple[str, int]]) -> PreTokenizedString | None:
    """Terms with positions of their own; None where the positions are 0, 1, 2 … as the tokenizer counts them."""
    if all(position == at for at, (_, position) in enumerate(pairs)):
        return None
    tokens, at = [], 0
    for text, position in pairs:
        stored = term(text)
        tokens.append(Token(stored, position, at, at + len(stored)))
        at += len(stored) + 1
    return PreTokenizedString(" ".join(token.text for token in tokens), tokens)


def add_terms(document: Document, field: str, pairs: Sequence[tuple[str, int]], text: str) -> None:
    """Put the terms of a field into a document; ``text`` is what `joined` makes of them."""
    if field in POSITIONAL and (tokens := placed(pairs)) is not None:
        document.add_pre_tokenized_text(field, tokens)
    else:
        document.add_text(field, text)


def within(field: str, language: str) -> str:
    """The field of a document that holds the terms of a field of its entries in one language."""
    return f"{field}_{language}"


def value(text: str) -> str:
    """A value of an attribute as it is stored; the mark keeps Tantivy from reading dates out of it."""
    return "=" + text.encode("utf-8", "replace").decode()


def path(attribute: str) -> str:
    """Where the values of an attribute are."""
    return f"{ATTRIBUTES}.{name(attribute)}"


def name(attribute: str) -> str:
    """An attribute's name without the letters that Tantivy reads in a path."""
    return re.sub(r"[^A-Za-z0-9_~-]", lambda found: f"_{ord(found[0]):x}_", attribute)


def date(published: str) -> int:
    """An ISO date as a number in the same order."""
    return int(re.sub(r"\D", "", published)[:8].ljust(8, "0"))


def code(language: str) -> int:
    """A language as a number."""
    return int.from_bytes(language.encode("utf-8", "replace")[:7], "big")


def version(id: str, checksum: str) -> str:
    """A document in one version as a term."""
    return f"{id}\n{checksum}".encode("utf-8", "replace").decode()


def unversioned(terms: Iterable[str]) -> dict[str, str]:
    """Ids and checksums from such terms."""
    parts = (term.rpartition("\n") for term in terms)
    return {id: checksum for id, _, checksum in parts}


@cache
def entry_schema() -> Schema:
    """The fields of an index of entries."""
    schema = SchemaBuilder()
    for field in FIELDS:
        schema.add_text_field(field, tokenizer_name="whitespace", index_option=_option(field))
    schema.add_text_field(ID, tokenizer_name="raw", index_option="basic")
    schema.add_unsigned_field(OWNER, indexed=True)
    schema.add_unsigned_field(KEY, fast=True)
    return schema.build()


@cache
def document_schema() -> Schema:
    """The fields of the index of documents."""
    schema = SchemaBuilder()
    for field in FIELDS:
        for language in PARTITIONS:
            option = "basic" if field == "place" else "freq"
            schema.add_text_field(within(field, language), tokenizer_name="whitespace", index_option=option)
    for exact in (ID, VERSIONED, LANGUAGE):
        schema.add_text_field(exact, tokenizer_name="raw", index_option="basic")
    schema.add_unsigned_field(OWNER, indexed=True, fast=True)
    schema.add_unsigned_field(LANGUAGE_CODE, fast=True)
    schema.add_unsigned_field(PUBLISHED, indexed=True, fast=True)
    schema.add_json_field(ATTRIBUTES, fast=True, tokenizer_name="raw", index_option="basic")
    schema.add_bytes_field(STORED, stored=True)
    return schema.build()


def _option(field: str) -> str:
    if field in POSITIONAL:
        return "position"
    return "basic" if field == "place" else "freq"


def _has_surrogates(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
