"""Likeness between Danish and Swedish words: the same word in two spellings.

Both are reduced to a skeleton of letters that the two orthographies write alike, and the skeletons are compared by
their runs of three letters (Dice coefficient over trigrams).
"""

from __future__ import annotations

import re
from functools import cache

LIKE = 0.55
SHORTEST = 5
MOST = 4

_RULES = (
    ("[øœ]", "ö"),
    ("æ", "ä"),
    ("aa", "å"),
    ("ck|kk", "k"),
    ("ch|qu|q", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("hv", "v"),
    ("gj", "g"),
    ("kj", "k"),
    ("ph", "f"),
    ("tion|sjon", "tion"),
    ("(?<=[aeiouyåäö])d(?=[eo]?$)", "t"),
    (r"([bdfghjklmnprstv])\1", r"\1"),
    ("(?<=[aeiouyåäö])g", "k"),
    ("(?<=[aeiouyåäö])b", "p"),
    ("nd(?=[aeiouyåäö]|$)", "n"),
    ("ld(?=[aeiouyåäö]|$)", "l"),
    ("[ae]$", ""),
)


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), instead) for pattern, instead in _RULES)


def skeleton(word: str) -> str:
    """The letters that Danish and Swedish spellings of one word share."""
    for pattern, instead in _rules():
        word = pattern.sub(instead, word)
    return word


def trigrams(word: str) -> frozenset[str]:
    """The runs of three letters of a word with its borders marked."""
    bordered = f"^{word}$"
    return frozenset(bordered[at : at + 3] for at in range(len(bordered) - 2))


def dice(one: frozenset[str], other: frozenset[str]) -> float:
    """Twice the shared trigrams by all, 0 to 1."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0
