"""Tables without rulings between their cells: rows whose cells stand under each other.

Columns are told from all rows of a table at once, by the strips that its rows leave free, so that two columns that a
short word keeps apart in one row stay apart where long numbers bring them close.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from kb.ingest.extract.markdown_table import markdown_table
from kb.ingest.extract.pdf import marks
from kb.ingest.extract.pdf.lines import Line, cells, words_text
from kb.ingest.extract.pdf.sheets import Word
from kb.ingest.extract.pdf.tables import table_line

CLOSE = 0.5
WIDEST_SPACE = 0.65
ONE_NUMBER = 0.42
FARTHEST = 3.0
IN_LINE = 0.8
MOST = 0.75
LEAST_FILLED = 0.6
FEWEST_ROWS = 3
LONGEST_USUAL_CELL = 40
LONGEST_FOR_TABLES = 400
_FEWEST_CELLS = 2

_Cells = dict[int, list[Word]]


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Words of a row with no more than a space between them."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)


def with_aligned_tables(flow: Sequence[Line]) -> list[Line]:
    """Put tables without rulings in place of at least three lines whose cells stand under each other.

    Lines whose columns cannot be told stay lines, with their words in order.
    """
    result: list[Line] = []
    at = 0
    for start, end in _runs(flow):
        found = _best(flow, at, start, end)
        if found is None:
            result += [*flow[at:start], *_row_by_row(flow[start:end])]
            at = end
        else:
            first, last, table = found
            result += [*flow[at:first], table]
            at = last
    return [*result, *flow[at:]]


def _runs(flow: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Stretches of at least two lines of like type that each have a wide gap, close below each other."""
    start = None
    for index in range(len(flow) + 1):
        if start is not None and (index == len(flow) or not _may_follow(flow[index - 1], flow[index])):
            if index - start >= FEWEST_ROWS - 1:
                yield start, index
            start = None
        if start is None and index < len(flow) and _has_cells(flow[index]):
            start = index


def _may_follow(before: Line, line: Line) -> bool:
    return _has_cells(line) and _is_near(before, line)


def _has_cells(line: Line) -> bool:
    return line.table is None and marks.item_mark(line) is None and len(cells(line)) > 1


def _is_near(before: Line, line: Line) -> bool:
    like = abs(line.size - before.size) <= (1 - MOST) * before.size
    return like and 0 < line.baseline - before.baseline <= FARTHEST * line.size


def _best(flow: Sequence[Line], from_: int, start: int, end: int) -> tuple[int, int, Line] | None:
    """The table of a run and where it begins and ends: with a head or a foot of narrower gaps, or without its ends."""
    firsts = [first for first in (start - 1, start, start + 1, start + 2) if from_ <= first < end]
    lasts = [last for last in (end + 1, end, end - 1) if last <= len(flow)]
    for first, last in sorted(itertools.product(firsts, lasts), key=lambda ends: ends[0] - ends[1]):
        rows = flow[first:last]
        if not FEWEST_ROWS <= len(rows) <= LONGEST_FOR_TABLES or not _hang_together(rows, start - first, last - end):
            continue
        table = _table(rows)
        if table is not None:
            words = [word for row in rows for word in row.words]
            return first, last, table_line(markdown_table(table), words, rows[0].page)
    return None


def _hang_together(rows: Sequence[Line], before: int, after: int) -> bool:
    """Whether the lines added above and below a run may belong to it."""
    added = [pair for pair, wanted in ((rows[:2], before), (rows[-2:], after)) if wanted > 0]
    return all(
        one.table is None and other.table is None and marks.item_mark(one) is None and _is_near(one, other)
        for one, other in added
    )


