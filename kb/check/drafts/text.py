"""From the bytes of a draft to its text: plain text and Markdown as they are, everything else by its extractor.

Nothing is left out that may hold a quotation: what an extractor takes for the frame of a page is put at the end.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kb.check.drafts.shapes import DraftText
from kb.check.drafts.styles import quote_paragraphs
from kb.errors import SourceError
from kb.ingest.blocks import Block, BlockKind, Extracted, Original
from kb.ingest.clean import clean
from kb.ingest.extract import extract, media_type
from kb.ingest.extract.plain.decode import decode
from kb.ingest.extract.sniff import MARKDOWN, PDF, TEXT
from kb.ingest.render import render

_MARK = re.compile(r"[“”„\"»«‘’]")
_LONG_LINE = 100
_ENDS = ".!?:;…”\"»«’'“"
_LINK_START = re.compile(r"!?\[(?=[^\]\n]*\]\([^)\n]*\))")
_LINK_END = re.compile(r"\]\([^)\n]*\)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOTHING = "\u200b"


def draft_text(original: Original) -> DraftText:
    """The text of a draft.

    Raises:
        SourceError: it is empty, damaged, locked, or no kind of document kb reads.
    """
    kind = media_type(original)
    if kind in {TEXT, MARKDOWN}:
        return _plain(original, kind)
    extracted = extract(original)
    blocks = clean(extracted).blocks if kind == PDF else _lines_closed(extracted.blocks)
    text = render((*blocks, *_left_out(extracted, blocks)), extracted.pages).text
    if not text.strip():
        raise SourceError(original.source, "no-text", "there is no text in it", "check that it holds text")
    quotes = quote_paragraphs(original, kind)
    return DraftText(name=original.source, text=text, given=text, media_type=kind, quotes=quotes)


def _plain(original: Original, kind: str) -> DraftText:
    given = decode(original.data, original.charset)[0].replace("\r\n", "\n").replace("\r", "\n")
    text = _COMMENT.sub(_blank, given)
    text = _LINK_END.sub(_blank, _LINK_START.sub(_blank, text))
    text, added = _parted(text)
    return DraftText(name=original.source, text=text, given=given, media_type=kind, added=added)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", _NOTHING, found[0])


def _parted(text: str) -> tuple[str, tuple[int, ...]]:
    """A text whose every line is a paragraph, with the blank lines that say so, and where they were put in."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    long = [line for line in lines if len(line) > _LONG_LINE]
    ended = sum(line[-1] in _ENDS for line in long)
    wrapped = 3 * len(long) < len(lines) or 3 * ended < 2 * len(long) or any(line.startswith(">") for line in lines)
    if len(lines) < 2 or wrapped or re.search(r"\n[ \t]*\n", text.strip()):  # noqa: PLR2004
        return text, ()
    pieces: list[str] = []
    added: list[int] = []
    at = 0
    for line in text.split("\n")[:-1]:
        pieces.append(f"{line}\n\n")
        at += len(line) + 2
        added.append(at - 1)
    pieces.append(text.rsplit("\n", maxsplit=1)[-1])
    return "".join(pieces), tuple(added)


def _lines_closed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(
        replace(block, text=re.sub(r"\n\s*\n+", "\n", block.text)) if block.kind is not BlockKind.CODE else block
        for block in blocks
    )


def _left_out(extracted: Extracted, kept: tuple[Block, ...]) -> list[Block]:
    """What an extractor took out that has quotation marks, once each."""
    there = " ".join(" ".join(block.text.split()) for block in kept)
    removed = dict.fromkeys(" ".join(one.text.split()) for one in extracted.removed if _MARK.search(one.text))
    return [Block(kind=BlockKind.PARAGRAPH, text=text) for text in removed if text and text not in there]
