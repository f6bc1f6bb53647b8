"""Word documents: a walk over everything a reader of the document sees, in its order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from kb.ingest.blocks import Block, BlockKind
from kb.ingest.changes import Changes
from kb.ingest.extract.markdown_table import markdown_table
from kb.ingest.extract.office.package import Package
from kb.ingest.extract.office.symbols import BULLETS, symbol
from kb.ingest.extract.office.word_styles import Numbering, Style, Styles, W, number, value

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
LONGEST_CELL = 900
LOWEST_LEVEL = 6

_SKIPPED = frozenset(
    W + name
    for name in (
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "tblPr",
        "trPr",
        "tcPr",
        "tblGrid",
        "sectPr",
        "fldData",
        "commentReference",
        "annotationRef",
        "rt",
    )
)
_FIXED = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " ", "softHyphen": ""}
_CHARACTERS = {W + name: text for name, text in _FIXED.items()}


@dataclass(slots=True)
class _Pending:
    """What a paragraph's runs lead to besides its words: notes and text boxes, placed after it."""

    notes: list[tuple[str, etree._Element]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


class WordWalk:
    """Walks one document; ``changes`` and ``titles`` fill as it goes."""

    def __init__(self, package: Package, document: str, changes: Changes) -> None:
        self._package = package
        self._changes = changes
        self.titles: list[str] = []
        self._document = package.tree(document)
        parts: dict[str, list[str]] = {}
        for kind, name in package.relations(document).values():
            if name in package:
                parts.setdefault(kind, []).append(name)
        self._parts = parts
        self._styles = Styles(self._first("styles"))
        self._numbering = Numbering(self._first("numbering"))
        self._notes = {kind: self._numbered(f"{kind}s", kind) for kind in ("footnote", "endnote")}
        self._note_count = 0

    def _first(self, kind: str) -> etree._Element | None:
        names = self._parts.get(kind)
        return self._package.tree(names[0]) if names else None

    def _numbered(self, part: str, tag: str) -> dict[str | None, etree._Element]:
        tree = self._first(part)
        found = () if tree is None else tree.iter(W + tag)
        return {note.get(f"{W}id"): note for note in found if note.get(f"{W}type") in (None, "normal")}

    def blocks(self) -> list[Block]:
        """The blocks of the document's story; headers and footers are left out, or stand at its two ends."""
        body = self._document.find(f"{W}body")
        blocks = [] if body is None else list(self._story(body))
        return [*self._running("header"), *blocks, *self._running("footer")]

    def _running(self, kind: str) -> list[Block]:
        """The page headers or footers that a person wants back."""
        found: list[Block] = []
        for name in self._parts.get(kind, ()):
            blocks = [block for block in self._story(self._package.tree(name)) if block.text]
            found += self._left_out(f"running-{kind}", blocks, f"page {kind}")
        return found

    def _left_out(self, rule: str, blocks: list[Block], where: str) -> list[Block]:
        """List some blocks as left out; gives them if they are wanted back."""
        text = "\n".join(block.text for block in blocks)
        return blocks if text.strip() and not self._changes.note(rule, text, where) else []

    def _story(self, element: etree._Element) -> Iterator[Block]:
        for child in element:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag == f"{W}sdt":
                yield from self._control(child)
            elif child.tag == f"{MC}AlternateContent":
                yield from self._story(_chosen(child))
            elif child.tag not in _SKIPPED:
                yield from self._story(child)

    def _control(self, control: etree._Element) -> Iterator[Block]:
        """A content control; a table of contents and a prompt nobody filled in are left out."""
        content = control.find(f"{W}sdtContent")
        if content is None:
            return
        gallery = value(control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")) or ""
        rule = "table-of-contents" if "Table of Contents" in gallery else ""
        if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            rule = "unfilled-prompt"
        if not rule:
            yield from self._story(content)
            return
        yield from self._left_out(rule, list(self._story(content)), "content control")

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        pending = _Pending()
        text = tidy("".join(self._runs(paragraph, pending)))
        style = self._styles.style(value(paragraph.find(f"{W}pPr/{W}pStyle")))
        if text:
            block = self._block(paragraph, style, text)
            yield from self._left_out("table-of-contents", [block], "paragraph style") if style.contents else (block,)
        for box in pending.boxes:
            yield from self._story(box)
        for mark, note in pending.notes:
            words = "\n".join(block.text for block in self._story(note))
            if words:
                yield Block(kind=BlockKind.FOOTNOTE, text=words, marker=mark)

    def _block(self, paragraph: etree._Element, style: Style, text: str) -> Block:
        level = _heading_level(paragraph, style)
        list_id, depth = _list_place(paragraph, style)
        mark = self._numbering.next(list_id, depth) if list_id else None
        if level is not None:
            if style.title:
                self.titles.append(text)
            heading = f"{mark} {text}" if mark else text
            return Block(kind=BlockKind.HEADING, text=heading, level=level)
        if text[0] in BULLETS and len(text) > 1:
            return Block(kind=BlockKind.LIST_ITEM, text=text[1:].strip(), level=depth)
        if list_id or style.listed:
            return Block(kind=BlockKind.LIST_ITEM, text=text, level=depth, marker=mark)
        return Block(kind=BlockKind.PARAGRAPH, text=text)

    def _runs(self, element: etree._Element, pending: _Pending) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in (f"{W}t", f"{MATH}t"):
                yield child.text or ""
            elif tag in _CHARACTERS:
                yield _CHARACTERS[tag]
            elif tag == f"{W}sym":
                yield symbol(child.get(f"{W}font", ""), child.get(f"{W}char", ""))
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                yield self._reference(child, pending)
            elif tag == f"{W}txbxContent":
                pending.boxes.append(child)
            elif tag == f"{MC}AlternateContent":
                yield from self._runs(_chosen(child), pending)
            elif _is_hidden(child):
                yield self._hidden(child)
            elif tag not in _SKIPPED:
                yield from self._runs(child, pending)

    def _hidden(self, element: etree._Element) -> str:
        text = "".join(text.text or "" for text in element.iter(f"{W}t")).strip()
        rule = "unfilled-prompt" if element.tag == f"{W}sdt" else "hidden-text"
        return text if text and not self._changes.note(rule, text, "paragraph") else ""

    def _reference(self, reference: etree._Element, pending: _Pending) -> str:
        kind = reference.tag.removeprefix(W).removesuffix("Reference")
        # Taken out when met, so that a note that refers to itself cannot go round.
        note = self._notes[kind].pop(reference.get(f"{W}id"), None)
        if note is None:
            return ""
        self._note_count += 1
        pending.notes.append((str(self._note_count), note))
        return f"[^{self._note_count}]"

    def _table(self, table: etree._Element) -> Iterator[Block]:
        """A table as Markdown; one that only places text on the page (one column, or long cells) as its blocks."""
        rows = [
            [cell for item in _within(row, f"{W}tc") for cell in self._cell(item)]
            for row in _within(table, f"{W}tr")
            if row.find(f"{W}trPr/{W}del") is None
        ]
        rows = [row for row in rows if any(row)]
        cells = [cell for row in rows for cell in row]
        texts = [[_cell_text(cell) for cell in row] for row in rows]
        if max(map(len, rows), default=0) < 2 or max(len(text) for row in texts for text in row) > LONGEST_CELL:  # noqa: PLR2004
            yield from (block for cell in cells for block in cell)
            return
        yield Block(kind=BlockKind.TABLE, text=markdown_table(texts))
        yield from (block for cell in cells for block in cell if block.kind is BlockKind.FOOTNOTE)

    def _cell(self, cell: etree._Element) -> Iterator[list[Block]]:
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        continues = merged is not None and value(merged) in (None, "continue")
        yield [] if continues else list(self._story(cell))
        span = number(cell.find(f"{W}tcPr/{W}gridSpan")) or 1
        yield from ([] for _ in range(min(span, 60) - 1))


def _cell_text(cell: list[Block]) -> str:
    texts = (
        f"{block.marker} {block.text}" if block.marker else block.text
        for block in cell
        if block.kind is not BlockKind.FOOTNOTE
    )
    return " ".join(texts).replace("\n", " ")


def _within(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, also inside content controls and tracked insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _within(child, tag)


def _chosen(alternative: etree._Element) -> etree._Element:
    """Of the two forms of a drawing (for new and old programs) the one that holds words, the new one first."""
    for form in alternative:
        if any((text.text or "").strip() for text in form.iter(f"{W}t")):
            return form
    return etree.Element("none")


def _heading_level(paragraph: etree._Element, style: Style) -> int | None:
    own = number(paragraph.find(f"{W}pPr/{W}outlineLvl"))
    if own is not None and 0 <= own < 9:  # noqa: PLR2004
        return min(own + 1, LOWEST_LEVEL)
    if style.title:
        return 1
    return None if style.heading is None else min(style.heading, LOWEST_LEVEL)


def _list_place(paragraph: etree._Element, style: Style) -> tuple[str | None, int]:
    """The list a paragraph belongs to and its depth; its own settings go before its style's."""
    own = paragraph.find(f"{W}pPr/{W}numPr")
    list_id, depth = style.numbering
    if own is not None:
        list_id = value(own.find(f"{W}numId")) or list_id
        own_depth = number(own.find(f"{W}ilvl"))
        depth = depth if own_depth is None else own_depth
    return (None if list_id == "0" else list_id), min(max(depth or 0, 0), 8)


def _is_hidden(element: etree._Element) -> bool:
    """Whether a run is set in hidden type, or a content control only shows what to write into it."""
    if element.tag == f"{W}sdt":
        return element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    vanish = element.find(f"{W}rPr/{W}vanish")
    return vanish is not None and value(vanish) not in ("0", "false", "off")


def tidy(text: str) -> str:
    """Spaces at line ends taken out, empty lines too, and characters without a form."""
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u200b\ufeff]", "", text.replace("\xad", ""))
    return re.sub(r"[ \t]*\n[ \t\n]*", "\n", text).strip(" \t\n")
