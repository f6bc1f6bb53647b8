"""The head of a mail that a person pasted: ``Fra:``, ``Sendt:``, ``Til:``, ``Emne:`` in the first lines of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kb.ingest.blocks import Clue
from kb.ingest.describe.dates import dates_in

RULE = "mail-header"
_NAMES = {
    "from": "fra|från|from",
    "to": "til|till|to|cc|kopi|kopia|bcc|svar til|reply-to",
    "sent": "sendt|skickat|sent|dato|datum|date",
    "subject": "emne|ämne|subject|vedr|ang|re",
}
_LINE = re.compile(
    r"[*_]{0,2}(?:"
    + "|".join(f"(?P<{field}>{names})" for field, names in _NAMES.items())
    + r")\s*:[*_]{0,2}[ \t]*(?P<value>\S.{0,300})",
    re.IGNORECASE,
)
_FEWEST = 2
_MOST_LINES = 12
_REPLY = re.compile(r"^(?:(?:re|sv|vs|fw|fwd|vb|videresendt)\s*:\s*)+", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*[<\[(](?:mailto:)?[^<>\[\]()\s]+@[^<>\[\]()\s]+[>\])]|\s*;.*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailHead:
    """What the head says, its words, and the place in the text where it ends."""

    clues: tuple[Clue, ...]
    text: str
    end: int


def read_mail_head(text: str) -> MailHead | None:
    """The head of a pasted mail, or None: its first lines name at least a sender and a subject, a receiver or a date."""
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    said: dict[str, str] = {}
    at = start
    for line in text[start:].splitlines(keepends=True)[:_MOST_LINES]:
        found = _LINE.fullmatch(line.strip())
        if found is None:
            if line.strip():
                return None
            break
        said.setdefault(_field(found), found["value"].strip())
        at += len(line)
    if "from" not in said or len(said) < _FEWEST:
        return None
    return MailHead(clues=_clues(said), text=" ".join(text[start:at].split()), end=at)


def _field(found: re.Match[str]) -> str:
    return next(field for field in _NAMES if found[field])


def _clues(said: dict[str, str]) -> tuple[Clue, ...]:
    clues = []
    sender = _ADDRESS.sub("", said["from"]).strip(" \"'")
    if sender and "@" not in sender:
        clues.append(Clue(field="authors", value=sender, where="the sender of the pasted mail"))
    if subject := _REPLY.sub("", said.get("subject", "")).strip():
        clues.append(Clue(field="title", value=subject, where="the subject of the pasted mail"))
    if sent := dates_in(said.get("sent", ""), date.max, "und"):
        clues.append(Clue(field="published", value=sent[0].day.isoformat(), where="the date of the pasted mail"))
    return tuple(clues)
