"""A document's title: what its file or page says, else its first heading or first short block, else the file's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from kb.ingest.blocks import Block, BlockKind, Clue
from kb.ingest.describe.bylines import read_byline, says_who_made_it
from kb.ingest.describe.dates import dates_in

_NEVER = date.max
_MAX_TITLE = 250
_MAX_SHORT = 150
_MIN_LETTERS = 4
_LOOK_AT = 8
_MIN_WORD, _MIN_LONE = 3, 3
_MAX_CUT = 80
_SENTENCE_END = re.compile(r"[.?!](?=\s+[A-ZÆØÅÄÖ“”\"»])")
_COUNTED = re.compile(
    r"(?i)^(?:scan|img|image|document|dokument|doc|dok|file|fil|untitled|unnamed|namnlös|skan(?:ning)?|skann|download|print|page|side|sida|unknown|tmp|temp|stdin|standard input)"
    r"[\s\d()]*$"
)
_ENDS_SENTENCE = (".", ":", ";", ",")
# Titles that programs put into files on their own.
_PROGRAM = re.compile(
    r"(?i)^(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|document\s*\d*|dokument\s*\d*|presentation\s*\d*|slide\s*\d+|title|titel|.*\.(?:docx?|pdf|indd|pptx?|odt|rtf|txt|xlsx?)|namnlös\w*|uden titel|utan titel|home|index|start(?:sida)?|forside)$"
)
_ISSUE = re.compile(r"(?i)\b(?:nr|no|vol|år|årg(?:ång|ang)?|issue|volume)\b\.?\s*\d")
_TYPED = re.compile(
    r"(?i)^(?:til|till|to|fra|från|from|att|cc|dato|datum|date|ref|dnr|sagsnr|j\.?\s?nr|vår|vor|your|our)\b.{0,40}:"
)
_SEPARATORS = re.compile(r"[_+]+|(?<=\w)-(?=\w)|%20|\s+")
_DATE_IN_NAME = re.compile(r"^(?:19|20)\d\d[-_. ]?(?:0[1-9]|1[0-2])[-_. ]?(?:[0-3]\d)[-_. ]+")


def is_program_title(title: str) -> bool:
    """Whether a title is one that a program gave on its own (``Microsoft Word - svar.doc``, ``Document1``)."""
    return bool(_PROGRAM.match(title.strip()))


def title_of(clues: Sequence[Clue], blocks: Sequence[Block], name: str) -> tuple[str, str, bool]:
    """The title, where it was read, and whether that is certain."""
    usable = [c for c in clues if c.field == "title" and _is_usable(c.value) and not is_program_title(c.value)]
    for clue in (c for c in usable if c.certain):
        return _flat(clue.value), clue.where, True
    found = _from_blocks(blocks)
    for clue in usable:
        # A title the program may have kept from another document counts if the text begins with it.
        if found is None or _repeats(clue.value, blocks):
            return _flat(clue.value), clue.where, found is not None
    if found is not None:
        return found
    if _tells(name):
        return humanised(name), "the file's name", False
    begun = _first_words(blocks)
    return (begun, "the first sentence", False) if begun else (humanised(name), "the file's name", False)


def _tells(name: str) -> bool:
    """Whether a file's name was written by a person: two words, or a long one that no machine counts up."""
    stem = humanised(name) if name.strip(" .-") else ""
    words = [w for w in stem.split() if sum(c.isalpha() for c in w) >= _MIN_WORD]
    return not _COUNTED.match(stem) and (len(words) > 1 or any(len(w) >= _MIN_LONE and w.isalpha() for w in words))


def _first_words(blocks: Sequence[Block]) -> str:
    """The first sentence of the text, cut at a word where it is long."""
    text = next((flat for b in blocks if b.kind is not BlockKind.TABLE and _is_words(flat := _flat(b.text))), "")
    stop = _SENTENCE_END.search(text)
    sentence = text[: stop.start() + 1].rstrip(".:;,") if stop else text.rstrip(".:;,")
    if len(sentence) <= _MAX_CUT:
        return sentence
    return sentence[: _MAX_CUT - 1].rsplit(" ", 1)[0].rstrip(" ,.;:–-") + "…"


def _is_words(text: str) -> bool:
    return sum(c.isalpha() for c in text) >= _MIN_LETTERS


def _from_blocks(blocks: Sequence[Block]) -> tuple[str, str, bool] | None:
    for i, block in enumerate(blocks[:_LOOK_AT]):
        text = _flat(block.text)
        if block.kind is BlockKind.HEADING and _is_usable(text):
            if _is_first_section(text, blocks):
                return None
            return text, "the first heading", True
        if block.kind is BlockKind.PARAGRAPH and _may_be_title(text, blocks[i + 1 :]):
            return text, "the first short line", False
        if block.kind is not BlockKind.PARAGRAPH or len(text) > _MAX_SHORT:
            break
    late = next((b for b in blocks[:40] if b.kind is BlockKind.HEADING and b.level == 1 and _is_usable(b.text)), None)
    return (_flat(late.text), "the first heading", False) if late else None


def _is_first_section(text: str, blocks: Sequence[Block]) -> bool:
    """Whether a heading is the first of the numbered sections, and so the title of no more than its own."""
    return text.startswith(("1.", "1 ")) and any(
        b.kind is BlockKind.HEADING and b.text.startswith(("2.", "2 ")) for b in blocks
    )


def _may_be_title(text: str, following: Sequence[Block]) -> bool:
    if len(text) > _MAX_SHORT or not _is_usable(text) or text.endswith(_ENDS_SENTENCE) or not following:
        return False
    return not (
        says_who_made_it(text)
        or _ISSUE.search(text)
        or _TYPED.match(text)
        or read_byline(text) is not None
        or _is_mostly_date(text)
    )


def _is_mostly_date(text: str) -> bool:
    return any((d.end - d.start) * 2 > len(text) for d in dates_in(text, _NEVER))


def _repeats(title: str, blocks: Sequence[Block]) -> bool:
    wanted = _flat(title).casefold()
    return any(_flat(b.text).casefold().startswith(wanted) for b in blocks[:_LOOK_AT])


def _is_usable(title: str) -> bool:
    text = _flat(title)
    return len(text) <= _MAX_TITLE and sum(c.isalpha() for c in text) >= _MIN_LETTERS


def humanised(name: str) -> str:
    """A file's name as a title: without its ending and a leading date, with spaces for underscores and hyphens."""
    stem = PurePath(name).stem or name
    text = _SEPARATORS.sub(" ", _DATE_IN_NAME.sub("", stem)).strip()
    text = text or stem or "Untitled"
    return text[:1].upper() + text[1:]


def _flat(text: str) -> str:
    return " ".join(text.split())
