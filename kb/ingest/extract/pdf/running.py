"""What stands on the pages but is no part of the document: running headers and footers, page and line numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.ingest.changes import Changes
from kb.ingest.extract.pdf.lines import Line, most_common, rows
from kb.ingest.extract.pdf.sheets import Sheet

ZONE = 0.2
DEPTH = 5
SAME_PLACE = 4.0
MARGIN = 45.0
CLOSE = 1.4
NEAR_LEADING = 1.15
ALIKE = 0.97
LONG_LINE = 45

_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,7})"
_PAGE_NUMBER = re.compile(
    rf"^[-–—|\[(\s]*(?:(?P<word>side|sida|sidan|page|seite|s\.|p\.|pg\.?)\s*)?(?P<number>{_NUMBER})"
    rf"(?:\s*(?:/|af|av|of|von|\(|\|)\s*(?P<of>{_NUMBER})\)?)?[-–—|\])\s.]*$",
    re.IGNORECASE,
)
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_PRINT_HEADER = re.compile(rf"^{_DATE},?\s+(?:kl\.?\s*)?\d{{1,2}}[.:]\d{{2}}(?:\s?[AP]M)?(?:\s|$)", re.IGNORECASE)
_PRINT_FOOTER = re.compile(r"^(?:https?|file)://\S+(?:\s+\d+/\d+)?$|^\d+/\d+$|^about:blank(?:\s+\d+/\d+)?$")
_FIGURES = re.compile(r"\d+")
_ROMAN_ALONE = re.compile(r"(?:^|(?<=\s))[ivxlc]{1,7}(?=\s|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line or several on one baseline near the top or the foot of a page.

    ``attached`` says that the next row inwards follows as the lines of the text follow each other.
    """

    lines: tuple[Line, ...]
    page: int
    baseline: float
    place: str
    prose: bool
    attached: bool

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def mask(self) -> str:
        return _ROMAN_ALONE.sub("#", _FIGURES.sub("#", self.text)).casefold()

    @property
    def figures(self) -> tuple[int, ...]:
        return tuple(int(number[:9]) for number in _FIGURES.findall(self.text))


def without_running_lines(
    sheets: Sequence[Sheet], pages: Sequence[Sequence[Line]], changes: Changes
) -> list[list[Line]]:
    """The lines of every page without its running header and footer and its page number."""
    body = most_common((line.size, len(line.text)) for lines in pages for line in lines)
    leading = _leading(pages, body)
    edges = [_edges(sheet, lines, body, leading) for sheet, lines in zip(sheets, pages, strict=True)]
    repeated = _repeated([row for top, foot in edges for row in (*top, *foot)], len(sheets))
    settled = _is_settled(repeated, len(sheets))
    kept: list[list[Line]] = []
    for sheet, lines, (top, foot) in zip(sheets, pages, edges, strict=True):
        taken: set[int] = set()
        for row in (*_taken(top, sheet, repeated, settled), *_taken(foot, sheet, repeated, settled)):
            if changes.note(_rule(row), row.text, f"page {sheet.number}"):
                taken.update(id(line) for line in row.lines)
        kept.append([line for line in lines if id(line) not in taken])
    return kept


def _leading(pages: Sequence[Sequence[Line]], body: float) -> float:
    """The commonest distance between two rows of the text's size."""
    gaps = [
        (round(below[0].baseline - above[0].baseline, 1), 1)
        for lines in pages
        for above, below in pairwise(rows(lines))
        if min(above[0].size, below[0].size) > ALIKE * body
    ]
    return most_common(gaps) if gaps else 0.0


def _edges(sheet: Sheet, lines: Sequence[Line], body: float, leading: float) -> tuple[list[_Row], list[_Row]]:
    """The outermost rows at the top and at the foot, the outermost first."""
    all_rows = list(rows(lines))
    last = len(all_rows) - 1
    top = [at for at in range(min(DEPTH, last + 1)) if all_rows[at][0].baseline < ZONE * sheet.height]
    foot = [at for at in range(last, max(last - DEPTH, -1), -1) if all_rows[at][0].baseline > (1 - ZONE) * sheet.height]

    def attached(at: int, inwards: int) -> bool:
        if not 0 <= inwards <= last:
            return False
        one, other = all_rows[at][0], all_rows[inwards][0]
        alike = abs(one.size - other.size) < (1 - ALIKE) * body and one.size > ALIKE * body
        return alike and abs(one.baseline - other.baseline) < NEAR_LEADING * leading

    def row(at: int, place: str) -> _Row:
        prose = any(_is_prose(all_rows[at], beside, body) for beside in all_rows[max(at - 1, 0) : at + 2])
        inwards = at + 1 if place == "header" else at - 1
        return _Row(tuple(all_rows[at]), sheet.number, all_rows[at][0].baseline, place, prose, attached(at, inwards))

    return [row(at, "header") for at in top], [row(at, "footer") for at in foot]


