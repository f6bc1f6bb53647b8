"""EPUB books: the chapters in the order of the spine."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from kb.errors import SourceError
from kb.ingest.blocks import Block, Extracted, Original
from kb.ingest.changes import Changes
from kb.ingest.extract.office.markup import markup_blocks
from kb.ingest.extract.office.package import Package
from kb.ingest.extract.office.properties import property_clues
from kb.ingest.extract.office.visible import visible_characters

EXTRACTOR = "epub/1"
CONTAINER = "META-INF/container.xml"
MOST_CHAPTERS = 5_000


def extract(original: Original, media_type: str, changes: Changes) -> Extracted:
    """The blocks of all chapters; the navigation is left out.

    Raises:
        SourceError: unreadable, encrypted or too-large.
    """
    package = Package(original)
    if "META-INF/encryption.xml" in package and b"EncryptedKey" in package.part("META-INF/encryption.xml"):
        raise SourceError(original.source, "encrypted", "the book is locked by its seller", "")
    root = next((file.get("full-path", "") for file in package.tree(CONTAINER).iter("{*}rootfile")), "")
    if root not in package:
        raise SourceError(original.source, "unreadable", "the book does not say what it holds", "")
    book = package.tree(root)
    blocks: list[Block] = []
    for name, navigates in _chapters(book, posixpath.dirname(root)):
        if name not in package:
            continue
        found = markup_blocks(package.part(name))
        text = "\n".join(block.text for block in found)
        if not navigates or not changes.note("table-of-contents", text, name):
            blocks += found
    return Extracted(
        media_type=media_type,
        extractor=EXTRACTOR,
        blocks=tuple(blocks),
        clues=tuple(property_clues(book, "the book's own description", certain=True)),
        removed=changes.listed(),
        visible_characters=visible_characters(blocks, changes.listed()),
    )


def _chapters(book: etree._Element, folder: str) -> Iterator[tuple[str, bool]]:
    items = {item.get("id"): item for item in book.iterfind("{*}manifest/{*}item")}
    references = [reference.get("idref") for reference in book.iterfind("{*}spine/{*}itemref")]
    for reference in dict.fromkeys(references[:MOST_CHAPTERS]):
        item = items.get(reference)
        if item is not None and "html" in item.get("media-type", ""):
            name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
            yield name, "nav" in item.get("properties", "").split()
