"""From groups of lines to blocks: headings by rank of type, footnotes after their page, breaks bridged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kb.ingest.blocks import Block, BlockKind
from kb.ingest.extract.pdf.groups import TERMINAL, Group, groups_of, leading_of
from kb.ingest.extract.pdf.lines import Line
from kb.ingest.extract.pdf.marks import note_mark

LONGEST_HEADING = 250
LONGEST_BOLD_HEADING = 140
LARGER = 1.12
NOTE_SIZE = 0.93
LOWEST_LEVEL = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFlows:
    """The flows of one page in reading order, and where the page ends."""

    page: int
    height: float
    flows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class _Type:
    """The types of a document: the size of its body, whether that is bold, and the ranks of its headings."""

    body: float
    mostly_bold: bool
    ranks: tuple[float, ...] = ()

    def is_larger(self, group: Group) -> bool:
        return group.size >= LARGER * self.body

    def is_heading(self, group: Group) -> bool:
        text = _text(group)
        if group.table or not any(map(str.isalpha, text)) or (group.mark and group.mark.number is None):
            return False
        if self.is_larger(group):
            return len(text) <= LONGEST_HEADING and (group.bold or len(group.lines) <= 3) and not text.endswith(",")  # noqa: PLR2004
        bold = group.bold and not self.mostly_bold and group.size >= NOTE_SIZE * self.body
        return bold and len(text) <= LONGEST_BOLD_HEADING and not re.search(r"[.,;:]$", text)

    def level(self, group: Group) -> int:
        if not self.is_larger(group):
            return min(len(self.ranks) + 1, LOWEST_LEVEL)
        nearest = min(range(len(self.ranks)), key=lambda rank: abs(self.ranks[rank] - group.size))
        return min(nearest + 1, LOWEST_LEVEL)


def blocks_of(pages: Sequence[PageFlows], *, soft_hyphens: bool) -> list[Block]:
    """The blocks of a document; ``soft_hyphens`` when its producer writes U+2010 where it breaks a word itself."""
    type_ = _body_type(line for page in pages for flow in page.flows for line in flow)
    leading = leading_of(flow for page in pages for flow in page.flows)
    grouped: list[tuple[list[Group], list[Group]]] = []
    for page in pages:
        groups: list[Group] = []
        notes: list[Group] = []
        for flow in page.flows:
            before = notes or (grouped[-1][1] if grouped else [])
            continues = bool(before) and not TERMINAL.search(before[-1].lines[-1].text)
            text, foot = _without_notes(flow, page, type_.body, continues=continues)
            groups += groups_of(text, leading)
            if foot and continues and note_mark(foot[0].lines[0]) is None:
                before[-1] = replace(before[-1], lines=(*before[-1].lines, *foot.pop(0).lines))
            notes += foot
        grouped.append((groups, notes))
    type_ = replace(type_, ranks=_ranks(type_, (group for groups, _ in grouped for group in groups)))
    bridged = _bridged([groups for groups, _ in grouped], type_)
    blocks: list[Block] = []
    for groups, (_, notes) in zip(bridged, grouped, strict=True):
        blocks += [_block(group, type_, soft=soft_hyphens) for group in groups]
        blocks += [_note(group, soft=soft_hyphens) for group in notes]
    return blocks


def _body_type(lines: Iterable[Line]) -> _Type:
    weights: Counter[float] = Counter()
    bold: Counter[float] = Counter()
    for line in lines:
        if not line.table:
            weights[round(line.size * 2) / 2] += len(line.text)
            bold[round(line.size * 2) / 2] += len(line.text) * line.bold
    body = max(weights, key=lambda size: (weights[size], -size), default=10.0)
    return _Type(body, mostly_bold=bold[body] > 0.5 * weights[body])


def _ranks(type_: _Type, groups: Iterable[Group]) -> tuple[float, ...]:
    """The sizes of headings from the largest, those within 4 per cent of each other taken as one."""
    ranks: list[float] = []
    for size in sorted(
        {group.size for group in groups if type_.is_larger(group) and type_.is_heading(group)}, reverse=True
    ):
        if not ranks or size < 0.96 * ranks[-1]:
            ranks.append(size)
    return tuple(ranks) or (type_.body,)


def _without_notes(
    flow: Sequence[Line], page: PageFlows, body: float, *, continues: bool
) -> tuple[Sequence[Line], list[Group]]:
    """Part a flow from the footnotes at its end: small type low on the page, beginning with a mark.

    Where a note of the page before breaks off (``continues``), small type before the first mark is its rest.
    """
    start = len(flow)
    while start > 0 and flow[start - 1].size <= NOTE_SIZE * body and flow[start - 1].baseline > 0.4 * page.height:
        start -= 1
    small = start
    while start < len(flow) and (flow[start].table or note_mark(flow[start]) is None):
        start += 1
    rest = [] if start == len(flow) else list(flow[small:start])
    if rest and continues:
        return flow[:small], [Group(lines=tuple(rest)), *_without_notes(flow[start:], page, body, continues=False)[1]]
    notes: list[list[Line]] = []
    for line in flow[start:]:
        if note_mark(line) is not None and not line.table and _at_margin(line, flow[start]):
            notes.append([line])
        else:
            notes[-1].append(line)
    return flow[:start], [Group(lines=tuple(lines)) for lines in notes]


def _at_margin(line: Line, first: Line) -> bool:
    return abs(line.left - first.left) < 1.5 * line.size


def _bridged(pages: Sequence[Sequence[Group]], type_: _Type) -> list[list[Group]]:
    """Join a paragraph that runs on from the foot of a column or page to the top of the next."""
    joined: list[list[Group]] = []
    open_on: list[Group] = []
    for groups in pages:
        joined.append([])
        for group in groups:
            before = open_on[-1] if open_on else None
            if before is not None and _breaks(before, group) and _runs_on(before, group, type_):
                open_on[-1] = replace(
                    group, lines=(*before.lines, *group.lines), mark=before.mark, indented=before.indented
                )
            else:
                joined[-1].append(group)
                open_on = joined[-1]
    return joined


def _breaks(before: Group, group: Group) -> bool:
    """Whether a column or a page ends between two groups."""
    last, first = before.lines[-1], group.lines[0]
    return first.page != last.page or first.baseline < last.baseline


def _runs_on(before: Group, group: Group, type_: _Type) -> bool:
    """Whether a group is the rest of the one that the end of a column or page cut off."""
    last, first = before.lines[-1], group.lines[0]
    if before.table or group.table or before.bold != group.bold:
        return False
    if group.mark is not None and not (group.mark.rest[:1].islower() and _is_unfinished(before)):
        return False
    if abs(before.size - group.size) > 0.05 * before.size or type_.is_heading(before) or type_.is_heading(group):
        return False
    text, rest = last.text, first.text
    if rest[:1].islower():
        return True
    if TERMINAL.search(text):
        return before.full and before.justified and not group.indented and not text.endswith(":")
    return before.full or len(before.lines) > 1 or text.endswith(("-", ","))


def _is_unfinished(group: Group) -> bool:
    """Whether a group breaks off within a sentence, so that a number after it belongs to the sentence."""
    return group.mark is None and not TERMINAL.search(group.lines[-1].text)


def _block(group: Group, type_: _Type, *, soft: bool) -> Block:
    page = group.lines[0].page
    if group.table is not None:
        return Block(kind=BlockKind.TABLE, text=group.table, page=page)
    if type_.is_heading(group):
        return Block(kind=BlockKind.HEADING, text=_text(group, soft=soft), level=type_.level(group), page=page)
    if group.mark is not None:
        text = "\n".join([group.mark.rest, *(line.text for line in group.lines[1:])])
        return Block(
            kind=BlockKind.LIST_ITEM, text=_hyphens(text.strip(), soft=soft), marker=group.mark.number, page=page
        )
    return Block(kind=BlockKind.PARAGRAPH, text=_text(group, soft=soft), page=page)


def _note(group: Group, *, soft: bool) -> Block:
    marked = note_mark(group.lines[0])
    mark, rest = marked or (None, group.lines[0].text)
    text = "\n".join([rest, *(line.text for line in group.lines[1:])])
    return Block(kind=BlockKind.FOOTNOTE, text=_hyphens(text, soft=soft), marker=mark, page=group.lines[0].page)


def _text(group: Group, *, soft: bool = False) -> str:
    return _hyphens("\n".join(line.text for line in group.lines), soft=soft)


def _hyphens(text: str, *, soft: bool) -> str:
    return text.replace("\u2010\n", "\xad\n") if soft else text
