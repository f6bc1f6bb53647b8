"""What an original is, told from its bytes alone: a name can lie, the first bytes rarely do."""

from __future__ import annotations

import io
import re
import zipfile

from kb.errors import SourceError

PDF = "application/pdf"
HTML = "text/html"
XHTML = "application/xhtml+xml"
MHTML = "multipart/related"
EMAIL = "message/rfc822"
OUTLOOK = "application/vnd.ms-outlook"
RTF = "application/rtf"
TEXT = "text/plain"
MARKDOWN = "text/markdown"
EPUB = "application/epub+zip"
ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"8BPS")
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_WINDOW = 4096
_COMMENT = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_HTML_START = re.compile(r"(?i)<!doctype\s+html|<(?:html|head|body|frameset|title|meta|article|main)\b")
_HTML_PIECE = re.compile(r"(?i)<(?:p|div|h[1-6]|table|ul|ol|section|article|span|br|a\s+href)\b[^<>]*>")
_HEADER_LINE = re.compile(
    r"(?i)(?:from|to|cc|subject|date|mime-version|received|return-path|message-id|content-type|delivered-to|reply-to|x-[a-z-]+|snapshot-content-location|dkim-signature|arc-seal|authentication-results):\s?\S"
)
_HEADER_FOLD = re.compile(r"[ \t]+\S|[A-Za-z][A-Za-z0-9-]*:")
_MIN_HEADERS = 3
_CONTROL = frozenset(range(32)) - {7, 8, 9, 10, 12, 13, 26, 27}


def sniff(data: bytes, *, source: str = "", name: str = "") -> str:
    """The media type of ``data``; ``name`` only tells Markdown from other text.

    Raises:
        SourceError: kind ``empty``, ``unreadable`` (a broken archive) or ``unsupported`` (pictures, programs, ...).
    """
    if not data.strip(b"\x00 \t\r\n\f\v\xef\xbb\xbf"):
        raise SourceError(source, "empty", "there is nothing in it")
    head = data[:1024].lstrip()
    if b"%PDF-" in data[:1024]:
        return PDF
    if head.startswith(b"{\\rtf"):
        return RTF
    if data.startswith(b"PK"):
        return _archive(data, source)
    if data.startswith(_OLE2):
        return _compound(data, source)
    if data.startswith(_PICTURES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        remedy = "put it into a PDF and add that with --ocr, if there is text in it"
        raise SourceError(source, "unsupported", "it is a picture", remedy)
    return _text(data, source, name)


def _archive(data: bytes, source: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            declared = _declared(archive) if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError) as error:
        raise SourceError(source, "unreadable", "the file is damaged or was cut short", "fetch it again") from error
    except Exception as error:  # zlib.error and struct.error have no common parent
        raise SourceError(source, "unreadable", "the file is damaged", "fetch it again") from error
    if declared.startswith(b"application/epub"):
        return EPUB
    if declared.startswith(b"application/vnd.oasis.opendocument.text"):
        return ODT
    for folder, media_type in (("word/", DOCX), ("ppt/", PPTX)):
        if any(name.startswith(folder) for name in names):
            return media_type
    raise SourceError(
        source, "unsupported", "an archive or a kind of office file kb does not read", "add its files one by one"
    )


def _declared(archive: zipfile.ZipFile) -> bytes:
    with archive.open("mimetype") as entry:
        return entry.read(200)


def _compound(data: bytes, source: str) -> str:
    # Directory names are UTF-16: a message has "__substg1.0_", an old Word file "WordDocument".
    if "__substg1.0_".encode("utf-16-le") in data or "__properties_version1.0".encode("utf-16-le") in data:
        return OUTLOOK
    message = "an old Office file (.doc, .xls, .ppt) or a protected one"
    raise SourceError(source, "unsupported", message, "save it as .docx or PDF and add that")


def _text(data: bytes, source: str, name: str) -> str:
    window = _decoded_window(data)
    if window is None:
        raise SourceError(source, "unsupported", "the bytes are no text, and no document kb reads")
    if _is_mail(window):
        return MHTML if _is_saved_page(data) else EMAIL
    if is_html(window):
        return (
            XHTML
            if "http://www.w3.org/1999/xhtml" in window and window.lstrip("\ufeff \r\n\t").startswith("<?xml")
            else HTML
        )
    return MARKDOWN if name.lower().endswith((".md", ".markdown")) else TEXT


def _decoded_window(data: bytes) -> str | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) : len(mark) + _WINDOW].decode(encoding, "replace")
    window = data[:_WINDOW]
    zeros = window.count(0)
    if zeros > len(window) // 4:
        # Latin text in UTF-16 without a mark: every other byte is zero.
        big = window[0::2].count(0) > window[1::2].count(0)
        half, other = (window[0::2], window[1::2]) if big else (window[1::2], window[0::2])
        if half.count(0) <= len(half) * 0.6 or other.count(0) > len(other) * 0.1:
            return None
        return window.decode("utf-16-be" if big else "utf-16-le", "replace")
    if sum(window.count(bytes((code,))) for code in _CONTROL) > len(window) // 100:
        return None
    return window.decode("latin-1")


def _is_mail(window: str) -> bool:
    headers = 0
    for line in window.lstrip("\ufeff\r\n").splitlines():
        if not line.strip():
            break
        if _HEADER_LINE.match(line):
            headers += 1
        elif not _HEADER_FOLD.match(line):
            return False
    return headers >= _MIN_HEADERS or (headers >= 1 and "MIME-Version:" in window)


def _is_saved_page(data: bytes) -> bool:
    head = data[:_WINDOW].lower()
    return (
        b"multipart/related" in head
        and (b"snapshot-content-location" in head or b"text/html" in data[: 16 * _WINDOW].lower())
        and b"\nreceived:" not in head
    )


def is_html(window: str) -> bool:
    """Whether the beginning of a text is a web page: its doctype or first tags say so."""
    text = _COMMENT.sub("", window.lstrip("\ufeff")).lstrip()
    if not text.startswith("<"):
        # A fragment copied out of a page may start with words, but text about HTML must not count.
        pieces = _HTML_PIECE.findall(text)
        return len(pieces) >= 8 and "</" in text and "```" not in text  # noqa: PLR2004
    return bool(_HTML_START.match(text) or _HTML_START.search(text[:512]) or _HTML_PIECE.match(text))
