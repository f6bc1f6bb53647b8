"""Line numbers in the margin, as bills, drafts and manuscripts print them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from kb.ingest.changes import Changes
from kb.ingest.extract.pdf.lines import Line

FEWEST = 5
ALIGNED = 3.0
LONGEST = 4


def without_line_numbers(lines: Sequence[Line], page: int, changes: Changes) -> list[Line]:
    """Take numbers out that stand left or right of all text of the page, one under another, counting lines."""
    for first in (True, False):
        numbers = _numbers(lines, first=first)
        if numbers:
            kept, taken = _taken_out(lines, numbers, first=first)
            return kept if changes.note("line-number", taken, f"page {page}") else list(lines)
    return list(lines)


def _numbers(lines: Sequence[Line], *, first: bool) -> set[int]:
    """The lines (by ``id``) that begin or end with a line number."""
    found = [line for line in lines if _is_number(line, first=first)]
    if len(found) < FEWEST or not _counts([int(_end(line, first=first)) for line in found]):
        return set()
    edge = max(line.words[0].right for line in found) if first else min(line.words[-1].left for line in found)
    aligned = _aligned([line.words[0 if first else -1].right for line in found]) or _aligned(
        [line.words[0 if first else -1].left for line in found]
    )
    chosen = {id(line) for line in found}
    others = [line for line in lines if id(line) not in chosen]
    outside = sum(line.left > edge if first else line.right < edge for line in others)
    covers = len(found) * _step([int(_end(line, first=first)) for line in found]) >= 0.6 * len(lines)
    return chosen if aligned and covers and outside >= 0.9 * len(others) else set()


def _end(line: Line, *, first: bool) -> str:
    return line.words[0 if first else -1].text


def _is_number(line: Line, *, first: bool) -> bool:
    text = _end(line, first=first)
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST):
        return False
    if len(line.words) == 1:
        return True
    gap = line.words[1].left - line.words[0].right if first else line.words[-1].left - line.words[-2].right
    return gap > 0.7 * line.size


def _step(values: list[int]) -> int:
    steps = Counter(after - before for before, after in itertools.pairwise(values))
    return max(steps, key=lambda step: (steps[step], -step)) if steps else 0


def _counts(values: list[int]) -> bool:
    """Whether the numbers count lines: by one, or every fifth or tenth."""
    step = _step(values)
    regular = sum(after - before == step for before, after in itertools.pairwise(values))
    return step in (1, 2, 5, 10) and regular >= 0.8 * (len(values) - 1)


def _aligned(places: list[float]) -> bool:
    return max(places) - min(places) <= ALIGNED


def _taken_out(lines: Sequence[Line], numbers: set[int], *, first: bool) -> tuple[list[Line], str]:
    kept: list[Line] = []
    taken: list[str] = []
    for line in lines:
        if id(line) not in numbers:
            kept.append(line)
            continue
        taken.append(_end(line, first=first))
        rest = line.words[1:] if first else line.words[:-1]
        if rest:
            kept.append(Line(rest, line.page))
    return kept, " ".join(taken)
