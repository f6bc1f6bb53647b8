"""The characters of a web page: byte order mark, what the server and the page say, and what the bytes allow."""

from __future__ import annotations

import codecs
import email
import re
from email.message import Message
from typing import NamedTuple

_META_CHARSET = re.compile(rb"""(?i)<meta[^<>]{0,400}?charset\s*=\s*["']?\s*([a-z0-9_.:-]{2,40})""")
_XML_ENCODING = re.compile(rb"""(?i)<\?xml[^<>]{0,200}?encoding\s*=\s*["']([a-z0-9_.:-]{2,40})""")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# The encoding standard (WHATWG) reads these labels as windows-1252, since pages of that time were written so.
_LATIN = frozenset({"iso-8859-1", "iso8859-1", "latin-1", "latin1", "ascii", "us-ascii", "iso_8859-1", "l1"})
_REFUSED = frozenset(
    {"utf-7", "unicode-escape", "unicode_escape", "raw-unicode-escape", "idna", "punycode", "undefined"}
)
_HEAD = 8192
_TORN_SHARE = 0.002


class Page(NamedTuple):
    """A page as text, the address it was saved from if that is known, and what had to be guessed."""

    text: str
    url: str | None = None
    warnings: tuple[str, ...] = ()


def decode(data: bytes, charset: str | None) -> Page:
    """The page's text; ``charset`` is what the server said. Bytes that are valid UTF-8 beat every wrong declaration."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Page(data[len(mark) :].decode(encoding, "replace"))
    wide = _without_mark(data)
    if wide:
        return Page(data.decode(wide, "replace"))
    try:
        return Page(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _decode_declared(data, charset)


def _decode_declared(data: bytes, charset: str | None) -> Page:
    declared = [charset, *_declarations(data)]
    for name in declared:
        text = _try(data, name)
        if text is not None:
            return Page(text)
    torn = data.decode("utf-8", "replace")
    if torn.count("\ufffd") <= max(2, len(data) * _TORN_SHARE) and any(not c.isascii() and c != "\ufffd" for c in torn):
        return Page(torn, None, ("some characters of the page are damaged",))
    return Page(_windows(data))


def _declarations(data: bytes) -> list[str]:
    head = data[:_HEAD]
    return [m.group(1).decode("ascii") for p in (_META_CHARSET, _XML_ENCODING) if (m := p.search(head))]


def _try(data: bytes, name: str | None) -> str | None:
    label = (name or "").strip().lower()
    if not label or label in _REFUSED:
        return None
    if label in _LATIN or label in {"windows-1252", "cp1252"}:
        return _windows(data)
    try:
        return data.decode(label)
    except (LookupError, ValueError):
        return None


def _windows(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _without_mark(data: bytes) -> str | None:
    head = data[:_HEAD]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    enough = len(head) // 4
    if max(even, odd) <= enough:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def decode_saved(data: bytes) -> Page:
    """The main page of a "single file" web archive (MHTML, RFC 2557), with the address it was saved from."""
    message = email.message_from_bytes(data)
    address = message.get("Snapshot-Content-Location")
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            page = decode(_payload(part), part.get_content_charset())
            return Page(page.text, str(address or part.get("Content-Location") or "") or None, page.warnings)
    return Page("", None, ("the saved page holds no HTML",))


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
