"""Sentences of two texts side by side: Gale and Church (1993), with words that both have as anchors.

Lengths tell which sentences belong together, since a long sentence is translated by a long one; anchors (numbers, names,
translations that the glossary knows) decide where lengths do not. The cheapest way through both texts is found by dynamic
programming in a band around the diagonal.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from typing import NamedTuple

_VARIANCE = 6.8
"""Of the length of a translation per character (Gale and Church 1993)."""
# How often so many sentences become so many: theirs, but more is left out, at a fixed price whatever its length.
_PRIORS = {(1, 1): 0.89, (1, 0): 0.02, (0, 1): 0.02, (2, 1): 0.0445, (1, 2): 0.0445, (2, 2): 0.011}
_SHARED, _BY_CHANCE = 0.5, 0.04
"""How often an anchor of a sentence stands in its translation, and in a sentence that is none."""
_HELD = math.log(_SHARED / _BY_CHANCE) / 2  # both sides tell of the same anchor
_LACKING = math.log((1 - _SHARED) / (1 - _BY_CHANCE)) / 2
_FIGURE_HELD, _FIGURE_LACKING = math.log(0.85 / 0.04) / 2, math.log(0.15 / 0.96) / 2
_NARROWEST, _WIDEST, _SHARE = 40, 200, 0.15
"""Sentences of the band to each side of the diagonal, and their share of the longer text."""
_FAR = 1e9


class Sentence(NamedTuple):
    """What the alignment sees of a sentence: its characters, its anchors, and its figures, which are seldom left out."""

    length: int
    anchors: frozenset[Hashable]
    figures: frozenset[Hashable] = frozenset()


class Bead(NamedTuple):
    """Sentences that say the same: half-open ranges of their numbers in the two texts; one may be empty."""

    source: range
    target: range


def align(source: Sequence[Sentence], target: Sequence[Sentence]) -> tuple[Bead, ...]:
    """The sentences of two texts in beads, in order; every sentence is in one."""
    rows, columns = len(source), len(target)
    ratio = (sum(one.length for one in target) or 1) / (sum(one.length for one in source) or 1)
    band = min(_WIDEST, max(_NARROWEST, math.ceil(_SHARE * max(rows, columns)))) + abs(rows - columns) // 20
    best: list[dict[int, tuple[float, tuple[int, int]]]] = [{} for _ in range(rows + 1)]
    best[0][0] = (0.0, (0, 0))
    for row in range(rows + 1):
        middle = round(row * columns / rows) if rows else 0
        first, last = max(0, middle - band), (columns if not rows else min(columns, middle + band))
        for column in range(first, last + 1):
            if row or column:
                best[row][column] = _cheapest(row, column, best, source, target, ratio)
    return _beads(best, rows, columns)


def _cheapest(
    row: int,
    column: int,
    best: list[dict[int, tuple[float, tuple[int, int]]]],
    source: Sequence[Sentence],
    target: Sequence[Sentence],
    ratio: float,
) -> tuple[float, tuple[int, int]]:
    found = (_FAR * (row + column), (min(row, 1), 0 if row else 1))
    for (ours, theirs), prior in _PRIORS.items():
        before = best[row - ours].get(column - theirs) if row >= ours and column >= theirs else None
        if before is None:
            continue
        cost = before[0] - math.log(prior) + _cost(source[row - ours : row], target[column - theirs : column], ratio)
        if cost < found[0]:
            found = (cost, (ours, theirs))
    return found


def _cost(ours: Sequence[Sentence], theirs: Sequence[Sentence], ratio: float) -> float:
    """How unlikely it is that these say the same, less what their anchors speak for it."""
    if not ours or not theirs:
        return 0.0  # a sentence that was left out says nothing by its length; it has its price
    one, other = sum(s.length for s in ours), sum(s.length for s in theirs)
    mean = max(1.0, (one + other / ratio) / 2)
    away = abs(other - one * ratio) / math.sqrt(mean * _VARIANCE)
    lengths = -math.log(max(math.erfc(away / math.sqrt(2)), 1e-12))
    return lengths - sum(_evidence(s, theirs) for s in ours) - sum(_evidence(s, ours) for s in theirs)


def _evidence(sentence: Sentence, others: Sequence[Sentence]) -> float:
    """How much likelier the anchors of a sentence are beside its translation than beside any other sentence."""
    held = len(sentence.anchors & frozenset().union(*(one.anchors for one in others)))
    figures = len(sentence.figures & frozenset().union(*(one.figures for one in others)))
    words = held * _HELD + (len(sentence.anchors) - held) * _LACKING
    return words + figures * _FIGURE_HELD + (len(sentence.figures) - figures) * _FIGURE_LACKING


def _beads(best: list[dict[int, tuple[float, tuple[int, int]]]], rows: int, columns: int) -> tuple[Bead, ...]:
    found = []
    row, column = rows, columns
    while row or column:
        ours, theirs = best[row].get(column, (0.0, (min(row, 1), 0 if row else 1)))[1]
        found.append(Bead(range(row - ours, row), range(column - theirs, column)))
        row, column = row - ours, column - theirs
    return tuple(reversed(found))
