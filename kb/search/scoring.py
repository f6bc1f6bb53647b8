"""BM25 (Robertson and Zaragoza 2009), with the never negative idf of Lucene."""

from __future__ import annotations

from collections.abc import Iterable
from math import log

K1 = 1.2
B = 0.75


def commonness(weights: Iterable[float]) -> float:
    """The number of passages that hold a word, one that holds it only by a way that counts less counting less too."""
    return sum(min(1.0, weight) for weight in weights)


def idf(passages: int, holding: float) -> float:
    """The weight of a word held by ``holding`` of ``passages``."""
    return log(1 + (passages - holding + 0.5) / (holding + 0.5))


def saturation(length_share: float) -> float:
    """What is added to the term frequency below the line, for a passage this many times as long as the average."""
    return K1 * (1 - B + B * length_share)


def bm25(weight: float, occurrences: float, length_share: float) -> float:
    """The score of one word in one passage; ``weight`` is its idf."""
    return weight * occurrences * (K1 + 1) / (occurrences + saturation(length_share))
