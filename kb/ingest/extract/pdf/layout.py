"""All pages of a PDF as drawn, to its blocks and what was left out of them."""

from __future__ import annotations

from collections.abc import Sequence

from kb.ingest.blocks import Block
from kb.ingest.extract.pdf.aligned import with_aligned_tables
from kb.ingest.extract.pdf.columns import flows
from kb.ingest.extract.pdf.lines import Line, lines_of
from kb.ingest.extract.pdf.numbers import without_line_numbers
from kb.ingest.extract.pdf.running import without_running_lines
from kb.ingest.extract.pdf.sheets import Sheet
from kb.ingest.extract.pdf.structure import PageFlows, blocks_of
from kb.ingest.extract.pdf.tables import with_ruled_tables
from kb.model import Removal


def read(sheets: Sequence[Sheet], information: dict[str, str]) -> tuple[list[Block], list[Removal]]:
    """The blocks of a document and the lines that are none of it."""
    removed: list[Removal] = []
    pages: list[list[Line]] = []
    for sheet in sheets:
        lines, numbers = without_line_numbers(lines_of(sheet), sheet.number)
        pages.append(lines)
        removed += numbers
    pages, running = without_running_lines(sheets, pages)
    laid_out = [_laid_out(sheet, lines) for sheet, lines in zip(sheets, pages, strict=True)]
    turned = [
        Removal(rule="turned-text", text=_turned_text(sheet), where=f"page {sheet.number}")
        for sheet in sheets
        if sheet.turned
    ]
    # Skia writes U+2010 only where it broke a word at a line end itself; what an author typed stays a hyphen-minus.
    soft = "Skia" in information.get("Producer", "")
    return blocks_of(laid_out, soft_hyphens=soft), [*removed, *running, *turned]


def _laid_out(sheet: Sheet, lines: Sequence[Line]) -> PageFlows:
    ordered = flows(with_ruled_tables(sheet, lines))
    return PageFlows(
        page=sheet.number, height=sheet.height, flows=tuple(tuple(with_aligned_tables(flow)) for flow in ordered)
    )


def _turned_text(sheet: Sheet) -> str:
    """Words that do not run with the page; PDFium gives those of a slanting line letter by letter."""
    alone = all(len(word) == 1 for word in sheet.turned)
    return ("" if alone else " ").join(sheet.turned)
