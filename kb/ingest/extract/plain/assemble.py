"""From the lines of a text to its blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kb.ingest.blocks import Block, BlockKind, Clue, PageInfo
from kb.ingest.changes import Changes
from kb.ingest.clean.align import align
from kb.ingest.extract.plain.front_matter import read_front_matter
from kb.ingest.extract.plain.groups import Group, Sheet
from kb.ingest.extract.plain.headings import Piece, find_headings
from kb.ingest.extract.plain.inline import strip_inline
from kb.ingest.extract.plain.lines import Line, split_lines, survey
from kb.ingest.extract.plain.marks import mark_of, section_depth, uses_letter_o
from kb.ingest.extract.plain.pasted_mail import RULE, read_mail_head
from kb.ingest.extract.plain.running import running_lines
from kb.ingest.extract.plain.speech import speech_lines
from kb.model import Span

_RULE = frozenset("-_*=~")
_GREETING = re.compile(r"(?:hej|hejsa|kære|kära|käre|bästa|god ?dag|dear|hi|hello)\b", re.IGNORECASE)
_MIN_RULE = 3
_INDENT = 2
_DEEPEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read from a text."""

    blocks: tuple[Block, ...]
    clues: tuple[Clue, ...] = ()
    pages: tuple[PageInfo, ...] = ()


def read_blocks(text: str, changes: Changes, *, markdown: bool) -> Reading:
    """Read the blocks of ``text``; spans count in it. What is left out is listed in ``changes``."""
    front = read_front_matter(text) if markdown else None
    lines = split_lines(text)
    if front is not None:
        lines = tuple(line for line in lines if line.span.start >= front.end)
    mail = None if markdown else read_mail_head(text)
    if mail is not None and changes.note(RULE, mail.text, "line 1 of the text"):
        lines = tuple(line for line in lines if line.span.start >= mail.end)
    lines = lines if markdown else _without_running_lines(lines, changes)
    lines = _without_rules(lines, markdown=markdown)
    sheet = _lay_out(lines, markdown=markdown)
    groups = sheet.groups()
    blocks = _Assembly(text=text, sheet=sheet, groups=groups, markdown=markdown).blocks()
    last_page = max((line.page for line in lines), default=1)
    shown = {line.page for line in lines}
    pages = tuple(PageInfo(number=n, has_text=n in shown) for n in range(1, last_page + 1)) if last_page > 1 else ()
    clues = front.clues if front else mail.clues if mail else ()
    return Reading(blocks=_greeted(blocks) if mail else blocks, clues=clues, pages=pages)


