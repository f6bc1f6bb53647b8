"""The second half of cleaning: which blocks are not the document. Repeated until nothing more goes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kb.ingest.blocks import Block, BlockKind, Clue
from kb.ingest.changes import Changes
from kb.ingest.clean.contents import contents
from kb.ingest.clean.kickers import kickers
from kb.ingest.clean.lines_about import about, ends_in_date
from kb.ingest.clean.listings import related
from kb.ingest.clean.pages import join_over_pages, running_blocks
from kb.ingest.clean.phrases import PHRASES, is_invitation
from kb.ingest.clean.pictures import Seen, captions, credit_of, lone_names, portrait_captions
from kb.ingest.clean.promotions import PROMOTIONS
from kb.ingest.clean.words import place

_FIXED = (BlockKind.TABLE, BlockKind.CODE)
_EARLY = 6
_ROUNDS = 8
_LONG_CAPTION = 45
_SHORTEST_BODY = 30
_LONGEST_TITLE = 20
_BEFORE_TITLE = 3
_LONG_ABOVE = 60
_PAGES = frozenset({"text/html", "application/xhtml+xml", "multipart/related"})
_DATED = frozenset({"publication-line", "byline"})
_NO_TITLE = re.compile(r"[.;:,…]$|^\W*$")
_NUMBERED = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """The blocks that stay, clues from those that went, and how many blocks were joined over a page's end."""

    blocks: tuple[Block, ...]
    clues: tuple[Clue, ...]
    joins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbered:
    """A block with its number in the extracted document."""

    number: int
    block: Block


@dataclass(slots=True, kw_only=True)
class _Sweeping:
    """One sweep as it goes on.

    ``plain``: headings were guessed from layout, so they may be taken too; ``pasted``: the text is a web page or was
    copied from one; ``page``: it is one. ``spared`` are the numbers of blocks that a person wants back, ``dated`` those taken for their date.
    """

    changes: Changes
    plain: bool
    pasted: bool
    page: bool
    clues: list[Clue] = field(default_factory=list)
    spared: set[int] = field(default_factory=set)
    dated: set[int] = field(default_factory=set)


def sweep(blocks: tuple[Block, ...], changes: Changes, *, media_type: str) -> Swept:
    """Take out what is not the document."""
    plain = media_type == "text/plain"
    page = media_type in _PAGES
    pasted = plain or page or media_type == "text/markdown"
    state = _Sweeping(changes=changes, plain=plain, pasted=pasted, page=page)
    kept = [_Numbered(number=i, block=block) for i, block in enumerate(blocks, start=1)]
    joins = 0
    for _ in range(_ROUNDS):
        before = [item.block for item in kept]
        kept = _pass(kept, state)
        joined, count = join_over_pages([item.block for item in kept])
        kept = [_Numbered(number=kept[i].number, block=block) for i, block in joined]
        joins += count
        if [item.block for item in kept] == before:
            break
    final = [item.block for item in kept]
    return Swept(blocks=tuple(_with_title(final) if plain else final), clues=tuple(state.clues), joins=joins)


def _pass(items: list[_Numbered], state: _Sweeping) -> list[_Numbered]:
    blocks = [item.block for item in items]
    seen = tuple(_seen(block, plain=state.plain) for block in blocks)
    found = running_blocks(blocks) | contents(blocks, plain=state.plain)
    hints: list[Clue] = []
    about_cookies = bool(seen) and _is_about_cookies(seen[0])
    for index, block in enumerate(seen):
        if index in found or not block.open:
            continue
        line = about(block.text, early=index < _EARLY)
        if line is not None:
            found[index] = line.rule
            hints.extend(line.clues)
        elif (rule := _phrase_of(block, first=index == 0, about_cookies=about_cookies)) is not None:
            found[index] = rule
    found = captions(seen) | found
    if state.pasted:
        found = related(blocks, list(found)) | found
    found = {index: rule for index, rule in found.items() if items[index].number not in state.spared}
    if not found:
        found, hints = _last(items, seen, state)
    return _carried_out(items, found, hints, state)


def _last(items: list[_Numbered], seen: tuple[Seen, ...], state: _Sweeping) -> tuple[dict[int, str], list[Clue]]:
    """What can be told only when everything else is out: lines above the headline, and lone names."""
    numbers = [item.number for item in items]
    dated_below = [bool(state.dated & set(range(one + 1, two))) for one, two in pairwise(numbers[: _EARLY + 1])]
    labels, clues = kickers([item.block for item in items], dated_below, sections=state.pasted, page=state.page)
    if any(items[index].number not in state.spared for index in labels):
        return labels, list(clues)
    if not state.pasted:
        return {}, []  # in a letter or a report a lone name is a signature
    named, authors = lone_names(seen)
    return named | portrait_captions(seen), list(authors)


