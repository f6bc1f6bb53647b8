"""The hand-written lists: words and parts of words, and which of the six languages each of them speaks for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kb.language.detection.evidence import LANGUAGES

_DATA = Path(__file__).parent.parent / "data"
_SHORTEST_WITH_PARTS = 4

Positions = frozenset[int]
"""Positions in ``LANGUAGES``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLists:
    """``words`` are whole words; ``endings``, ``beginnings`` and ``inside`` are parts, with the lengths that occur."""

    words: dict[str, Positions]
    endings: dict[str, Positions]
    beginnings: dict[str, Positions]
    inside: dict[str, Positions]

    def parts(self, word: str) -> list[Positions]:
        """The languages each part found in ``word`` speaks for; nothing for words under four letters."""
        size = len(word)
        if size < _SHORTEST_WITH_PARTS:
            return []
        found = [self.endings.get(word[-length:]) for length in _lengths("endings") if length <= size]
        found += [self.beginnings.get(word[:length]) for length in _lengths("beginnings") if length <= size]
        for length in _lengths("inside"):
            windows = {word[start : start + length] for start in range(size - length + 1)}
            found += [self.inside.get(window) for window in windows]
        return [positions for positions in found if positions]


@cache
def load() -> WordLists:
    """The lists of ``kb/language/data``."""
    words = _read("function-words.txt")
    for word, positions in _read("common-words.txt").items():
        words[word] = words.get(word, frozenset()) | positions
    parts = _read("word-parts.txt")
    return WordLists(
        words=words,
        endings={part[1:]: who for part, who in parts.items() if part[0] == "-" != part[-1]},
        beginnings={part[:-1]: who for part, who in parts.items() if part[0] != "-" == part[-1]},
        inside={part[1:-1]: who for part, who in parts.items() if part[0] == "-" == part[-1]},
    )


@cache
def _lengths(place: str) -> tuple[int, ...]:
    parts: dict[str, Positions] = getattr(load(), place)
    return tuple(sorted({len(part) for part in parts}))


def _read(name: str) -> dict[str, Positions]:
    listed: dict[str, Positions] = {}
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        languages, colon, words = line.partition(":")
        if line.startswith("#") or not colon:
            continue
        positions = frozenset(LANGUAGES.index(language) for language in languages.split())
        for word in words.split():
            listed[word] = listed.get(word, frozenset()) | positions
    return listed
