"""OpenDocument text (LibreOffice Writer)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from kb.errors import SourceError
from kb.ingest.blocks import Block, BlockKind, Clue, Extracted, Original
from kb.ingest.changes import Changes
from kb.ingest.extract.markdown_table import markdown_table
from kb.ingest.extract.office.counts import count_of
from kb.ingest.extract.office.odt_styles import OdtStyles
from kb.ingest.extract.office.package import Package
from kb.ingest.extract.office.properties import property_clues
from kb.ingest.extract.office.symbols import BULLETS
from kb.ingest.extract.office.visible import visible_characters
from kb.ingest.extract.office.word import LONGEST_CELL, tidy

EXTRACTOR = "odt/1"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"

_SKIPPED = frozenset(
    {
        f"{TEXT}tracked-changes",
        f"{OFFICE}annotation",
        f"{OFFICE}annotation-end",
        f"{TEXT}sequence-decls",
        f"{OFFICE}forms",
        f"{TEXT}hidden-text",
        f"{TEXT}ruby-text",
    }
)
_CONTENTS = frozenset({f"{TEXT}table-of-content", f"{TEXT}illustration-index", f"{TEXT}table-index"})
_SPACE = re.compile(r"[ \t\r\n]+")
_ROW_GROUPS = frozenset({f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"})
_BOXES = frozenset({f"{TEXT}p", f"{TEXT}h", f"{TEXT}list", f"{TABLE}table"})


def extract(original: Original, media_type: str, changes: Changes) -> Extracted:
    """The blocks of an OpenDocument text; deletions, comments, headers and footers are out.

    Raises:
        SourceError: unreadable, encrypted or too-large.
    """
    package = Package(original)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise SourceError(original.source, "encrypted", "the file is locked with a password", "Save a copy without it.")
    content = package.tree("content.xml")
    walk = _Walk(OdtStyles([content, *([package.tree("styles.xml")] if "styles.xml" in package else [])]), changes)
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    try:
        blocks = [] if body is None else list(walk.story(body))
        blocks = [*walk.running(package, "header"), *blocks, *walk.running(package, "footer")]
    except RecursionError as error:
        raise SourceError(original.source, "unreadable", "the document is nested too deep", "") from error
    return Extracted(
        media_type=media_type,
        extractor=EXTRACTOR,
        blocks=tuple(blocks),
        clues=tuple(_clues(package, walk, blocks)),
        removed=changes.listed(),
        visible_characters=visible_characters(blocks, changes.listed()),
    )


def _clues(package: Package, walk: _Walk, blocks: list[Block]) -> Iterator[Clue]:
    if walk.titles:
        yield Clue(field="title", value=walk.titles[0].replace("\n", " "), where="paragraph in the style Title")
    if "meta.xml" in package:
        yield from property_clues(package.tree("meta.xml"), "document properties")
    heading = next((block for block in blocks[:12] if block.kind is BlockKind.HEADING and block.level == 1), None)
    if heading is not None and not walk.titles:
        yield Clue(field="title", value=heading.text.replace("\n", " "), where="first heading")


class _Walk:
    def __init__(self, styles: OdtStyles, changes: Changes) -> None:
        self._changes = changes
        self.titles: list[str] = []
        self._styles = styles
        self._pending: list[Block] = []
        self._notes = 0

    def running(self, package: Package, kind: str) -> Iterator[Block]:
        """List the page headers or footers of the page styles; gives those that are wanted back."""
        if "styles.xml" not in package:
            return
        for master in package.tree("styles.xml").iter(f"{STYLE}master-page"):
            for part in master:
                if str(part.tag).rpartition("}")[2] == kind:
                    yield from self._left_out(f"running-{kind}", part, f"page {kind}")

    def story(self, element: Iterable[etree._Element]) -> Iterator[Block]:
        for child in element:
            tag = child.tag
            if tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(child)
            elif tag == f"{TEXT}list":
                yield from self._list(child, child.get(f"{TEXT}style-name", ""), 0)
            elif tag == f"{TABLE}table":
                yield from self._table(child)
            elif tag in _CONTENTS:
                yield from self._left_out("table-of-contents", child, "index")
            elif tag not in _SKIPPED:
                yield from self.story(child)

    def _list(self, listing: etree._Element, style: str, depth: int) -> Iterator[Block]:
        continues = listing.get(f"{TEXT}continue-numbering") == "true" or listing.get(f"{TEXT}continue-list")
        if depth == 0 and not continues:
            self._styles.restart(style)
        for item in listing:
            first = item.tag == f"{TEXT}list-item"
            for child in item:
                if child.tag == f"{TEXT}list":
                    yield from self._list(child, child.get(f"{TEXT}style-name") or style, depth + 1)
                    continue
                holder = self._paragraph(child) if child.tag in (f"{TEXT}p", f"{TEXT}h") else self.story([child])
                for block in holder:
                    mark = self._styles.number(style, depth) if first and block.kind is not BlockKind.FOOTNOTE else None
                    first = first and block.kind is BlockKind.FOOTNOTE
                    yield _as_item(block, depth, mark)

    def _left_out(self, rule: str, element: etree._Element, where: str) -> list[Block]:
        """List what an element holds as left out; gives it if it is wanted back."""
        blocks = list(self.story(element))
        text = "\n".join(block.text for block in blocks)
        return blocks if text and not self._changes.note(rule, text, where) else []

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        text = tidy("".join(self._words(paragraph)))
        if text and self._styles.is_title(paragraph.get(f"{TEXT}style-name")):
            self.titles.append(text)
            yield Block(kind=BlockKind.HEADING, text=text, level=1)
        elif text and paragraph.tag == f"{TEXT}h":
            level = count_of(paragraph.get(f"{TEXT}outline-level"), 1)
            yield Block(kind=BlockKind.HEADING, text=text, level=min(max(level, 1), 6))
        elif text and text[0] in BULLETS and len(text) > 1:
            yield Block(kind=BlockKind.LIST_ITEM, text=text[1:].strip())
        elif text:
            yield Block(kind=BlockKind.PARAGRAPH, text=text)
        pending, self._pending = self._pending, []
        yield from pending

    def _words(self, element: etree._Element) -> Iterator[str]:
        # White space of the XML file counts as one space (ODF 1.3, 6.1.2); text:s and text:line-break give more.
        yield _SPACE.sub(" ", element.text or "")
        for child in element:
            tag = child.tag
            if tag == f"{TEXT}s":
                yield " " * min(count_of(child.get(f"{TEXT}c"), 1), 1000)
            elif tag == f"{TEXT}tab":
                yield " "
            elif tag == f"{TEXT}line-break":
                yield "\n"
            elif tag == f"{TEXT}note":
                yield self._note(child)
            elif tag in _BOXES:
                self._pending += self._box(child)
            elif tag not in _SKIPPED:
                yield from self._words(child)
            yield _SPACE.sub(" ", child.tail or "")

    def _box(self, child: etree._Element) -> list[Block]:
        before, self._pending = self._pending, []
        blocks = list(self.story([child]))
        self._pending = before
        return blocks

    def _note(self, note: etree._Element) -> str:
        body = note.find(f"{TEXT}note-body")
        if body is None:
            return ""
        self._notes += 1
        mark = str(self._notes)
        before, self._pending = self._pending, []
        words = "\n".join(block.text for block in self.story(body))
        self._pending = [*before, Block(kind=BlockKind.FOOTNOTE, text=words, marker=mark)]
        return f"[^{mark}]"

    def _table(self, table: etree._Element) -> Iterator[Block]:
        rows: list[list[str]] = []
        notes: list[Block] = []
        for row in _rows(table):
            cells = []
            for cell in row:
                blocks = list(self.story(cell)) if cell.tag == f"{TABLE}table-cell" else []
                notes += [block for block in blocks if block.kind is BlockKind.FOOTNOTE]
                cells.append(
                    " ".join(block.text for block in blocks if block.kind is not BlockKind.FOOTNOTE).replace("\n", " ")
                )
            rows.append(cells)
        rows = [row for row in rows if any(row)]
        if max(map(len, rows), default=0) > 1 and max(len(cell) for row in rows for cell in row) <= LONGEST_CELL:
            yield Block(kind=BlockKind.TABLE, text=markdown_table(rows))
        else:
            yield from (Block(kind=BlockKind.PARAGRAPH, text=cell) for row in rows for cell in row if cell)
        yield from notes


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table itself; those of a table in one of its cells are that cell's, or each level would double."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _as_item(block: Block, depth: int, mark: str | None) -> Block:
    """A block of a list item; headings stay what they are, as lists also carry the numbers of headings."""
    if block.kind is BlockKind.HEADING:
        return replace(block, text=f"{mark} {block.text}") if mark else block
    if block.kind is BlockKind.PARAGRAPH or block.kind is BlockKind.LIST_ITEM:
        return replace(block, kind=BlockKind.LIST_ITEM, level=min(depth, 8), marker=mark)
    return block
