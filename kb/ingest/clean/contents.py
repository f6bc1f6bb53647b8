"""A table of contents: told by the dots that lead to its page numbers, or by its heading and pages that only rise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kb.ingest.blocks import Block, BlockKind

_I = re.IGNORECASE
_DOT = r"[.·•_…]"
# From the first dot of a run, and possessive: a line of a million dots is read once.
_LEADERS = rf"(?<!{_DOT})(?<!{_DOT}\s)(?:(?:\s?{_DOT}){{5,}}+|(?:\s?…){{2,}}+)"
_ENTRY = re.compile(rf"{_LEADERS}\s*+(?:\d{{1,4}}|[ivxlc]{{1,7}})(?=\s|$)", _I)
_NAMES = r"(?:table of )?contents|indhold(?:sfortegnelse|soversigt)?|innehåll(?:sförteckning|söversikt)?"
_HEADING = re.compile(_NAMES, _I)
_HEADING_AND_ENTRIES = re.compile(rf"(?:{_NAMES})\s*:?\s+(?=[\w(])", _I)
# One entry, with or without its own number before it: ``2.1 Kliniske forsøg 14``, ``Økonomi .. 5``.
_LISTED = re.compile(
    r"(?:\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zæøåäö])[.)]?\s+)?[^\W\d_][^\n\d]{0,200}?[\s.·•_…](\d{1,3})(?=\s|$)\s*", _I
)
_ONE = re.compile(r"(?:\S[^\n]{0,200}?[\s.·•_…])(\d{1,3}|[ivxlc]{1,5})$")
_RULE_ROW = re.compile(r"^[|\s:-]+$")
_SENTENCE_END = re.compile(r"[.!?;,]\s+[a-zæøåäö]|[^\W\d_]{3}\.\s+[^\W\d_]")
_DOTS = re.compile(r"(?:\.\s?){2,}|[…·•_]")
_LONGEST_ENTRY = 300
_FEWEST = 3
_FEWEST_DOTTED = 2
_RULE = "table-of-contents"


def contents(blocks: Sequence[Block], *, plain: bool = False) -> dict[int, str]:
    """The blocks of a table of contents, and the heading right above them.

    Dots that lead to a page number tell an entry by themselves. Without them a heading must announce the list, and at
    least three entries follow whose page numbers never fall; two are enough where each has dots. In ``plain`` text
    headings were guessed, so that an entry may be among them.
    """
    found = {index: _RULE for index, block in enumerate(blocks) if _may_be_entry(block) and _is_dotted(block.text)}
    for index in tuple(found):
        if index and index - 1 not in found and _HEADING.fullmatch(blocks[index - 1].text.strip(" :")):
            found[index - 1] = _RULE
    after = 0
    for index, block in enumerate(blocks):
        if index >= after and block.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH}:
            announced = _announced(blocks, index, plain=plain)
            after = announced.stop
            found |= dict.fromkeys(announced, _RULE)
    return found


def _may_be_entry(block: Block) -> bool:
    """Headings of paged originals were told by their type, so an entry may be among them; other headings are marked."""
    return block.kind is not BlockKind.CODE and (block.kind is not BlockKind.HEADING or block.page is not None)


def _is_dotted(text: str) -> bool:
    """Whether a text is made of entries that each end in dots and a page number."""
    place = 0
    for entry in _ENTRY.finditer(text):
        if entry.start() - place > _LONGEST_ENTRY or "\n" in text[place : entry.start()].strip():
            return False
        place = entry.end()
    return place > 0 and not text[place:].strip()


def _announced(blocks: Sequence[Block], at: int, *, plain: bool) -> range:
    """The heading at a place and the entries below it; nothing if it is no heading of contents."""
    text = blocks[at].text.strip(" :")
    own = _HEADING_AND_ENTRIES.match(text)
    if own is not None:
        pages = _pages(text[own.end() :])
    elif _HEADING.fullmatch(text):
        pages = []
    else:
        return range(0)
    if pages is None:
        return range(0)
    end = at + 1
    while end < len(blocks) and (plain or _may_be_entry(blocks[end])):
        more = _pages(blocks[end].text, table=blocks[end].kind is BlockKind.TABLE)
        if not more or not _rises([*pages[-1:], *more]):
            break
        pages += more
        end += 1
    dotted = end > at + 1 and all(_DOTS.search(block.text) for block in blocks[at + 1 : end])
    enough = len(pages) >= (_FEWEST_DOTTED if dotted else _FEWEST)
    return range(at, end) if enough and _rises(pages) else range(0)


def _rises(pages: Sequence[int]) -> bool:
    return all(one <= other for one, other in pairwise(pages))


def _pages(text: str, *, table: bool = False) -> list[int] | None:
    """The page numbers of the entries that a text is made of, None if it is anything else; roman ones count as 0."""
    if table:
        return _row_pages(text)
    if _SENTENCE_END.search(text):
        return None
    pages, place = [], 0
    while place < len(text) and (entry := _LISTED.match(text, place)):
        pages.append(int(entry[1]))
        place = entry.end()
    if place == len(text):
        return pages
    one = _ONE.fullmatch(text)
    return [int(one[1]) if one[1].isdigit() else 0] if one else None


def _row_pages(table: str) -> list[int] | None:
    pages = []
    for row in table.split("\n"):
        if _RULE_ROW.match(row):
            continue
        title, _, page = row.strip(" |").rpartition("|")
        if not (page.strip().isdecimal() and len(page.strip()) < len("1000") and any(map(str.isalpha, title))):
            return None
        pages.append(int(page))
    return pages