def _table(rows: Sequence[Line]) -> list[list[str]] | None:
    """The cells of rows that make a table with the most columns; None where the columns cannot be told."""
    chunked = [_chunks(row, _close(rows)) for row in rows]
    crossings = (0, 1, len(rows) // 5) if len(rows) > FEWEST_ROWS else (0,)
    tables = [table for crossing in crossings if (table := _parted(chunked, crossing, rows[0].size)) is not None]
    return max(tables, key=lambda table: len(table[0]), default=None)


def _parted(rows: Sequence[Sequence[_Chunk]], crossing: int, size: float) -> list[list[str]] | None:
    """The cells of rows whose columns are parted by strips into which at most ``crossing`` rows reach."""
    columns = _columns(rows, crossing, CLOSE * size)
    placed = [held for row in rows if (held := _placed(row, columns)) is not None]
    if len(columns) < _FEWEST_CELLS or len(placed) < len(rows) or not _is_table(placed, len(columns), size):
        return None
    return [[_text(row.get(column)) for column in range(len(columns))] for row in placed]


def _text(words: Sequence[Word] | None) -> str:
    return words_text(words) if words else ""


def _close(rows: Sequence[Line]) -> float:
    """The widest gap that is still a space, in points: more than usual only where the letters are all of one width."""
    size = rows[0].size
    gaps = [
        gap
        for row in rows
        for one, other in itertools.pairwise(row.words)
        if (gap := other.left - one.right) > 0.1 * size
    ]
    narrowest = min(gaps, default=0.0)
    return 1.5 * narrowest if CLOSE * size < narrowest <= WIDEST_SPACE * size else CLOSE * size


def _chunks(row: Line, close: float) -> list[_Chunk]:
    parts: list[list[Word]] = [[row.words[0]]]
    for before, word in itertools.pairwise(row.words):
        if word.left - before.right > close:
            parts.append([word])
        else:
            parts[-1].append(word)
    return [_Chunk(tuple(part)) for part in parts]


def _columns(rows: Sequence[Sequence[_Chunk]], crossing: int, narrowest: float) -> list[tuple[float, float]]:
    """Left and right ends of what more than ``crossing`` rows fill, parted where the free strip is wide enough."""
    edges = sorted(
        (place, step) for row in rows for chunk in row for place, step in ((chunk.left, 1), (chunk.right, -1))
    )
    columns: list[tuple[float, float]] = []
    filled, start = 0, 0.0
    for place, step in edges:
        before, filled = filled, filled + step
        if before <= crossing < filled:
            start = place
        elif filled <= crossing < before:
            if columns and start - columns[-1][1] < narrowest:
                start = columns.pop()[0]
            columns.append((start, place))
    return columns


def _placed(row: Sequence[_Chunk], columns: Sequence[tuple[float, float]]) -> _Cells | None:
    """The words of a row by column; None where a number reaches over two columns, or words stand in none."""
    placed: _Cells = {}
    for chunk in row:
        reached = [index for index, (left, right) in enumerate(columns) if chunk.left < right and left < chunk.right]
        if not reached or (len(reached) > 1 and (_is_number(chunk.words) or any(one in placed for one in reached))):
            return None
        if reached[0] in placed and len(reached) > 1:
            return None
        placed.setdefault(reached[0], []).extend(chunk.words)
        if len(reached) > 1:
            placed.update({one: [] for one in reached[1:]})
    return placed


def _is_table(rows: Sequence[_Cells], width: int, size: float) -> bool:
    filled = [words for row in rows for words in row.values() if words]
    if len(filled) < LEAST_FILLED * width * len(rows) or any(
        sum(map(bool, row.values())) < _FEWEST_CELLS for row in rows
    ):
        return False
    if median(len(words_text(words)) for words in filled) > LONGEST_USUAL_CELL:
        return False
    if any(_holds_two_numbers(words, size) for words in filled):
        return False
    return all(
        _stands_in_line([words for row in rows[1:] if (words := row.get(column))], size) for column in range(width)
    )


def _stands_in_line(column: Sequence[Sequence[Word]], size: float) -> bool:
    """Whether most cells below the head have their left ends, their right ends or their middles in line."""
    ends = [(words[0].left, max(word.right for word in words)) for words in column]
    kinds = (
        [left for left, _ in ends],
        [right for _, right in ends],
        [(left + right) / 2 for left, right in ends],
    )
    return any(
        sum(abs(place - median(places)) <= IN_LINE * size for place in places) >= MOST * len(places) for places in kinds
    )


def _is_number(words: Sequence[Word]) -> bool:
    letters = sum(character.isalpha() for word in words for character in word.text)
    return letters * 2 < sum(len(word.text) for word in words)


def _holds_two_numbers(words: Sequence[Word], size: float) -> bool:
    """Whether figures stand farther apart in a cell than those of one number do."""
    return any(
        word.left - before.right > ONE_NUMBER * size and before.text[-1:].isdigit() and word.text[:1].isdigit()
        for before, word in itertools.pairwise(words)
    )


def _row_by_row(lines: Sequence[Line]) -> list[Line]:
    """Tables among lines that make none together: each row has as many cells as the one above, in line with its."""
    result: list[Line] = []
    rows_so_far: list[list[Line]] = []
    for line in lines:
        row = cells(line)
        if rows_so_far and not _in_line(rows_so_far[-1], row):
            result += _closed(rows_so_far)
            rows_so_far = []
        rows_so_far.append(row)
    return [*result, *_closed(rows_so_far)]


def _in_line(above: Sequence[Line], row: Sequence[Line]) -> bool:
    """Whether a row's cells stand under those of the row above, at their left or right ends or middles."""
    if len(above) != len(row):
        return False
    ends = [
        (
            abs(one.left - other.left),
            abs(one.right - other.right),
            abs(one.left + one.right - other.left - other.right) / 2,
        )
        for one, other in zip(above, row, strict=True)
    ]
    return all(min(distances) <= IN_LINE * row[0].size for distances in ends)


def _closed(found: Sequence[Sequence[Line]]) -> list[Line]:
    """The gathered rows as one table, or as the lines they were."""
    lines = [Line(tuple(word for cell in row for word in cell.words), row[0].page) for row in found]
    texts = [[cell.text for cell in row] for row in found]
    if len(found) < FEWEST_ROWS or median(len(text) for row in texts for text in row) > LONGEST_USUAL_CELL:
        return lines
    if any(_may_hide_a_column(cell) or _holds_two_numbers(cell.words, cell.size) for row in found for cell in row):
        return lines
    return [table_line(markdown_table(texts), [word for line in lines for word in line.words], lines[0].page)]


def _may_hide_a_column(cell: Line) -> bool:
    """Whether a gap wider than a space stands beside a figure in a cell."""
    return any(
        word.left - before.right > CLOSE * cell.size and (before.text[-1:].isdigit() or word.text[:1].isdigit())
        for before, word in itertools.pairwise(cell.words)
    )
