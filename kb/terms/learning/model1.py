"""Which words of one language translate which of the other: IBM model 1 (Brown et al. 1993), trained by EM.

Words are numbers. A word that has no partner is explained by the empty word, which every sentence has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

EMPTY = -1
_ROUNDS = 6
_SMALL = 1e-4
"""Probabilities below this are dropped after each round, which keeps the table small."""
_EVERY = 200

Pair = tuple[Sequence[int], Sequence[int]]
Table = dict[int, dict[int, float]]
"""For each source word the probability of each target word."""


def train(pairs: Sequence[Pair], progress: Callable[[int, int], None] = lambda _done, _total: None) -> Table:
    """The probability that a source word is translated by a target word, from sentences that say the same."""
    table: Table = {}
    total = _ROUNDS * len(pairs)
    for turn in range(_ROUNDS):
        counts: dict[int, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))
        for number, (source, target) in enumerate(pairs):
            if number % _EVERY == 0:
                progress(turn * len(pairs) + number, total)
            _count((EMPTY, *source), target, table, counts, first=turn == 0)
        table = {word: _shares(found) for word, found in counts.items()}
    progress(total, total)
    return table


def _count(
    source: Sequence[int],
    target: Sequence[int],
    table: Table,
    counts: dict[int, defaultdict[int, float]],
    *,
    first: bool,
) -> None:
    """Share each target word out among the source words that may have brought it."""
    for word in target:
        chances = [1.0 if first else table.get(one, {}).get(word, 0.0) for one in source]
        whole = sum(chances)
        if whole:
            for one, chance in zip(source, chances, strict=True):
                if chance:
                    counts[one][word] += chance / whole


def _shares(counts: dict[int, float]) -> dict[int, float]:
    whole = sum(counts.values())
    return {word: count / whole for word, count in counts.items() if count / whole >= _SMALL}