def _is_about_cookies(block: Seen) -> bool:
    """Whether the first block is a title that speaks of cookies."""
    title = block.words <= _LONGEST_TITLE and "cookie" in block.text.lower()
    return title and _phrase_of(block, first=True, about_cookies=False) is None


def _carried_out(items: list[_Numbered], found: dict[int, str], hints: list[Clue], state: _Sweeping) -> list[_Numbered]:
    kept: list[_Numbered] = []
    for index, item in enumerate(items):
        block = item.block
        if index in found and item.number not in state.spared:
            if state.changes.note(found[index], block.text, place(block, item.number)):
                if found[index] in _DATED:
                    state.dated.add(item.number)
                continue
            state.spared.add(item.number)
        kept.append(_without_invitation(_without_credit(item, state), state))
    state.clues.extend(hint for hint in hints if hint not in state.clues)
    return kept


def _seen(block: Block, *, plain: bool) -> Seen:
    may_go = block.kind not in _FIXED and (plain or block.kind is not BlockKind.HEADING)
    return Seen(text=block.text, kind=block.kind, open=may_go)


def _phrase_of(block: Seen, *, first: bool, about_cookies: bool) -> str | None:
    if not any(character.isalnum() for character in block.text):
        return "drawn-line"
    words = block.words
    for phrase in (*PHRASES, *PROMOTIONS):
        if (first and phrase.rule == "call-to-action") or (about_cookies and phrase.rule == "cookie-notice"):
            continue
        if phrase.fits(block.text, words):
            return phrase.rule
    return None


def _without_invitation(item: _Numbered, state: _Sweeping) -> _Numbered:
    """A paragraph whose last words, after its last full stop, only ask the reader to follow a link, without them."""
    block = item.block
    cut = block.text.rfind(". ") + 2
    tail = block.text[cut:]
    if (
        cut < _SHORTEST_BODY
        or block.kind is not BlockKind.PARAGRAPH
        or item.number in state.spared
        or not is_invitation(tail)
    ):
        return item
    if not state.changes.note("call-to-action", tail, place(block, item.number)):
        state.spared.add(item.number)
        return item
    return _Numbered(number=item.number, block=replace(block, text=block.text[: cut - 1]))


def _without_credit(item: _Numbered, state: _Sweeping) -> _Numbered:
    """A paragraph that ends in a photographer's credit, without it."""
    block = item.block
    if block.kind is not BlockKind.PARAGRAPH or len(block.text.split()) <= _LONG_CAPTION or item.number in state.spared:
        return item
    parts = credit_of(block.text)
    if parts is None:
        return item
    end = len(block.text) - len(parts[1])
    shorter = block.text[:end].rstrip(" |/–-(")
    if not state.changes.note("photo-credit", block.text[end:], place(block, item.number)):
        state.spared.add(item.number)
        return item
    return _Numbered(number=item.number, block=replace(block, text=shorter))


def _with_title(blocks: list[Block]) -> list[Block]:
    """The first heading of a text without marks is its title, or its first line where that stands like one."""
    if any(block.kind is BlockKind.HEADING and block.level == 1 for block in blocks):
        return blocks
    above = blocks[: _BEFORE_TITLE + 1]
    headings = [i for i, one in enumerate(above) if one.kind is BlockKind.HEADING and not _NUMBERED.match(one.text)]
    if headings and any(len(one.text) > _LONG_ABOVE for one in above[: headings[0]]):
        headings = []  # what heads a part further down is no title
    first = 0 if blocks and _stands_like_title(blocks) else headings[0] if headings else None
    if first is None:
        return blocks
    title = replace(blocks[first], kind=BlockKind.HEADING, level=1)
    return [*blocks[:first], title, *blocks[first + 1 :]]


def _stands_like_title(blocks: list[Block]) -> bool:
    """Whether the first block is a short line without an end stop above running text."""
    text = blocks[0].text
    short = blocks[0].kind is BlockKind.PARAGRAPH and 1 < len(text.split()) <= _LONGEST_TITLE
    if not short or _NO_TITLE.search(text) or not text[0].isupper() or ends_in_date(text):
        return False
    following = next((block for block in blocks[1 : _BEFORE_TITLE + 1] if block.kind is BlockKind.PARAGRAPH), None)
    heading_below = len(blocks) > 1 and blocks[1].kind is BlockKind.HEADING
    return not heading_below and following is not None and len(following.text.split()) > _LONGEST_TITLE
