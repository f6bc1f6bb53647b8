"""Reading order: keeps the order a PDF is drawn in, unless that runs across columns or up and down the page.

A *flow* is a list of lines to be read downwards: a column, or the whole page where there is one.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from statistics import median

from kb.ingest.extract.pdf.lines import Line

FEWEST_ROWS = 4
NARROWEST_GUTTER = 8.0
DEEPEST = 4
MOST_LINES = 2_000


def flows(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a page as flows in reading order."""
    if len(lines) > MOST_LINES:
        return _downward(list(lines))
    ordered = _split_at_gutters(list(lines), 0)
    if len(ordered) == 1 and _is_scrambled(ordered[0]):
        ordered = _by_geometry(ordered[0])
    return [flow for part in ordered for flow in _downward(part)]


def _downward(lines: list[Line]) -> list[list[Line]]:
    """Cut where the next line stands higher on the page: there the next column begins."""
    cut: list[list[Line]] = []
    for line in lines:
        if cut and line.baseline > cut[-1][-1].baseline - 0.3 * line.size:
            cut[-1].append(line)
        else:
            cut.append([line])
    return cut


def _split_at_gutters(lines: list[Line], depth: int) -> list[list[Line]]:
    """Undo a row-by-row order: where many lines share a wide gap, read left of it first, then right of it."""
    gutter = _gutter(lines) if depth < DEEPEST and len(lines) >= FEWEST_ROWS else None
    if gutter is None:
        return [lines] if lines else []
    ordered: list[list[Line]] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        halves = _halves(line, gutter)
        if halves is None:
            ordered += [*_split_at_gutters(left, depth + 1), *_split_at_gutters(right, depth + 1), [line]]
            left, right = [], []
        else:
            left += halves[0]
            right += halves[1]
    return [*ordered, *_split_at_gutters(left, depth + 1), *_split_at_gutters(right, depth + 1)]


def _halves(line: Line, gutter: float) -> tuple[list[Line], list[Line]] | None:
    """The words left and right of a gutter, None where a word or an ordinary space stands on it."""
    left = tuple(word for word in line.words if word.right <= gutter)
    right = tuple(word for word in line.words if word.left >= gutter)
    if len(left) + len(right) < len(line.words):
        return None
    if left and right and right[0].left - left[-1].right < NARROWEST_GUTTER:
        return None
    return (
        [Line(left, line.page, line.table)] if left else [],
        [Line(right, line.page, line.table)] if right else [],
    )


def _gutter(lines: Sequence[Line]) -> float | None:
    """The x that most lines leave free in a wide gap, if what stands on both sides is running text."""
    gaps = [gap for line in lines if (gap := _widest_gaps(line))]
    places = sorted({round(left + 1, 1) for line_gaps in gaps for left, _ in line_gaps})
    places += sorted({round(right - 1, 1) for line_gaps in gaps for _, right in line_gaps})
    best, most = None, (FEWEST_ROWS - 1, 0)
    for place in places[:200]:
        count = sum(any(left <= place <= right for left, right in line_gaps) for line_gaps in gaps)
        if count < most[0]:
            continue
        # Of places that as many lines leave free the one that the fewest other lines reach into.
        reaching = sum(any(word.left < place < word.right for word in line.words) for line in lines)
        if (count, -reaching) > most:
            best, most = place, (count, -reaching)
    return best if best is not None and _is_prose(lines, best) else None


def _widest_gaps(line: Line) -> list[tuple[float, float]]:
    pairs = itertools.pairwise(line.words)
    wide = max(0.9 * line.size, NARROWEST_GUTTER)
    return [(before.right, word.left) for before, word in pairs if word.left - before.right >= wide]


def _is_prose(lines: Sequence[Line], gutter: float) -> bool:
    """Whether the lines cut at the gutter fill their columns with words, as a table's cells do not."""
    both = [halves for line in lines if (halves := _halves(line, gutter)) and halves[0] and halves[1]]
    if len(both) < FEWEST_ROWS:
        return False
    for side in (0, 1):
        column = [halves[side][0] for halves in both]
        width = max(line.right for line in column) - min(line.left for line in column)
        fill = median((line.right - line.left) / max(width, 1) for line in column)
        words = median(sum(any(map(str.isalpha, word.text)) for word in line.words) for line in column)
        if fill < 0.6 or words < 3:  # noqa: PLR2004
            return False
    return True


def _is_scrambled(lines: Sequence[Line]) -> bool:
    """Whether the order jumps about: sideways from column to column, or upwards again and again."""
    sideways = upwards = 0
    for before, line in itertools.pairwise(lines):
        apart = line.left > before.right or line.right < before.left
        drop = line.baseline - before.baseline
        sideways += apart and abs(drop) < 2 * line.size
        upwards += not apart and drop < -line.size
    return sideways >= max(6, 0.4 * len(lines)) or upwards >= max(4, 0.15 * len(lines))


def _by_geometry(lines: list[Line]) -> list[list[Line]]:
    """Order by place alone: columns where a vertical strip is free of words, else from the top downwards."""
    top_down = sorted(lines, key=lambda line: (line.baseline, line.left))
    gutter = _free_strip(top_down)
    if gutter is None:
        return [top_down]
    ordered: list[list[Line]] = []
    sides: tuple[list[Line], list[Line]] = ([], [])
    for line in top_down:
        if line.left < gutter < line.right:
            ordered += [*sides, [line]]
            sides = ([], [])
        else:
            sides[line.left >= gutter].append(line)
    return [part for part in (*ordered, *sides) if part]


def _free_strip(lines: Sequence[Line]) -> float | None:
    for place in sorted({line.left - 2 for line in lines}):
        crossing = sum(line.left < place < line.right for line in lines)
        before = sum(line.right <= place for line in lines)
        after = len(lines) - crossing - before
        if crossing <= 0.15 * len(lines) and min(before, after) >= FEWEST_ROWS:
            return place
    return None