def _is_prose(row: list[Line], beside: list[Line], body: float) -> bool:
    """Whether two rows are lines of running text: two pages may well begin with the same sentence."""
    one, other = row[0], beside[0]
    close = 0 < abs(one.baseline - other.baseline) < CLOSE * one.size
    alike = min(one.size, other.size) > ALIKE * body and abs(one.size - other.size) < (1 - ALIKE) * body
    return close and alike and max(len(one.text), len(other.text)) > LONG_LINE


def _repeated(candidates: Sequence[_Row], page_count: int) -> set[int]:
    """The rows that come again on other pages at the same height; figures in them may only count the pages."""
    groups: defaultdict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in candidates:
        groups[row.place, row.mask].append(row)
    needed = 2 if page_count < 8 else 3  # noqa: PLR2004
    found: set[int] = set()
    for group in groups.values():
        for same in _at_one_height(group):
            if len({row.page for row in same}) >= needed and _counts_pages(same):
                found.update(id(row) for row in same)
    return found


def _at_one_height(group: list[_Row]) -> list[list[_Row]]:
    heights: list[list[_Row]] = []
    for row in sorted(group, key=lambda row: row.baseline):
        if heights and row.baseline - heights[-1][-1].baseline <= SAME_PLACE:
            heights[-1].append(row)
        else:
            heights.append([row])
    return heights


def _counts_pages(same: list[_Row]) -> bool:
    """Whether the figures of repeated rows are the same everywhere or run with the pages."""
    columns = list(zip(*(row.figures for row in same), strict=False))
    pages = [row.page for row in same]
    if _PAGE_NUMBER.match(same[0].text) and not columns:
        return True
    for column in columns:
        offsets: defaultdict[int, int] = defaultdict(int)
        for value, page in zip(column, pages, strict=True):
            offsets[value - page] += 1
        runs = max(offsets.values()) >= 0.6 * len(same)
        if len(set(column)) > 1 and not runs:
            return False
    moving = any(len(set(column)) > 1 for column in columns)
    # "Table 3" and "Table 4" on top of two pages following each other are no header: two pages prove a number only
    # where the row looks like one.
    return not moving or len(same) > 2 or bool(_PAGE_NUMBER.match(same[0].text)) or len(columns) > 1  # noqa: PLR2004


def _is_settled(repeated: set[int], page_count: int) -> bool:
    """Whether the document has running lines at all, enough to trust a lone page number at the same place."""
    return len(repeated) >= max(2, page_count // 2)


def _taken(edge: list[_Row], sheet: Sheet, repeated: set[int], settled: bool) -> list[_Row]:
    """The rows of one edge that are no text, from the outermost inwards; the first that is text ends it."""
    taken: list[_Row] = []
    for row in edge:
        if not ((id(row) in repeated and not row.prose) or _is_alone_known(row, sheet, settled=settled)):
            break
        taken.append(row)
    # Rows that the text follows without a gap are its first lines, however alike those of other pages are.
    while taken and taken[-1].attached and not _is_alone_known(taken[-1], sheet, settled=settled):
        taken.pop()
    return taken


def _is_alone_known(row: _Row, sheet: Sheet, *, settled: bool) -> bool:
    """Whether a row shows by itself that it is no text: an artifact, a browser's print line, this page's number."""
    if all(line.artifact for line in row.lines):
        return True
    text = row.text
    margin = row.baseline < MARGIN if row.place == "header" else row.baseline > sheet.height - MARGIN
    if margin and (_PRINT_HEADER.match(text) or _PRINT_FOOTER.match(text)):
        return True
    found = _PAGE_NUMBER.match(text)
    if not found:
        return False
    number = found["number"]
    if found["word"] or found["of"]:
        return number == str(sheet.number) or settled or number == sheet.label
    return number == sheet.label or (number == str(sheet.number) and (row.place == "footer" or settled))


def _rule(row: _Row) -> str:
    if _PAGE_NUMBER.match(row.text):
        return "page-number"
    if _PRINT_HEADER.match(row.text) or _PRINT_FOOTER.match(row.text):
        return "print-line"
    return f"running-{row.place}"
