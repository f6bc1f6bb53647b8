"""All pages of a PDF as drawn, to its blocks and what was left out of them."""

from __future__ import annotations

from collections.abc import Sequence

from kb.ingest.blocks import Block, BlockKind
from kb.ingest.changes import Changes
from kb.ingest.extract.pdf.aligned import with_aligned_tables
from kb.ingest.extract.pdf.columns import flows
from kb.ingest.extract.pdf.lines import Line, lines_of
from kb.ingest.extract.pdf.numbers import without_line_numbers
from kb.ingest.extract.pdf.running import without_running_lines
from kb.ingest.extract.pdf.sheets import Sheet
from kb.ingest.extract.pdf.structure import PageFlows, blocks_of
from kb.ingest.extract.pdf.tables import with_ruled_tables


def read(sheets: Sequence[Sheet], information: dict[str, str], changes: Changes) -> list[Block]:
    """The blocks of a document; the lines that are none of it are listed in ``changes``."""
    pages = [without_line_numbers(lines_of(sheet), sheet.number, changes) for sheet in sheets]
    pages = without_running_lines(sheets, pages, changes)
    laid_out = [_laid_out(sheet, lines) for sheet, lines in zip(sheets, pages, strict=True)]
    # Skia writes U+2010 only where it broke a word at a line end itself; what an author typed stays a hyphen-minus.
    soft = "Skia" in information.get("Producer", "")
    return _with_turned(blocks_of(laid_out, soft_hyphens=soft), sheets, changes)


def _laid_out(sheet: Sheet, lines: Sequence[Line]) -> PageFlows:
    ordered = flows(with_ruled_tables(sheet, lines))
    return PageFlows(
        page=sheet.number, height=sheet.height, flows=tuple(tuple(with_aligned_tables(flow)) for flow in ordered)
    )


def _with_turned(blocks: list[Block], sheets: Sequence[Sheet], changes: Changes) -> list[Block]:
    """The blocks with the turned words that are wanted back, each at the end of its page."""
    for sheet in sheets:
        text = _turned_text(sheet)
        if sheet.turned and not changes.note("turned-text", text, f"page {sheet.number}"):
            place = sum((block.page or 0) <= sheet.number for block in blocks)
            blocks.insert(place, Block(kind=BlockKind.PARAGRAPH, text=text, page=sheet.number))
    return blocks


def _turned_text(sheet: Sheet) -> str:
    """Words that do not run with the page; PDFium gives those of a slanting line letter by letter."""
    alone = all(len(word) == 1 for word in sheet.turned)
    return ("" if alone else " ").join(sheet.turned)
