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
_SENTENCE = 6
_YEAR = 5


def running_blocks(blocks: list[Block]) -> dict[int, str]:
    """The blocks at the edges of at least three pages with the same words, whose figures count with the pages.

    Chapters are numbered too: where the figures do not keep their distance from the page's number, only blocks that
    are the same to the letter go. Sentences stay. Of a heading that runs along, the first showing stays.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for index in _at_edges(blocks):
        if _may_run(blocks[index]):
            places[_DIGITS.sub("0", blocks[index].text.lower())].append(index)
    found: dict[int, str] = {}
    for same in places.values():
        for running in _same_or_counting(blocks, same):
            first = min(running)
            keep = {first} if blocks[first].kind is BlockKind.HEADING else set()
            found.update(dict.fromkeys((i for i in running if i not in keep), "running-line"))
    return found


def _at_edges(blocks: list[Block]) -> list[int]:
    pages: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        if block.page is not None:
            pages[block.page].append(index)
    if len(pages) < _PAGES:
        return []
    return sorted({index for on_page in pages.values() for index in (*on_page[:_EDGE], *on_page[-_EDGE:])})


def _may_run(block: Block) -> bool:
    if block.kind in (BlockKind.TABLE, BlockKind.CODE) or len(block.text) > _LONGEST:
        return False
    return not (_FINAL.search(block.text) and len(block.text.split()) > _SENTENCE)


def _same_or_counting(blocks: list[Block], same: list[int]) -> list[list[int]]:
    """Of blocks that differ in figures alone: those that are the same, and those that count the pages."""
    groups: dict[object, list[int]] = defaultdict(list)
    for index in same:
        block = blocks[index]
        groups[block.text].append(index)
        figures = [int(figure) for figure in _DIGITS.findall(block.text) if figure.isdecimal() and len(figure) < _YEAR]
        if block.kind is not BlockKind.HEADING and block.page is not None:
            for figure in set(figures):
                groups[figure - block.page].append(index)
    running = (sorted(set(group)) for group in groups.values())
    return [group for group in running if len({blocks[i].page for i in group}) >= _PAGES]


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
