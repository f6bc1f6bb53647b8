"""The second half of cleaning: which blocks are not the document. Repeated until nothing more goes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kb.ingest.blocks import Block, BlockKind, Clue
from kb.ingest.clean.changes import Changes
from kb.ingest.clean.lines_about import about
from kb.ingest.clean.pages import join_over_pages, running_blocks
from kb.ingest.clean.phrases import PHRASES, is_invitation
from kb.ingest.clean.pictures import Seen, captions, credit_of, lone_names, portrait_captions
from kb.ingest.clean.words import place

_FIXED = (BlockKind.TABLE, BlockKind.CODE)
_EARLY = 6
_ROUNDS = 8
_LONG_CAPTION = 45
_SHORTEST_BODY = 30


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


def sweep(blocks: tuple[Block, ...], changes: Changes, *, plain: bool) -> Swept:
    """Take out what is not the document. ``plain``: headings were guessed from layout, so they may be taken too."""
    kept = [_Numbered(number=i, block=block) for i, block in enumerate(blocks, start=1)]
    clues: list[Clue] = []
    spared: set[int] = set()
    joins = 0
    for _ in range(_ROUNDS):
        before = [item.block for item in kept]
        kept = _pass(kept, changes, clues, spared, plain=plain)
        joined, count = join_over_pages([item.block for item in kept])
        kept = [_Numbered(number=kept[i].number, block=block) for i, block in joined]
        joins += count
        if [item.block for item in kept] == before:
            break
    final = [item.block for item in kept]
    return Swept(blocks=tuple(_with_title(final) if plain else final), clues=tuple(clues), joins=joins)


def _pass(
    items: list[_Numbered], changes: Changes, clues: list[Clue], spared: set[int], *, plain: bool
) -> list[_Numbered]:
    seen = tuple(_seen(item.block, plain=plain) for item in items)
    found = running_blocks([item.block for item in items])
    hints: list[Clue] = []
    about_cookies = bool(items) and "cookie" in items[0].block.text.lower()
    for index, block in enumerate(seen):
        if index in found or not block.open:
            continue
        line = about(block.text, early=index < _EARLY)
        if line is not None:
            found[index] = line.rule
            hints.extend(line.clues)
        elif (rule := _phrase_of(block, first=index == 0, about_cookies=about_cookies)) is not None:
            found[index] = rule
    found |= {index: rule for index, rule in captions(seen).items() if index not in found}
    rest = tuple(replace(block, open=block.open and i not in found) for i, block in enumerate(seen))
    if not found:
        named, authors = lone_names(rest)
        found |= named | portrait_captions(rest)
        hints.extend(authors)
    return _carried_out(items, found, hints, changes, clues, spared)


def _carried_out(
    items: list[_Numbered],
    found: dict[int, str],
    hints: list[Clue],
    changes: Changes,
    clues: list[Clue],
    spared: set[int],
) -> list[_Numbered]:
    kept: list[_Numbered] = []
    for index, item in enumerate(items):
        block = item.block
        if index in found and item.number not in spared:
            if changes.note(found[index], block.text, place(block, item.number)):
                continue
            spared.add(item.number)
        kept.append(_without_invitation(_without_credit(item, changes, spared), changes, spared))
    clues.extend(hint for hint in hints if hint not in clues)
    return kept


def _seen(block: Block, *, plain: bool) -> Seen:
    may_go = block.kind not in _FIXED and (plain or block.kind is not BlockKind.HEADING)
    return Seen(text=block.text, kind=block.kind, open=may_go)


def _phrase_of(block: Seen, *, first: bool, about_cookies: bool) -> str | None:
    if not any(character.isalnum() for character in block.text):
        return "drawn-line"
    words = block.words
    for phrase in PHRASES:
        if (first and phrase.rule == "call-to-action") or (about_cookies and phrase.rule == "cookie-notice"):
            continue
        if phrase.fits(block.text, words):
            return phrase.rule
    return None


def _without_invitation(item: _Numbered, changes: Changes, spared: set[int]) -> _Numbered:
    """A paragraph whose last words, after its last full stop, only ask the reader to follow a link, without them."""
    block = item.block
    cut = block.text.rfind(". ") + 2
    tail = block.text[cut:]
    if (
        cut < _SHORTEST_BODY
        or block.kind is not BlockKind.PARAGRAPH
        or item.number in spared
        or not is_invitation(tail)
    ):
        return item
    if not changes.note("call-to-action", tail, place(block, item.number)):
        spared.add(item.number)
        return item
    return _Numbered(number=item.number, block=replace(block, text=block.text[: cut - 1]))


def _without_credit(item: _Numbered, changes: Changes, spared: set[int]) -> _Numbered:
    """A paragraph that ends in a photographer's credit, without it."""
    block = item.block
    if block.kind is not BlockKind.PARAGRAPH or len(block.text.split()) <= _LONG_CAPTION or item.number in spared:
        return item
    parts = credit_of(block.text)
    if parts is None:
        return item
    end = len(block.text) - len(parts[1])
    shorter = block.text[:end].rstrip(" |/–-(")
    if not changes.note("photo-credit", block.text[end:], place(block, item.number)):
        spared.add(item.number)
        return item
    return _Numbered(number=item.number, block=replace(block, text=shorter))


def _with_title(blocks: list[Block]) -> list[Block]:
    """The first heading of a text without marks is its title."""
    headings = [i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    if not headings or headings[0] > 1 or any(blocks[i].level == 1 for i in headings):
        return blocks
    first = headings[0]
    return [*blocks[:first], replace(blocks[first], level=1), *blocks[first + 1 :]]
