"""Runs of four words, to tell whether a text holds another whatever its line breaks and marks."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")
_WIDTH = 4


def words(text: str) -> list[str]:
    """The words of ``text`` in lower case, without punctuation."""
    return _WORD.findall(text.lower())


class Shingles:
    """All runs of four words of one text, and its lines shorter than that."""

    def __init__(self, text: str) -> None:
        self._runs: set[tuple[str, ...]] = set()
        self._lines: set[tuple[str, ...]] = set()
        for line in text.split("\n"):
            found = words(line)
            if len(found) < 2 * _WIDTH:
                self._lines.add(tuple(found))
            self._runs.update(_runs(found))

    def share(self, text: str) -> float:
        """The share (0 to 1) of the runs of ``text`` that are here; a short text must be a line of its own."""
        found = words(text)
        if len(found) < _WIDTH:
            return float(tuple(found) in self._lines)
        runs = _runs(found)
        return sum(run in self._runs for run in runs) / len(runs)


def _runs(found: list[str]) -> list[tuple[str, ...]]:
    return [tuple(found[i : i + _WIDTH]) for i in range(len(found) - _WIDTH + 1)]
