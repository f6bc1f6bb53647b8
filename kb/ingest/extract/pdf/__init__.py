"""PDF: pages as drawn → lines → reading order → blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kb.errors import SourceError
from kb.ingest.blocks import Block, Extracted, Original, PageInfo
from kb.ingest.changes import Changes

if TYPE_CHECKING:
    from kb.ingest.extract.pdf.sheets import Sheet

EXTRACTOR = "pdf/1"
MEDIA_TYPE = "application/pdf"


def extract_pdf(original: Original, changes: Changes | None = None, *, ocr: bool = False) -> Extracted:
    """The blocks of a PDF in reading order, without running headers, footers, page and line numbers.

    Args:
        original: the bytes of the PDF.
        changes: what is left out is listed here, and stays where it is wanted back.
        ocr: have pages that are pictures read by OCRmyPDF or Tesseract first.

    Raises:
        SourceError: encrypted, unreadable, too-large or too-slow; unsupported where ``ocr`` is asked for and neither
            program is installed.
    """
    # PDFium takes a tenth of a second to load: only who reads a PDF shall wait for it.
    from kb.ingest.extract.pdf.clues import clues_of
    from kb.ingest.extract.pdf.glyphs import draw
    from kb.ingest.extract.pdf.layout import read
    from kb.ingest.extract.pdf.ocr import with_text_layer

    drawn = draw(original.data, original.source)
    pictures = [sheet.number for sheet in drawn.sheets if not (sheet.words or sheet.turned)] if ocr else []
    extra: list[str] = []
    if pictures:
        recognized = with_text_layer(original)
        drawn = draw(recognized.data, original.source)
        extra = [*recognized.warnings, *_recognized(pictures, drawn.sheets)]
    if not drawn.sheets:
        raise SourceError(original.source, "unreadable", "the PDF has no pages", "Fetch it again.")
    changes = changes or Changes()
    blocks = read(drawn.sheets, drawn.information, changes)
    pages = tuple(
        PageInfo(number=sheet.number, label=sheet.label, has_text=bool(sheet.words or sheet.turned))
        for sheet in drawn.sheets
    )
    return Extracted(
        media_type=MEDIA_TYPE,
        extractor=EXTRACTOR + ("+ocr" if ocr else ""),
        blocks=tuple(blocks),
        clues=tuple(clues_of(drawn.information, blocks)),
        pages=pages,
        removed=changes.listed(),
        warnings=(*_warnings(pages, drawn.unreadable, blocks, ocr=ocr), *extra),
        visible_characters=sum(
            sum(len(word.text) for word in sheet.words) + sum(map(len, sheet.turned)) for sheet in drawn.sheets
        ),
    )


def _recognized(pictures: Sequence[int], sheets: Sequence[Sheet]) -> list[str]:
    """That some pages were read by character recognition, which mistakes a letter now and then."""
    read = [number for number in pictures if sheets[number - 1].words]
    return [f"page {_ranges(read)} was read from a picture: compare a quotation with the page"] if read else []


def _warnings(pages: Sequence[PageInfo], unreadable: Sequence[int], blocks: Sequence[Block], *, ocr: bool) -> list[str]:
    empty = [page.number for page in pages if not page.has_text and page.number not in unreadable]
    warnings = [f"page {_ranges(unreadable)} cannot be read"] if unreadable else []
    if not blocks:
        told = "no text was found in its pictures" if ocr else "it looks scanned; kb add --ocr can read it"
        warnings.append(f"no text in this PDF: {told}")
    elif empty and ocr:
        warnings.append(f"no text on page {_ranges(empty)}, not in its pictures either")
    elif empty:
        warnings.append(
            f"no text on page {_ranges(empty)}: a picture, or empty; kb add --ocr can read pictures of text"
        )
    return warnings


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers for a person: ``1–3, 7``."""
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1] = [ranges[-1][0], number]
        else:
            ranges.append([number])
    return ", ".join(
        "–".join(str(number) for number in (found[0], found[-1])[: 1 + (len(found) > 1)]) for found in ranges
    )
