"""Lines that belong together: paragraphs, headings and list items, by gap, indent, type and how full a line is."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.ingest.extract.pdf.lines import Line, most_common
from kb.ingest.extract.pdf.marks import ItemMark, item_mark

FLUSH = 1.5
TERMINAL = re.compile(r"[.!?:;…][\"'”’»“)\]]*(?:\[\^\d+\])?$")
_STARTS = re.compile(r"[\"'“”„«»‘’(\[]*[A-ZÆØÅÄÖÉ0-9§]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Consecutive lines of one block; ``full`` when its last line reaches the right edge of its column."""

    lines: tuple[Line, ...]
    mark: ItemMark | None = None
    full: bool = False
    justified: bool = False
    indented: bool = False

    @property
    def size(self) -> float:
        """The type size of most of its characters, in points."""
        return most_common((line.size, len(line.text)) for line in self.lines)

    @property
    def bold(self) -> bool:
        """Whether every line is bold."""
        return all(line.bold for line in self.lines)

    @property
    def table(self) -> str | None:
        """Its Markdown where it is a table."""
        return self.lines[0].table


@dataclass(frozen=True, slots=True)
class Leading:
    """The usual distance between the baselines of a document's lines, by type size."""

    by_size: dict[float, float]

    def of(self, size: float) -> float:
        """The leading of a type size, in points; a fifth more than the size where it was not measured."""
        return self.by_size.get(round(size), 1.2 * size)


def leading_of(flows: Iterable[Sequence[Line]]) -> Leading:
    """Measure the leading of each type size over a whole document."""
    steps: dict[float, list[float]] = {}
    for flow in flows:
        for before, line in itertools.pairwise(flow):
            step = line.baseline - before.baseline
            if round(before.size) == round(line.size) and 0.8 * line.size < step < 3 * line.size:
                steps.setdefault(round(line.size), []).append(step)
    return Leading({size: _usual(found) for size, found in steps.items()})


def _usual(steps: Sequence[float]) -> float:
    """The commonest step; of several common ones the smallest, since gaps between paragraphs are larger."""
    rounded = [round(step * 2) / 2 for step in steps]
    most = most_common((step, 1) for step in rounded)
    common = [step for step in set(rounded) if rounded.count(step) >= 0.4 * rounded.count(most)]
    return min(common)


def groups_of(flow: Sequence[Line], leading: Leading) -> list[Group]:
    """The groups of one flow in order."""
    edges = _right_edges(flow)
    groups: list[list[int]] = []
    for index in range(len(flow)):
        if groups and not _begins(flow, index, groups[-1], edges, leading):
            groups[-1].append(index)
        else:
            groups.append([index])
    margin = min((line.left for line in flow), default=0.0)
    return [_group(flow, indexes, edges, margin) for indexes in groups]


def _group(flow: Sequence[Line], indexes: list[int], edges: list[tuple[float, bool]], margin: float) -> Group:
    lines = tuple(flow[index] for index in indexes)
    edge, justified = edges[indexes[-1]]
    mark = item_mark(lines[0])
    if mark is not None and mark.dash and lines[0].left - margin < 0.5 * lines[0].size and not _hangs(lines):
        mark = None
    return Group(
        lines=lines,
        mark=mark,
        full=edge - lines[-1].right < 0.15 * lines[-1].size,
        justified=justified,
        indented=lines[0].left - margin > 0.8 * lines[0].size,
    )


def _hangs(lines: Sequence[Line]) -> bool:
    return len(lines) > 1 and lines[1].left - lines[0].left > 0.4 * lines[0].size


def _right_edges(flow: Sequence[Line]) -> list[tuple[float, bool]]:
    """For each line the right edge of the run of like lines it stands in, and whether that run is justified."""
    edges: list[tuple[float, bool]] = []
    for _, run in itertools.groupby(flow, key=lambda line: (round(line.size), line.table is not None)):
        rights = [line.right for line in run]
        edge = max(rights)
        justified = sum(edge - right < FLUSH for right in rights) >= max(2, 0.5 * len(rights))
        edges += [(edge, justified)] * len(rights)
    return edges


def _begins(
    flow: Sequence[Line], index: int, group: list[int], edges: list[tuple[float, bool]], leading: Leading
) -> bool:
    """Whether a line begins a new group after the line before it."""
    before, line = flow[index - 1], flow[index]
    if line.table or before.table or abs(line.size - before.size) > 0.07 * before.size:
        return True
    if line.baseline - before.baseline > leading.of(line.size) + max(0.22 * line.size, 1.5):
        return True
    first = flow[group[0]]
    if line.bold != before.bold and all(flow[known].bold for known in group):
        return True
    ended = _ended(before, line, *edges[index - 1])
    mark = item_mark(line)
    if mark is not None and _is_item(mark, line, first, ended=ended):
        return True
    after = flow[index + 1] if index + 1 < len(flow) else None
    return ended or (line.bold and not before.bold and _starts(line)) or _indent_begins(first, before, line, after)


def _is_item(mark: ItemMark, line: Line, first: Line, *, ended: bool) -> bool:
    """Whether a mark at a line's start begins an item rather than stands there because the line was wrapped."""
    if mark.number is None and not mark.dash:
        return True
    above = item_mark(first)
    if above is not None and abs(first.left - line.left) < 0.5 * line.size:
        return (above.number is None) == (mark.number is None) and above.dash == mark.dash
    return ended and (mark.dash or line.left >= first.left)


def _starts(line: Line) -> bool:
    return bool(_STARTS.match(line.text))


def _ended(before: Line, line: Line, edge: float, justified: bool) -> bool:
    """Whether the line before was the last of its paragraph: the next word would still have gone on it."""
    if not _starts(line) and item_mark(line) is None:
        return False
    room = edge - before.right
    word = line.words[0].right - line.words[0].left
    if room < word + 0.6 * line.size:
        return False
    width = edge - before.left
    return bool(TERMINAL.search(before.text)) or room > 0.4 * width or (justified and room > 2 * line.size)


def _indent_begins(first: Line, before: Line, line: Line, after: Line | None) -> bool:
    """Whether a step to the right or the left begins a paragraph, rather than a hanging indent."""
    step, size = line.left - before.left, line.size
    if abs(step) <= 0.7 * size:
        return False
    if step < 0:
        return before is not first and line.left < first.left + 0.7 * size and first.left < before.left - 0.7 * size
    if item_mark(first) is not None and before is first:
        return False
    returns = after is not None and after.left < line.left - 0.7 * size
    return returns or (after is None and bool(TERMINAL.search(before.text)))
