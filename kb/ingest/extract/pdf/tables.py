"""Tables whose cells stand between drawn rulings."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from kb.ingest.extract.markdown_table import markdown_table
from kb.ingest.extract.pdf.lines import Line, rows, words_text
from kb.ingest.extract.pdf.sheets import Ruling, Sheet, Word

THIN = 3.0
NEAR = 3.0
MOST_FOR_TABLES = 1_500
LONGEST_CELL = 900


@dataclass(frozen=True, slots=True)
class _Grid:
    """The places of a table's column and row borders."""

    across: tuple[float, ...]
    down: tuple[float, ...]

    def cell(self, word: Word) -> tuple[int, int] | None:
        """Row and column of a word, None outside."""
        row = _slot(self.down, word.baseline - 0.25 * word.size)
        column = _slot(self.across, (word.left + word.right) / 2)
        return None if row is None or column is None else (row, column)


def with_ruled_tables(sheet: Sheet, lines: Sequence[Line]) -> list[Line]:
    """Put each table that is drawn with rulings in place of the lines it holds."""
    if not sheet.rulings or len(sheet.rulings) > MOST_FOR_TABLES:
        return list(lines)
    current = list(lines)
    for grid in _grids(sheet.rulings):
        current = _replaced(current, grid)
    return current


def _slot(borders: tuple[float, ...], place: float) -> int | None:
    for index, (before, after) in enumerate(itertools.pairwise(borders)):
        if before <= place < after:
            return index
    return None


def _grids(rulings: Sequence[Ruling]) -> list[_Grid]:
    """Grids of at least two rows and two columns among the rulings that touch each other."""
    found = []
    for group in _touching(rulings):
        across = _places(edge for ruling in group for edge in _vertical_edges(ruling))
        down = _places(edge for ruling in group for edge in _horizontal_edges(ruling))
        if len(across) > 2 and len(down) > 2:  # noqa: PLR2004
            found.append(_Grid(across, down))
    return found


def _touching(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Groups of rulings whose bounds meet, by merging bounds from the top of the page downwards."""
    groups: list[tuple[Ruling, list[Ruling]]] = []
    for ruling in sorted(rulings, key=lambda ruling: (ruling.top, ruling.left)):
        bounds, members, apart = ruling, [ruling], []
        for known, group in groups:
            if _meet(known, bounds):
                bounds, members = _around(known, bounds), [*group, *members]
            else:
                apart.append((known, group))
        groups = [*apart, (bounds, members)]
    return [members for _, members in groups]


def _meet(one: Ruling, other: Ruling) -> bool:
    return (
        one.left <= other.right + NEAR
        and other.left <= one.right + NEAR
        and one.top <= other.bottom + NEAR
        and other.top <= one.bottom + NEAR
    )


def _around(one: Ruling, other: Ruling) -> Ruling:
    return Ruling(
        left=min(one.left, other.left),
        right=max(one.right, other.right),
        top=min(one.top, other.top),
        bottom=max(one.bottom, other.bottom),
    )


def _vertical_edges(ruling: Ruling) -> tuple[float, ...]:
    if ruling.bottom - ruling.top <= THIN:
        return ()
    return (ruling.left,) if ruling.right - ruling.left <= THIN else (ruling.left, ruling.right)


def _horizontal_edges(ruling: Ruling) -> tuple[float, ...]:
    if ruling.right - ruling.left <= THIN:
        return ()
    return (ruling.top,) if ruling.bottom - ruling.top <= THIN else (ruling.top, ruling.bottom)


def _places(edges: Iterable[float]) -> tuple[float, ...]:
    places: list[float] = []
    for edge in sorted(edges):
        if not places or edge - places[-1] > NEAR:
            places.append(edge)
    return tuple(places)


def _replaced(lines: list[Line], grid: _Grid) -> list[Line]:
    """The lines with the grid's table in the place of its first line; unchanged if the grid holds no table."""
    held: dict[tuple[int, int], list[Word]] = {}
    inside: list[Word] = []
    for line in lines:
        for word in () if line.table else line.words:
            place = grid.cell(word)
            if place is not None:
                held.setdefault(place, []).append(word)
                inside.append(word)
    table = _table(held)
    if table is None:
        return lines
    taken = {id(word) for word in inside}
    result: list[Line] = []
    first = True
    for line in lines:
        rest = tuple(word for word in line.words if id(word) not in taken)
        if len(rest) < len(line.words) and first:
            result.append(table_line(table, inside, line.page))
            first = False
        if rest:
            result.append(line if len(rest) == len(line.words) else Line(rest, line.page))
    return result


def _table(held: dict[tuple[int, int], list[Word]]) -> str | None:
    """Markdown of the cells, None where they hold too little or too much for a table."""
    used_rows = sorted({row for row, _ in held})
    used_columns = sorted({column for _, column in held})
    if len(used_rows) < 2 or len(used_columns) < 2 or len(held) < 0.4 * len(used_rows) * len(used_columns):  # noqa: PLR2004
        return None
    texts = {place: cell_text(words) for place, words in held.items()}
    if max(map(len, texts.values())) > LONGEST_CELL:
        return None
    return markdown_table([[texts.get((row, column), "") for column in used_columns] for row in used_rows])


def cell_text(words: Sequence[Word]) -> str:
    """The words of one cell, its lines joined and words broken at their ends put together."""
    text = "\n".join(
        words_text([word for line in row for word in line.words]) for row in rows([Line((word,), 0) for word in words])
    )
    text = re.sub(r"(?<=[^\W\d_])[-\u2010\u00ad]\n(?=[^\W\d_])(?!(?:og|eller|och|samt|and|or|und)\b)", "", text)
    return text.replace("\n", " ")


def table_line(table: str, words: Sequence[Word], page: int) -> Line:
    """A finished table in the place of its words."""
    whole = Word(
        text=table,
        left=min(word.left for word in words),
        right=max(word.right for word in words),
        baseline=max(word.baseline for word in words),
        size=median(word.size for word in words),
    )
    return Line((whole,), page, table)
