"""Runs of words that a quotation and a place share by chance."""

from __future__ import annotations

from kb.check.drafted import Draft

STRAY = 2
"""So many common words may stand anywhere."""
_FAR = 8
_SLACK = 3
_SURROUNDED = 4


def without_strays(blocks: list[tuple[int, int, int]], draft: Draft) -> list[tuple[int, int, int]]:
    """The runs without short ones at the ends that stand far from the rest: a common word found by chance."""
    first, last = 0, len(blocks)
    while last - first > 1:
        gap = _gap(blocks[first], blocks[first + 1], draft)
        if not _is_stray(blocks[first], gap, outside=blocks[first][0]):
            break
        first += 1
    while last - first > 1:
        gap = _gap(blocks[last - 2], blocks[last - 1], draft)
        outside = len(draft.low) - blocks[last - 1][0] - blocks[last - 1][2]
        if not _is_stray(blocks[last - 1], gap, outside=outside):
            break
        last -= 1
    return blocks[first:last]


def without_chance(blocks: list[tuple[int, int, int]], draft: Draft) -> list[tuple[int, int, int]]:
    """The runs without one or two common words amid words that the source does not have."""
    kept = []
    for at, (a, b, size) in enumerate(blocks):
        before = a - (blocks[at - 1][0] + blocks[at - 1][2]) if at else a
        behind = (blocks[at + 1][0] if at + 1 < len(blocks) else len(draft.low)) - a - size
        if size > STRAY or min(before, behind) <= size or before + behind < _SURROUNDED:
            kept.append((a, b, size))
    return kept


def _is_stray(block: tuple[int, int, int], gap: int, *, outside: int) -> bool:
    """Whether a short run far from the others is chance; the less far, where words beyond it are not found at all."""
    size = block[2]
    return size <= STRAY and (gap > _FAR or (gap > 2 * size + 1 and outside >= _SLACK))


def _gap(one: tuple[int, int, int], other: tuple[int, int, int], draft: Draft) -> int:
    """How many more words the source has between two runs than the draft; none where the draft marks a cut."""
    if any(one[0] + one[2] <= cut <= other[0] for cut in draft.cuts):
        return 0
    return (other[1] - one[1] - one[2]) - (other[0] - one[0] - one[2])
