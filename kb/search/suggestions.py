"""Did you mean: words of the texts that are spelled nearly as a word that stands in none of them."""

from __future__ import annotations

from kb.search.engine import Engine
from kb.search.query import Term
from kb.search.vocabulary import Vocabulary

_MOST = 3
_SHORT = 5
_SHORTEST = 3


def near_words(word: str, language: str, vocabulary: Vocabulary, engine: Engine) -> list[str]:
    """Up to three words of a language's texts within two letters of ``word`` (one, for a short word), nearest first."""
    if len(word) < _SHORTEST:
        return []
    reach = 1 if len(word) <= _SHORT else 2
    near: dict[str, int] = {}
    for beginning in _beginnings(word):
        for other in vocabulary.beginning(language, beginning):
            if other != word and abs(len(other) - len(word)) <= reach:
                apart = distance(word, other, reach)
                if apart <= reach:
                    near[other] = apart
    counts = engine.frequency(language, [Term("word", other) for other in near])
    found = [other for other in near if counts[Term("word", other)]]
    return sorted(found, key=lambda other: (near[other], -counts[Term("word", other)], other))[:_MOST]


def _beginnings(word: str) -> tuple[str, ...]:
    """The first letter, and the second, for words whose first two were swapped or whose first was dropped."""
    return tuple(dict.fromkeys((word[0], word[1])))


def distance(one: str, other: str, most: int) -> int:
    """The letters to add, drop, change or swap with a neighbour (optimal string alignment), ``most + 1`` if more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, there in enumerate(other, start=1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != there))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == there:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return last[-1]
