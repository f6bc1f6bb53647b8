"""The hand-written lists: words and parts of words, and which of the six languages each of them speaks for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kb.language.detection.evidence import LANGUAGES

_DATA = Path(__file__).parent.parent / "data"
_SHORTEST_WITH_PARTS = 4
_KEY = 2

Positions = frozenset[int]
"""Positions in ``LANGUAGES``."""


Parts = dict[str, tuple[tuple[str, Positions], ...]]
"""Parts of words with the languages they speak for, under their first two letters (their last two, for endings)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLists:
    """``words`` are whole words; ``endings``, ``beginnings`` and ``inside`` are parts of them."""

    words: dict[str, Positions]
    endings: Parts
    beginnings: Parts
    inside: Parts

    def parts(self, word: str) -> list[Positions]:
        """The languages each part found in ``word`` speaks for; nothing for words under four letters."""
        if len(word) < _SHORTEST_WITH_PARTS:
            return []
        found = [who for part, who in self.endings.get(word[-_KEY:], ()) if word.endswith(part)]
        found += [who for part, who in self.beginnings.get(word[:_KEY], ()) if word.startswith(part)]
        inside = self.inside
        pairs = {word[start : start + _KEY] for start in range(len(word) - 1)}
        found += [who for pair in pairs if pair in inside for part, who in inside[pair] if part in word]
        return found


@cache
def load() -> WordLists:
    """The lists of ``kb/language/data``."""
    words = _read("function-words.txt")
    for word, positions in _read("common-words.txt").items():
        words[word] = words.get(word, frozenset()) | positions
    parts = _read("word-parts.txt")
    return WordLists(
        words=words,
        endings=_keyed({part[1:]: who for part, who in parts.items() if part[0] == "-" != part[-1]}, ending=True),
        beginnings=_keyed({part[:-1]: who for part, who in parts.items() if part[0] != "-" == part[-1]}),
        inside=_keyed({part[1:-1]: who for part, who in parts.items() if part[0] == "-" == part[-1]}),
    )


def _keyed(parts: dict[str, Positions], *, ending: bool = False) -> Parts:
    keyed: dict[str, tuple[tuple[str, Positions], ...]] = {}
    for part, positions in parts.items():
        key = part[-_KEY:] if ending else part[:_KEY]
        keyed[key] = (*keyed.get(key, ()), (part, positions))
    return keyed


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
