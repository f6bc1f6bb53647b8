"""Messages saved by Outlook (.msg), through python-oxmsg."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from kb.errors import SourceError
from kb.ingest.blocks import Clue, Extracted, Original
from kb.ingest.extract.office.mail import MOST_ATTACHMENTS, attached, message_clues, text_blocks
from kb.ingest.extract.office.markup import markup_blocks
from kb.ingest.extract.office.visible import visible_characters

EXTRACTOR = "msg/1"
SENDER_NAME = 0x0C1A


def extract(original: Original, media_type: str) -> Extracted:
    """The words of a message; its attachments are only named.

    Raises:
        SourceError: unreadable.
    """
    with _Guard(original):
        message = _message(original)
        blocks = tuple(text_blocks(message.body or "") or markup_blocks(message.html_body or ""))
        names = [name for name, _ in _files(message)]
        clues = tuple(_clues(message))
    return Extracted(
        media_type=media_type,
        extractor=EXTRACTOR,
        blocks=blocks,
        clues=clues,
        warnings=(f"attachments are documents of their own: {', '.join(names)}",) if names else (),
        visible_characters=visible_characters(blocks),
    )


def attachments(original: Original) -> tuple[Original, ...]:
    """The attached files of a message, as originals of their own."""
    with _Guard(original):
        return attached(original, iter(list(_files(_message(original)))))


class _Guard:
    """Turns whatever a broken compound file makes its reader raise into a SourceError: the reader promises no type."""

    def __init__(self, original: Original) -> None:
        self._source = original.source

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, SourceError):
            raise SourceError(self._source, "unreadable", "the message is damaged", "Save it again as .eml.") from error


def _message(original: Original) -> Any:
    from oxmsg import Message

    return Message.load(io.BytesIO(original.data))


def _clues(message: Any) -> Iterator[Clue]:
    sent = message.sent_date
    sender = message.sender or message.properties.str_prop_value(SENDER_NAME) or ""
    yield from message_clues(message.subject or "", sender, "")
    if sent is not None:
        yield Clue(field="published", value=sent.date().isoformat(), where="Date of the message")


def _files(message: Any) -> Iterator[tuple[str, bytes]]:
    for count, file in enumerate(message.attachments[:MOST_ATTACHMENTS], 1):
        data = file.file_bytes
        if data:
            yield re.sub(r"[\\/\x00-\x1f]", "_", file.file_name or f"attachment-{count}"), data
