"""Word, OpenDocument, RTF, PowerPoint, EPUB and mail: each to blocks, with its libraries met only when needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kb.errors import SourceError
from kb.ingest.blocks import Extracted, Original
from kb.ingest.changes import Changes

__all__ = ["attachments", "extract_docx", "extract_office"]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
EPUB = "application/epub+zip"
RTF = "application/rtf"
EMAIL = "message/rfc822"
OUTLOOK = "application/vnd.ms-outlook"


def extract_docx(original: Original, changes: Changes | None = None) -> Extracted:
    """The blocks of a Word document, tracked insertions in, deletions, comments, page headers and footers out.

    Raises:
        SourceError: unreadable, encrypted or too-large.
    """
    from kb.ingest.extract.office.docx import extract

    return extract(original, DOCX, changes or Changes())


def extract_office(original: Original, media_type: str, changes: Changes | None = None) -> Extracted:
    """The blocks of a text, presentation, book or message of the given media type.

    Raises:
        SourceError: unsupported for other media types; unreadable, encrypted or too-large.
    """
    extractor = _extractor(media_type, changes or Changes())
    if extractor is None:
        raise SourceError(original.source, "unsupported", f"{media_type} cannot be read", "Save it as PDF or .docx.")
    return extractor(original, media_type)


def attachments(original: Original) -> tuple[Original, ...]:
    """The files a message (.eml or .msg) carries, as originals of their own; none for anything else.

    Raises:
        SourceError: the message is unreadable.
    """
    from kb.ingest.extract.office import mail, outlook

    if original.data.startswith(b"\xd0\xcf\x11\xe0"):
        return outlook.attachments(original)
    return mail.attachments(original)


def _extractor(media_type: str, changes: Changes) -> Callable[[Original, str], Extracted] | None:
    from kb.ingest.extract.office import docx, epub, mail, odt, outlook, pptx, rtf

    extractors: dict[str, Callable[[Original, str], Extracted]] = {
        DOCX: partial(docx.extract, changes=changes),
        PPTX: partial(pptx.extract, changes=changes),
        ODT: partial(odt.extract, changes=changes),
        EPUB: partial(epub.extract, changes=changes),
        RTF: rtf.extract,
        "text/rtf": rtf.extract,
        EMAIL: mail.extract,
        OUTLOOK: outlook.extract,
    }
    return extractors.get(media_type)
