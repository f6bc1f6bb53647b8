"""The detector of the default installation: letter statistics, corrected by hand-written word lists."""

from __future__ import annotations

from functools import lru_cache
from math import fsum

from kb.language.detection import profiles, wordlists
from kb.language.detection.evidence import LANGUAGES, Evidence
from kb.language.detection.letters import mostly_foreign, words

# Neighbouring pieces of a word overlap three times, so their sum counts everything about three times.
_OVERLAP = 3.0
_WORD_WEIGHT = 3.0
_PART_WEIGHT = 1.0
_REMEMBERED_WORDS = 50_000

WordEvidence = tuple[tuple[float, ...], int, tuple[int, ...]]
"""Scores per language, number of known pieces, and 1 for each language whose lists have the word."""


class NgramDetector:
    """langdetect's profiles summed over all pieces of a text, plus the words and parts of words of the lists."""

    name = "langdetect"
    switch = 2.0
    prior = 1.0

    def weigh(self, text: str) -> Evidence:
        """The evidence in ``text``; empty where it has no letters, or mostly letters of another script."""
        found = words(text)
        if not found or mostly_foreign(found):
            return Evidence()
        scores, pieces, known = zip(*map(_weigh_word, found), strict=True)
        return Evidence(
            scores=tuple(map(fsum, zip(*scores, strict=True))),
            words=len(found),
            letters=sum(map(len, found)),
            pieces=sum(pieces),
            known=tuple(map(sum, zip(*known, strict=True))),
        )


@lru_cache(maxsize=_REMEMBERED_WORDS)
def _weigh_word(word: str) -> WordEvidence:
    rows = [row for part in word.split("'") for row in map(profiles.row, profiles.pieces(part)) if row]
    scores = [fsum(column) / _OVERLAP for column in zip(*rows, strict=True)] or [0.0] * len(LANGUAGES)
    lists = wordlists.load()
    listed = lists.words.get(word, frozenset())
    for position in listed:
        scores[position] += _WORD_WEIGHT
    for positions in () if listed else lists.parts(word):
        for position in positions:
            scores[position] += _PART_WEIGHT
    return tuple(scores), len(rows), tuple(int(position in listed) for position in range(len(LANGUAGES)))
