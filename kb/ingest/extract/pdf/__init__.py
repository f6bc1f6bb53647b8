"""PDF: pages as drawn → lines → reading order → blocks."""

from __future__ import annotations

from collections.abc import Sequence

from kb.errors import SourceError
from kb.ingest.blocks import Block, Extracted, Original, PageInfo
from kb.ingest.changes import Changes
from kb.ingest.extract.pdf.ranges import ranges

EXTRACTOR = "pdf/1"
MEDIA_TYPE = "application/pdf"


def extract_pdf(
    original: Original, changes: Changes | None = None, *, ocr: bool = False, language: str | None = None
) -> Extracted:
    """The blocks of a PDF in reading order, without running headers, footers, page and line numbers.

    Args:
        original: the bytes of the PDF.
        changes: what is left out is listed here, and stays where it is wanted back.
        ocr: have pages that are pictures read by OCRmyPDF with Tesseract first.
        language: the document's, if a person has told it; pictures of text are read in it.

    Raises:
        SourceError: encrypted, unreadable, too-large or too-slow; unsupported where ``ocr`` is asked for and neither
            program is installed.
    """
    # PDFium takes a tenth of a second to load: only who reads a PDF shall wait for it.
    from kb.ingest.extract.pdf.clues import clues_of
    from kb.ingest.extract.pdf.glyphs import draw
    from kb.ingest.extract.pdf.layout import read

    drawn = draw(original.data, original.source)
    extra: tuple[str, ...] = ()
    if ocr and (pictures := [sheet.number for sheet in drawn.sheets if not (sheet.words or sheet.turned)]):
        from kb.ingest.extract.pdf.recognition import recognized

        drawn, extra = recognized(original, pictures, language)
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


def _warnings(pages: Sequence[PageInfo], unreadable: Sequence[int], blocks: Sequence[Block], *, ocr: bool) -> list[str]:
    empty = [page.number for page in pages if not page.has_text and page.number not in unreadable]
    warnings = [f"page {ranges(unreadable)} cannot be read"] if unreadable else []
    if not blocks:
        told = "no text was found in its pictures" if ocr else "it looks scanned; kb add --ocr can read it"
        warnings.append(f"no text in this PDF: {told}")
    elif empty and ocr:
        warnings.append(f"no text on page {ranges(empty)}, not in its pictures either")
    elif empty:
        warnings.append(f"no text on page {ranges(empty)}: a picture, or empty; kb add --ocr can read pictures of text")
    return warnings
