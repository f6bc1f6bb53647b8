"""A document's text as a page shows it: its blocks with their language, page, marks and quotations, in parts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from kb.model import Document, FoundPassage, Page, Quotation, Span
from kb.web.blocks import Block, BlockKind, blocks
from kb.web.excerpts import ShownBlock, whole

_DEEPEST = 6
PART = 30_000
"""Characters from which a text is shown in parts, so that a page of the browser stays light."""


class Placed(NamedTuple):
    """A block as it is shown: in which language, with what marks.

    ``page`` is the page of the original that begins with it, ``passage`` the number of the passage that does. A heading
    has a ``level`` from 2, because the page's own is 1.
    """

    shown: ShownBlock
    language: str
    page: str | None
    passage: int | None
    level: int = 0

    @property
    def block(self) -> Block:
        """The block itself."""
        return self.shown.block


class Group(NamedTuple):
    """Neighbouring blocks of one kind: a list with all its items, or one block of another kind."""

    kind: BlockKind
    blocks: tuple[Placed, ...]


class Heading(NamedTuple):
    """An entry of the outline; ``part`` is the part of the text it stands in."""

    words: str
    level: int
    passage: int
    language: str
    part: int


class Section(NamedTuple):
    """The passages under one heading that answer, each with the part of the text it stands in."""

    heading: str | None
    language: str
    passages: tuple[tuple[FoundPassage, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One part of a text with everything around it.

    ``said`` are the quotations in this part, by their number. ``notes`` are the markers of the footnotes in it.
    ``titled`` is a first heading that says what the page's own would say, and is shown in its place.
    """

    part: int
    parts: int
    groups: tuple[Group, ...]
    outline: tuple[Heading, ...]
    matches: int
    found: tuple[Section, ...]
    said: tuple[tuple[int, Quotation], ...]
    notes: frozenset[str] = frozenset()
    titled: Placed | None = None


def shown(
    document: Document,
    passages: Sequence[FoundPassage],
    quotations: Sequence[Quotation],
    *,
    part: int = 1,
    passage: int | None = None,
) -> Shown:
    """The part of a text with this number, or the one that holds a passage."""
    text = document.text
    # The index may be a moment behind the text; what does not stand there any more is not marked.
    passages = [one for one in passages if one.span.slice(text) == one.text]
    parts = list(_parts(blocks(text)))
    starts = [one[0].whole.start for one in parts]
    if passage is not None:
        wanted = next((one.span.start for one in passages if one.number == passage), 0)
        part = bisect_right(starts, wanted)
    part = max(1, min(part, len(parts)))
    held = parts[part - 1] if parts else ()
    placed = tuple(_placed(text, held, passages, document.record.pages, [one.span for one in quotations]))
    titled = placed[0] if _begins_with(text, held, document.record.title) else None
    if titled is not None:
        placed = (placed[1]._replace(page=placed[1].page or placed[0].page), *placed[2:])
    placed = tuple(_levelled(placed))
    reach = Span(held[0].whole.start, held[-1].whole.end) if held else Span(0, 0)
    return Shown(
        part=part,
        parts=max(1, len(parts)),
        groups=tuple(_groups(placed)),
        outline=tuple(_outline(text, parts, passages, document.record.title)),
        matches=sum(len(one.matches) for one in passages),
        found=tuple(_sections((one, bisect_right(starts, one.span.start)) for one in passages if one.matches)),
        notes=frozenset(one.marker for one in held if one.kind is BlockKind.FOOTNOTE),
        titled=titled,
        said=tuple((n, one) for n, one in enumerate(quotations) if reach.start <= one.span.start < reach.end),
    )


def _begins_with(text: str, held: Sequence[Block], title: str) -> bool:
    return len(held) > 1 and held[0].kind is BlockKind.HEADING and held[0].span.slice(text).strip() == title


def _parts(all_blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    """Blocks in runs of at most about ``PART`` characters, cut before a heading where one comes late in a run."""
    held: list[Block] = []
    for block in all_blocks:
        length = block.whole.end - held[0].whole.start if held else 0
        if length > PART or (length > PART * 3 // 4 and block.kind is BlockKind.HEADING):
            yield tuple(held)
            held = []
        held.append(block)
    if held:
        yield tuple(held)


def _placed(
    text: str,
    held: Sequence[Block],
    passages: Sequence[FoundPassage],
    pages: Sequence[Page],
    said: Sequence[Span],
) -> Iterator[Placed]:
    starts = [one.span.start for one in passages]
    begun = {page.span.start: page.label or str(page.number) for page in pages if page.span.start < page.span.end}
    waiting = sorted(begun)
    last = -1
    for block in held:
        at = bisect_right(starts, block.span.start) - 1
        inside = passages[max(0, at) : bisect_right(starts, block.span.end)]
        matches = [match for one in inside for match in one.matches]
        touching = [
            span if span.start < block.span.end and span.end > block.span.start else Span(0, 0) for span in said
        ]
        turned = [start for start in waiting if start <= block.span.start]
        waiting = waiting[len(turned) :]
        yield Placed(
            shown=whole(text, block, matches, touching),
            language=passages[at].language if at >= 0 else "und",
            page=begun[turned[-1]] if turned else None,
            passage=passages[at].number if at > last else None,
        )
        last = max(last, at)


def _levelled(placed: Iterable[Placed]) -> Iterator[Placed]:
    """Headings with levels that go down one step at a time, whatever steps the original takes."""
    above: list[int] = []
    for one in placed:
        if one.block.kind is not BlockKind.HEADING:
            yield one
            continue
        above = [level for level in above if level < one.block.level]
        above.append(one.block.level)
        yield one._replace(level=min(len(above) + 1, _DEEPEST))


def _groups(placed: Iterable[Placed]) -> Iterator[Group]:
    for kind, together in groupby(placed, key=lambda one: one.block.kind):
        if kind is BlockKind.ITEM:
            yield Group(kind, tuple(together))
        else:
            yield from (Group(kind, (one,)) for one in together)


def _sections(found: Iterable[tuple[FoundPassage, int]]) -> Iterator[Section]:
    for heading, together in groupby(found, key=lambda pair: pair[0].heading):
        held = tuple(together)
        yield Section(heading, held[0][0].language, held)


def _outline(
    text: str, parts: Sequence[tuple[Block, ...]], passages: Sequence[FoundPassage], title: str
) -> Iterator[Heading]:
    numbers = {one.span.start: one for one in passages}
    for number, part in enumerate(parts, 1):
        for block in part[1:] if number == 1 and _begins_with(text, part, title) else part:
            if block.kind is BlockKind.HEADING and (passage := numbers.get(block.span.start)):
                yield Heading(block.span.slice(text), block.level, passage.number, passage.language, number)
