"""From an original's bytes to its blocks: the kind is told from the bytes, and the extractor for it does the rest."""

from __future__ import annotations

from dataclasses import replace

from kb.ingest.blocks import Extracted, Original
from kb.ingest.changes import Changes, Key
from kb.ingest.extract import sniff as kinds

__all__ = ["extract", "media_type"]

_NAME_ENDS = {
    kinds.PDF: (".pdf",),
    kinds.HTML: (".html", ".htm", ".xhtml", ".php", ".asp", ".aspx", ".jsp", ".shtml"),
    kinds.XHTML: (".html", ".htm", ".xhtml", ".xml"),
    kinds.MHTML: (".mht", ".mhtml", ".eml"),
    kinds.EMAIL: (".eml", ".mht", ".mhtml"),
    kinds.OUTLOOK: (".msg",),
    kinds.RTF: (".rtf", ".doc"),
    kinds.EPUB: (".epub",),
    kinds.ODT: (".odt",),
    kinds.DOCX: (".docx", ".docm", ".dotx"),
    kinds.PPTX: (".pptx", ".pptm", ".ppsx"),
}
_KNOWN_ENDS = frozenset(end for ends in _NAME_ENDS.values() for end in ends) - {".php", ".asp", ".aspx", ".jsp", ".xml"}


def media_type(original: Original) -> str:
    """The media type of an original, from its bytes.

    Raises:
        SourceError: kind ``empty``, ``unreadable`` or ``unsupported``.
    """
    return kinds.sniff(original.data, source=original.source, name=original.name)


def extract(
    original: Original, *, ocr: bool = False, language: str | None = None, restored: frozenset[Key] = frozenset()
) -> Extracted:
    """The blocks of an original, in reading order, with clues about the document and what was left out.

    ``ocr`` lets a PDF's pages without text be read by character recognition, where it is installed; in ``language``, if a person has told it.
    What ``restored`` names is listed as left out and stays where it stood.

    Raises:
        SourceError: the original holds nothing, is damaged or locked, or is no document kb can read.
    """
    kind = media_type(original)
    extracted = _extract_as(kind, original, Changes(restored), ocr=ocr, language=language)
    warning = _name_warning(original.name, kind)
    return replace(extracted, warnings=(*extracted.warnings, warning)) if warning else extracted


def _extract_as(kind: str, original: Original, changes: Changes, *, ocr: bool, language: str | None) -> Extracted:
    if kind in {kinds.HTML, kinds.XHTML, kinds.MHTML}:
        from kb.ingest.extract.html import extract_html

        return extract_html(original, changes)
    if kind == kinds.PDF:
        from kb.ingest.extract.pdf import extract_pdf

        return extract_pdf(original, changes, ocr=ocr, language=language)
    if kind == kinds.DOCX:
        from kb.ingest.extract.office import extract_docx

        return extract_docx(original, changes)
    if kind in {kinds.TEXT, kinds.MARKDOWN}:
        from kb.ingest.extract.plain import extract_plain

        return extract_plain(original, changes)
    from kb.ingest.extract.office import extract_office

    return extract_office(original, kind, changes)


def _name_warning(name: str, kind: str) -> str | None:
    dot = name.rfind(".")
    end = name[dot:].lower() if dot > 0 else ""
    if end not in _KNOWN_ENDS or end in _NAME_ENDS.get(kind, ()):
        return None
    return f"the name ends in {end}, but the file was read as {kind}"
