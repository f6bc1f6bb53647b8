"""BM25 (Robertson and Zaragoza 2009), with the never negative idf of Lucene."""

from __future__ import annotations

from math import log

K1 = 1.2
B = 0.75


def idf(passages: int, holding: int) -> float:
    """The weight of a word held by ``holding`` of ``passages``."""
    return log(1 + (passages - holding + 0.5) / (holding + 0.5))


def saturation(length_share: float) -> float:
    """What is added to the term frequency below the line, for a passage this many times as long as the average."""
    return K1 * (1 - B + B * length_share)


def bm25(weight: float, occurrences: float, length_share: float) -> float:
    """The score of one word in one passage; ``weight`` is its idf."""
    return weight * occurrences * (K1 + 1) / (occurrences + saturation(length_share))
