"""PowerPoint presentations: a slide is a page, its title a heading, its texts list items."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from kb.errors import SourceError
from kb.ingest.blocks import Block, BlockKind, Clue, Extracted, Original, PageInfo
from kb.ingest.changes import Changes
from kb.ingest.extract.markdown_table import markdown_table
from kb.ingest.extract.office.counts import count_of
from kb.ingest.extract.office.package import Package
from kb.ingest.extract.office.properties import property_clues
from kb.ingest.extract.office.visible import visible_characters
from kb.ingest.extract.office.word import tidy

EXTRACTOR = "pptx/1"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TITLES = ("title", "ctrTitle")
_RUNNING = {"ftr": "running-footer", "hdr": "running-header", "sldNum": "page-number", "dt": "running-footer"}


def extract(original: Original, media_type: str, changes: Changes) -> Extracted:
    """The blocks of all slides that are shown, each slide followed by its speaker's notes.

    Raises:
        SourceError: unreadable, encrypted or too-large.
    """
    package = Package(original)
    roots = dict(package.relations("").values())
    presentation = roots.get("officeDocument", "ppt/presentation.xml")
    if presentation not in package:
        raise SourceError(original.source, "unreadable", "there is no presentation in the file", "Save it again.")
    blocks: list[Block] = []
    pages: list[PageInfo] = []
    for page, name in enumerate(_slides(package, presentation), 1):
        found = list(_slide(package, name, page, changes))
        blocks += found
        pages.append(PageInfo(number=page, has_text=bool(found)))
    return Extracted(
        media_type=media_type,
        extractor=EXTRACTOR,
        blocks=tuple(blocks),
        clues=tuple(_clues(package, roots, blocks)),
        pages=tuple(pages),
        removed=changes.listed(),
        visible_characters=visible_characters(blocks, changes.listed()),
    )


def _clues(package: Package, roots: dict[str, str], blocks: list[Block]) -> Iterator[Clue]:
    first = next((block for block in blocks if block.page == 1 and block.kind is BlockKind.HEADING), None)
    if first is not None:
        yield Clue(field="title", value=first.text.replace("\n", " "), where="title of slide 1")
    properties = roots.get("core-properties", "docProps/core.xml")
    if properties in package:
        yield from property_clues(package.tree(properties), "document properties")


def _slides(package: Package, presentation: str) -> Iterator[str]:
    relations = package.relations(presentation)
    slides = (relations.get(slide.get(f"{R}id", "")) for slide in package.tree(presentation).iter(f"{P}sldId"))
    # No program shows one slide twice; a list that does would make a large document of a small file.
    yield from (name for name in dict.fromkeys(found[1] for found in slides if found) if name in package)


def _slide(package: Package, name: str, page: int, changes: Changes) -> Iterator[Block]:
    yield from _shapes(package.tree(name), page, changes)
    for kind, notes in package.relations(name).values():
        if kind == "notesSlide" and notes in package:
            for shape in package.tree(notes).iter(f"{P}sp"):
                if _placeholder(shape) == "body":
                    yield from _texts(shape, page, BlockKind.PARAGRAPH)


def _shapes(tree: etree._Element, page: int, changes: Changes) -> Iterator[Block]:
    shapes = [shape for shape in tree.iter(f"{P}sp", f"{P}graphicFrame") if not _in_fallback(shape)]
    # The title comes first for a reader, wherever it stands in the file.
    for shape in sorted(shapes, key=lambda shape: _placeholder(shape) not in _TITLES):
        kind = _placeholder(shape)
        if kind in _RUNNING:
            blocks = list(_texts(shape, page, BlockKind.PARAGRAPH))
            text = " ".join(block.text for block in blocks)
            if text and not changes.note(_RUNNING[kind], text, f"page {page}"):
                yield from blocks
        elif kind in _TITLES:
            text = " ".join(block.text for block in _texts(shape, page, BlockKind.HEADING))
            if text:
                yield Block(
                    kind=BlockKind.HEADING, text=text.replace("\n", " "), level=1 if page == 1 else 2, page=page
                )
        elif shape.tag == f"{P}graphicFrame":
            yield from _table(shape, page)
        else:
            listed = kind in ("body", "obj", "") and _placeholder(shape) is not None
            yield from _texts(shape, page, BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH)


def _in_fallback(shape: etree._Element) -> bool:
    return any(str(above.tag).endswith("}Fallback") for above in shape.iterancestors())


def _placeholder(shape: etree._Element) -> str | None:
    """The kind of placeholder a shape is ("" for the unnamed kind), None for a shape of its own."""
    found = next(shape.iter(f"{P}ph"), None)
    return None if found is None else found.get("type", "")


def _texts(shape: etree._Element, page: int, kind: BlockKind) -> Iterator[Block]:
    for paragraph in shape.iter(f"{A}p"):
        text = _words(paragraph)
        level = paragraph.find(f"{A}pPr")
        depth = count_of(level.get("lvl"), 0) if level is not None else 0
        if text:
            listed = kind is BlockKind.LIST_ITEM
            yield Block(kind=kind, text=text, page=page, level=min(depth, 8) if listed else 0)


def _words(paragraph: etree._Element) -> str:
    pieces = ("\n" if item.tag == f"{A}br" else item.text or "" for item in paragraph.iter(f"{A}t", f"{A}br"))
    return tidy("".join(pieces).replace("\x0b", "\n"))


def _table(frame: etree._Element, page: int) -> Iterator[Block]:
    rows = [
        [" ".join(filter(None, map(_words, cell.iter(f"{A}p")))).replace("\n", " ") for cell in row.iter(f"{A}tc")]
        for row in frame.iter(f"{A}tr")
    ]
    if any(any(row) for row in rows):
        yield Block(kind=BlockKind.TABLE, text=markdown_table(rows), page=page)
    elif not rows:
        yield from _texts(frame, page, BlockKind.PARAGRAPH)
