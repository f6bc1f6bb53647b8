"""A Word file to blocks and clues."""

from __future__ import annotations

from collections.abc import Iterator

from kb.errors import SourceError
from kb.ingest.blocks import Block, BlockKind, Clue, Extracted, Original
from kb.ingest.changes import Changes
from kb.ingest.extract.office.package import Package
from kb.ingest.extract.office.properties import property_clues
from kb.ingest.extract.office.visible import visible_characters
from kb.ingest.extract.office.word import WordWalk

EXTRACTOR = "docx/1"


def extract(original: Original, media_type: str, changes: Changes) -> Extracted:
    """See ``extract_docx`` of the package."""
    package = Package(original)
    roots = dict(package.relations("").values())
    document = roots.get("officeDocument", "word/document.xml")
    if document not in package:
        raise SourceError(
            original.source, "unreadable", "there is no Word document in the file", "Save it again in Word."
        )
    walk = WordWalk(package, document, changes)
    try:
        blocks = walk.blocks()
    except RecursionError as error:
        raise SourceError(original.source, "unreadable", "the document is nested too deep", "") from error
    return Extracted(
        media_type=media_type,
        extractor=EXTRACTOR,
        blocks=tuple(blocks),
        clues=tuple(_clues(package, roots, walk, blocks)),
        removed=changes.listed(),
        visible_characters=visible_characters(blocks, changes.listed()),
    )


def _clues(package: Package, roots: dict[str, str], walk: WordWalk, blocks: list[Block]) -> Iterator[Clue]:
    if walk.titles:
        yield Clue(field="title", value=walk.titles[0].replace("\n", " "), where="paragraph in the style Title")
    properties = roots.get("core-properties", "docProps/core.xml")
    if properties in package:
        yield from property_clues(package.tree(properties), "document properties")
    heading = next((block for block in blocks[:12] if block.kind is BlockKind.HEADING and block.level == 1), None)
    if heading is not None and not walk.titles:
        yield Clue(field="title", value=heading.text.replace("\n", " "), where="first heading")
