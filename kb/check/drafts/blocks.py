"""Block quotations: paragraphs behind ``>`` or in a style for quotations, with the name line under them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.check.drafts.shapes import DraftText
from kb.check.drafts.styles import letters
from kb.model import How, Span, Speaker

_BLOCK = re.compile(r"[^\n]+(?:\n[ \t]*[^\s][^\n]*)*")
_MARKED = re.compile(r"[ \t]*>")
_MARKER = re.compile(r"(?:\A|\n)[ \t]*(?:>[ \t]*)+")
# Words that are cut off here are not checked, so that only a line of its own, or a name behind the last stop, is one.
_NAME_LINE = re.compile(
    r"(?:(?:\n[ \t>]*|\A[ \t>]*)[–—-]{1,2}\s*|(?<=[.!?…”»\"«])\s+[–—]{1,2}\s*)"
    r"(?P<name>[^\W\d_][^\n]{0,100}?)\s*\Z"
)
_LONGEST_NAME_LINE = 12
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+(?:(?:von|van|de|af|av|der)\s+)?[^\W\d_a-zæøåäöéü][\w.'’-]*)*")
_OPENING, _CLOSING = "“”„\"»«‘’'", "“”\"»«’'"
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockQuote:
    """One block quotation: its words, the whole block, and who stands on its name line.

    ``whole`` is False where the block holds a quotation between marks that is the one to check.
    """

    span: Span
    outer: Span
    speaker: Speaker | None
    whole: bool


def block_quotes(draft: DraftText) -> Iterator[BlockQuote]:
    """The block quotations of a draft, in order; a block that is only a name line names the speaker of the one before."""
    held: BlockQuote | None = None
    for found in _BLOCK.finditer(draft.text):
        block = _read(draft, found)
        if block is None:
            continue
        if held is not None and block.span.start >= block.span.end:
            held = replace(held, speaker=held.speaker or block.speaker)
            continue
        if held is not None:
            yield held
        held = block
    if held is not None:
        yield held


def _read(draft: DraftText, found: re.Match[str]) -> BlockQuote | None:
    block = found[0]
    marked = _MARKED.match(block) is not None
    if not marked and letters(block) not in draft.quotes:
        return None
    lead = _MARKER.match(block)
    first = lead.end() if lead and marked else len(block) - len(block.lstrip())
    line = _name_line(block, first)
    last = line.start() if line else len(block.rstrip())
    return _block(block, found.start(), first, max(first, last), line)


def _name_line(block: str, first: int) -> re.Match[str] | None:
    line = _NAME_LINE.match(block) or _NAME_LINE.search(block, first)
    if line is None or not line["name"][0].isupper():
        return None
    if len(line["name"].split()) > _LONGEST_NAME_LINE or line["name"][-1] in "?!…:.":
        return None
    return line


def _block(block: str, start: int, first: int, last: int, line: re.Match[str] | None) -> BlockQuote:
    while first < last and block[first] in _OPENING + " *_":
        first += 1
    while last > first and block[last - 1] in _CLOSING + " *_\n":
        last -= 1
    return BlockQuote(
        span=Span(start + first, start + last),
        outer=Span(start, start + len(block)),
        speaker=_speaker(line),
        whole=_is_whole(block[first:last]),
    )


def _is_whole(words: str) -> bool:
    """Whether the block is the quotation itself and does not only tell of one between marks."""
    between = re.findall(r"[“„»«\"”][^“”„»«\"]{12,}[“”»«\"]", words)
    return sum(map(len, between)) < _MOSTLY * len(words)


def _speaker(line: re.Match[str] | None) -> Speaker | None:
    name = _NAME.match(line["name"]) if line else None
    if line is None or name is None:
        return None
    rest = line["name"][name.end() :].strip(" ,")
    return Speaker(name=name[0], mention=name[0], role=rest or None, how=How.EXPLICIT, rule="name-line")