def _greeted(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A mail begins with a greeting, which is no heading."""
    if blocks and blocks[0].kind is BlockKind.HEADING and _GREETING.match(blocks[0].text):
        return (replace(blocks[0], kind=BlockKind.PARAGRAPH, level=0), *blocks[1:])
    return blocks


def _without_running_lines(lines: tuple[Line, ...], changes: Changes) -> tuple[Line, ...]:
    running = running_lines(lines)
    return tuple(
        line
        for i, line in enumerate(lines)
        if i not in running or not changes.note("running-line", line.text, f"line {i + 1} of the text")
    )


def _without_rules(lines: tuple[Line, ...], *, markdown: bool) -> tuple[Line, ...]:
    """Leave out lines drawn with dashes, but not the underline of a Markdown heading."""
    return tuple(
        line
        for line in lines
        if len(line.text) < _MIN_RULE
        or not set(line.text.replace(" ", "")) <= _RULE
        or line.text.startswith("~~~")
        or (markdown and not line.blanks)
    )


def _lay_out(lines: tuple[Line, ...], *, markdown: bool) -> Sheet:
    letter_o = uses_letter_o([line.text for line in lines])
    marks = tuple(mark_of(line.text, markdown=markdown, letter_o=letter_o) for line in lines)
    layout = survey(lines, tuple(mark is not None for mark in marks))
    if not markdown:
        spoken = speech_lines(tuple(line.text for line in lines), marks)
        marks = tuple(None if i in spoken else mark for i, mark in enumerate(marks))
    return Sheet(lines=lines, marks=marks, layout=layout, strict=markdown)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Assembly:
    text: str
    sheet: Sheet
    groups: tuple[Group, ...]
    markdown: bool

    def blocks(self) -> tuple[Block, ...]:
        pieces = tuple(self._piece(i) for i in range(len(self.groups)))
        headings = frozenset() if self.markdown else find_headings(pieces)
        found: list[Block] = []
        outline = _Outline()
        for index, group in enumerate(self.groups):
            block = self._block(group, heading=index in headings, outline=outline)
            found.extend(_setext(block) if self.markdown else [block])
        return tuple(_with_runs(block, self.text) for block in found if block.text)

    def _piece(self, index: int) -> Piece:
        group = self.groups[index]
        following = self.groups[index + 1].first if index + 1 < len(self.groups) else None
        lines = self.sheet.lines
        return Piece(
            text=" ".join(line.text for line in lines[group.first : group.last + 1]),
            mark=group.mark,
            blanks_before=lines[group.first].blanks,
            blanks_after=lines[following].blanks if following is not None else 1,
            fixed=group.kind is not None,
        )

    def _block(self, group: Group, *, heading: bool, outline: _Outline) -> Block:
        first, last = self.sheet.lines[group.first], self.sheet.lines[group.last]
        place = Span(first.span.start, last.span.end)
        page = first.page if self.sheet.lines[-1].page > 1 else None
        if group.kind is not None:
            outline.leave()
            return Block(kind=group.kind, text=self._set_text(group), page=page, origin=place)
        mark = group.mark
        kind = BlockKind.HEADING if heading else mark.kind if mark else BlockKind.PARAGRAPH
        level, marker = mark.level if mark else 0, mark.marker if mark else None
        if heading:
            level = section_depth(marker) if marker else 2
        content = self._content(group, keep_mark=heading)
        text = strip_inline(content) if self.markdown else content
        if kind is BlockKind.LIST_ITEM and marker and not _has_words(text):
            kind, text, marker = BlockKind.PARAGRAPH, marker, None  # a number alone on its line is all that is said
        if kind is not BlockKind.LIST_ITEM or mark is None:
            outline.leave()
        elif _has_words(text):
            # An item without words is left out in the end, so nothing can stand under it.
            level = outline.level(first.indent, mark.sign or "1")
        return Block(
            kind=kind,
            text=text,
            level=level,
            marker=None if kind is BlockKind.HEADING else marker,
            page=page,
            origin=place,
        )

    def _content(self, group: Group, *, keep_mark: bool) -> str:
        width = 0 if keep_mark or group.mark is None else group.mark.width
        texts = [self.sheet.lines[group.first].text[width:]]
        for index in range(group.first + 1, group.last + 1):
            text = self.sheet.lines[index].text
            texts.append(text.lstrip("> ") if group.mark and group.mark.kind is BlockKind.QUOTE else text)
        return "\n".join(texts).strip()

    def _set_text(self, group: Group) -> str:
        lines = self.sheet.lines[group.first : group.last + 1]
        if group.kind is BlockKind.CODE:
            inner = lines[1:-1] if lines[-1].text[:3] == lines[0].text[:3] and len(lines) > 1 else lines[1:]
            return self.text[inner[0].span.start - inner[0].indent : inner[-1].span.end].strip("\r\n") if inner else ""
        if lines[0].text.startswith("|"):
            return "\n".join(line.text for line in lines)
        rows = [[cell.strip().replace("|", "/") for cell in line.text.split("\t")] for line in lines]
        marked = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
        return "\n".join("| " + " | ".join(row) + " |" for row in marked)


def _has_words(text: str) -> bool:
    return any(c.isalnum() for c in text)


class _Outline:
    """How deep the list items of one list stand: by indent, or by a sign that first came further down."""

    def __init__(self) -> None:
        self._steps: list[tuple[int, str]] = []

    def leave(self) -> None:
        self._steps = []

    def level(self, indent: int, sign: str) -> int:
        while len(self._steps) > 1 and indent <= self._steps[-1][0] - _INDENT:
            self._steps.pop()
        known = [i for i, (_, seen) in enumerate(self._steps) if seen == sign]
        if known and indent < self._steps[known[-1]][0] + _INDENT:
            del self._steps[known[-1] + 1 :]
        elif not self._steps or len(self._steps) <= _DEEPEST:
            self._steps.append((indent, sign))
        return len(self._steps) - 1


def _with_runs(block: Block, text: str) -> Block:
    """The block with the place of each of its characters in the decoded original."""
    if block.origin is None:
        return block
    start = block.origin.start
    runs = tuple((there, start + here, length) for here, there, length in align(block.origin.slice(text), block.text))
    return replace(block, runs=runs)


def _setext(block: Block) -> list[Block]:
    """Split off a Markdown heading that is underlined, and drop what is only a drawn line."""
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
        return [block]
    lines = block.text.split("\n")
    for index, line in enumerate(lines):
        if len(line) >= _MIN_RULE and len(set(line)) == 1 and line[0] in "=-":
            above, below = "\n".join(lines[:index]), "\n".join(lines[index + 1 :])
            level = 1 if line[0] == "=" else 2
            head = [Block(kind=BlockKind.HEADING, text=above, level=level, page=block.page, origin=block.origin)]
            rest = [Block(kind=BlockKind.PARAGRAPH, text=below, page=block.page, origin=block.origin)]
            return [*(head if above else []), *(_setext(rest[0]) if below else [])]
    return [block]
