"""Lists that point elsewhere: a table of contents with its page numbers, and headlines of other texts at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.ingest.blocks import Block, BlockKind

_I = re.IGNORECASE
_LEADERS = r"(?:(?:\s?[.·•_…]){5,}|(?:\s?…){2,})"
_ENTRIES = re.compile(rf"(?:[^\n]{{0,300}}?{_LEADERS}\s*(?:\d{{1,4}}|[ivxlc]{{1,7}})\s*)+", _I)
_ENTRY = re.compile(rf"{_LEADERS}\s*(?:\d{{1,4}}|[ivxlc]{{1,7}})(?=\s|$)", _I)
_CONTENTS = re.compile(
    r"(?:table of )?contents|indhold(?:sfortegnelse|soversigt)?|innehåll(?:sförteckning|söversikt)?", _I
)
_RELATED = re.compile(
    r"related(?: (?:articles?|stories|content|news|posts?|links?|reading))?|more (?:on this (?:story|topic)|news|stories|from .{2,40})|also read|read also|"
    r"most (?:read|popular|viewed)|latest(?: news| stories)?|you (?:may|might) also (?:like|be interested in)|recommended(?: for you| reading)?|"
    r"relatere(?:t|de)(?: (?:nyheder|artikler|indhold|emner|historier|links))?|flere (?:nyheder|artikler|historier)|mere om (?:emnet|.{2,30})|læs også|"
    r"mest læste?|seneste (?:nyt|nyheder|artikler)|andre læser også|anbefalede artikler|"
    r"relatera(?:t|de)(?: (?:nyheter|artiklar|innehåll|ämnen|länkar))?|(?:fler|flera) (?:nyheter|artiklar)|mer om (?:ämnet|.{2,30})|läs (?:också|även|mer)|"
    r"mest läs(?:t|ta)|senaste (?:nytt|nyheterna|nyheter)|andra läser|rekommenderade artiklar",
    _I,
)
_ENDS_SENTENCE = re.compile(r"[.;:,…][\"”’»)]*$")
_MOST_WORDS = 16
_MOST_HEADLINES = 12
_SHORT = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM)


def contents(blocks: Sequence[Block]) -> dict[int, str]:
    """Entries of a table of contents, told by the dots that lead to a page number, and the heading right above them."""
    found = {
        index: "table-of-contents"
        for index, block in enumerate(blocks)
        if _may_be_entry(block) and _ENTRY.search(block.text) and _ENTRIES.fullmatch(block.text)
    }
    for index in tuple(found):
        if index and index - 1 not in found and _CONTENTS.fullmatch(blocks[index - 1].text.strip(" :")):
            found[index - 1] = "table-of-contents"
    return found


def _may_be_entry(block: Block) -> bool:
    """Headings of paged originals were told by their type, so an entry may be among them; other headings are marked."""
    return block.kind is not BlockKind.CODE and (block.kind is not BlockKind.HEADING or block.page is not None)


def related(blocks: Sequence[Block], gone: Sequence[int]) -> dict[int, str]:
    """A heading that announces other texts, in the second half, and the headlines under it down to the end.

    ``gone`` are the blocks that other rules take; the list may end at one of those.
    """
    taken = set(gone)
    for index in range(len(blocks) // 2, len(blocks) - 1):
        if not _RELATED.fullmatch(blocks[index].text.strip(" :»>")) or blocks[index].kind not in _SHORT:
            continue
        below = [i for i in range(index + 1, len(blocks)) if i not in taken]
        if below and len(below) <= _MOST_HEADLINES and all(_is_headline(blocks[i]) for i in below):
            return dict.fromkeys((index, *below), "related")
    return {}


def _is_headline(block: Block) -> bool:
    short = block.kind in _SHORT and len(block.text.split()) <= _MOST_WORDS
    return short and not _ENDS_SENTENCE.search(block.text)
