"""What pages do to a text: lines that run along on every page, and paragraphs that a page's end cuts in two."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from kb.ingest.blocks import Block, BlockKind

_DIGITS = re.compile(r"\d+|\b[ivx]+\b")
_FINAL = re.compile(r"[.?!:;…][\"'”’»«›)\]]*$")
_LONGEST = 120
_EDGE = 2
_PAGES = 3


def running_blocks(blocks: list[Block]) -> dict[int, str]:
    """The blocks that stand at the edge of at least three pages with the same words, figures aside.

    What stands on the first page alone before the running lines begin is not among them, so a title stays unless it
    runs along itself; then its first showing stays.
    """
    pages: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        if block.page is not None:
            pages[block.page].append(index)
    if len(pages) < _PAGES:
        return {}
    places: dict[str, list[int]] = defaultdict(list)
    for on_page in pages.values():
        for index in {*on_page[:_EDGE], *on_page[-_EDGE:]}:
            block = blocks[index]
            if len(block.text) <= _LONGEST and block.kind not in (BlockKind.TABLE, BlockKind.CODE):
                places[_DIGITS.sub("0", block.text.lower())].append(index)
    found: dict[int, str] = {}
    for same in places.values():
        if len({blocks[i].page for i in same}) >= _PAGES:
            keep = {min(same)} if blocks[min(same)].kind is BlockKind.HEADING else set()
            found.update(dict.fromkeys((i for i in same if i not in keep), "running-line"))
    return found


def join_over_pages(blocks: list[Block]) -> tuple[list[tuple[int, Block]], int]:
    """Join a paragraph or list item that ends mid-sentence with the one that goes on in lower case on the next page.

    Returns each block with the index of its first part, and the number of joins.
    """
    joined: list[tuple[int, Block]] = []
    last_page: int | None = None
    count = 0
    for index, block in enumerate(blocks):
        if joined and _goes_on(joined[-1][1], last_page, block):
            start, before = joined[-1]
            shift = len(before.text) + 1
            runs = tuple((at + shift, origin, length) for at, origin, length in block.runs)
            joined[-1] = start, replace(before, text=f"{before.text} {block.text}", runs=(*before.runs, *runs))
            count += 1
        else:
            joined.append((index, block))
        last_page = block.page
    return joined, count


def _goes_on(before: Block, last_page: int | None, block: Block) -> bool:
    if last_page is None or block.page != last_page + 1 or block.kind is not BlockKind.PARAGRAPH:
        return False
    if before.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return False
    return not _FINAL.search(before.text) and block.text[:1].islower()
