"""Lines that belong together: where a block of a plain text begins and ends."""

from __future__ import annotations

from dataclasses import dataclass

from kb.ingest.blocks import BlockKind
from kb.ingest.clean.lines_about import ends_in_date
from kb.ingest.clean.names import is_person
from kb.ingest.extract.plain.lines import Layout, Line
from kb.ingest.extract.plain.marks import Mark

_NEARLY_FULL = 0.85
_LONG = 0.6
_TITLE_AND_TEXT = 3
_TITLE_LINE = 30
_MIN_COLUMN_LINES = 2
_FENCES = ("```", "~~~")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The lines ``first`` to ``last`` (both included) as one block; ``kind`` is decided where a mark decides it."""

    first: int
    last: int
    mark: Mark | None = None
    kind: BlockKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A text laid out in lines: what each begins with and how they were set. ``strict``: blank lines always part."""

    lines: tuple[Line, ...]
    marks: tuple[Mark | None, ...]
    layout: Layout
    strict: bool

    def groups(self) -> tuple[Group, ...]:
        """The blocks of the text, in order; every line is in exactly one."""
        found: list[Group] = []
        index = 0
        while index < len(self.lines):
            group = self._fenced(index) or self._table(index) or self._flowing(index)
            found.append(group)
            index = group.last + 1
        return tuple(found)

    def _fenced(self, index: int) -> Group | None:
        fence = self.lines[index].text[:3]
        if fence not in _FENCES:
            return None
        for last in range(index + 1, len(self.lines)):
            if self.lines[last].text.startswith(fence):
                return Group(first=index, last=last, kind=BlockKind.CODE)
        return Group(first=index, last=len(self.lines) - 1, kind=BlockKind.CODE) if self.strict else None

    def _table(self, index: int) -> Group | None:
        for cells in (_pipes, _tabs):
            count = cells(self.lines[index].text)
            if not count:
                continue
            last = index
            while last + 1 < len(self.lines) and self._goes_on(last, count if cells is _tabs else 0):
                last += 1
            if last - index + 1 >= _MIN_COLUMN_LINES or cells is _pipes:
                return Group(first=index, last=last, kind=BlockKind.TABLE)
        return None

    def _goes_on(self, last: int, tabs: int) -> bool:
        following = self.lines[last + 1]
        cells = _tabs(following.text) == tabs if tabs else bool(_pipes(following.text))
        return cells and following.blanks == 0

    def _flowing(self, index: int) -> Group:
        last = index
        mark = self.marks[index]
        while last + 1 < len(self.lines) and self._joins(last, mark, first=index):
            last += 1
        return Group(first=index, last=last, mark=mark)

    def _joins(self, last: int, mark: Mark | None, *, first: int) -> bool:
        """Whether the line after ``last`` goes on with the block."""
        here, following = self.lines[last], self.lines[last + 1]
        if self._starts_block(last + 1, mark):
            return False
        if mark is not None and mark.width >= len(self.lines[first].text) and last == first:
            return mark.kind is BlockKind.LIST_ITEM  # a bullet on a line of its own belongs to the next line
        if self.strict:
            return following.blanks == 0 and not (mark and mark.kind is BlockKind.HEADING)
        if mark is not None and mark.kind is BlockKind.HEADING:
            return False
        return self._reads_on(here, following, last, mark, inside=last > first) or self._is_title_cut(last)

    def _starts_block(self, index: int, current: Mark | None) -> bool:
        mark, line = self.marks[index], self.lines[index]
        if mark is None:
            return line.text[:3] in _FENCES or bool(_pipes(line.text))
        if mark.kind is BlockKind.QUOTE:
            return not (
                current and current.kind is BlockKind.QUOTE and line.blanks == 0 and mark.width < len(line.text)
            )
        before = self.lines[index - 1]
        resumes = mark.is_dash or (mark.marker is not None and mark.marker.endswith("."))
        goes_on = line.text[mark.width : mark.width + 1].islower() or not mark.is_dash
        inside = not before.is_final and line.blanks == 0 and self.layout.is_full(self.lines, index - 1)
        # A wrapped sentence may go on with a dash or with the 4. of a date; a list would follow a short line.
        same_list = current is not None and current.sign == mark.sign and bool(mark.sign)
        return self.strict or not (resumes and goes_on and inside and not same_list)

    def _is_title_cut(self, last: int) -> bool:
        """Whether the first two lines of a wrapped text, by themselves, are a title too long for one line."""
        if last or not self.layout.widths[0] or len(self.lines) < _TITLE_AND_TEXT:
            return False
        one, two, three = self.lines[:_TITLE_AND_TEXT]
        alone = two.blanks == 0 and three.blanks > 0 and self.marks[0] is None
        plain = not one.is_final and not two.is_final and not is_person(two.text) and not ends_in_date(two.text)
        return alone and plain and len(one.text) >= _TITLE_LINE and len(two.text) < len(one.text)

    def _reads_on(self, here: Line, following: Line, last: int, mark: Mark | None, *, inside: bool) -> bool:
        blanks = following.blanks
        wrapped = bool(self.layout.widths[last])
        if self.layout.spaced and blanks == 1:
            blanks = 0
        if following.starts_lower and not here.is_final:
            return blanks == 0 or wrapped or here.is_cut
        full = self.layout.is_full(self.lines, last)
        if blanks == 0:
            long = inside and not here.is_final and len(here.text) >= _LONG * self.layout.widths[last]
            return full or here.is_cut or (wrapped and (following.starts_lower or long))
        numbered = mark is not None and mark.marker is not None
        nearly = len(here.text) >= _NEARLY_FULL * self.layout.widths[last]
        return wrapped and full and nearly and blanks == 1 and not here.is_final and not numbered


def _pipes(text: str) -> int:
    return text.count("|") if text.startswith("|") and text.count("|") > 1 else 0


def _tabs(text: str) -> int:
    return text.count("\t")
