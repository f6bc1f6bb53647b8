"""PDFium opens the document: its pages, their drawn shapes, and its document information."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from kb.errors import SourceError
from kb.ingest.extract.pdf.place import Place
from kb.ingest.extract.pdf.reading import Reading, TooLong
from kb.ingest.extract.pdf.sheets import Drawn, Ruling, Sheet, Word

MOST_CHARACTERS = 40_000_000
MOST_RULINGS = 4_000
LARGEST_DOT = 7.0
DEADLINE = 120.0


def draw(data: bytes, source: str) -> Drawn:
    """Read every page of a PDF.

    Raises:
        SourceError: encrypted, unreadable, or too-slow and too-large where a limit of this module is passed.
    """
    document = _opened(data, source)
    try:
        return _drawn(document, source)
    except (pypdfium2.PdfiumError, ctypes.ArgumentError, OverflowError) as error:
        raise SourceError(
            source, "unreadable", "the PDF is broken", "Save it again from the program that made it."
        ) from error
    finally:
        document.close()


def _opened(data: bytes, source: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY) or "assword" in str(
            error
        ):
            raise SourceError(
                source, "encrypted", "the PDF is locked with a password", "Save a copy without the password."
            ) from error
        raise SourceError(
            source, "unreadable", "this is not a whole PDF", "Fetch it again, or open it and save it again."
        ) from error


def _drawn(document: pypdfium2.PdfDocument, source: str) -> Drawn:
    started, characters = time.monotonic(), 0
    sheets: list[Sheet] = []
    unreadable: list[int] = []
    for index in range(len(document)):
        try:
            sheet = _sheet(document, index)
        except TooLong as error:
            message = f"page {index + 1} holds more text than a page can"
            raise SourceError(source, "too-large", message, "Print it to a new PDF.") from error
        except pypdfium2.PdfiumError:
            unreadable.append(index + 1)
            sheet = Sheet(number=index + 1, label=None, width=595, height=842)
        sheets.append(sheet)
        characters += sum(len(word.text) for word in sheet.words)
        if characters > MOST_CHARACTERS:
            raise SourceError(source, "too-large", "the PDF holds more text than can be kept", "Split it.")
        if time.monotonic() - started > DEADLINE:
            raise SourceError(source, "too-slow", "reading the PDF took too long", "Print it to a new PDF.")
    if sheets and len(unreadable) == len(sheets):
        raise SourceError(source, "unreadable", "no page of the PDF can be read", "Save it again.")
    return Drawn(sheets=tuple(sheets), information=document.get_metadata_dict(), unreadable=tuple(unreadable))


def _sheet(document: pypdfium2.PdfDocument, index: int) -> Sheet:
    page = document[index]
    try:
        text_page = page.get_textpage()
        try:
            place, words, turned = _upright(page, text_page)
        finally:
            text_page.close()
        width, height = place.size
        shapes = list(_shapes(page, place))
        return Sheet(
            number=index + 1,
            label=document.get_page_label(index) or None,
            width=width,
            height=height,
            words=tuple(words),
            turned=tuple(turned),
            rulings=tuple(shape for shape in shapes if not _is_dot(shape)),
            dots=tuple(shape for shape in shapes if _is_dot(shape)),
        )
    finally:
        page.close()


def _upright(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> tuple[Place, list[Word], list[str]]:
    """Read a page the way most of its text runs: a landscape table may be set sideways on an upright page."""
    place = Place(page.get_bbox(), page.get_rotation())
    words, turned = Reading(text_page, place).words()
    for turn in (90, 270):
        if sum(map(len, turned)) <= sum(len(word.text) for word in words):
            break
        other = Place(page.get_bbox(), page.get_rotation() + turn)
        found, rest = Reading(text_page, other).words()
        if len(rest) < len(turned):
            place, words, turned = other, found, rest
    return place, words, turned


def _shapes(page: pypdfium2.PdfPage, place: Place) -> Iterator[Ruling]:
    paths = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4)
    for count, path in enumerate(paths):
        if count >= MOST_RULINGS:
            return
        left, top, right, bottom = place.box(*path.get_bounds())
        if max(right - left, bottom - top) > 1:
            yield Ruling(left=left, right=right, top=top, bottom=bottom)


def _is_dot(shape: Ruling) -> bool:
    width, height = shape.right - shape.left, shape.bottom - shape.top
    return max(width, height) < LARGEST_DOT and 0.7 < width / max(height, 0.1) < 1.4  # noqa: PLR2004
