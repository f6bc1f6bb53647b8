"""Mail messages (RFC 5322 with MIME)."""

from __future__ import annotations

import email
import email.errors
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.utils import getaddresses, parsedate_to_datetime

from kb.errors import SourceError
from kb.ingest.blocks import Block, BlockKind, Clue, Extracted, Original
from kb.ingest.extract.office.markup import markup_blocks
from kb.ingest.extract.office.visible import visible_characters

EXTRACTOR = "mail/1"
MOST_PARTS = 1_000
MOST_ATTACHMENTS = 200
LONGEST_HEADER = 20_000
_BAD_HEADER = (ValueError, TypeError, IndexError, AttributeError, KeyError, LookupError, email.errors.MessageError)


class _Bounded(email.policy.EmailPolicy):
    """Headers cut at 20,000 characters: the standard library reads encoded words and parameters in quadratic time."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_HEADER]


_POLICY = _Bounded()


def extract(original: Original, media_type: str) -> Extracted:
    """The words of a message; its attachments are only named, see ``attachments``.

    Raises:
        SourceError: unreadable.
    """
    message = _message(original)
    blocks = tuple(_words(message))
    names = [name for name, _ in _files(message)]
    return Extracted(
        media_type=media_type,
        extractor=EXTRACTOR,
        blocks=blocks,
        clues=tuple(message_clues(_header(message, "Subject"), _header(message, "From"), _header(message, "Date"))),
        warnings=(f"attachments are documents of their own: {', '.join(names)}",) if names else (),
        visible_characters=visible_characters(blocks),
    )


def attachments(original: Original) -> tuple[Original, ...]:
    """The attached files of a message, as originals of their own; none where it is no message."""
    return attached(original, _files(_message(original)))


def attached(original: Original, files: Iterator[tuple[str, bytes]]) -> tuple[Original, ...]:
    """Originals for named files that came with another original."""
    return tuple(
        Original(
            source=f"{original.source}#{name}",
            name=name,
            data=data,
            fetched=original.fetched,
            placed=original.placed,
        )
        for name, data in files
    )


def _message(original: Original) -> EmailMessage:
    try:
        message = email.message_from_bytes(original.data, policy=_POLICY)
    except (*_BAD_HEADER, RecursionError) as error:
        raise SourceError(original.source, "unreadable", "the message is damaged", "") from error
    assert isinstance(message, EmailMessage)
    return message


def _header(message: EmailMessage, name: str) -> str:
    """A header's words; the standard library raises on some headers that others send."""
    try:
        return " ".join(str(message[name] or "").split())
    except _BAD_HEADER:
        return ""


def message_clues(subject: str, sender: str, date: str) -> Iterator[Clue]:
    """Clues of a message's headers; all are certain."""
    title = re.sub(r"^(?:(?:re|sv|vs|fw|fwd|vb|videresendt)\s*:\s*)+", "", subject, flags=re.IGNORECASE).strip()
    if title:
        yield Clue(field="title", value=title, where="Subject of the message")
    for name, address in getaddresses([sender])[:5] if "@" in sender else [(sender, "")]:
        if name or address:
            yield Clue(field="authors", value=name or address, where="From of the message")
    try:
        sent = parsedate_to_datetime(date)
    except (ValueError, TypeError, IndexError, OverflowError):
        return
    yield Clue(field="published", value=sent.date().isoformat(), where="Date of the message")


def _words(message: EmailMessage) -> list[Block]:
    try:
        plain = message.get_body(("plain",))
        marked_up = message.get_body(("html",))
    except (*_BAD_HEADER, RecursionError):
        plain, marked_up = message, None
    if plain is not None:
        blocks = text_blocks(_text(plain))
        if blocks:
            return blocks
    return [] if marked_up is None else markup_blocks(_text(marked_up))


def _text(part: MIMEPart) -> str:
    try:
        found = part.get_content()
    except _BAD_HEADER:
        found = part.get_payload(decode=True) or b""
    return (
        found if isinstance(found, str) else bytes(found).decode("utf-8", "replace") if isinstance(found, bytes) else ""
    )


def text_blocks(text: str) -> list[Block]:
    """Paragraphs parted by empty lines; lines of earlier mail (``>``) as quotes; the signature ends it not."""
    blocks: list[Block] = []
    for piece in re.split(r"\n[ \t\xa0]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        for quoted, lines in _runs(piece.split("\n")):
            words = "\n".join(line.rstrip() for line in lines).strip()
            if words:
                blocks.append(Block(kind=BlockKind.QUOTE if quoted else BlockKind.PARAGRAPH, text=words))
    return blocks


def _runs(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    run: list[str] = []
    quoting = False
    for line in lines:
        quoted = line.startswith(">")
        if run and quoted != quoting:
            yield quoting, run
            run = []
        quoting = quoted
        run.append(re.sub(r"^[> ]+", "", line) if quoted else line)
    if run:
        yield quoting, run


def _files(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    found = 0
    for count, part in enumerate(message.walk()):
        if count > MOST_PARTS or found >= MOST_ATTACHMENTS:
            return
        try:
            name = part.get_filename()
            attached = part.get_content_disposition() == "attachment" or (
                name and part.get_content_maintype() != "image"
            )
            data = part.get_payload(decode=True) if attached and not part.is_multipart() else None
        except _BAD_HEADER:
            continue
        if isinstance(data, bytes) and data:
            found += 1
            yield re.sub(r"[\\/\x00-\x1f]", "_", name or f"attachment-{found}"), data
