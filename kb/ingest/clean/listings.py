"""Headlines of other texts at the end of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.ingest.blocks import Block, BlockKind

_I = re.IGNORECASE
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
